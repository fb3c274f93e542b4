"""What a printed number says of a text's place: the next in its column, or out of its order."""

from __future__ import annotations

from collections.abc import Sequence

from extract.model import Column
from extract.transcript.learned import Learned
from extract.transcript.look import Kind, last_number, look, style

IN_SEQUENCE = 2.5
FIRST = 0.7
RESTART = 1.5
OUT_OF_SEQUENCE = -1.5
# A number printed as no other of its column is.
OTHER_STYLE = -4.0
_NUMBERED = (Column.NO, Column.COMPONENT, Column.ASPECT, Column.ACTION, Column.INDICATOR)
# The number column is tied to the one right of it where this share of its texts has a number, as in most plans.
TIED = 0.8


def tied(rows: Sequence[Sequence[str | None]], column: int) -> bool:
    """Whether the texts of a column (-1: none), in rows of texts, come with a number in the one left of it."""
    numbered = [row[column - 1] != "" for row in rows if column > 0 and row[column]]
    return sum(numbered) >= TIED * (len(numbered) + 1)


def sequence(column: Column, learned: Learned, text: str, last: str) -> float:
    """Evidence from the number before a text, where ``last`` is what the column printed last."""
    seen = look(text)
    if seen.number is None or column not in _NUMBERED or (seen.kind is Kind.NUMBER) != (column is Column.NO):
        return 0.0
    if column is Column.NO and not learned.styles[style(seen.number)] and learned.rows > 4:
        return OTHER_STYLE
    before = last_number(last)
    if seen.number % 100 == 1:
        return FIRST if before is None else RESTART
    return IN_SEQUENCE if before is not None and seen.number == before + 1 else OUT_OF_SEQUENCE
