"""Does a table without a header belong to the plan? Told by where its columns stand."""

from __future__ import annotations

from collections.abc import Sequence

from extract.table.header import Header
from extract.table.lattice import Grid

# A grid without a header belongs to the plan when this share of its vertical edges stands where the plan's do.
EDGE_SHARE = 0.6
# Vertical edges of one column on two pages agree within this many points.
EDGE_TOLERANCE = 6.0
# A table on some of the plan's columns only has at least so many of its own.
PARTS = 4
# So many banners with their numbers may stand alone on a page; a table of two columns and more rows is a legal list.
BANNERS_ALONE = 2


def fits(grid: Grid, header: Header) -> bool:
    """Whether a grid without a header has the plan's columns: their number, or most of their edges.

    A box as wide as the plan is a section banner alone on its page, with its number before it or not. A narrower table
    exactly on neighbouring columns lacks one that is merged over the whole page.
    """
    near = sum(min(abs(x - e) for e in header.edges) <= EDGE_TOLERANCE for x in grid.xs)
    width = header.edges[-1] - header.edges[0]
    wide = abs((grid.xs[-1] - grid.xs[0]) - width) <= 0.1 * width
    if len(grid.xs) == 2 or (len(grid.xs) == 3 and len(grid.ys) <= BANNERS_ALONE + 1):
        return wide and near == len(grid.xs)
    if near == len(grid.xs) > PARTS and not wide:
        return _neighbouring(grid, header)
    return wide and (
        near >= EDGE_SHARE * max(len(grid.xs), len(header.edges) * 0.7) or len(grid.xs) == len(header.edges)
    )


def same_edges(one: Sequence[float], other: Sequence[float], within: float = EDGE_TOLERANCE) -> bool:
    """Whether two tables have the same columns: as many edges, each of one where the other's is, in points."""
    return len(one) == len(other) and all(abs(a - b) <= within for a, b in zip(one, other, strict=True))


def _neighbouring(grid: Grid, header: Header) -> bool:
    """Whether a grid's edges are neighbouring ones of the plan, so that it lacks columns on its sides only."""
    places = [min(range(len(header.edges)), key=lambda i: abs(header.edges[i] - x)) for x in grid.xs]
    return places == list(range(places[0], places[0] + len(places)))
