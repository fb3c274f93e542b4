"""Period columns: Jan…Des, 1…12, Trw I…IV, TW 1…4, Semester 1…2, B03…B12."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby

from extract.model import Period

_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_INITIALS = "jfmamjjasond"
# "Jan 2026", "Jan-26" in a header: the plan's year says nothing of the month.
_YEAR = re.compile(r"(?<=[a-z])[\s'’-]*(?:20)?\d\d$")
ROMAN = {numeral: i for i, numeral in enumerate(_NUMERALS, 1)}


@cache
def _vocabulary() -> tuple[dict[str, int], frozenset[str], frozenset[str]]:
    data = tomllib.loads(files("extract.table").joinpath("columns.toml").read_text(encoding="utf-8"))["periods"]
    months = {name: i for i, names in enumerate(data["months"], 1) for name in names}
    return months, frozenset(data["quarter"]), frozenset(data["semester"])


def header_periods(headers: Sequence[Sequence[str]]) -> tuple[Period | None, ...]:
    """The period each column stands for, None for columns that are none.

    ``headers`` are the texts stacked over each column. Bare numbers are periods only as a run 1…12, 1…4 or 1…2
    under a common heading of time or target, or where the heading says triwulan or semester.
    """
    found = _initials([_period(tuple(texts)) for texts in headers], headers)
    for start, end in _runs(headers, found):
        for i, period in enumerate(_bare_run(headers, start, end), start):
            found[i] = period
    found = _filled(found, headers)
    lone = sum(p is not None for p in found) == 1
    return tuple(None if lone else p for p in found)


def printed_month(header: str) -> str:
    """The name of a month at a header's end, put together where a narrow column broke it ("Jadwal Ma r" is "Mar")."""
    months, _, _ = _vocabulary()
    words = header.split()
    names = ("".join(words[-count:]) for count in range(1, 4))
    return next((name for name in names if _clean(name) in months), words[-1] if words else "")


def month_of(text: str) -> int | None:
    """The month (1-12) that a header names by its name or its abbreviation."""
    return _vocabulary()[0].get(_clean(text))


@lru_cache(maxsize=4096)
def _period(texts: tuple[str, ...]) -> Period | None:
    """The period that a header names by itself."""
    last = _clean(texts[-1]) if texts else ""
    if month := _month(texts, last):
        return Period(month, month)
    if match := re.fullmatch(r"b(\d{2})", last.replace(" ", "")):
        month = int(match[1])
        return Period(1, month, cumulative=True) if 1 <= month <= 12 else None
    if re.fullmatch(r"i{1,3}|iv", last):  # before any name: "III" is no "I" numbered "II"
        return _part(_clean(texts[-2]), last) if len(texts) > 1 else None
    if match := re.fullmatch(r"(\D+?)\s?(\d|i{1,3}|iv)", last):
        return _part(match[1].strip(), match[2])
    return None


def _month(texts: tuple[str, ...], last: str) -> int | None:
    """The month that a header names: by its name, its number ("Bulan 3"), or over its weeks ("Jan" over "M1")."""
    months, _, _ = _vocabulary()
    whole = last.replace(" ", "")  # a narrow column breaks "Mar" into "Ma" and "r"
    if match := re.fullmatch(r"(?:bulan|bln)(?:ke)?-?(\d{1,2})", whole):
        return int(match[1]) if 1 <= int(match[1]) <= 12 else None
    if len(texts) > 1 and re.fullmatch(r"(?:m|w|mg|mgg|minggu|minggu ke|pekan)[ -]*(?:[1-5]|i{1,3}|iv|v)", last):
        above = _clean(texts[-2]).replace(" ", "")
        return months.get(above) or months.get(_YEAR.sub("", above))
    return months.get(whole) or months.get(_YEAR.sub("", whole))


def _initials(found: Sequence[Period | None], headers: Sequence[Sequence[str]]) -> list[Period | None]:
    """Periods with those of months named by their first letters, J F M A M J J A S O N D."""
    names = (_clean(texts[-1]) if texts else "" for texts in headers)
    letters = "".join(name if len(name) == 1 else " " for name in names)
    at = letters.find(_INITIALS)
    months = [Period(month, month) for month in range(1, 13)]
    return list(found) if at < 0 else [*found[:at], *months, *found[at + 12 :]]


def _filled(found: Sequence[Period | None], headers: Sequence[Sequence[str]]) -> list[Period | None]:
    """Periods with those of misread headers ("Ma", "0k"): one heading over a year, most of the others in place."""
    out = list(found)
    start = 0
    for heading, group in groupby(headers, key=lambda texts: tuple(texts[:-1])):
        columns = range(start, start := start + len(list(group)))
        length = 12 // len(columns) if len(columns) in (4, 12) and heading else 0
        year = [Period(length * i + 1, length * (i + 1)) for i in range(len(columns))] if length else []
        known = [(found[c], period) for c, period in zip(columns, year, strict=False) if found[c]]
        if year and 2 * len(known) > len(year) and all(own == period for own, period in known):
            out[columns.start : columns.stop] = year
    return out


def _clean(text: str) -> str:
    return re.sub(r"[\s.()]+", " ", text.casefold()).strip()


def _part(name: str, number: str) -> Period | None:
    _, quarter, semester = _vocabulary()
    n = ROMAN.get(number) or int(number)
    if any(name == q or name.endswith(f" {q}") for q in quarter) and 1 <= n <= 4:
        return Period(3 * n - 2, 3 * n)
    if any(name == s or name.endswith(f" {s}") for s in semester) and 1 <= n <= 2:
        return Period(6 * n - 5, 6 * n)
    return None


def _runs(headers: Sequence[Sequence[str]], found: Sequence[Period | None]) -> list[tuple[int, int]]:
    """Stretches of stacked columns whose last header is a bare number counting up from 1."""
    runs, start = [], 0
    while start < len(headers):
        end = start
        while end < len(headers) and found[end] is None and _bare(headers[end]) == end - start + 1:
            end += 1
        if end - start in (2, 4, 12):
            runs.append((start, end))
        start = max(end, start + 1)
    return runs


def _bare(texts: Sequence[str]) -> int | None:
    last = _clean(texts[-1]).replace(" ", "") if len(texts) > 1 else ""
    if last.isdigit() and len(last) <= 2:
        return int(last)
    return ROMAN.get(last)


def _bare_run(headers: Sequence[Sequence[str]], start: int, end: int) -> list[Period | None]:
    """Periods of a run of bare numbers: months, quarters or semesters by their count, if a heading stands over all."""
    above = {texts[-2] for texts in headers[start:end]}
    heading = _clean(above.pop()) if len(above) == 1 else ""
    months, _, _ = _vocabulary()
    if heading in months and end - start == 4:  # the weeks of a month
        return [Period(months[heading], months[heading])] * 4
    timely = re.search(r"waktu|jadwal|bulan|target|triwulan|tri wulan|\btw\b|semester|periode|pelaksanaan", heading)
    length = 12 // (end - start)
    if not timely:
        return [None] * (end - start)
    return [Period(length * i + 1, length * (i + 1)) for i in range(end - start)]
