"""Move what was found on upright pages to the pages as the PDF shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from extract.model import Cell, Doubt, PlanTable, TableRow
from extract.scan.straight import Transform
from extract.table.lattice import cell_id

Maps = Mapping[int, Transform]


def shown_table(table: PlanTable, maps: Maps) -> PlanTable:
    """The table with its boxes, and the keys made of them, on the pages as shown."""
    if not maps:
        return table
    cells = [_cell(cell, maps) for cell in table.cells]
    keys = {old.cell_id: new.cell_id for old, new in zip(table.cells, cells, strict=True)}
    return replace(
        table,
        cells=tuple(replace(c, continues=keys.get(c.continues or "", c.continues)) for c in cells),
        rows=tuple(_row(row, keys) for row in table.rows),
        doubts=shown_doubts(table.doubts, maps, keys),
    )


def keys_of(table: PlanTable, maps: Maps) -> dict[str, str]:
    """The key of every cell before and after it was moved."""
    return {cell.cell_id: _cell(cell, maps).cell_id for cell in table.cells}


def shown_doubts(doubts: Iterable[Doubt], maps: Maps, keys: Mapping[str, str]) -> tuple[Doubt, ...]:
    """The doubts on the pages as shown; one about a cell that the table does not have keeps its box only."""
    return tuple(_doubt(doubt, maps, keys) for doubt in doubts)


def _doubt(doubt: Doubt, maps: Maps, keys: Mapping[str, str]) -> Doubt:
    key = keys.get(doubt.cell_id) if doubt.cell_id else None
    move = maps.get(doubt.page or 0)
    box = move.box(doubt.bbox) if doubt.bbox and move else doubt.bbox
    return replace(doubt, cell_id=key, bbox=box)


def _cell(cell: Cell, maps: Maps) -> Cell:
    if cell.page not in maps or cell.bbox is None:
        return cell
    box = maps[cell.page].box(cell.bbox)
    return replace(cell, bbox=box, cell_id=cell_id(cell.page, box))


def _row(row: TableRow, keys: Mapping[str, str]) -> TableRow:
    values = (replace(v, cell_ids=tuple(keys.get(k, k) for k in v.cell_ids)) for v in row.values)
    return replace(row, values=tuple(values), banner=tuple(keys.get(k, k) for k in row.banner))
