"""The grammar of times: tokens to spans (months, dates, quarters) and a frequency, years filled in."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from normalize.time_tokens import Token

_MONTHS_IN = {"Q": 3, "C": 4, "S": 6}
_FREQUENCY = re.compile(
    r"""(?P<dated>DNEB)|(?P<weekday>EH?G)
        |(?P<unit>E(?P<every>N?)v?(?P<per>[HWBQCST])(?:N?K)?(?![N])
        |(?P<count>N)E?(?P<each>[HWBQCST])N?K
        |(?P<counted>N)E(?P<adjective>[HWBQCST])(?:N?K)?
        |(?P<times>N?)KE?(?P<within>N?)(?P<span>[HWBQCST])(?!N))
        |(?P<day>EDN(?:E?B)?(?![MNRA]))
        |(?P<bare>^[QSC]$)""",
    re.VERBOSE,
)
_SPAN = re.compile(
    r"""(?P<week>WNMY?|MY?WNY?)
        |(?P<vague>VMY?)|(?P<vagueend>vMY?)|(?P<yearend>v[TY])
        |(?P<date>D?NMY?)
        |(?P<dayof>D?N(?=[RA]D?NM))
        |(?P<month>MY?)
        |(?P<part>[QCS]NY?)
        |(?P<b>bY?)
        |(?P<whole>d)
        |(?P<year>ZY?|Y)
        |(?P<again>NY?)""",
    re.VERBOSE,
)
_INTRODUCED = re.compile(r"EB?(?=D?N?M|[QSC]N)")


@dataclass(frozen=True, slots=True)
class Span:
    """Months ``first`` to ``last`` of a year (None: not printed), by days where printed; ``kind`` what it was."""

    kind: Literal["month", "date", "part", "year", "cumulative", "week"]
    first: int
    last: int
    year: int | None = None
    first_day: int = 1
    last_day: int | None = None
    vague: bool = False

    def dates(self) -> tuple[dt.date, dt.date]:
        """First and last day; raises ValueError for a day that the month lacks or a span without a year."""
        if self.year is None:
            raise ValueError("a span without a year")
        last_day = self.last_day or calendar.monthrange(self.year, self.last)[1]
        return dt.date(self.year, self.first, self.first_day), dt.date(self.year, self.last, last_day)


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often: every ``months`` months, or a unit below the month; ``spread`` when the spacing was inferred."""

    months: int = 0
    weekday: int | None = None
    day: int | None = None
    unit: str = "B"
    spread: bool = False


@dataclass(frozen=True, slots=True)
class Times:
    """What a printed time says: a frequency, items (one span, or the two ends of a range), as needed."""

    frequency: Frequency | None = None
    items: tuple[tuple[Span, ...], ...] = ()
    as_needed: bool = False


def read_times(tokens: Sequence[Token]) -> Times | None:
    """Read tokens that are wholly a time; None where they are not."""
    kinds = "".join(token.kind for token in tokens)
    if "U" in kinds or not kinds:
        return None
    if "X" in kinds:
        rest = [token for token in tokens if token.kind not in "XEA"]
        inner = read_times(rest) if rest else Times()
        return replace(inner, as_needed=True) if inner and not inner.frequency else None
    if kinds[0] == "R":  # "s.d. Desember 2026": from the year's first day
        until = read_times(tokens[1:])
        return _until(until) if until else None
    match = _FREQUENCY.match(kinds) or _last(kinds)
    if match and not re.match(r"EBM(?!Y?R)", kinds):  # "Setiap bulan Juni dan Desember" names months
        frequency = _frequency(match, tokens)
        rest = [*tokens[: match.start()], *tokens[match.end() :]]
        items = _items(rest) if rest else ()
        return Times(frequency, items) if frequency and items is not None else None
    items = _items(tokens)
    return Times(None, items) if items else None


def _until(times: Times) -> Times | None:
    """A range from the first of January to a time's end."""
    if times.frequency or times.as_needed or len(times.items) != 1:
        return None
    end = times.items[0][-1]
    return Times(None, ((Span("month", 1, 1, end.year, vague=True), end),))


def _last(kinds: str) -> re.Match[str] | None:
    """A frequency at the end ("Januari s.d. Desember 2026 per triwulan")."""
    found = [match for match in _FREQUENCY.finditer(kinds) if match.end() == len(kinds)]
    return found[0] if found else None


def _frequency(match: re.Match[str], tokens: Sequence[Token]) -> Frequency | None:
    """The frequency that a match stands for; None where no period of the contract fits."""
    part = tokens[match.start() : match.end()]
    if match["weekday"]:
        return Frequency(unit="W", weekday=part[-1].value)
    if match["bare"]:  # "Triwulan" alone
        return replace(_every(match["bare"], 1) or Frequency(), spread=True)
    if match["day"] or match["dated"]:
        day = next(token.value for token in part if token.kind == "N")
        return Frequency(months=1, day=day) if 1 <= day <= 31 else None
    numbers = [token.value for token in part if token.kind == "N"]
    if match["span"]:
        times = numbers[0] if match["times"] else 1
        within = numbers[-1] if match["within"] else 1
        return _spread(match["span"], times, within)
    unit = match["per"] or match["each"] or match["adjective"]
    every = numbers[0] if (match["every"] or match["count"] or match["counted"]) else 1
    return _every(unit, every)


