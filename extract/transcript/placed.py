"""Texts placed in columns: how they stand there, and the cells or parts of cells that they are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from extract.transcript.lines import Field
from extract.transcript.look import look

# The margin of a text without a rival.
SURE = 99.0


class Way(StrEnum):
    """How a text stands in its column: it goes on there, begins a row, or begins a second row of the line."""

    GOES_ON = "goes_on"
    BEGINS = "begins"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Placed:
    """Cells, or parts of them, that make one text of a column.

    ``margin`` is by how much the best other reading scores lower, ``rival`` that reading's column,
    ``fit`` the text's own score there.
    """

    column: int
    way: Way
    fields: tuple[Field, ...]
    margin: float = SURE
    rival: int | None = None
    fit: float = SURE

    @property
    def text(self) -> str:
        """The cells' texts, joined by a space; of a cell printed twice one."""
        return joined_text(self.fields)


def joined_text(fields: Sequence[Field]) -> str:
    """Texts joined by a space; a cell that says the same as the one before it is left out."""
    if len(fields) == 1:
        return fields[0].text
    if all(field.cell == fields[0].cell and field.line == fields[0].line for field in fields):
        return " ".join(field.text for field in fields)
    return " ".join(" ".join(field.text for field in cell) for cell in _distinct(fields))


def _distinct(fields: Sequence[Field]) -> list[list[Field]]:
    """Fields by cell, without cells that repeat the one before."""
    cells = [list(group) for _, group in groupby(fields, key=lambda f: (f.block, f.line, f.cell))]
    return [c for i, c in enumerate(cells) if i == 0 or not _repeats(cells[i - 1], c)]


def _repeats(before: Sequence[Field], cell: Sequence[Field]) -> bool:
    one, other = (" ".join(field.text for field in fields) for fields in (before, cell))
    return look(one).whole == look(other).whole and len(other) > 2


def kept(placed: Placed) -> tuple[Field, ...]:
    """The fields of a placed text, without those that repeat a cell."""
    return tuple(field for cell in _distinct(placed.fields) for field in cell)


def doubles(placed: Placed) -> tuple[Field, ...]:
    """The fields of a placed text that repeat a cell and are left out."""
    used = {id(field) for field in kept(placed)}
    return tuple(field for field in placed.fields if id(field) not in used)
