"""A plan's table under correction: texts set, rows added and joined, cells split. Each step done is marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extract.model import Cell, Column, Doubt, PlanTable, SourceError, TableRow, Value
from normalize.corrections import Correction
from normalize.lost_cells import column_names, in_place, lost_cell
from normalize.privacy import without_nip
from normalize.reading import CORRECTED

# Names of the datasets' columns, for those who write a row by hand.
ALIASES = {"time_text": "time", "target_text": "target", "realization_text": "realization"}
# Stands for the merged cell of the row above.
DITTO = "^"


@dataclass(slots=True)
class Sheet:
    """The table's cells by id and its rows.

    ``more`` are cells that were not printed on their own, ``marks`` tell what was done, once each, ``joined`` are the
    cells of rows that were joined to the row above, ``right`` those whose text was found right.
    """

    table: PlanTable
    names: tuple[str, ...]
    cells: dict[str, Cell]
    rows: list[TableRow]
    ancestors: frozenset[str]
    more: list[str] = field(default_factory=list)
    marks: list[Doubt] = field(default_factory=list)
    joined: set[str] = field(default_factory=set)
    right: set[str] = field(default_factory=set)

    def done(self) -> PlanTable:
        """The corrected table; rows whose every cell was blanked are gone."""
        printed = [self.cells[cell.cell_id] for cell in self.table.cells]
        doubts = dict.fromkeys((*self.table.doubts, *self.marks))
        rows = tuple(row for row in self.rows if not self._emptied(row))
        cells = in_place(printed, [self.cells[cell_id] for cell_id in self.more])
        return replace(self.table, rows=rows, cells=cells, doubts=tuple(doubts))

    def _emptied(self, row: TableRow) -> bool:
        own = [self.cells[c] for value in row.values if not value.spanned for c in value.cell_ids]
        return any(cell.engine == CORRECTED for cell in own) and all(cell.blank for cell in own)

    def whole(self, cell_id: str) -> tuple[str, ...]:
        """The parts of a printed cell through page breaks."""
        values = (value.cell_ids for row in self.rows for value in row.values if cell_id in value.cell_ids)
        return next(values, (cell_id,))

    def row_of(self, cell_id: str, *, last: bool = False) -> int | None:
        """The first or the last row that a cell serves; None for headers and banners."""
        found = [i for i, row in enumerate(self.rows) if any(cell_id in value.cell_ids for value in row.values)]
        return found[-1 if last else 0] if found else None

    def cells_of(self, row: int) -> Iterator[str]:
        """The cells that begin in a row."""
        for value in self.rows[row].values:
            if not value.spanned:
                yield from value.cell_ids

    def write(self, cell_id: str, text: str) -> None:
        """Set a cell's text; its engine is then the person."""
        lines = tuple(text.splitlines())
        cell = self.cells[cell_id]
        self.cells[cell_id] = replace(cell, lines=lines, room=(), depth=0.0, confidence=1.0, engine=CORRECTED)

    def new_cell(self, cell: Cell, text: str) -> str:
        """Take in a cell that was not printed on its own."""
        if cell.cell_id not in self.cells:
            self.more.append(cell.cell_id)
            self.cells[cell.cell_id] = cell
        self.write(cell.cell_id, text)
        return cell.cell_id

    def add_doubt(self, code: str, message: str, made: Correction, after: str | None) -> None:
        """Note one correction made, with the text before and after."""
        before = without_nip(self.cells[made.cell_id].text) or None
        told = f"{message} ({without_nip(made.reason)})" if made.reason else message
        self.marks.append(Doubt(code, told, "info", "corrected", made.cell_id, before, after))

    def marked(self, code: str, cell_id: str) -> bool:
        """Whether this was done before."""
        return any((d.code, d.cell_id) == (code, cell_id) for d in (*self.table.doubts, *self.marks))

    def added(self, cell_id: str) -> list[str | None]:
        """The rows that were added behind a cell's row, as written."""
        marks = (*self.table.doubts, *self.marks)
        return [d.after for d in marks if (d.code, d.cell_id) == ("row_added", cell_id)]


def sheet(table: PlanTable) -> Sheet:
    """Open a table for correction."""
    names = column_names(table)
    action_first = Column.INDICATOR in names and Column.ACTION in names[: names.index(Column.INDICATOR)]
    ancestors = frozenset((Column.COMPONENT, Column.ASPECT, *((Column.ACTION,) if action_first else ())))
    return Sheet(table, names, {cell.cell_id: cell for cell in table.cells}, list(table.rows), ancestors)


def split_cell(on: Sheet, made: Correction) -> None:
    """Keep the first part, and give the others to the columns beside or the rows below, before what stands there."""
    row = on.row_of(made.cell_id)
    if row is None:
        raise SourceError(f"{made.where}: the cell stands in no row of the plan and cannot be split.")
    column = _column_of(on, made.cell_id, row)
    if on.cells[made.cell_id].engine == CORRECTED:
        if on.marked("cell_split", made.cell_id):
            return
        raise SourceError(
            f"{made.where}: another line gives a part to the cell that this one splits; keep one of them."
        )
    on.add_doubt("cell_split", "the cell was split by hand", made, made.parts[0])
    for step, part in enumerate(made.parts[1:], 1):
        place = (row + step, column) if made.below else (row, column + step)
        if place[0] >= len(on.rows) or place[1] >= len(on.names):
            where = "row below it; use add_row" if made.below else "column beside it"
            raise SourceError(
                f"{made.where}: the text has {len(made.parts)} parts, and the cell has no further {where}."
            )
        _give(on, made, place, part, f"{made.cell_id}:+{step + 1}")
    on.write(made.cell_id, made.parts[0])


