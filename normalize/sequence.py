"""Printed numbers of one level in order: repeated, missing or restarting ones are findings, not corrections."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from normalize.oddity import Oddity

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def odd_numbers(numbers: Sequence[str | None], parents: Sequence[tuple[int, ...]]) -> list[tuple[Oddity, ...]]:
    """What is odd about each printed number, given the ordinals of its parents, widest first.

    Offices count actions within the aspect, or on and on through the component or the whole plan: the level that
    leaves the least odd is taken, and the nearest of equals.
    """
    depth = len(parents[0]) if parents else 0
    counted = [_within(numbers, [path[:level] for path in parents]) for level in range(depth, -1, -1)]
    return min(counted, key=lambda found: sum(map(len, found)))


def _within(numbers: Sequence[str | None], parents: Sequence[tuple[int, ...]]) -> list[tuple[Oddity, ...]]:
    """What is odd where numbers count within neighbours of one parent."""
    found: list[tuple[Oddity, ...]] = []
    for _, group in groupby(zip(numbers, parents, strict=True), key=lambda pair: pair[1]):
        found += number_oddities([number for number, _ in group])
    return found


def number_oddities(numbers: Sequence[str | None]) -> tuple[tuple[Oddity, ...], ...]:
    """What is odd about each of the siblings' printed numbers; None stands for one that prints no number."""
    found: list[tuple[Oddity, ...]] = []
    last: int | None = None
    for printed in numbers:
        value = _value(printed, last) if printed else None
        if printed is None or value is None:
            found.append(())
            continue
        found.append(_compare(printed, value, last or 0))
        last = value
    return tuple(found)


def _compare(printed: str, value: int, last: int) -> tuple[Oddity, ...]:
    if value == last + 1:
        return ()
    if value == last:
        return (Oddity("number_repeated", f"The number {printed} is printed twice in a row", before=printed),)
    if value < last:
        return (Oddity("number_restarts", f"The number {printed} stands after {last}", before=printed),)
    return (Oddity("number_missing", f"The number {printed} stands where {last + 1} was expected", before=printed),)


def _value(printed: str, last: int | None) -> int | None:
    """A printed number's place in its sequence; of "1.2" the last part. "i" after "h" is a letter, else roman."""
    text = printed.strip("(). ").rpartition(".")[2].casefold()
    if text.isdecimal():
        return int(text[:6])
    if len(text) == 1 and "a" <= text <= "z":
        letter = ord(text) - ord("a") + 1
        if text not in _ROMAN or (last is not None and letter == last + 1 and _roman(text) != last + 1):
            return letter
        return letter if text == "l" or (last or 0) + 1 == letter else _roman(text)
    return _roman(text)


def _roman(text: str) -> int | None:
    """The value of a roman number up to 89; None for anything else."""
    if not text or len(text) > 8 or not set(text) <= set(_ROMAN):
        return None
    values = [_ROMAN[sign] for sign in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)