def _every(unit: str, count: int) -> Frequency | None:
    if unit in "HW":
        return Frequency(unit=unit) if count == 1 else None
    return Frequency(months=count * {"B": 1, "T": 12, **_MONTHS_IN}[unit])


def _spread(unit: str, times: int, within: int) -> Frequency | None:
    """So many times in a period: once is the period, more are spread evenly (an inference)."""
    whole = _every(unit, within)
    if whole is None or times < 1 or (times > 1 and (unit in "HW" or whole.months % times)):
        return None
    return replace(whole, months=whole.months // times, spread=times > 1) if whole.months else whole


def _items(tokens: Sequence[Token]) -> tuple[tuple[Span, ...], ...] | None:
    """Spans and ranges in order, years filled in from their neighbours; None where the tokens are anything else."""
    kept = [token for token in tokens if token.kind != "L"]
    kinds = "".join(token.kind for token in kept)
    introduced = _INTRODUCED.match(kinds)  # "per 31 Desember", "Per Triwulan I"
    if introduced:
        kinds, kept = kinds[introduced.end() :], kept[introduced.end() :]
    found: list[tuple[str, Span]] = []
    at, sign = 0, ""
    while at < len(kinds):
        match = _SPAN.match(kinds, at)
        span = _span(match, kept[at : match.end()], [s for _, s in found]) if match else None
        if match is None or span is None or (match.lastgroup == "again" and not sign):
            return None
        found.append((sign, span))
        at = match.end()
        sign = kinds[at] if at < len(kinds) and kinds[at] in "RA" else ""
        at += len(sign)
    return _ranges(found) if found and not sign else None


def _span(match: re.Match[str], part: Sequence[Token], before: Sequence[Span]) -> Span | None:
    """One span from its tokens; None where a number fits no period."""
    kind = match.lastgroup or ""
    number = next((token.value for token in part if token.kind in "Nb"), 0)
    month = next((token.value for token in part if token.kind == "M"), 0)
    year = next((token.value for token in part if token.kind == "Y"), None)
    simple = {
        "month": Span("month", month, month, year),
        "vagueend": Span("month", month, month, year),
        "vague": Span("month", month, month, year, vague=True),
        "date": Span("date", month, month, year, number, number),
        "dayof": Span("date", 0, 0, None, number, number),
        "b": Span("cumulative", number, number, year),
        "year": Span("year", 1, 12, year),
        "yearend": Span("month", 12, 12, year),
    }
    if kind in simple:
        return simple[kind]
    if kind == "week":
        return Span("week", month, month, year, number * 7 - 6, number * 7, vague=True) if 1 <= number <= 4 else None
    return _whole_date(part[0].value) if kind == "whole" else _part(part, number, year, before)


def _whole_date(value: int) -> Span | None:
    """The date written yyyymmdd."""
    year, month, day = value // 10000, value // 100 % 100, value % 100
    return Span("date", month, month, year, day, day) if 1 <= month <= 12 else None


def _part(part: Sequence[Token], number: int, year: int | None, before: Sequence[Span]) -> Span | None:
    """A named quarter, four months or semester; a bare number continues the kind before it ("TW I, II, III")."""
    last = before[-1] if before else None
    if last and last.kind == "cumulative":
        return Span("cumulative", number, number, year) if 1 <= number <= 12 else None
    length = _MONTHS_IN.get(part[0].kind) or (last.last - last.first + 1 if last and last.kind == "part" else 13)
    if not 1 <= number <= 12 // length:
        return None
    return Span("part", (number - 1) * length + 1, number * length, year)


def _ranges(found: Sequence[tuple[str, Span]]) -> tuple[tuple[Span, ...], ...] | None:
    """Spans grouped: those joined by a range sign are the two ends of one range."""
    spans = _filled([span for _, span in found])
    if len(spans) > 2 and all(sign == "R" for sign, _ in found[1:]):
        return tuple((span,) for span in spans)  # "Maret - Juni - September" names months
    groups: list[tuple[Span, ...]] = []
    for (sign, _), span in zip(found, spans, strict=True):
        if sign != "R":
            groups.append((span,))
        elif len(groups[-1]) == 1:
            groups[-1] = (groups[-1][0], span)
        else:
            return None
    return tuple(groups)


def _filled(spans: Sequence[Span]) -> list[Span]:
    """Years from the right ("Juni, Desember 2021"), else from the left; months for days from the right."""
    filled: list[Span] = []
    for span in reversed(spans):
        filled.append(_like(span, filled[-1]) if filled else span)
    filled.reverse()
    for i in range(1, len(filled)):
        if filled[i].year is None:
            filled[i] = replace(filled[i], year=filled[i - 1].year)
    return filled


def _like(span: Span, after: Span) -> Span:
    """A span with the month and the year of the one after it where it prints none."""
    year = span.year if span.year is not None else after.year
    return replace(span, year=year) if span.first else replace(span, year=year, first=after.first, last=after.last)
