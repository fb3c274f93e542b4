"""A long plan's table in chapters, each stitched by itself: what stands in memory is a chapter, not the plan.

A chapter begins inside a page, at a row that opens a new component, or a new aspect where the plan prints no
components. No cell reaches over such a row, and what is to be known of the whole plan, ``Manner``, was told before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz import fuzz

from extract.model import Cell, Column, ColumnSpec, Doubt, PlanTable
from extract.packed import Packed
from extract.table.body import Body, BodyRow
from extract.table.loose_banners import with_loose_banners
from extract.table.stitch import Manner, manner, stitched

# Rows of a chapter at least. 500 pages of the 2026 layout take 1.14 times the memory of 50; with 400 rows 1.20, read
# whole 1.66.
CHAPTER_ROWS = 200
# Names that agree better than this (0-100) may be one name, misprinted: no chapter begins between them.
MOST_ALIKE = 70.0


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the plan: the ordinal of its page's part, and its own in there."""

    part: int
    row: int


def chapters(bodies: Packed[Body], specs: Sequence[ColumnSpec], bottom: float) -> Iterable[PlanTable]:
    """The plan's table: whole where it is short, else in chapters, each stitched when its turn comes.

    ``bottom`` is where the fullest page ends, in points.
    """
    told = with_loose_banners(bodies, specs)
    how = manner(told, specs, bottom)
    starts = tuple(_starts(told, how))
    return Chapters(told, how, starts) if starts else (stitched(list(told), how),)


@dataclass(frozen=True, slots=True)
class Chapters:
    """The plan's table in chapters; ``starts`` are the first rows of all chapters but the first."""

    bodies: Collection[Body]
    how: Manner
    starts: tuple[Place, ...]

    def __iter__(self) -> Iterator[PlanTable]:
        """The chapters, stitched anew each time they are asked for."""
        starts = iter((*self.starts, Place(-1, 0)))
        held: list[Body] = []
        start = next(starts)
        for part, body in enumerate(self.bodies):
            rest = body
            taken = 0
            while start.part == part:
                above, rest = _parted(rest, start.row - taken)
                taken = start.row
                yield stitched([*held, above], self.how)
                held.clear()
                start = next(starts)
            held.append(rest)
        yield stitched(held, self.how)


@dataclass(frozen=True, slots=True)
class _Opening:
    """A row that names what follows: a banner, or the first of a component or an aspect.

    ``row`` counts through the plan. ``sound`` tells that nothing reaches over it, ``stacked`` that it is a banner under
    another one.
    """

    place: Place
    row: int
    name: str
    banner: bool
    sound: bool
    stacked: bool


def _starts(bodies: Iterable[Body], how: Manner) -> Iterator[Place]:
    """The rows at which chapters begin.

    There are none where banners stand over banners, since all of them together tell which is lower.
    """
    openings = list(_openings(bodies, how))
    if any(opening.stacked for opening in openings):
        return
    last = 0
    for above, opening in pairwise([o for o in openings if o.banner] or openings):
        other = bool(opening.name) and fuzz.ratio(opening.name, above.name) < MOST_ALIKE
        if other and opening.sound and opening.row - last >= CHAPTER_ROWS:
            yield opening.place
            last = opening.row


def _openings(bodies: Iterable[Body], how: Manner) -> Iterator[_Opening]:
    level = _level(how.specs)
    row = 0
    above: BodyRow | None = None
    for part, body in enumerate(bodies):
        for at, printed in enumerate(body.rows):
            if cells := printed.banner or _begun(printed, level):
                real = body.rows[at + 1] if printed.banner and at + 1 < len(body.rows) else printed
                sound = (at > 0 or bool(printed.banner)) and _opens(real, how)
                stacked = bool(printed.banner and above and above.banner)
                yield _Opening(Place(part, at), row, _name(cells), bool(printed.banner), sound, stacked)
            above = above if _nothing(printed) else printed
            row += 1


def _begun(row: BodyRow, level: int | None) -> tuple[Cell, ...]:
    """The cell of a level that begins in a row, unless it is blank."""
    cell = row.cells[level] if level is not None and row.starts[level] else None
    return (cell,) if cell and not cell.blank else ()


def _level(specs: Sequence[ColumnSpec]) -> int | None:
    """The column of the plan's highest level."""
    columns = [spec.column for spec in specs]
    return next((columns.index(column) for column in (Column.COMPONENT, Column.ASPECT) if column in columns), None)


def _name(cells: Sequence[Cell]) -> str:
    return "".join(letter for cell in cells for letter in cell.text.casefold() if letter.isalnum())


def _opens(row: BodyRow, how: Manner) -> bool:
    """Whether nothing reaches into a row from above, and it has a text of its own beside its ancestors."""
    whole = all(begins or cell is None for cell, begins in zip(row.cells, row.starts, strict=True))
    leaves = (cell for cell, ancestor in zip(row.cells, how.ancestors, strict=True) if not ancestor)
    return whole and not row.banner and any(cell and not cell.blank for cell in leaves)


def _nothing(row: BodyRow) -> bool:
    return not row.banner and all(cell is None or cell.blank for cell in row.cells)


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
