"""The printed columns of a layout and the header's cells over them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from tests.typeset.grid import GridCell
from tests.typeset.layout import Kind, Layout
from tests.typeset.vocabulary import PERIOD_NAMES, header_name

Slot = tuple[Kind, int]  # a printed column: its kind, and which period it is


def slots(layout: Layout) -> list[Slot]:
    """The printed columns, left to right; period columns one by one."""
    return [
        (kind, i)
        for kind in layout.columns
        for i in range(len(PERIOD_NAMES[layout.periods.names]) if kind == "periods" and layout.periods else 1)
    ]


def header(layout: Layout, later: bool = False) -> tuple[GridCell, ...]:
    """The header's cells: one row or two stacked ones, and the row of column numbers."""
    columns = slots(layout)
    groups = list(_groups(layout, columns))
    deep = 2 if groups else 1
    grouped = {column for _, start, length in groups for column in range(start, start + length)}
    cells = [_header_cell(layout, 0, start, name, 1, length) for name, start, length in groups]
    for column, slot in enumerate(columns):
        inside = column in grouped
        name = _name(layout, slot, later, inside)
        cells.append(_header_cell(layout, int(inside), column, name, 1 if inside else deep, 1))
    if layout.number_row != "none":
        for column in range(len(columns)):
            number = layout.number_row.replace("1", str(column + 1))
            cells.append(GridCell(deep, column, number, role="number", align="center", shading=layout.header_shading))
    return tuple(cells)


def _header_cell(layout: Layout, row: int, column: int, text: str, rows: int, columns: int) -> GridCell:
    return GridCell(
        row,
        column,
        text,
        rows,
        columns,
        role="header",
        align="center",
        valign="middle",
        bold=layout.bold != "none",
        shading=layout.header_shading,
        upright=layout.upright and columns == 1 and layout.columns != () and len(text) > 8,
    )


def _name(layout: Layout, slot: Slot, later: bool, grouped: bool) -> str:
    kind, period = slot
    if kind == "periods" and layout.periods:
        return PERIOD_NAMES[layout.periods.names][period]
    name = header_name(layout.vocabulary, kind, layout.banner != "none", later)
    return name.removeprefix("TARGET ") if grouped else name


def _groups(layout: Layout, columns: list[Slot]) -> Iterator[tuple[str, int, int]]:
    """Header cells over several columns: (text, first column, how many)."""
    for kind, run in itertools.groupby(enumerate(columns), key=lambda item: item[1][0]):
        places = [place for place, _ in run]
        if kind == "periods" and layout.periods and layout.periods.group:
            yield layout.periods.group, places[0], len(places)
    if layout.grouped:
        kinds = [kind for kind, _ in columns]
        first = min(kinds.index("time"), kinds.index("target"))
        if abs(kinds.index("time") - kinds.index("target")) == 1:
            yield "TARGET", first, 2
