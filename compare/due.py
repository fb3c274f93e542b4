"""What is due: every due date of every target, told against a day or gathered over a quarter."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from typing import Literal

from rich.table import Table
from rich.text import Text

from compare.plan import Plan, make_plan
from compare.sheets import csv_text
from normalize.schema import Action, Dataset, Indicator, Target

Standing = Literal["overdue", "due", "coming"]
STYLES: dict[Standing, str] = {"overdue": "red", "due": "yellow", "coming": "dim"}


@dataclass(frozen=True, slots=True)
class Span:
    """Days looked at, both included; ``on`` is the day that due dates are told against, None within a quarter."""

    first: dt.date
    last: dt.date
    on: dt.date | None


@dataclass(frozen=True, slots=True)
class Due:
    """One thing due on one day. ``days`` counts from the day asked about; ``doubtful``: an open finding on it."""

    standing: Standing
    due_on: dt.date
    days: int | None
    institution: str
    component: str | None
    aspect: str | None
    action: str | None
    indicator: str | None
    target: str | None
    evidence: str | None
    responsible: str | None
    page: int | None
    doubtful: bool
    decree_id: str
    target_id: str


NAMES = tuple(field.name for field in fields(Due))


def on_day(day: dt.date) -> Span:
    """All due dates, told against a day: before it overdue, from it to its month's end due, later coming."""
    return Span(dt.date.min, dt.date.max, day)


def in_quarter(quarter: str) -> Span:
    """Due dates of a quarter ("2026Q2"); raises ValueError for anything else."""
    found = re.fullmatch(r"(\d{4})Q([1-4])", quarter.upper())
    if not found or found[1] == "0000":
        raise ValueError(f"{quarter} is no quarter; write it like 2026Q2")
    year, last = int(found[1]), 3 * int(found[2])
    return Span(dt.date(year, last - 2, 1), dt.date(year, last, calendar.monthrange(year, last)[1]), None)


def what_is_due(datasets: Iterable[Dataset], span: Span) -> tuple[Due, ...]:
    """Everything due within a span, soonest first."""
    found = [each for dataset in datasets for each in _due(make_plan(dataset), span)]
    return tuple(sorted(found, key=lambda each: (each.due_on, each.decree_id)))


def due_csv(dues: Iterable[Due]) -> str:
    """Return what is due as CSV."""
    return csv_text(NAMES, map(astuple, dues))


def due_table(dues: Sequence[Due]) -> Table:
    """Return what is due as a table for a terminal; those responsible only where a plan names any."""
    named = any(each.responsible for each in dues)
    table = Table(expand=True)
    table.add_column("due", no_wrap=True)
    for heading, share in (("target", 2), ("indicator", 5), ("evidence", 3), ("responsible", 2))[: 4 if named else 3]:
        table.add_column(heading, ratio=share)
    for each in dues:
        mark = " ?" if each.doubtful else ""
        when = Text(f"{each.due_on}{mark}\n{each.standing}", style=STYLES[each.standing])
        told = (each.target, each.indicator or each.action, each.evidence, *((each.responsible,) if named else ()))
        table.add_row(when, *(Text(text or "—") for text in told))
    return table


def summary(dues: Iterable[Due]) -> str:
    """One line: "3 overdue, 2 due, 80 coming"."""
    counted = Counter(each.standing for each in dues)
    return ", ".join(f"{counted[standing]} {standing}" for standing in STYLES if counted[standing]) or "nothing due"


def _due(plan: Plan, span: Span) -> Iterator[Due]:
    for action in plan.actions:
        for indicator in plan.of(action):
            for target in plan.under(indicator):
                for day in target.due_on:
                    if span.first <= day <= span.last:
                        yield _row(plan, (action, indicator, target), day, span.on)


def _row(plan: Plan, records: tuple[Action, Indicator, Target], day: dt.date, on: dt.date | None) -> Due:
    action, indicator, target = records
    return Due(
        standing=_standing(day, on),
        due_on=day,
        days=None if on is None else (day - on).days,
        institution=plan.decree.institution or plan.decree.decree_id,
        component=action.component,
        aspect=action.aspect,
        action=action.action,
        indicator=indicator.indicator,
        target=target.target_text,
        evidence=indicator.evidence,
        responsible=indicator.responsible,
        page=target.page,
        doubtful=plan.doubtful("targets", target.target_id, "due_on"),
        decree_id=plan.decree.decree_id,
        target_id=target.target_id,
    )


def _standing(day: dt.date, on: dt.date | None) -> Standing:
    if on is None:
        return "due"
    if day < on:
        return "overdue"
    return "due" if (day.year, day.month) == (on.year, on.month) else "coming"
