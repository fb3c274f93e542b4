"""Lines of a transcript that show no damage, where a header is as it is taken to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.model import Column, ColumnSpec
from extract.table.columns import TIMES
from extract.transcript.lines import TextLine
from extract.transcript.look import Kind, look, time_and_target


def whole_lines(lines: Sequence[TextLine], specs: Sequence[ColumnSpec]) -> Iterator[TextLine]:
    """Lines with as many cells as columns, whose times and targets stand where the header has them."""
    closed = {
        **dict.fromkeys(TIMES, (Kind.TIME,)),
        Column.TARGET: (Kind.TARGET, Kind.GRADE),
        Column.TARGET_TIME: (Kind.TIME, Kind.TARGET),
    }
    least = min(2, len(specs) // 2 - 1)
    places = [(i, closed[spec.column]) for i, spec in enumerate(specs) if spec.column in closed]
    for line in lines:
        if len(line.cells) != len(specs):
            continue
        stands = (look(line.cells[i]).kind in kinds or _shared(line.cells[i], kinds) for i, kinds in places)
        if all(stands) and sum(map(bool, line.cells)) > least:
            yield line


def _shared(text: str, kinds: Sequence[Kind]) -> bool:
    return Kind.TIME in kinds and Kind.TARGET in kinds and time_and_target(text)
