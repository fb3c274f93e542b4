"""The rows of a plan that name what follows, and at which of them a new chapter begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz import fuzz

from extract.model import Cell, Column, ColumnSpec
from extract.table.body import Body, BodyRow

# Rows of a chapter at least. 500 pages of the 2026 layout take 1.17 times the memory of 50 with 60 to 200 rows, 1.20
# with 400, read whole 1.66; with 100 rows two processes share 200 pages evenly.
CHAPTER_ROWS = 100
# Names that agree better than this (0-100) may be one name, misprinted: no chapter begins between them.
MOST_ALIKE = 70.0


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the plan: the ordinal of its page's part, and its own in there."""

    part: int
    row: int


@dataclass(frozen=True, slots=True)
class Opening:
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


@dataclass(slots=True)
class Openings:
    """The rows that name what follows, page by page; ``ancestors`` tells which columns' blanks inherit.

    ``parts`` and ``rows`` count what was looked at, ``above`` is its last row that is not blank.
    """

    specs: Sequence[ColumnSpec]
    ancestors: Sequence[bool]
    found: list[Opening] = field(default_factory=list)
    parts: int = 0
    rows: int = 0
    above: BodyRow | None = None

    def take(self, body: Body) -> None:
        """Look at one page's part of the plan."""
        level = _level(self.specs)
        for at, printed in enumerate(body.rows):
            if cells := printed.banner or _begun(printed, level):
                real = body.rows[at + 1] if printed.banner and at + 1 < len(body.rows) else printed
                sound = (at > 0 or bool(printed.banner)) and _opens(real, self.ancestors)
                stacked = bool(printed.banner and self.above and self.above.banner)
                place = Place(self.parts, at)
                self.found.append(Opening(place, self.rows, _name(cells), bool(printed.banner), sound, stacked))
            self.above = self.above if _nothing(printed) else printed
            self.rows += 1
        self.parts += 1

    def starts(self) -> Iterator[Place]:
        """The rows at which chapters begin.

        There are none where banners stand over banners, since all of them together tell which is lower.
        """
        if any(opening.stacked for opening in self.found):
            return
        last = 0
        for above, opening in pairwise([o for o in self.found if o.banner] or self.found):
            other = bool(opening.name) and fuzz.ratio(opening.name, above.name) < MOST_ALIKE
            if other and opening.sound and opening.row - last >= CHAPTER_ROWS:
                yield opening.place
                last = opening.row


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


def _opens(row: BodyRow, ancestors: Sequence[bool]) -> bool:
    """Whether nothing reaches into a row from above, and it has a text of its own beside its ancestors."""
    whole = all(begins or cell is None for cell, begins in zip(row.cells, row.starts, strict=True))
    leaves = (cell for cell, ancestor in zip(row.cells, ancestors, strict=True) if not ancestor)
    return whole and not row.banner and any(cell and not cell.blank for cell in leaves)


def _nothing(row: BodyRow) -> bool:
    return not row.banner and all(cell is None or cell.blank for cell in row.cells)
