"""Rows being stitched: printed cells through page breaks, and the rows that refer to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.model import Cell


@dataclass(slots=True, eq=False)
class Slot:
    """A printed cell through page breaks."""

    cells: list[Cell]

    @property
    def text(self) -> str:
        """All that it prints, over page breaks."""
        return " ".join(line for cell in self.cells for line in cell.lines)


@dataclass(slots=True, eq=False)
class Row:
    """A row being stitched; a banner row has only ``banner``."""

    page: int
    slots: list[Slot | None]
    starts: list[bool]
    banner: Slot | None = None


def absorb(last: Row, first: Row, below: Sequence[Row], column: int) -> None:
    """Make the cell below the break a part of the cell above it, for every row it serves.

    A cell over several columns becomes a part of each column's: browsers draw nothing between two that both go on.
    """
    upper, lower = last.slots[column], first.slots[column]
    if lower is None or lower is upper or (upper and any(cell is lower.cells[0] for cell in upper.cells)):
        return
    if upper is None:
        last.slots[column] = lower
        return
    upper.cells += lower.cells
    for row in below:
        if row.slots[column] is lower:
            row.slots[column] = upper
