"""A grid that cannot be mended: its rows of cells placed by what they say, as a transcript's are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from extract.model import Cell, ColumnSpec, Doubt, PlanTable, TableRow, Value, cell_doubt
from extract.table.lattice import Grid
from extract.transcript.header import Head, find_head
from extract.transcript.lines import TextLine, clean
from extract.transcript.names import PlanNames
from extract.transcript.place import place_lines
from extract.transcript.together import names_columns

# Two columns run together where this share of a column's cells was parted.
PARTED = 0.2
_ID = re.compile(r"b(\d+):l(\d+):c(\d+)((?:\.\d+)?)")


def mended(grids: Sequence[Grid], names: PlanNames, name: str) -> PlanTable:
    """The plan's table from grids, on some or all of whose pages columns run together, header included.

    Raises SourceError where no row is a plan's header, even with its words parted anew.
    """
    rows = [[cell for cell in grid.cells if cell.row == row] for grid in grids for row in range(len(grid.ys) - 1)]
    lines, printed = _lines(rows)
    table = _restored_table(place_lines(lines, find_head(lines, name, torn=True), names), printed)
    told = (_told(grid) for grid in grids if names_columns(grid))
    return replace(table, doubts=(*told, *table.doubts, *_mixed(table, printed)))


def _mixed(table: PlanTable, printed: Mapping[tuple[int, int, int], Cell]) -> Iterator[Doubt]:
    """Cells of several lines where two columns run together: the lines of both stand there in turns."""
    by_id = {cell.cell_id: cell for cell in printed.values()}
    parted = Counter((c.page, by_id[c.cell_id[:-2]].column) for c in table.cells if c.cell_id[:-2] in by_id)
    rows = Counter((cell.page, cell.column) for cell in by_id.values() if not cell.blank)
    torn = {place for place, count in parted.items() if count >= PARTED * rows[place]}
    for cell in table.cells:
        origin = by_id.get(cell.cell_id) or by_id[cell.cell_id[:-2]]
        if (origin.page, origin.column) in torn and len(origin.lines) > 1:
            yield cell_doubt(
                "cell_place_uncertain",
                "the ruling between two columns is missing: their lines may stand mixed in this text",
                cell,
                before=cell.text,
            )


def place_grid(rows: Sequence[Sequence[Cell]], specs: Sequence[ColumnSpec], names: PlanNames) -> PlanTable:
    """The plan's table from rows of printed cells, whichever columns they stand in.

    ``rows`` are those below the header, page by page, each from left to right; cells keep their ids and boxes, a later
    part of a cell that held two columns gets ``.2`` behind its id.
    """
    lines, printed = _lines(rows)
    return _restored_table(place_lines(lines, Head(tuple(specs), (), frozenset()), names), printed)


def _told(grid: Grid) -> Doubt:
    return Doubt(
        code="columns_run_together",
        message=f"page {grid.page}: columns run together; texts were put into their columns by what they say",
        severity="info",
        status="repaired",
        page=grid.page,
        bbox=grid.bbox,
    )


def _restored_table(placed: PlanTable, printed: dict[tuple[int, int, int], Cell]) -> PlanTable:
    """The placed table with its cells' ids and boxes as printed."""

    def named(cell_id: str) -> str:
        block, line, cell, part = _parts(cell_id)
        return printed[block, line, cell].cell_id + part

    return PlanTable(
        columns=placed.columns,
        rows=tuple(
            TableRow(row.page, tuple(_renamed(value, named) for value in row.values), tuple(map(named, row.banner)))
            for row in placed.rows
        ),
        cells=tuple(_restored(cell, printed, named) for cell in placed.cells),
        pages=placed.pages,
        doubts=tuple(_moved(doubt, printed, named) for doubt in placed.doubts),
    )


def _lines(rows: Sequence[Sequence[Cell]]) -> tuple[list[TextLine], dict[tuple[int, int, int], Cell]]:
    """The rows as lines of texts, and the cell behind each of their places."""
    lines: list[TextLine] = []
    printed: dict[tuple[int, int, int], Cell] = {}
    counts: Counter[int] = Counter()
    for row in rows:
        if not row:
            continue
        page = row[0].page
        counts[page] += 1
        texts = [""] * (1 + max(cell.column for cell in row))
        for cell in row:
            texts[cell.column] = clean("  ".join(cell.lines))
            printed[page, counts[page], cell.column + 1] = cell
        lines.append(TextLine(page, counts[page], tuple(texts)))
    return lines, printed


def _parts(cell_id: str) -> tuple[int, int, int, str]:
    found = _ID.fullmatch(cell_id)
    assert found
    return int(found[1]), int(found[2]), int(found[3]), found[4]


def _renamed(value: Value, named: Callable[[str], str]) -> Value:
    return replace(value, cell_ids=tuple(map(named, value.cell_ids)))


def _restored(cell: Cell, printed: dict[tuple[int, int, int], Cell], named: Callable[[str], str]) -> Cell:
    """A placed cell with the id, the box and the confidence of the printed one."""
    block, line, place, _ = _parts(cell.cell_id)
    origin = printed[block, line, place]
    return replace(
        origin,
        cell_id=named(cell.cell_id),
        column=cell.column,
        lines=cell.lines,
        room=cell.room,
        continues=named(cell.continues) if cell.continues else None,
    )


def _moved(doubt: Doubt, printed: dict[tuple[int, int, int], Cell], named: Callable[[str], str]) -> Doubt:
    """A doubt at the printed cell and its box."""
    if doubt.cell_id is None:
        return doubt
    block, line, place, _ = _parts(doubt.cell_id)
    return replace(doubt, cell_id=named(doubt.cell_id), bbox=printed[block, line, place].bbox)
