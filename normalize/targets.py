"""The targets of one row: its time and target columns, a column shared by both, or period columns."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.model import Period
from extract.table.periods import printed_month
from normalize.fields import PeriodValue, PlanRow
from normalize.oddity import Oddity
from normalize.reading import Reading
from normalize.schedule import Schedule, parse_time, quantity_basis
from normalize.shared import split_target_time
from normalize.target import TargetReading, bare_number, parse_target

TICKS = frozenset("✓ ✔ √ x X v V ● • ■ ▪ ★ * ü Ö".split())


@dataclass(frozen=True, slots=True)
class Placed:
    """An oddity and the column of the target that it concerns."""

    column: str
    oddity: Oddity
    cell_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowTarget:
    """One target as a row prints it, with its meaning; ``time_cells`` and ``target_cells`` are where it stands."""

    time_text: str | None
    target_text: str | None
    reading: TargetReading
    schedule: Schedule
    basis: str | None
    time_cells: tuple[str, ...] = ()
    target_cells: tuple[str, ...] = ()
    oddities: tuple[Placed, ...] = ()


def row_targets(row: PlanRow, year: int) -> tuple[RowTarget, ...]:
    """The targets of one row, at least one."""
    marked = [p for p in row.periods if p.reading.text or p.reading.shaded]
    values = [p for p in marked if p.reading.text and p.reading.text not in TICKS]
    if values:
        return _period_targets(values, year)
    if marked:
        return (_ticked_target(row, marked, year),)
    if row.target_time.text:
        return (_shared_target(row.target_time, year),)
    return (_target(row.time, row.target, row.unit, year),)


def _target(time: Reading, target: Reading, unit: str | None, year: int) -> RowTarget:
    oddities = [Placed("time_text", o, time.cell_ids) for o in time.oddities]
    oddities += [Placed("target_text", o, target.cell_ids) for o in target.oddities]
    return _meant(time.text, target.text, year, time.cell_ids, target.cell_ids, tuple(oddities), unit)


def _shared_target(shared: Reading, year: int) -> RowTarget:
    """A cell of a column headed "Target dan Waktu", split where that is certain."""
    split = split_target_time(shared.text or "", shared.lines)
    oddities = [Placed("target_text", o, shared.cell_ids) for o in (*shared.oddities, *split.oddities)]
    return _meant(split.time_text, split.target_text, year, shared.cell_ids, shared.cell_ids, tuple(oddities))


def _meant(
    time_text: str | None,
    target_text: str | None,
    year: int,
    time_cells: tuple[str, ...],
    target_cells: tuple[str, ...],
    oddities: tuple[Placed, ...],
    unit: str | None = None,
) -> RowTarget:
    """Read the meaning of a printed time and a printed target."""
    schedule = parse_time(time_text, year) if time_text else NO_SCHEDULE
    reading = _read(target_text, unit)
    placed = tuple(Placed("frequency", o, time_cells) for o in schedule.oddities)
    bare = RowTarget(time_text, target_text, reading, schedule, None, time_cells, target_cells, (*oddities, *placed))
    return _counted(bare, climbing=False)


def _read(text: str | None, unit: str | None) -> TargetReading:
    """The meaning of a target, a bare number with the unit that stands in a column of its own."""
    if not text:
        return NO_TARGET
    return parse_target(f"{text} {unit}") if unit and bare_number(text) else parse_target(text)


def _counted(target: RowTarget, climbing: bool) -> RowTarget:
    """The target with what its quantity counts, and what was odd about the quantity and its basis."""
    basis, doubt = quantity_basis(target.reading.quantity, target.schedule, climbing=climbing)
    placed = [Placed("quantity", o, target.target_cells) for o in target.reading.oddities]
    if doubt:
        cells = tuple(dict.fromkeys((*target.target_cells, *target.time_cells)))
        placed.append(Placed("quantity_basis", doubt, cells))
    return replace(target, basis=basis, oddities=(*target.oddities, *placed))


def _ticked_target(row: PlanRow, marked: Sequence[PeriodValue], year: int) -> RowTarget:
    """Ticked or shaded period columns together are one target, due at each marked period's end."""
    target = row.target if row.target.text or not row.target_time.text else row.target_time
    cells = (*row.time.cell_ids, *(c for p in marked for c in p.reading.cell_ids))
    schedule = period_schedule([p.period for p in marked], year)
    reading = _read(target.text, row.unit)
    oddities = tuple(Placed("target_text", o, target.cell_ids) for o in target.oddities)
    time_text = row.time.text or ", ".join(printed_month(p.header) if _month(p) else p.header for p in marked)
    bare = RowTarget(time_text, target.text, reading, schedule, None, cells, target.cell_ids, oddities)
    return _counted(bare, climbing=False)


