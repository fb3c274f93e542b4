"""One page's part of the plan's table: its rows below the header, laid over the plan's columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.geometry import BBox, Word
from extract.model import Cell, Column, ColumnSpec, Doubt, cell_doubt
from extract.table.header import Header, is_number_row, repeats_header
from extract.table.lattice import Grid, cell_id
from extract.table.lines import depth_below, line_groups
from extract.table.overhang import without_overhang
from extract.table.shape import goes_on
from extract.table.totals import spread_cells, total_row

# A cell over this share of the columns, alone in its row, is a section banner.
BANNER_SHARE = 0.55


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One grid row: for each plan column the cell that covers it, and whether that cell begins here.

    A banner row has its banner's cells in ``banner`` and no others.
    """

    page: int
    cells: tuple[Cell | None, ...]
    starts: tuple[bool, ...]
    banner: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """The plan's rows on one page; ``bottom`` is the table's bottom edge in points, ``dropped`` header cells."""

    page: int
    rows: tuple[BodyRow, ...]
    bottom: float
    cells: tuple[Cell, ...]
    dropped: tuple[Cell, ...]
    doubts: tuple[Doubt, ...]


def body_of(grid: Grid, own: Header | None, header: Header) -> Body:
    """The rows of one grid below its ``own`` header, on the columns of the plan's ``header``."""
    grid, overhang = without_overhang(grid, own, header) if own else (grid, [])
    columns = _own_columns(own, header) if own else None
    placed, doubts = _laid(grid, header, columns)
    begun = grid.begun
    dropped_rows = _header_rows(begun, header, own)
    totals = {r: found for r, cells in enumerate(begun) if (found := total_row(cells))}
    dropped_rows |= set(totals)
    rows = [_row(grid, placed, r, header.specs, dropped_rows) for r in range(len(grid.ys) - 1) if r not in dropped_rows]
    dropped = tuple(c for c in grid.cells if all(r in dropped_rows for r in range(c.row, c.row + c.row_span)))
    kept = {c.cell_id: c for c, _, _ in placed}
    cells = tuple(kept[k] for k in kept if kept[k] not in dropped)
    headed = {cell.cell_id for cell in dropped}
    grid_doubts = (doubt for doubt in grid.doubts if doubt.cell_id is None or doubt.cell_id not in headed)
    told = (*grid_doubts, *_outside(grid), *overhang, *doubts, *totals.values(), *_spread(placed, rows, header))
    return Body(grid.page, tuple(rows), grid.ys[-1], cells, dropped, told)


def _spread(placed: Sequence[tuple[Cell, int, int]], rows: Sequence[BodyRow], header: Header) -> list[Doubt]:
    """Doubts about texts that the rows hold in several columns at once."""
    held = {cell.cell_id for row in rows for cell in row.cells if cell}
    return spread_cells([p for p in placed if p[0].cell_id in held], [s.column is Column.PERIOD for s in header.specs])


def _own_columns(own: Header, header: Header) -> list[int] | None:
    """Plan column of each grid column by the page's own header, where it tells all of them."""
    if own.specs == header.specs:
        return list(range(len(own.specs)))
    keys = [(s.column, s.period) for s in header.specs]
    mapped = [keys.index((s.column, s.period)) if (s.column, s.period) in keys else -1 for s in own.specs]
    known = [m for m in mapped if m >= 0]
    return mapped if -1 not in mapped and len(set(known)) == len(known) else None


def _laid(grid: Grid, header: Header, columns: list[int] | None) -> tuple[list[tuple[Cell, int, int]], list[Doubt]]:
    """Every cell with the first and last plan column it covers; cells that run over a lost ruling are cut."""
    placed: list[tuple[Cell, int, int]] = []
    doubts: list[Doubt] = []
    for place, cell in enumerate(grid.cells):
        first, last = _span(cell, grid, header, columns)
        parts = _cut(cell, grid.words[place], header, first, last) if columns is None and first != last else None
        if parts:
            placed += parts
            doubts += [_mended(cell), *_inside(parts, placed)]
        else:
            placed.append((cell, first, last))
    return placed, doubts


def _span(cell: Cell, grid: Grid, header: Header, columns: list[int] | None) -> tuple[int, int]:
    if columns is not None or len(grid.xs) == len(header.edges):
        covered = range(cell.column, cell.column + cell.column_span)
        mapped = sorted(columns[c] for c in covered) if columns is not None else list(covered)
        return mapped[0], mapped[-1]
    assert cell.bbox is not None
    middles = [(a + b) / 2 for a, b in pairwise(header.edges)]
    inside = [i for i, m in enumerate(middles) if cell.bbox.x0 - 1 <= m <= cell.bbox.x1 + 1]
    if inside:
        return inside[0], inside[-1]
    at = bisect_right(header.edges, cell.bbox.middle[0]) - 1
    return (min(max(at, 0), len(middles) - 1),) * 2


