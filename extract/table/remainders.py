"""Rows that are none: the remainder of the row above, or the lower side of a cell that a stray ruling cuts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.model import Doubt, cell_doubt
from extract.table.stitched import Row, absorb


def without_remainders(rows: Sequence[Row], ancestors: Sequence[bool], doubts: list[Doubt]) -> Iterator[Row]:
    """Drop rows with nothing of their own in any leaf column: they are the remainder of the row above.

    ``doubts`` takes what was mended on the way.
    """
    above: Row | None = None
    leaf = [not ancestor for ancestor in ancestors]
    for place, row in enumerate(rows):
        if above is None or row.banner or above.banner or _own(row, above, leaf):
            yield row
            above = row
        elif _own(row, above, ancestors):
            if _begins(row, leaf):
                yield row  # an ancestor printed on a line of its own: it names the rows below
            else:
                doubts += _rejoin(row, above, rows[place:], ancestors)
        else:
            _take_blanks(row, above)


def _begins(row: Row, wanted: Sequence[bool]) -> bool:
    return any(start and wanted[i] for i, start in enumerate(row.starts))


def _rejoin(row: Row, above: Row, below: Sequence[Row], ancestors: Sequence[bool]) -> Iterator[Doubt]:
    """A ruling across ancestors only, where no row begins, is stray: its two sides are one cell."""
    for column, slot in enumerate(row.slots):
        if ancestors[column] and row.starts[column] and slot and slot is not above.slots[column]:
            cell = slot.cells[0]
            yield cell_doubt(
                "stray_ruling",
                "a stray ruling cuts this cell where no row begins; both sides were read as one text",
                cell,
                repaired=True,
            )
            absorb(above, row, below, column)


def _take_blanks(row: Row, above: Row) -> None:
    for column, slot in enumerate(row.slots):
        upper = above.slots[column]
        if slot is not upper and slot and upper and not slot.text:
            upper.cells += slot.cells


def _own(row: Row, above: Row, wanted: Sequence[bool]) -> bool:
    """Whether a row prints text of its own in a wanted column; shading of a period is not text."""
    return any(
        slot is not None and slot.text.strip() and slot is not above.slots[i] and row.starts[i] and wanted[i]
        for i, slot in enumerate(row.slots)
    )
