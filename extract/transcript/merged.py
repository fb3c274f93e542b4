"""Cells merged over rows, in HTML and Word tables: the rows that they serve after their first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from extract.transcript.edges import line_of
from extract.transcript.join import Row
from extract.transcript.lines import Field, TextLine


def share_merged(rows: Sequence[Row], lines: Sequence[TextLine], ancestors: Sequence[bool]) -> None:
    """Let each merged cell serve its rows, in place; blank ancestors inherit of themselves.

    Such tables keep their columns, so that a cell's place is its column.
    """
    above = {(line.block, line.number): line.above for line in lines if line.above}
    if not above:
        return
    for upper, row in pairwise(rows):
        for column in sorted(_served(row, above)):
            if column < len(row.slots) and row.slots[column] is None and not ancestors[column]:
                row.slots[column] = upper.slots[column]


def _served(row: Row, above: Mapping[tuple[int, int], frozenset[int]]) -> frozenset[int]:
    """Columns that merged cells of the rows above serve in the line that a row begins in."""
    return above.get(line_of(_first(row)), frozenset())


def _first(row: Row) -> Field:
    fields = [placed.fields[0] for slot in row.slots if slot for placed in slot.placed]
    return max(fields, key=lambda field: (field.block, field.line))
