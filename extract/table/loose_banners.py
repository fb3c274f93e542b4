"""Section banners that are not merged across the row: "I | MANAJEMEN PERUBAHAN" and nothing but blank cells beside it.

Spreadsheets print them so. They are told from rows with blanks by what follows (a row with a text of its own in that
column) and by a look that no other row's text has: another numbering, capitals, shading.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from extract.model import Cell, Column, ColumnSpec
from extract.table.body import Body, BodyRow
from extract.table.sections import capitals, numbering

# One such row alone may be a row with blanks.
FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Opening:
    """What a row prints first: the cell of its number, the cell of its text."""

    number: Cell | None
    text: Cell

    @property
    def printed(self) -> str:
        """Number and text as one."""
        return f"{self.number.text} {self.text.text}" if self.number else self.text.text


Look = Callable[[_Opening], Hashable]


def with_loose_banners(bodies: Sequence[Body], specs: Sequence[ColumnSpec]) -> list[Body]:
    """The pages' rows, those that are banners though not merged told as such.

    A plan that prints its components in a column has none: such a row then is a component printed on its own line.
    """
    columns = [spec.column for spec in specs]
    first = next((i for i, column in enumerate(columns) if column is not Column.NO), 0)
    if Column.COMPONENT in columns or columns[first] in (Column.PERIOD, Column.EXTRA):
        return list(bodies)
    rows = [row for body in bodies for row in body.rows]
    openings = {id(row): opening for row in rows if (opening := _opening(row, columns, first))}
    alone = {id(row) for row in rows if id(row) in openings and _alone(row, columns, first)}
    alone = {id(row) for row, after in pairwise(rows) if id(row) in alone and id(after) in openings}
    found = [openings[key] for key in alone]
    others = [opening for key, opening in openings.items() if key not in alone]
    looks: tuple[Look, ...] = (_numbered, _capitals, _shaded)
    if len(alone) < FEWEST or not any({*map(look, found)}.isdisjoint({*map(look, others)}) for look in looks):
        return list(bodies)
    return [
        replace(b, rows=tuple(_banner(r, openings[id(r)]) if id(r) in alone else r for r in b.rows)) for b in bodies
    ]


def _opening(row: BodyRow, columns: Sequence[Column], first: int) -> _Opening | None:
    """The text that a row begins with in the first column of texts, and the number before it."""
    cell = row.cells[first]
    if row.banner or cell is None or cell.blank or not row.starts[first]:
        return None
    numbers = (row.cells[i] for i in range(first) if columns[i] is Column.NO and row.starts[i])
    return _Opening(next((number for number in numbers if number and not number.blank), None), cell)


def _alone(row: BodyRow, columns: Sequence[Column], first: int) -> bool:
    """Whether nothing but the opening is printed in a row, nor served by a merged cell, nor marked by shading."""
    opening = row.cells[first]
    for i in range(first + 1, len(columns)):
        cell = row.cells[i]
        if cell is not None and cell is not opening and (not cell.blank or not row.starts[i] or cell.row_span > 1):
            return False
    return True


def _banner(row: BodyRow, opening: _Opening) -> BodyRow:
    blank: tuple[None, ...] = (None,) * len(row.cells)
    cells = tuple(chain([opening.number] if opening.number else [], [opening.text]))
    return BodyRow(row.page, blank, (False,) * len(row.cells), cells)


def _numbered(opening: _Opening) -> Hashable:
    return numbering(opening.printed)


def _capitals(opening: _Opening) -> Hashable:
    return capitals(opening.text.text)


def _shaded(opening: _Opening) -> Hashable:
    return opening.text.shaded
