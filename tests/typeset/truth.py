"""What a careful person keying a printed table writes: rows in the scorer's form."""

from __future__ import annotations

import calendar
import json
from typing import Any

from tests.typeset.build import begin_and_end, cell_text, shared_text
from tests.typeset.layout import Kind, Layout
from tests.typeset.periods import filled, period_values
from tests.typeset.plan import Plan, PlanRow
from tests.typeset.vocabulary import PERIOD_NAMES

Truth = dict[str, Any]
_FIELD: dict[Kind, str] = {
    "component": "component",
    "aspect": "aspect",
    "action": "action",
    "indicator": "indicator",
    "evidence": "evidence",
    "time": "time_text",
    "target": "target_text",
    "responsible": "responsible",
}
_QUANTITY = ("quantity", "unit")
_TIME = ("frequency", "start_on", "end_on", "due_on")


def truth_rows(plan: Plan, layout: Layout) -> list[Truth]:
    """The rows of a plan as its layout prints them: only what is printed, only what is determined."""
    rows = [_row(row, layout, plan.year) for row in plan.rows]
    filled = {field for row in rows for field, value in row.items() if value not in (None, "")}
    for row in rows:
        lost = [field for field in row.pop("lost", ()) if field in filled]
        if lost:
            row["lost"] = lost
    return rows


def dump(rows: list[Truth]) -> str:
    """The rows as a JSON file's text, one a line."""
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"


def _row(row: PlanRow, layout: Layout, year: int) -> Truth:
    columns = set(layout.columns)
    if layout.banner != "none":
        columns.add("component")
    truth: Truth = {field: getattr(row, field) for kind, field in _FIELD.items() if kind in columns}
    for level in ("component", "aspect", "action", "indicator"):
        if level in columns and (level != "component" or "no" in columns or layout.banner != "none"):
            truth[f"{level}_no"] = getattr(row, f"{level}_no")
    if "start" in columns:
        truth["time_text"] = " s.d. ".join(dict.fromkeys(filter(None, begin_and_end(row)))) or None
    if "target_time" in columns:
        truth["target_time"] = shared_text(row, layout)
    if layout.banner != "none" and row.component:
        truth["component"] = row.component.upper()
    if "realization" in columns:
        truth["realization_percent"] = cell_text(row, "realization", layout)
    truth |= _meaning(row, layout, year)
    truth["lost"] = [field for field in row.lost if field in truth and truth[field] is None]
    return truth


def _meaning(row: PlanRow, layout: Layout, year: int) -> Truth:
    """The meaning of target and time, as far as this layout prints them."""
    if layout.periods and "periods" in layout.columns:
        return _period_meaning(row, layout, year)
    columns = set(layout.columns)
    names: tuple[str, ...] = ()
    if columns & {"target", "target_time"} and "target_text" not in row.lost:
        names += _QUANTITY
    if columns & {"time", "start", "target_time"} and "time_text" not in row.lost:
        names += _TIME
    if set(names) == {*_QUANTITY, *_TIME}:
        names += ("quantity_basis",)
    values = {name: getattr(row.meaning, name) for name in names if name in row.meaning.known}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _period_meaning(row: PlanRow, layout: Layout, year: int) -> Truth:
    """Marked columns mean their first and last day; a single one its due date too; values are targets each."""
    assert layout.periods is not None
    if layout.periods.mark == "value":
        values = [value for value in period_values(row, layout, year) if value]
        return {"target_text": " ".join(dict.fromkeys(values)) or None, "targets": len(values)}
    truth: Truth = {}
    if "target" in layout.columns and "target_text" not in row.lost:
        truth = {name: getattr(row.meaning, name) for name in _QUANTITY if name in row.meaning.known}
    marked = filled(row, layout)
    length = 12 // len(PERIOD_NAMES[layout.periods.names])
    if marked and layout.periods.names != "b":
        truth["start_on"] = f"{year}-{marked[0] * length + 1:02}-01"
        truth["end_on"] = _month_end(year, (marked[-1] + 1) * length)
    if len(marked) == 1:
        truth["due_on"] = [_month_end(year, (marked[0] + 1) * length)]
    return truth


def _month_end(year: int, month: int) -> str:
    return f"{year}-{month:02}-{calendar.monthrange(year, month)[1]:02}"
