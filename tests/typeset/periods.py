"""Which period columns a row fills, and with what."""

from __future__ import annotations

import datetime as dt

from tests.typeset.layout import Layout
from tests.typeset.plan import PlanRow
from tests.typeset.vocabulary import PERIOD_NAMES


def months(row: PlanRow) -> list[int]:
    """The months a row's time means: every month of a window, the due months of anything else."""
    meaning = row.meaning
    if meaning.frequency in ("once", "window") and meaning.start_on and meaning.end_on:
        first, last = (dt.date.fromisoformat(day).month for day in (meaning.start_on, meaning.end_on))
        return list(range(first, last + 1))
    return [dt.date.fromisoformat(day).month for day in meaning.due_on]


def filled(row: PlanRow, layout: Layout) -> list[int]:
    """The period columns (from 0) that a row marks."""
    assert layout.periods is not None
    length = 12 // len(PERIOD_NAMES[layout.periods.names])
    return sorted({(month - 1) // length for month in months(row)})


def period_values(row: PlanRow, layout: Layout, year: int) -> list[str]:
    """What each period column holds: a mark, "shade", a value, or nothing."""
    del year
    assert layout.periods is not None
    marked = filled(row, layout)
    values = [""] * len(PERIOD_NAMES[layout.periods.names])
    for i, period in enumerate(marked):
        value = f"{round(100 * (i + 1) / len(marked))} %"
        values[period] = value if layout.periods.mark == "value" else layout.periods.mark
    return values