def _month(value: PeriodValue) -> bool:
    return value.period.first == value.period.last


def _period_targets(values: Sequence[PeriodValue], year: int) -> tuple[RowTarget, ...]:
    """Period columns that print values give one target each; percentages that climb are cumulative."""
    readings = [parse_target(p.reading.text or "") for p in values]
    numbers = [r.quantity for r in readings if r.quantity is not None]
    percent = all((r.unit or "").strip() == "%" for r in readings)
    climbing = percent and len(numbers) > 1 and all(a < b for a, b in pairwise(numbers))
    return tuple(
        _counted(_period_target(value, reading, year), climbing)
        for value, reading in zip(values, readings, strict=True)
    )


def _period_target(value: PeriodValue, reading: TargetReading, year: int) -> RowTarget:
    cells = value.reading.cell_ids
    schedule = period_schedule([value.period], year)
    oddities = tuple(Placed("target_text", o, cells) for o in value.reading.oddities)
    return RowTarget(value.header, value.reading.text, reading, schedule, None, cells, cells, oddities)


def period_schedule(periods: Sequence[Period], year: int) -> Schedule:
    """First to last day of the marked periods; due at the end of each run of marked periods.

    One period of a month is ``once``, a longer one or an unbroken run a ``window``, several runs ``listed``.
    """
    start, end = _first_day(periods[0], year), _last_day(periods[-1], year)
    if periods[0].cumulative:
        ends = tuple(_last_day(p, year) for p in periods)
        return replace(
            NO_SCHEDULE,
            frequency="once" if len(ends) == 1 else "listed",
            start_on=start,
            end_on=end,
            due_on=ends,
            cumulative=True,
        )
    runs = _runs(periods)
    if len(runs) == 1:
        one_month = periods[0].first == periods[-1].last
        return replace(
            NO_SCHEDULE, frequency="once" if one_month else "window", start_on=start, end_on=end, due_on=(end,)
        )
    ends = tuple(_last_day(run[-1], year) for run in runs)
    return replace(NO_SCHEDULE, frequency="listed", start_on=start, end_on=end, due_on=ends)


def _runs(periods: Sequence[Period]) -> list[list[Period]]:
    runs = [[periods[0]]]
    for period in periods[1:]:
        if period.first == runs[-1][-1].last + 1:
            runs[-1].append(period)
        else:
            runs.append([period])
    return runs


def _first_day(period: Period, year: int) -> dt.date:
    return dt.date(year, period.first, 1)


def _last_day(period: Period, year: int) -> dt.date:
    return dt.date(year, period.last, calendar.monthrange(year, period.last)[1])


def percent_of(text: str | None) -> float | None:
    """A realisation in per cent: "100", "75 %", "65,5%"; None where it is no number."""
    match = re.fullmatch(r"\s*(\d{1,3}(?:[.,]\d+)?)\s*%?\s*", text or "")
    return float(match[1].replace(",", ".")) if match else None


NO_SCHEDULE = Schedule(None, None, None, (), cumulative=False, oddities=())
NO_TARGET = TargetReading(None, None, None, None, ())