def _column_of(on: Sheet, cell_id: str, row: int) -> int:
    return next(i for i, value in enumerate(on.rows[row].values) if cell_id in value.cell_ids)


def _give(on: Sheet, made: Correction, place: tuple[int, int], text: str, new_id: str) -> None:
    """Put a text before what a place holds; where the giver itself covers that place, it becomes a cell of its own."""
    row, column = place
    ids = on.rows[row].values[column].cell_ids
    if ids and made.cell_id not in ids:
        kept = on.cells[ids[0]]
        if kept.engine == CORRECTED or kept.cell_id in on.right:
            raise SourceError(f"{made.where}: a part goes to a cell that another line decides about; keep one of them.")
        on.write(kept.cell_id, " ".join((text, *kept.lines)))
        return
    base = on.cells[made.cell_id]
    on.new_cell(replace(lost_cell(base, "", column), cell_id=new_id, bbox=base.bbox), text)
    for index in range(row, len(on.rows)):
        value = on.rows[index].values[column]
        if value.cell_ids != ids or (index > row and not value.spanned):
            return
        _put(on, index, column, Value((new_id,), spanned=index > row))


def _put(on: Sheet, row: int, column: int, value: Value) -> None:
    values = list(on.rows[row].values)
    values[column] = value
    on.rows[row] = replace(on.rows[row], values=tuple(values))


def merge_rows(on: Sheet, made: Correction) -> tuple[str, ...]:
    """Join the row that a cell begins in to the row above; returns the cells of that row."""
    if on.marked("rows_merged", made.cell_id):
        return ()
    if made.cell_id in on.joined:
        on.add_doubt("rows_merged", "the row was joined to the row above by hand", made, None)
        return ()
    row = on.row_of(made.cell_id)
    if not row:
        raise SourceError(f"{made.where}: the cell's row has no row above to be joined to.")
    own = tuple(on.cells_of(row))
    on.joined |= set(own)
    on.add_doubt("rows_merged", "the row was joined to the row above by hand", made, None)
    for column in range(len(on.names)):
        upper, lower = on.rows[row - 1].values[column], on.rows[row].values[column]
        if lower.cell_ids != upper.cell_ids and not lower.spanned:
            _join(on, row, column, _joined_ids(on.cells, upper.cell_ids, lower.cell_ids))
    del on.rows[row]
    return own


def _joined_ids(cells: Mapping[str, Cell], upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """The cells of both rows; a text that the second row repeats stands once."""
    texts = [" ".join(" ".join(cells[c].text for c in ids).split()).casefold() for ids in (upper, lower)]
    return tuple(upper) if texts[0] == texts[1] else (*upper, *lower)


def _join(on: Sheet, row: int, column: int, ids: tuple[str, ...]) -> None:
    """Give the joined cells to every row that either of them serves."""
    upper, lower = (on.rows[r].values[column].cell_ids for r in (row - 1, row))
    for index, served in enumerate(on.rows):
        value = served.values[column]
        if value.cell_ids and value.cell_ids in (upper, lower):
            _put(on, index, column, Value(ids, spanned=value.spanned or (index > row and value.cell_ids == lower)))
    if not upper:
        _put(on, row - 1, column, Value(ids))
    for first, second in pairwise(ids):
        on.cells[second] = replace(on.cells[second], continues=first)


def added_text(made: Correction) -> str:
    """The row to add, on one line."""
    return without_nip(" | ".join(made.parts))


def add_row(on: Sheet, made: Correction) -> None:
    """Put a row that the source lost behind the row of a cell, and behind rows added there before.

    Ancestors that it does not name go on.
    """
    before = on.added(made.cell_id)
    if added_text(made) in before:
        return
    anchor = on.cells[made.cell_id]
    ids = [f"{made.cell_id}:+{len(before) + 1}:{name}" for name in on.names]
    latest = f"{made.cell_id}:+{len(before)}:"
    above = on.row_of(next((c for c in on.cells if c.startswith(latest)), made.cell_id), last=True)
    if above is None:
        raise SourceError(
            f"{made.where}: the cell stands in no row of the plan; name one of the row above the lost one."
        )
    texts = _texts(on, made)
    on.add_doubt("row_added", "a row was added by hand", made, added_text(made))
    values = list(on.rows[above].values)
    for column, name in enumerate(on.names):
        text = texts.get(column, DITTO if name in on.ancestors else "")
        if text == DITTO:
            values[column] = replace(values[column], spanned=True)
        else:
            cell = replace(lost_cell(anchor, "", column), cell_id=ids[column])
            values[column] = Value((on.new_cell(cell, text),))
    on.rows.insert(above + 1, replace(on.rows[above], page=anchor.page, values=tuple(values)))


def _texts(on: Sheet, made: Correction) -> dict[int, str]:
    """The texts of a new row by column index."""
    known = {" ".join(spec.header.casefold().split()): i for i, spec in enumerate(on.table.columns)}
    known |= {name: i for i, name in enumerate(on.names)}
    known |= {alias: known[name] for alias, name in ALIASES.items() if name in known}
    found: dict[int, str] = {}
    for part in made.parts:
        name, _, text = part.partition("=")
        column = known.get(" ".join(name.casefold().split()))
        if column is None:
            raise SourceError(f"{made.where}: the plan has no column “{name.strip()}”; it has {', '.join(on.names)}.")
        found[column] = text.strip()
    return found
