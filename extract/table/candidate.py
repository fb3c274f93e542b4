"""A table that may be the plan, as its parts come up page by page."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from extract.model import Cell, Column
from extract.packed import Packed
from extract.table.body import Body, body_of
from extract.table.fits import fits
from extract.table.header import Header, Table, find_header
from extract.table.headings import Above, paragraphs, under_headings
from extract.table.lattice import Grid
from extract.table.opinion import checked
from extract.table.tabled import Tabled
from extract.transcript.together import names_columns


@dataclass(slots=True)
class Candidate:
    """A table that may be the plan: its header, the outlines of its parts on the pages, and these parts' rows.

    ``above`` are the short paragraphs between each part and the one before, ``below`` those under the last one.
    """

    header: Header
    parts: list[Grid] = field(default_factory=list)
    bodies: Packed[Body] = field(default_factory=Packed)
    above: list[Above] = field(default_factory=list)
    below: tuple[Cell, ...] = ()

    def take(self, table: Table, page: Tabled, path: Path) -> None:
        """Read a part's rows, and keep no more of it than is needed: a plan of 500 pages has 170,000 words."""
        loose = page.loose
        grid = checked(table.grid, page.page, self.header, path)
        own = table.header if grid is table.grid else find_header(grid)
        same_page = bool(self.parts) and self.parts[-1].page == loose.number
        over = paragraphs(loose, self.parts[-1].ys[-1] if same_page else 0.0, grid.ys[0])
        self.above.append(Above(over if same_page else (*self.below, *over), own is not None, same_page))
        self.below = paragraphs(loose, grid.ys[-1], loose.height)
        self.bodies.append(body_of(grid, own, self.header))
        self.parts.append(outline(table.grid))

    def headed(self) -> None:
        """Put the headings that stand over the parts before their rows."""
        self.bodies = under_headings(self.bodies, self.above, self.header.specs)

    def take_torn(self, grids: Sequence[Grid]) -> list[Grid]:
        """Take grids whose header runs together and whose edges are the plan's, in their order; which were taken."""
        taken = [g for g in grids if self._heads(names_columns(g)) and fits(g, self.header)]
        for grid in taken:
            at = bisect([part.page for part in self.parts], grid.page)
            self.bodies.insert(at, body_of(grid, None, self.header))
            self.parts.insert(at, outline(grid))
            self.above.insert(at, Above((), True, False))
        return taken

    def _heads(self, columns: Collection[Column]) -> bool:
        return {s.column for s in self.header.specs} - {Column.EXTRA} <= set(columns)


def outline(grid: Grid) -> Grid:
    """A grid's edges and doubts: a plan of 500 pages has 170,000 words in 30,000 cells."""
    return replace(grid, cells=(), words=(), outside=())
