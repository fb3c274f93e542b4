"""What a printed time means: how often, from when to when, and on which days something is due."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from normalize.oddity import Oddity
from normalize.time_spans import Frequency, Span, Times, read_times
from normalize.time_tokens import Token, tokens

_NAMES = {1: "monthly", 2: "bimonthly", 3: "quarterly", 4: "four_monthly", 6: "semiannual", 12: "annual"}
_SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Schedule:
    """The meaning of a printed time; ``frequency`` None where there is none or it could not be read.

    ``start_on`` and ``end_on`` are the first and last day meant; ``cumulative`` is true for B03...B12.
    """

    frequency: str | None
    start_on: dt.date | None
    end_on: dt.date | None
    due_on: tuple[dt.date, ...]
    cumulative: bool
    oddities: tuple[Oddity, ...]


@lru_cache(maxsize=8192)
def parse_time(text: str, year: int) -> Schedule:
    """Read a printed time of a plan for ``year``; what could not be read carries an open oddity."""
    found = tokens(text)
    if all(token.kind in "RA" for token in found):
        return _nothing(_unreadable(text)) if any(sign.isalnum() for sign in text) else _nothing()
    times, extra = _readable(found)
    if times is None:
        return _nothing(_unreadable(text))
    try:
        schedule = _schedule(times, text, year)
    except ValueError:  # 31 Juni
        return _nothing(_unreadable(text))
    if extra:
        left = Oddity("time_remainder", f"Only part of the time was read; not: {extra}", before=text)
        schedule = replace(schedule, oddities=(*schedule.oddities, left))
    return schedule


def is_time(text: str) -> bool:
    """Whether the text is wholly a time, and could be nothing else ("12 Bulan" is also a target)."""
    times = read_times(tokens(text))
    return times is not None and bool(times.frequency or times.items or times.as_needed)


def mentions_time(text: str) -> bool:
    """Whether a month, a date, a named period or a frequency stands anywhere in the text."""
    found = tokens(text)
    kinds = "".join(token.kind for token in found)
    pairs = {kinds[i : i + 2] for i in range(len(kinds))}
    named = {"QN", "SN", "CN", "EQ", "ES", "EC", "EB", "ET", "EW"}
    return bool(set(kinds) & set("MbdX") or pairs & named)


def quantity_basis(quantity: float | None, schedule: Schedule, climbing: bool) -> tuple[str | None, Oddity | None]:
    """What a quantity counts: total, per_period, cumulative or unknown; ``climbing`` for rising percentages."""
    due = len(schedule.due_on)
    if quantity is None:
        return None, None
    if schedule.cumulative or climbing:
        return "cumulative", None
    if due <= 1 or quantity == due:
        return "total", None
    if quantity == 1:
        note = Oddity("quantity_per_period", f"One is due on each of {due} days", "info", "repaired")
        return "per_period", note
    message = f"Unclear whether {quantity:g} is due on each of {due} days or in all"
    return "unknown", Oddity("quantity_basis_unknown", message, before=f"{quantity:g}")


def _readable(found: Sequence[Token]) -> tuple[Times | None, str]:
    """The one run of known tokens that is a time, and the text around it that was not read."""
    duration = _duration(found)
    if duration:
        return duration, ""
    runs: list[list[Token]] = [[]]
    for token in found:
        if token.kind == "U":
            runs.append([])
        else:
            runs[-1].append(token)
    read = [times for times in (read_times(_trimmed(run)) for run in runs) if times]
    extra = " ".join(token.text for token in found if token.kind == "U")
    return (read[0], extra) if len(read) == 1 else (None, extra)


def _trimmed(run: Sequence[Token]) -> Sequence[Token]:
    """A run without separators at its ends."""
    kinds = "".join("-" if token.kind == "A" else "+" for token in run)
    start, end = len(kinds) - len(kinds.lstrip("-")), len(kinds.rstrip("-"))
    return run[start:end]


def _duration(found: Sequence[Token]) -> Times | None:
    """Read "12 bulan" and "1 tahun" in a time column: all the year."""
    kinds = "".join(token.kind for token in found)
    if kinds in ("NB", "NT") and (kinds[1], found[0].value) in {("B", 12), ("T", 1)}:
        return Times(None, ((Span("year", 1, 12),),))
    return None


def _schedule(times: Times, text: str, year: int) -> Schedule:
    """Dates for what was read; raises ValueError for a date that is none."""
    ends, odd = _dated(times.items, text, year)
    start, end = (min(a for a, _ in ends), max(b for _, b in ends)) if ends else _whole(year)
    if start.year > year or end.year < year:
        odd.append(Oddity("year_differs", f"The time lies outside the plan's year {year}", before=text))
    if times.as_needed:
        return Schedule("as_needed", start, end, (), False, tuple(odd))
    if times.frequency:
        return _periodic(times, start, end, odd, text)
    odd += [_assumed(text)] if any(span.vague for item in times.items for span in item) else []
    single = len(times.items) == 1
    once = single and len(times.items[0]) == 1 and times.items[0][0].kind in ("month", "date", "cumulative", "week")
    cumulative = any(span.kind == "cumulative" for item in times.items for span in item)
    due = tuple(sorted({b for _, b in ends}))
    return Schedule("once" if once else "window" if single else "listed", start, end, due, cumulative, tuple(odd))


def _dated(items: Sequence[Sequence[Span]], text: str, year: int) -> tuple[list[tuple[dt.date, dt.date]], list[Oddity]]:
    """First and last day of each item, the plan's year where none is printed."""
    ends: list[tuple[dt.date, dt.date]] = []
    odd: list[Oddity] = []
    for item in items:
        spans = [span if span.year else replace(span, year=year) for span in item]
        start, end = spans[0].dates()[0], spans[-1].dates()[1]
        if start > end and spans[0].year == spans[-1].year and spans[0].year:
            start = start.replace(year=start.year - 1)
            odd.append(
                Oddity(
                    "window_across_years", "The window ends before it begins, read from the year before", before=text
                )
            )
        if start > end:
            raise ValueError("a window that ends before it begins")
        ends.append((start, end))
    return ends, odd


