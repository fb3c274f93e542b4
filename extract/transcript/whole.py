"""Lines of a transcript that show no damage, where a header is as it is taken to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.model import Column, ColumnSpec
from extract.table.columns import TIMES
from extract.transcript.lines import TextLine
from extract.transcript.look import Kind, look, time_and_target

# What shows that a line is whole: these columns print nothing else.
CLOSED = {
    **dict.fromkeys(TIMES, (Kind.TIME,)),
    Column.TARGET: (Kind.TARGET, Kind.GRADE),
    Column.TARGET_TIME: (Kind.TIME, Kind.TARGET),
}
# What periods print is a mark, a number or a target; texts as short ("Selesai") may be one.
SHORT = 12


def whole_lines(lines: Sequence[TextLine], specs: Sequence[ColumnSpec]) -> Iterator[TextLine]:
    """Lines with as many cells as columns, whose times and targets stand where the header has them."""
    least = min(2, len(specs) // 2 - 1)
    places = [(i, CLOSED[spec.column]) for i, spec in enumerate(specs) if spec.column in CLOSED]
    priced = any(spec.column is Column.EXTRA for spec in specs)
    periods = [i for i, spec in enumerate(specs) if spec.column is Column.PERIOD]
    for line in lines:
        if len(line.cells) != len(specs):
            continue
        if any(_no_period(line.cells[i], priced) for i in periods):
            continue
        stands = (look(line.cells[i]).kind in kinds or _shared(line.cells[i], kinds) for i, kinds in places)
        if all(stands) and sum(map(bool, line.cells)) > least:
            yield line


def _no_period(text: str, priced: bool) -> bool:
    """Whether a text stands under no period: it is long, or a sum of money where another column prints those."""
    kind = look(text).kind
    return (kind is Kind.TEXT and len(text) > SHORT) or (priced and kind is Kind.MONEY)


def _shared(text: str, kinds: Sequence[Kind]) -> bool:
    return Kind.TIME in kinds and Kind.TARGET in kinds and time_and_target(text)
