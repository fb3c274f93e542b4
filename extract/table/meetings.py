"""What every column prints on both sides of a page break, and how it behaves elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from extract.model import Cell, Column, ColumnSpec
from extract.table import shape
from extract.table.body import Body, BodyRow
from extract.table.meeting import SHADE, Habit, Meeting
from extract.table.stitched import Row, Slot
from extract.table.text_evidence import CUT_DEPTH

# Fewer inner rows than this tell nothing about a column's habits.
MIN_ROWS = 4


def habits(bodies: Sequence[Body], specs: Sequence[ColumnSpec]) -> list[Habit]:
    """What each column does away from page breaks, with one row of doubt added to both sides."""
    inner = [row for body in bodies for row in body.rows[1:-1] if not row.banner]
    whole = len(inner) >= MIN_ROWS
    if not whole:  # texts at page breaks may be halves: they tell habits, but not what whole texts read
        inner = [row for body in bodies for row in body.rows if not row.banner]
    periods = [i for i, spec in enumerate(specs) if spec.period]
    marked = sum(any(_marked(row.cells[i]) for i in periods) for row in inner)
    found = [_habit(inner, column, whole, spec.column is Column.NO) for column, spec in enumerate(specs)]
    joint = (marked + 1) / (len(inner) + 2)
    return [replace(habit, filled=joint) if i in periods else habit for i, habit in enumerate(found)]


def _marked(cell: Cell | None) -> bool:
    return cell is not None and (cell.shaded or not cell.blank)


def _habit(inner: Sequence[BodyRow], column: int, whole: bool, numbers: bool) -> Habit:
    """What one column does; a column of ``numbers`` prints some without a sign behind them ("VI")."""
    begun = [row.cells[column] for row in inner if row.starts[column]]
    inked = [cell for cell in begun if cell and not cell.blank]
    texts = [cell.text for cell in inked]
    dense = ["".join(text.casefold().split()) for text in texts]
    merged = sum(not row.starts[column] for row in inner)
    return Habit(
        filled=(len(texts) + merged + 1) / (len(begun) + merged + 2),
        merged=merged / max(len(inner), 1),
        blank=1 - len(texts) / max(len(begun), 1),
        numbered=((len(texts) if numbers else sum(map(shape.numbered, texts))) + 0.2) / (len(texts) + 1),
        texts=frozenset(dense) if whole else frozenset(),
        tight=(sum(c.depth <= CUT_DEPTH for c in inked) + 0.5) / (len(inked) + 1),
        length=int(median(map(len, dense))) if dense else 0,
    )


def meetings(
    last: Row, first: Row, specs: Sequence[ColumnSpec], ancestors: Sequence[bool], habits: Sequence[Habit]
) -> list[Meeting]:
    """What every column prints on both sides; the number column speaks for the ancestor to its right."""
    found: list[Meeting] = []
    for i, spec in enumerate(specs):
        above, below, habit = last.slots[i], first.slots[i], habits[i]
        made = Meeting(
            column=spec.column,
            ancestor=ancestors[i],
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


def _shown(slot: Slot | None, spec: ColumnSpec, last: bool) -> str:
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
        above=_signed(left.above, made.above),
        below=_signed(left.below, made.below),
        habit=replace(made.habit, numbered=numbered),
    )


def _signed(number: str, text: str) -> str:
    """A text with its number before it, a dot behind that as numbers in texts have it."""
    number = number.strip()
    return f"{number}{'.' if number[-1:].isalnum() else ''} {text}".strip()
