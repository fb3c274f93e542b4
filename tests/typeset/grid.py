"""The table before it meets a page: cells by row and column, spans, widths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right", "justify"]
VAlign = Literal["top", "middle", "bottom"]
Role = Literal["header", "number", "banner", "heading", "body"]


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of the table: where it stands (from 0), how far it reaches, what it prints.

    ``shading`` is a grey level (0 black, 1 white) to fill it with; ``upright`` text runs from bottom to top.
    """

    row: int
    column: int
    text: str = ""
    row_span: int = 1
    column_span: int = 1
    role: Role = "body"
    align: Align = "left"
    valign: VAlign = "top"
    bold: bool = False
    shading: float | None = None
    upright: bool = False

    @property
    def last_row(self) -> int:
        """The last row it covers."""
        return self.row + self.row_span - 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: column widths in points, header cells (rows of their own, from 0) and body cells.

    ``later`` is the header on the pages after the first (None: as on the first; empty: none). The header
    recurs in mid-page before each row of ``recur``; after each row of ``break_after`` a new page begins. The rows
    ``headings`` are paragraphs, each over a table of its own.
    """

    widths: tuple[float, ...]
    header: tuple[GridCell, ...]
    body: tuple[GridCell, ...]
    later: tuple[GridCell, ...] | None = None
    recur: frozenset[int] = frozenset()
    break_after: frozenset[int] = frozenset()
    headings: frozenset[int] = frozenset()

    @property
    def rows(self) -> int:
        """How many rows the body has."""
        return max((cell.last_row for cell in self.body), default=-1) + 1

    def left(self, column: int) -> float:
        """Distance of a column's left edge from the table's, in points."""
        return sum(self.widths[:column])
