"""Which plans are compared: what OLD and NEW name, and which of two years' decrees belong together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from compare.context import fold
from compare.load import Kept, PlanError, kept_decrees


@dataclass(frozen=True, slots=True)
class Pairing:
    """Decrees compared, and those without a partner, with the reason."""

    pairs: tuple[tuple[Kept, Kept], ...]
    alone: tuple[tuple[Kept, str], ...]


def resolve(named: str, clean: Path) -> tuple[Kept, ...]:
    """Decrees that a year, a decree_id or a directory of clean tables names.

    Raises PlanError when there is none.
    """
    kept = kept_decrees(clean)
    chosen = tuple(each for each in kept if named in (each.decree_id, str(each.year)))
    if not chosen and Path(named).is_dir():
        chosen = kept_decrees(Path(named))
        if not chosen:
            raise PlanError(f"{named}: holds no clean tables; name the folder that holds decrees/, actions/ and so on.")
    if not chosen:
        raise PlanError(f"{clean}: holds no plan {named}; `renaksi list` shows those it holds.")
    return chosen


def pair(olds: tuple[Kept, ...], news: tuple[Kept, ...]) -> Pairing:
    """Pair decrees by institution; two that stand alone are a pair, whatever their offices."""
    if len(olds) == len(news) == 1:
        return Pairing(((olds[0], news[0]),), ())
    old, new = _by_office(olds), _by_office(news)
    pairs, alone = [], []
    for office in sorted(old.keys() | new.keys()):
        before, after = old.get(office, []), new.get(office, [])
        if len(before) == len(after) == 1:
            pairs.append((before[0], after[0]))
        else:
            alone += [(each, _why(each, before, after)) for each in (*before, *after)]
    return Pairing(tuple(pairs), tuple(alone))


def _by_office(kept: Iterable[Kept]) -> dict[str, list[Kept]]:
    ordered = sorted(kept, key=lambda each: (_office(each), each.decree_id))
    return {office: list(group) for office, group in groupby(ordered, key=_office)}


def _office(kept: Kept) -> str:
    """Name of the office as printed, else what the key says of it (all before the number's year)."""
    if kept.institution:
        return fold(kept.institution).casefold()
    return re.split(r"-(?:19|20)\d\d(?:-|$)", kept.decree_id)[0]


def _why(kept: Kept, before: list[Kept], after: list[Kept]) -> str:
    if before and after:
        return "its office has several decrees; name two of them by their ids"
    return f"no other plan of its office in {'the new' if kept in before else 'the old'} year"
