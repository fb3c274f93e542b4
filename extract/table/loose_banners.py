"""Section banners that are not merged across the row: "I | MANAJEMEN PERUBAHAN" and nothing but blank cells beside it.

Spreadsheets print them so. They are told from rows with blanks by what follows (a row with a text of its own in that
column) and by a look that no other row's text has: another numbering, capitals, shading.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count, pairwise
from operator import itemgetter

from extract.model import Cell, Column, ColumnSpec
from extract.packed import Packed
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


Looks = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    """How a row looks that begins with a text, None for other rows; whether nothing else is printed in it."""

    looks: Looks | None
    alone: bool


def with_loose_banners(bodies: Packed[Body], specs: Sequence[ColumnSpec]) -> Packed[Body]:
    """The pages' rows, those that are banners though not merged told as such.

    A plan that prints its components in a column has none: such a row then is a component printed on its own line.
    """
    columns = [spec.column for spec in specs]
    first = next((i for i, column in enumerate(columns) if column is not Column.NO), 0)
    if Column.COMPONENT in columns or columns[first] in (Column.PERIOD, Column.EXTRA):
        return bodies
    loose = _loose([_seen(row, columns, first) for body in bodies for row in body.rows])
    return Packed(_told(bodies, loose, columns, first)) if loose else bodies


def _loose(seen: Sequence[_Seen]) -> frozenset[int]:
    """The places of the rows that are banners though not merged."""
    alone = {i for i, (row, after) in enumerate(pairwise(seen)) if row.looks and row.alone and after.looks}
    found = [row.looks for i, row in enumerate(seen) if row.looks and i in alone]
    others = [row.looks for i, row in enumerate(seen) if row.looks and i not in alone]
    apart = (set(map(itemgetter(look), found)).isdisjoint(map(itemgetter(look), others)) for look in range(3))
    return frozenset(alone) if len(alone) >= FEWEST and any(apart) else frozenset()


def _told(bodies: Iterable[Body], loose: frozenset[int], columns: Sequence[Column], first: int) -> Iterator[Body]:
    places = count()
    for body in bodies:
        rows = tuple(_banner(row, columns, first) if next(places) in loose else row for row in body.rows)
        yield replace(body, rows=rows)


def _seen(row: BodyRow, columns: Sequence[Column], first: int) -> _Seen:
    opening = _opening(row, columns, first)
    if opening is None:
        return _Seen(None, alone=False)
    looks = (numbering(opening.printed), capitals(opening.text.text), opening.text.shaded)
    return _Seen(looks, _alone(row, columns, first))


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


def _banner(row: BodyRow, columns: Sequence[Column], first: int) -> BodyRow:
    opening = _opening(row, columns, first)
    assert opening is not None
    blank: tuple[None, ...] = (None,) * len(row.cells)
    cells = tuple(chain([opening.number] if opening.number else [], [opening.text]))
    return BodyRow(row.page, blank, (False,) * len(row.cells), cells)
