"""Which fields of two records that are one differ, and by how much."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from compare.changes import Kind
from compare.context import Context
from compare.dates import in_plan
from compare.features import Headings, bare_number
from compare.similarity import alike
from normalize.schema import Action, Indicator, Target

# Headings unknown to the evaluation form that are this alike are one heading reworded, not another.
SAME_HEADING = 0.5


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs."""

    kind: Kind
    column: str
    old: str | None
    new: str | None
    delta: float | None = None


def action_differences(old: Action, new: Action, headings: Headings, context: Context) -> Iterator[Difference]:
    """Fields of two linked actions that differ; a move explains the headings' own numbers and texts."""
    above = [
        *_component(old, new, headings, context),
        *_aspect(old, new, headings, context),
    ]
    yield from above
    if not any(each.kind == "moved" for each in above):
        yield from _number("component_no", old.component_no, new.component_no)
        yield from _number("aspect_no", old.aspect_no, new.aspect_no)
    yield from _number("action_no", old.action_no, new.action_no)
    yield from text("action", old.action, new.action, context)


def indicator_differences(old: Indicator, new: Indicator, context: Context) -> Iterator[Difference]:
    """Fields of two linked indicators that differ."""
    yield from _number("indicator_no", old.indicator_no, new.indicator_no)
    yield from text("indicator", old.indicator, new.indicator, context)
    yield from text("evidence", old.evidence, new.evidence, context)
    yield from text("responsible", old.responsible, new.responsible, context)
    yield from text("extra", _extra(old), _extra(new), context)


def target_differences(old: Target, new: Target, context: Context) -> Iterator[Difference]:
    """Fields of two linked targets that differ: the meaning, or the print where the meaning does not tell."""
    amount = list(_amount(old, new, context))
    yield from amount or text("target_text", old.target_text, new.target_text, context)
    time = list(_time(old, new, context))
    yield from time or text("time_text", old.time_text, new.time_text, context)
    yield from _realization(old, new, context)
    if not amount and not time and old.quantity_basis != new.quantity_basis:
        yield Difference("changed", "quantity_basis", old.quantity_basis, new.quantity_basis)


def text(name: str, old: str | None, new: str | None, context: Context) -> Iterator[Difference]:
    """A text that differs: reworded, or changed where one side is blank."""
    if not context.same(old, new):
        yield Difference("changed" if old is None or new is None else "reworded", name, old, new)


def same_days(old: tuple[dt.date, ...], new: tuple[dt.date, ...], context: Context) -> bool:
    """Whether two lists of days are the same days of their plans' years."""
    return _days(old, context.old_year) == _days(new, context.new_year)


def _component(old: Action, new: Action, headings: Headings, context: Context) -> Iterator[Difference]:
    names = headings.component(old, context), headings.component(new, context)
    if _moved(names, headings, alike(context.plain(old.component), context.plain(new.component))):
        yield Difference("moved", "component", old.component, new.component)
    else:
        yield from text("component", old.component, new.component, context)


def _aspect(old: Action, new: Action, headings: Headings, context: Context) -> Iterator[Difference]:
    names = headings.aspect(old, context), headings.aspect(new, context)
    if _moved(names, headings, alike(context.plain(old.aspect), context.plain(new.aspect))):
        yield Difference("moved", "aspect", old.aspect, new.aspect)
    else:
        yield from text("aspect", old.aspect, new.aspect, context)


def _moved(names: tuple[str, str], headings: Headings, likeness: float) -> bool:
    """Whether two names are two headings; one that vanished and one that appeared may be one, reworded."""
    old, new = names
    if old == new:
        return False
    return old in headings.new or new in headings.old or likeness < SAME_HEADING


def _number(name: str, old: str | None, new: str | None) -> Iterator[Difference]:
    if bare_number(old) != bare_number(new):
        yield Difference("renumbered", name, old, new)


def _extra(row: Indicator) -> str | None:
    return "; ".join(f"{header}: {value}" for header, value in sorted(row.extra)) or None


def _amount(old: Target, new: Target, context: Context) -> Iterator[Difference]:
    if old.quantity != new.quantity:
        delta = None if old.quantity is None or new.quantity is None else new.quantity - old.quantity
        yield Difference("changed", "quantity", _plain(old.quantity), _plain(new.quantity), delta)
    if old.comparator != new.comparator and None not in (old.quantity, new.quantity):
        yield Difference("changed", "comparator", old.comparator, new.comparator)
    if not context.same(old.unit, new.unit):
        yield Difference("changed", "unit", old.unit, new.unit)


def _time(old: Target, new: Target, context: Context) -> Iterator[Difference]:
    if old.frequency != new.frequency:
        yield Difference("changed", "frequency", old.frequency, new.frequency)
    yield from _day("start_on", old.start_on, new.start_on, context)
    due = not same_days(old.due_on, new.due_on, context)
    # The last day meant is the last day due, and said once.
    if not (due and old.due_on[-1:] == (old.end_on,) and new.due_on[-1:] == (new.end_on,)):
        yield from _day("end_on", old.end_on, new.end_on, context)
    if due:
        delta = _apart(old.due_on[-1], new.due_on[-1], context) if len(old.due_on) == len(new.due_on) else None
        yield Difference("changed", "due_on", _dates(old.due_on), _dates(new.due_on), delta)


def _realization(old: Target, new: Target, context: Context) -> Iterator[Difference]:
    """What was achieved, where both plans are monitored: a plan that prints none yet has not lost it."""
    was, now = old.realization_percent, new.realization_percent
    if was is not None and now is not None and was != now:
        yield Difference("changed", "realization_percent", _plain(was), _plain(now), now - was)
    if old.realization_text is not None and new.realization_text is not None:
        yield from text("realization_text", old.realization_text, new.realization_text, context)


def _day(name: str, old: dt.date | None, new: dt.date | None, context: Context) -> Iterator[Difference]:
    if old is None or new is None:
        if old is not new:
            yield Difference(
                "changed", name, _dates(() if old is None else (old,)), _dates(() if new is None else (new,))
            )
    elif delta := _apart(old, new, context):
        yield Difference("changed", name, old.isoformat(), new.isoformat(), delta)


def _apart(old: dt.date, new: dt.date, context: Context) -> float:
    return float((in_plan(new, context.new_year) - in_plan(old, context.old_year)).days)


def _days(days: tuple[dt.date, ...], plan_year: int) -> list[dt.date]:
    return [in_plan(day, plan_year) for day in days]


def _dates(days: tuple[dt.date, ...]) -> str | None:
    return ", ".join(day.isoformat() for day in days) or None


def _plain(quantity: float | None) -> str | None:
    return None if quantity is None else f"{quantity:.10g}"
