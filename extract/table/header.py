"""A table's header: how many rows it takes, what its columns mean, and where it is printed again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz

from extract.geometry import Page
from extract.model import Cell, Column, ColumnSpec
from extract.table.columns import CUT_OFF, HeaderCell, is_plan, map_columns
from extract.table.fused import parted
from extract.table.lattice import BY_WHITE, Grid, grids

# Headers stacked deeper than this were not seen; "Waktu Pelaksanaan / Triwulan I / Jan" makes three.
MAX_ROWS = 4
# A row whose texts agree with the header's this well (0-100) is the header printed again. Reworded and OCR-read
# repeats score 80 and more, body rows below 40.
REPEAT_SCORE = 72.0
# What a scan leaves of "(5)" under a stroke: "(5", "()", "(5.)", "S)".
SCRAP = 4
_NUMERAL = re.compile(r"[ivx]{1,5}|\d{1,2}")


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a plan's table: ``rows`` grid rows high, one spec for each grid column, in points ``edges``."""

    rows: int
    specs: tuple[ColumnSpec, ...]
    edges: tuple[float, ...]
    cells: tuple[Cell, ...]

    @property
    def score(self) -> float:
        """Sum of the matches of known columns: how surely this is a plan's header."""
        return sum(s.score for s in self.specs if s.column is not Column.EXTRA)


@dataclass(frozen=True, slots=True)
class Table:
    """One ruled table of a page, and its header where it is one of a plan."""

    grid: Grid
    header: Header | None


def tables_of(page: Page) -> tuple[Table, ...]:
    """The ruled tables of one page, from top to bottom."""
    parts = (part for grid in grids(page) for part in parted(grid, lambda part: find_header(part) is not None))
    return tuple(Table(grid, find_header(grid)) for grid in parts)


def by_white(grid: Grid) -> bool:
    """Whether no ruling but the white between them told the columns of a table."""
    return any(doubt.code == BY_WHITE for doubt in grid.doubts)


def find_header(grid: Grid) -> Header | None:
    """The header on top of a grid, or None where the grid is no plan's table."""
    best: Header | None = None
    top = _header(grid, 1)
    deepest = min(MAX_ROWS if _opens_header(top) else 1, len(grid.ys) - 1)
    depths = range(1, deepest + 1)
    for rows in [rows for rows in depths if _ends_header(grid, rows)] or depths:
        header = _header(grid, rows)
        if is_plan(header.specs) and (best is None or _known(header) > _known(best)):
            best = header
    return best


def _opens_header(top: Header) -> bool:
    """Whether a table's first row begins a stacked header: some headers stand in it, or a title over all columns."""
    title = len([c for c in top.cells if not c.blank]) == 1 and top.cells[0].column_span == len(top.specs)
    return title or sum(s.column is not Column.EXTRA and s.score >= CUT_OFF for s in top.specs) >= 2


def _ends_header(grid: Grid, rows: int) -> bool:
    """Whether a header may end below so many rows: its cells end there, and no row stands under whole headers.

    "Kelengkapan Berkas" over "SK Tim Kerja" would else read as a header of the working group. One cell of a header
    that is not stacked may run into the banner below (zi-2021).
    """
    cells = [c for c in grid.cells if c.row < rows]
    crossing = sum(c.row + c.row_span > rows for c in cells)
    stacked = any(1 < c.column_span < len(grid.xs) - 1 for c in cells)
    if crossing * 2 >= len(cells) or (crossing and stacked):
        return False
    single = {c.column for c in cells if c.row == 0 and c.column_span == 1 and not c.blank}
    lower = [c for c in cells if c.row > 0 and not c.blank]
    below = single & {column for c in lower for column in range(c.column, c.column + c.column_span)}
    return len(below) < max(len(single), 2) / 2


def _known(header: Header) -> int:
    return sum(s.column is not Column.EXTRA or s.score >= 100 for s in header.specs)


def _header(grid: Grid, rows: int) -> Header:
    cells = tuple(c for c in grid.cells if c.row < rows)
    specs = map_columns(header_cells(cells, len(grid.xs) - 1))
    return Header(rows, specs, grid.xs, cells)


def header_cells(cells: Sequence[Cell], columns: int) -> list[HeaderCell]:
    """For each column the texts of the cells stacked over it, column numbers left out."""
    stacks: list[list[str]] = [[] for _ in range(columns)]
    for cell in sorted(cells, key=lambda c: (c.row, c.column)):
        text = re.sub(r"\s*\(\d{1,2}\)\s*$", "", cell.text)
        for column in range(cell.column, cell.column + cell.column_span):
            if text:
                stacks[column].append(text)
    return [HeaderCell(tuple(stack)) for stack in stacks]


def is_number_row(cells: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns: (1) (2) … (8), with two in one cell, some lost, or "(1|2)" broken.

    On scans strokes and specks spoil some: of four numbers and more one in four may read as scraps.
    """
    if _mostly_numbered(cells):
        return True
    values: list[int] = []
    scraps = 0
    for cell in sorted(cells, key=lambda c: c.column):
        dense = cell.text.replace(" ", "")
        found = re.findall(r"\(\d{1,2}\)|\d{1,2}", dense if "(" in dense or len(dense) <= 2 else cell.text)
        if "".join(found) == dense.rstrip("."):
            values += (int(number.strip("()")) for number in found)
        elif cell.engine != "pdf" and len(dense) <= SCRAP:
            scraps += 1
        else:
            return False
    counted = len(values) >= (max(4, 3 * scraps) if scraps else 3) and values[0] <= 2
    return counted and all(0 < b - a <= 3 for a, b in pairwise(values))


def _mostly_numbered(cells: Sequence[Cell]) -> bool:
    """Whether half of a recognised row's cells print their own place, four at least: "(12" and "as" are in a plan."""
    printed = [re.sub(r"\W+", "", cell.text) for cell in sorted(cells, key=lambda c: c.column)]
    placed = sum(text == str(place) for place, text in enumerate(printed, 1))
    return all(cell.engine != "pdf" for cell in cells if not cell.blank) and placed >= max(4, len(cells) / 2)


def repeats_header(cells: Sequence[Cell], header: Header) -> bool:
    """Whether a row's cells print the header, or one row of a stacked header, again."""
    printed = [c.text for c in cells if not c.blank]
    if len(printed) < 2:
        return False
    known = [c.text for c in header.cells if not c.blank]
    whole = fuzz.token_sort_ratio(_folded(" ".join(printed)), _folded(" ".join(known)))
    names = [_folded(name) for name in known]
    texts = list(map(_folded, printed))
    numbers = sum(bool(_NUMERAL.fullmatch(text)) for text in texts)
    if len(texts) - numbers == 1:  # "II" before a banner; in a header it stands under "Triwulan"
        return whole >= REPEAT_SCORE
    scores = [max(fuzz.ratio(text, name) for name in names) for text in texts]
    return whole >= REPEAT_SCORE or sum(scores) / len(scores) >= REPEAT_SCORE + 8


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.casefold()).strip()
