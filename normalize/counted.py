"""What the number column counts: the column beside it, or a finer one, as where each action has a number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.model import Column, PlanTable, TableRow
from normalize.fields import NUMBERED, Roles

# So many numbers must stand where the column beside them goes on from above, two at least; fewer are lost texts.
STRAY_SHARE = 0.2
# Of the numbers and the texts that begin with them, one in ten may be lost.
LOST_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Beginnings:
    """In how many rows a number begins, a column's text, and both."""

    numbers: int
    texts: int
    both: int

    def joined(self, other: Beginnings) -> Beginnings:
        """Those of two chapters."""
        return Beginnings(self.numbers + other.numbers, self.texts + other.texts, self.both + other.both)

    @property
    def strays(self) -> int:
        """Numbers where no text begins."""
        return self.numbers - self.both

    @property
    def together(self) -> bool:
        """Whether numbers and texts begin in the same rows."""
        return self.numbers + self.texts - 2 * self.both <= LOST_SHARE * self.numbers


Counts = dict[Column, Beginnings]


def counts(table: PlanTable, plan: Roles) -> Counts:
    """For each column behind the number column that may be counted, from left to right, what begins where."""
    if plan.number_of is None:
        return {}
    columns = _behind(plan)
    texts = {cell.cell_id: cell.text for cell in table.cells}
    above: TableRow | None = None
    begun: list[set[Column]] = []
    for row in table.rows:
        begun.append(_begun(row, above, columns, plan, texts))
        above = row
    return {column: _beginnings(begun, column) for column in columns}


def joined(one: Counts, other: Counts) -> Counts:
    """The counts of two chapters."""
    return {column: each.joined(other[column]) for column, each in one.items()}


def counted(found: Counts, plan: Roles) -> Column | None:
    """The column whose texts the numbers count: another than the one beside them only where that is plain."""
    first, *finer = found.items() if found else [(plan.number_of, None)]
    if not first[1] or first[1].strays < max(2, STRAY_SHARE * first[1].numbers):
        return plan.number_of
    return next((column for column, each in finer if each and each.together), plan.number_of)


def _behind(plan: Roles) -> list[Column]:
    places = sorted((plan.places[column], column) for column in NUMBERED if column in plan.places)
    return [column for place, column in places if place > plan.places[Column.NO]]


def _begun(
    row: TableRow, above: TableRow | None, columns: Sequence[Column], plan: Roles, texts: dict[str, str]
) -> set[Column]:
    """The columns, the number's among them, whose text begins in a row; one repeated under the same parents goes on."""
    opened = above is None or above.banner != row.banner
    found = {column for column in (*columns, Column.NO) if _new(row, above, plan.places[column], texts, opened=opened)}
    fresh = opened
    for column in columns:
        fresh = fresh or column in found
        if fresh and _new(row, above, plan.places[column], texts, opened=True):
            found.add(column)
    return found


def _new(row: TableRow, above: TableRow | None, place: int, texts: dict[str, str], *, opened: bool) -> bool:
    """Whether a column prints a text here that it does not print above, or any where a parent has ``opened``."""
    value = row.values[place]
    text = _text(value.cell_ids, texts)
    before = _text(above.values[place].cell_ids, texts) if above else ""
    return bool(text) and not value.spanned and (opened or text != before)


def _text(cell_ids: Iterable[str], texts: dict[str, str]) -> str:
    return " ".join(texts[cell_id] for cell_id in cell_ids).strip()


def _beginnings(begun: Sequence[set[Column]], column: Column) -> Beginnings:
    return Beginnings(
        numbers=sum(Column.NO in row for row in begun),
        texts=sum(column in row for row in begun),
        both=sum({Column.NO, column} <= row for row in begun),
    )
