"""What stands before a number and says "at least" or "at most"."""

from __future__ import annotations

from functools import cache

from normalize.oddity import Oddity
from normalize.units import units


def leading_comparator(text: str) -> tuple[str | None, str, tuple[Oddity, ...]]:
    """A comparator before the number, the rest of the text, and a finding where it is strict (>)."""
    folded = text.casefold()
    for phrase, sign in _phrases():
        if folded.startswith(phrase) and not (phrase[-1].isalpha() and folded[len(phrase) :][:1].isalpha()):
            strict = phrase in units().strict
            odd = Oddity("strict_comparator", f'"{phrase}" was read as {sign}', "info", "repaired", phrase, sign)
            return sign, text[len(phrase) :].lstrip(" :"), (odd,) if strict else ()
    return None, text, ()


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    both = {**units().comparators, **units().strict}
    return tuple(sorted(both.items(), key=lambda pair: -len(pair[0])))
