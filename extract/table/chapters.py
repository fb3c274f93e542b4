"""A long plan's table in chapters, each stitched by itself: what stands in memory is a chapter, not the plan.

A chapter begins inside a page, at a row that opens a new component, or a new aspect where the plan prints no
components. No cell reaches over such a row, and what is to be known of the whole plan, ``Manner``, was told before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.model import Chapters, ColumnSpec, Doubt, PlanTable
from extract.packed import Packed
from extract.table.body import Body
from extract.table.loose_banners import with_loose_banners
from extract.table.meetings import Tallied, habits
from extract.table.openings import Openings, Place
from extract.table.stitch import Manner, ancestor_columns, stitched


def chapters(bodies: Packed[Body], specs: Sequence[ColumnSpec], bottom: float) -> Chapters:
    """The plan's table: whole where it is short, else in chapters, each stitched when it is asked for.

    ``bottom`` is where the fullest page ends, in points.
    """
    told = with_loose_banners(bodies, specs)
    ancestors = ancestor_columns(specs)
    inner, openings = Tallied(specs), Openings(specs, ancestors)
    for body in told:
        inner.take(body)
        openings.take(body)
    how = Manner(tuple(specs), ancestors, tuple(habits(inner, told)), bottom)
    starts = tuple(openings.starts())
    return Stitched(told, how, starts) if starts else (stitched(list(told), how),)


@dataclass(frozen=True, slots=True)
class Stitched:
    """The plan's table in chapters; ``starts`` are the first rows of all chapters but the first."""

    bodies: Packed[Body]
    how: Manner
    starts: tuple[Place, ...]

    def __len__(self) -> int:
        """How many chapters there are."""
        return len(self.starts) + 1

    def __getitem__(self, number: int) -> PlanTable:
        """One chapter, stitched anew each time it is asked for; numbers count from 0."""
        starts = (Place(0, 0), *self.starts)
        if number >= len(starts):
            raise IndexError(number)
        first, last = starts[number], (*starts[1:], None)[number]
        bodies = self.bodies[first.part : last.part + 1 if last else None]
        if last:
            bodies[-1], _ = _parted(bodies[-1], last.row)
        if number:
            _, bodies[0] = _parted(bodies[0], first.row)
        return stitched(bodies, self.how)


def _parted(body: Body, row: int) -> tuple[Body, Body]:
    """A page's rows above a row and from it on, each with its cells and the doubts about them."""
    first = min(cell.row for cell in (*body.rows[row].banner, *filter(None, body.rows[row].cells)))
    top = min(c.bbox.top for c in (*body.rows[row].banner, *filter(None, body.rows[row].cells)) if c.bbox)
    lower = {cell.cell_id for cell in (*body.dropped, *body.cells) if cell.row >= first}
    below = [_goes_below(doubt, lower, top) for doubt in body.doubts]

    def side(under: bool) -> Body:
        return replace(
            body,
            rows=body.rows[row:] if under else body.rows[:row],
            cells=tuple(cell for cell in body.cells if (cell.cell_id in lower) is under),
            dropped=tuple(cell for cell in body.dropped if (cell.cell_id in lower) is under),
            doubts=tuple(doubt for doubt, place in zip(body.doubts, below, strict=True) if place is under),
        )

    return side(False), side(True)


def _goes_below(doubt: Doubt, lower: frozenset[str] | set[str], top: float) -> bool:
    """Whether a doubt concerns what stands below: by its cell, else by its box; a page's doubt stays above."""
    if doubt.cell_id:
        return doubt.cell_id in lower
    return doubt.bbox is not None and doubt.bbox.middle[1] >= top
