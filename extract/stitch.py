"""All pages of a plan to one table: rows cut by a page break re-joined cell by cell, merged cells carried on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extract import shape
from extract.body import Body, BodyRow
from extract.continuation import SHADE, UNCERTAIN, Habit, Meeting, carried_on, guessed, row_goes_on
from extract.model import Cell, Column, ColumnSpec, Doubt, PlanTable, TableRow, Value

ANCESTORS = (Column.NO, Column.COMPONENT, Column.ASPECT)
# Fewer inner rows than this tell nothing about a column's habits.
MIN_ROWS = 4


@dataclass(slots=True, eq=False)
class _Slot:
    """A printed cell through page breaks."""

    cells: list[Cell]

    @property
    def text(self) -> str:
        return " ".join(line for cell in self.cells for line in cell.lines)


@dataclass(slots=True, eq=False)
class _Row:
    """A row being stitched; a banner row has only ``banner``."""

    page: int
    slots: list[_Slot | None]
    starts: list[bool]
    banner: _Slot | None = None


@dataclass(slots=True)
class _Joiner:
    """What joining pages needs to know: the columns, their habits, where the fullest page ends; and its doubts."""

    specs: Sequence[ColumnSpec]
    ancestors: Sequence[bool]
    habits: Sequence[Habit]
    bottom: float
    doubts: list[Doubt] = field(default_factory=list)


def stitch(bodies: Sequence[Body], specs: Sequence[ColumnSpec]) -> PlanTable:
    """Join the pages' rows, fold remainders into the rows above, and give each row its banner."""
    ancestors = ancestor_columns(specs)
    joiner = _Joiner(specs, ancestors, habits(bodies, specs), max((b.bottom for b in bodies), default=0.0))
    rows: list[_Row] = []
    for body in bodies:
        below = _rows(body)
        if rows and below:
            below = _weld(rows, below, joiner, _slack(rows, bodies, joiner.bottom))
        rows += below
    kept = list(_without_remainders(rows, joiner))
    return PlanTable(
        columns=tuple(specs),
        rows=tuple(_table_rows(kept)),
        cells=_cells(bodies, kept),
        pages=tuple(dict.fromkeys(body.page for body in bodies)),
        doubts=(*(d for body in bodies for d in body.doubts), *joiner.doubts),
    )


def ancestor_columns(specs: Sequence[ColumnSpec]) -> list[bool]:
    """Columns whose unspanned blanks inherit: component, aspect, and action where it stands before the indicator."""
    columns = [s.column for s in specs]
    indicator = columns.index(Column.INDICATOR) if Column.INDICATOR in columns else -1
    return [
        c in ANCESTORS or (c is Column.ACTION and i < indicator) or (c is Column.EXTRA and i == 0)
        for i, c in enumerate(columns)
    ]


def habits(bodies: Sequence[Body], specs: Sequence[ColumnSpec]) -> list[Habit]:
    """What each column does away from page breaks, with one row of doubt added to both sides."""
    inner = [row for body in bodies for row in body.rows[1:-1] if not row.banner]
    if len(inner) < MIN_ROWS:
        inner = [row for body in bodies for row in body.rows if not row.banner]
    periods = [i for i, spec in enumerate(specs) if spec.period]
    marked = sum(any(_marked(row.cells[i]) for i in periods) for row in inner)
    found = [_habit(inner, column) for column in range(len(specs))]
    joint = (marked + 1) / (len(inner) + 2)
    return [replace(habit, filled=joint) if i in periods else habit for i, habit in enumerate(found)]


def _marked(cell: Cell | None) -> bool:
    return cell is not None and (cell.shaded or not cell.blank)


def _habit(inner: Sequence[BodyRow], column: int) -> Habit:
    begun = [row.cells[column] for row in inner if row.starts[column]]
    texts = [cell.text for cell in begun if cell and not cell.blank]
    merged = sum(not row.starts[column] for row in inner)
    return Habit(
        filled=(len(texts) + merged + 1) / (len(begun) + merged + 2),
        merged=merged / max(len(inner), 1),
        blank=1 - len(texts) / max(len(begun), 1),
        numbered=(sum(map(shape.numbered, texts)) + 0.2) / (len(texts) + 1),
        texts=frozenset("".join(text.casefold().split()) for text in texts),
    )