def _periodic(times: Times, start: dt.date, end: dt.date, odd: list[Oddity], text: str) -> Schedule:
    """A frequency, within its window or on its listed months."""
    frequency = times.frequency or Frequency()
    name = "weekly" if frequency.unit == "W" else _NAMES.get(frequency.months)
    if name is None:
        odd.append(Oddity("frequency_unknown", "The contract has no such frequency", before=text))
        return Schedule(None, start, end, (), False, tuple(odd))
    due = period_ends(frequency, start, end)
    listed = len(times.items) > 1
    if listed:
        ends, _ = _dated(times.items, text, start.year)
        named = tuple(sorted({b for _, b in ends}))
        odd += [_assumed(text)] if named != period_ends(frequency, *_whole(start.year)) else []
        due, (start, end) = named, (_whole(start.year) if named == due else (start, end))
    elif not due or (due[-1] != end and frequency.unit != "W" and frequency.day is None):
        odd.append(_assumed(text))
    if frequency.spread:
        odd.append(_assumed(text))
    return Schedule(name, start, end, due, False, tuple(odd))


def period_ends(frequency: Frequency, start: dt.date, end: dt.date) -> tuple[dt.date, ...]:
    """The last day of each period (weeks end on Sunday), or the day named, from ``start`` to ``end``."""
    if frequency.unit == "W":
        weekday = _SUNDAY if frequency.weekday is None else frequency.weekday
        first = start + dt.timedelta((weekday - start.weekday()) % 7)
        days = [first + dt.timedelta(7 * week) for week in range((end - first).days // 7 + 1)]
        return tuple(days)
    ends = []
    for year in range(start.year, min(end.year, start.year + 10) + 1):
        for month in range(frequency.months, 13, frequency.months):
            last = calendar.monthrange(year, month)[1]
            ends.append(dt.date(year, month, min(frequency.day or last, last)))
    return tuple(day for day in ends if start <= day <= end)


def _whole(year: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _nothing(*oddities: Oddity) -> Schedule:
    return Schedule(None, None, None, (), False, oddities)


def _unreadable(text: str) -> Oddity:
    return Oddity("time_unreadable", "The time could not be read", before=text)


def _assumed(text: str) -> Oddity:
    return Oddity("time_assumed", "The time leaves its days open; the nearest reading was taken", before=text)
