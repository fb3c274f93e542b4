"""Ruled tables of a plan whose columns run together, header included: told by what the header says."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from extract.model import Column
from extract.table.columns import is_plan
from extract.table.lattice import Grid
from extract.transcript.headings import bare, respaced

# Headers stand in the first rows of a grid.
HEADER_ROWS = 2
# Grids of one plan agree in width to this share.
WIDTH = 0.1


def names_columns(grid: Grid) -> frozenset[Column]:
    """The columns of a plan that the first rows of a grid name, where their cells run together; else none."""
    for row in range(min(HEADER_ROWS, len(grid.ys) - 1)):
        cells = sorted((cell for cell in grid.cells if cell.row == row and not cell.blank), key=lambda c: c.column)
        specs = respaced(" ".join(bare(cell.text) for cell in cells))
        known = frozenset(spec.column for spec in specs if spec.column is not Column.EXTRA)
        if is_plan(specs) and len(known) > len(cells):
            return known
    return frozenset()


def run_together(seen: Sequence[Grid], sound: Sequence[Grid], known: Collection[Column]) -> tuple[Grid, ...]:
    """The grids of a plan that must be read by what they say, in order; none where it can be read by its rulings.

    ``sound`` are the plan's grids, if any, and ``known`` the columns that they head.
    """
    known = frozenset(known) - {Column.EXTRA}
    places = {(grid.page, grid.bbox) for grid in sound}
    if sound and Column.INDICATOR in known:
        torn = [grid for grid in seen if (grid.page, grid.bbox) not in places and known <= names_columns(grid)]
        torn_places = {(grid.page, grid.bbox) for grid in torn}
        return tuple(grid for grid in seen if (grid.page, grid.bbox) in places | torn_places) if torn else ()
    first = next((grid for grid in seen if names_columns(grid) > known), None)
    return tuple(grid for grid in seen if first is not None and _as_wide(grid, first))


def _as_wide(grid: Grid, other: Grid) -> bool:
    width = other.xs[-1] - other.xs[0]
    return abs(grid.xs[-1] - grid.xs[0] - width) <= WIDTH * width