def _cut(
    cell: Cell, words: Sequence[Word], header: Header, first: int, last: int
) -> list[tuple[Cell, int, int]] | None:
    """Cut a cell at the plan's column edges where a ruling is lost: only if no word crosses, never a banner."""
    columns = len(header.specs)
    if last - first + 1 > BANNER_SHARE * columns or not words:
        return None
    if all(s.column is Column.PERIOD for s in header.specs[first : last + 1]):
        return None
    inner = header.edges[first + 1 : last + 1]
    if any(w.bbox.x0 < e - 1 and w.bbox.x1 > e + 1 for e in inner for w in words):
        return None
    assert cell.bbox is not None
    edges = [cell.bbox.x0, *inner, cell.bbox.x1]
    groups = [[w for w in words if a <= w.bbox.middle[0] < b] for a, b in pairwise(edges)]
    if sum(bool(g) for g in groups) < 2:
        return None
    return [
        (_part(cell, BBox(a, cell.bbox.top, b, cell.bbox.bottom), group), first + i, first + i)
        for i, (a, b, group) in enumerate(zip(edges, edges[1:], groups, strict=False))
    ]


def _part(cell: Cell, box: BBox, words: Sequence[Word]) -> Cell:
    lines = line_groups(words)
    return replace(
        cell,
        cell_id=cell_id(cell.page, box),
        bbox=box,
        column_span=1,
        lines=tuple(" ".join(w.text for w in line) for line in lines),
        room=(),
        depth=depth_below(lines, box.bottom),
    )


def _mended(cell: Cell) -> Doubt:
    return cell_doubt(
        "ruling_missing",
        "a vertical ruling is missing here; the text was parted at the column's edge on the other pages",
        cell,
        before=cell.raw,
        repaired=True,
    )


def _inside(parts: Sequence[tuple[Cell, int, int]], placed: Sequence[tuple[Cell, int, int]]) -> Iterator[Doubt]:
    """With the ruling beside it missing, a merged cell may be cut where a row of its neighbour begins."""
    for part, column, _ in (found for found in parts if goes_on(found[0].text)):
        above = [c for c, first, last in placed if first <= column <= last and c.row < part.row and not c.blank]
        for cell in (part, *above[-1:]):
            yield cell_doubt(
                "ruling_missing",
                "a vertical ruling is missing, and a text begins inside a sentence: its beginning stands above",
                cell,
            )


def _header_rows(begun: Sequence[Sequence[Cell]], header: Header, own: Header | None) -> set[int]:
    """Grid rows that print the header or the column numbers, on top or again further down."""
    rows = set(range(own.rows)) if own else set()
    for r, cells in enumerate(begun):
        if r not in rows and (is_number_row(cells) or repeats_header(cells, header)):
            rows.add(r)
    return rows


def _row(
    grid: Grid, placed: Sequence[tuple[Cell, int, int]], r: int, specs: Sequence[ColumnSpec], skipped: set[int]
) -> BodyRow:
    cells: list[Cell | None] = [None] * len(specs)
    starts = [False] * len(specs)
    for cell, first, last in placed:
        if cell.row <= r < cell.row + cell.row_span and cell.row not in skipped:
            for column in range(first, last + 1):
                cells[column] = cell if cells[column] is None else _beside(cells[column], cell)
                starts[column] = cell.row == r
    banner = _banner([(c, a, b) for c, a, b in placed if c.row == r], specs)
    if banner:
        return BodyRow(grid.page, (None,) * len(specs), (False,) * len(specs), banner)
    return BodyRow(grid.page, tuple(cells), tuple(starts))


def _beside(left: Cell | None, right: Cell) -> Cell:
    """Two cells of one row in one plan column (a stray vertical): the one with text, else the left."""
    return left if left is not None and (right.blank or not left.blank) else right


def _banner(starting: Sequence[tuple[Cell, int, int]], specs: Sequence[ColumnSpec]) -> tuple[Cell, ...]:
    """The cells of a section banner: one wide cell with text, and nothing else but its number and blanks."""
    inked = [(c, a, b) for c, a, b in starting if not c.blank]
    wide = [
        c for c, a, b in inked if b - a + 1 >= max(3, BANNER_SHARE * len(specs)) or (a == 0 and b == len(specs) - 1)
    ]
    if len(wide) != 1 or len(inked) > 2:
        return ()
    rest = [(c, a) for c, a, b in inked if c is not wide[0]]
    if rest and (rest[0][1] != 0 or len(" ".join(rest[0][0].lines)) > 6):
        return ()
    return (*(c for c, _ in rest), wide[0])


def _outside(grid: Grid) -> list[Doubt]:
    return [
        Doubt(
            code="word_outside",
            message=f"the word “{word.text}” stands in no cell of the table",
            severity="error",
            before=word.text,
            page=grid.page,
            bbox=word.bbox,
        )
        for word in grid.outside
    ]