def _slack(rows: Sequence[_Row], bodies: Sequence[Body], bottom: float) -> float:
    """Free space under the last row's page, in lines of 12 points."""
    own = max((b.bottom for b in bodies if b.page == rows[-1].page), default=bottom)
    return (bottom - own) / 12.0


def _rows(body: Body) -> list[_Row]:
    slots: dict[str, _Slot] = {}

    def slot(cell: Cell | None) -> _Slot | None:
        return slots.setdefault(cell.cell_id, _Slot([cell])) if cell else None

    return [
        _Row(row.page, [slot(c) for c in row.cells], list(row.starts), _Slot(list(row.banner)) if row.banner else None)
        for row in body.rows
    ]


def _weld(rows: list[_Row], below: list[_Row], joiner: _Joiner, slack: float) -> list[_Row]:
    """Join the page below to the rows above: the cut row's rest, or the merged cells that go on."""
    last, first = rows[-1], below[0]
    if last.banner or first.banner:
        return below
    meetings = _meetings(last, first, joiner)
    score = row_goes_on(meetings, slack)
    if abs(score) < UNCERTAIN:
        joiner.doubts += _uncertain(first, score)
    if score > 0:
        for column in range(len(joiner.specs)):
            _absorb(last, first, below, column)
        return below[1:]
    for column in carried_on(meetings):
        if guessed(meetings[column]):
            joiner.doubts.append(_guess(first, column))
        _absorb(last, first, below, column)
        first.starts[column] = False
    return below


def _meetings(last: _Row, first: _Row, joiner: _Joiner) -> list[Meeting]:
    """What every column prints on both sides; the number column speaks for the ancestor to its right."""
    found: list[Meeting] = []
    for i, spec in enumerate(joiner.specs):
        above, below, habit = last.slots[i], first.slots[i], joiner.habits[i]
        made = Meeting(
            column=spec.column,
            ancestor=joiner.ancestors[i],
            above=_shown(above, spec, last=True),
            below=_shown(below, spec, last=False),
            depth=above.cells[-1].depth if above else 0.0,
            room=(above.cells[-1].room or (0.0,))[-1] if above else 0.0,
            habit=habit,
            above_merged=bool(above and above.cells[-1].row_span > 1),
            below_merged=bool(below and below.cells[0].row_span > 1),
        )
        left = found[-1] if found else None
        if left and left.column is Column.NO and made.ancestor and made.below:
            made = _with_number(left, made)
        found.append(made)
    return found


def _shown(slot: _Slot | None, spec: ColumnSpec, last: bool) -> str:
    """What stands on one side of the break: all the text above, the first cell's below; shading where periods show."""
    if slot is None:
        return ""
    text = slot.text if last else slot.cells[0].text
    return text or (SHADE if spec.period and slot.cells[-1 if last else 0].shaded else "")


def _with_number(left: Meeting, made: Meeting) -> Meeting:
    """An ancestor's meeting with the number that stands in the column to its left."""
    numbered = max(left.habit.filled if left.habit.numbered > 0.5 else 0.0, made.habit.numbered)
    return replace(
        made,
        above=f"{left.above} {made.above}".strip(),
        below=f"{left.below} {made.below}".strip(),
        habit=replace(made.habit, numbered=numbered),
    )


def _absorb(last: _Row, first: _Row, below: Sequence[_Row], column: int) -> None:
    """Make the cell below the break a part of the cell above it, for every row it serves."""
    upper, lower = last.slots[column], first.slots[column]
    if lower is None or lower is upper:
        return
    if upper is None:
        last.slots[column] = lower
        return
    upper.cells += lower.cells
    for row in below:
        row.slots = [upper if slot is lower else slot for slot in row.slots]


def _guess(first: _Row, column: int) -> Doubt:
    slot = first.slots[column]
    cell = slot.cells[0] if slot else None
    return Doubt(
        code="merge_uncertain",
        message="the cell is blank at the top of a page: taken as the rest of the cell above, since this column merges"
        " cells and leaves none blank elsewhere",
        cell_id=cell.cell_id if cell else None,
        page=first.page,
        bbox=cell.bbox if cell else None,
    )


def _uncertain(first: _Row, score: float) -> list[Doubt]:
    return [
        Doubt(
            code="row_break_uncertain",
            message="whether this is a new row or the rest of the row before the page break is uncertain"
            f" ({'joined' if score > 0 else 'kept apart'})",
            cell_id=slot.cells[0].cell_id,
            page=first.page,
            bbox=slot.cells[0].bbox,
        )
        for slot in dict.fromkeys(s for s in first.slots if s and s.text)
    ]


def _without_remainders(rows: Sequence[_Row], joiner: _Joiner) -> Iterator[_Row]:
    """Drop rows with nothing of their own in any leaf column: they are the remainder of the row above."""
    above: _Row | None = None
    leaf = [not ancestor for ancestor in joiner.ancestors]
    for place, row in enumerate(rows):
        if above is None or row.banner or above.banner or _own(row, above, leaf):
            yield row
            above = row
        elif _own(row, above, joiner.ancestors):
            if _begins(row, leaf):
                yield row  # an ancestor printed on a line of its own: it names the rows below
            else:
                joiner.doubts += _rejoin(row, above, rows[place:], joiner.ancestors)
        else:
            _take_blanks(row, above)


def _begins(row: _Row, wanted: Sequence[bool]) -> bool:
    return any(start and wanted[i] for i, start in enumerate(row.starts))


def _rejoin(row: _Row, above: _Row, below: Sequence[_Row], ancestors: Sequence[bool]) -> Iterator[Doubt]:
    """A ruling across ancestors only, where no row begins, is stray: its two sides are one cell."""
    for column, slot in enumerate(row.slots):
        if ancestors[column] and row.starts[column] and slot and slot is not above.slots[column]:
            cell = slot.cells[0]
            yield Doubt(
                code="stray_ruling",
                message="a stray ruling cuts this cell where no row begins; both sides were read as one text",
                severity="info",
                status="repaired",
                cell_id=cell.cell_id,
                page=cell.page,
                bbox=cell.bbox,
            )
            _absorb(above, row, below, column)


def _take_blanks(row: _Row, above: _Row) -> None:
    for column, slot in enumerate(row.slots):
        upper = above.slots[column]
        if slot is not upper and slot and upper and not slot.text:
            upper.cells += slot.cells


def _own(row: _Row, above: _Row, wanted: Sequence[bool]) -> bool:
    """Whether a row prints text of its own in a wanted column; shading of a period is not text."""
    return any(
        slot is not None and slot.text.strip() and slot is not above.slots[i] and row.starts[i] and wanted[i]
        for i, slot in enumerate(row.slots)
    )


def _table_rows(rows: Sequence[_Row]) -> Iterator[TableRow]:
    banner: tuple[str, ...] = ()
    for row in rows:
        if row.banner:
            banner = _ids(row.banner)
            continue
        values = tuple(
            Value(_ids(slot), spanned=not start) if slot else Value()
            for slot, start in zip(row.slots, row.starts, strict=True)
        )
        yield TableRow(row.page, values, banner)


def _ids(slot: _Slot) -> tuple[str, ...]:
    return tuple(cell.cell_id for cell in slot.cells)


def _cells(bodies: Sequence[Body], rows: Sequence[_Row]) -> tuple[Cell, ...]:
    """Every printed cell in reading order, each knowing the part before the page break."""
    before: dict[str, str] = {}
    for row in rows:
        for slot in row.slots:
            for upper, lower in pairwise(slot.cells) if slot else ():
                before[lower.cell_id] = upper.cell_id
    return tuple(
        replace(cell, continues=before.get(cell.cell_id))
        for body in bodies
        for cell in sorted((*body.dropped, *body.cells), key=lambda c: (c.row, c.column, c.cell_id))
    )
