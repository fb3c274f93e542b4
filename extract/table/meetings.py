"""What every column prints on both sides of a page break, and how it behaves elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from extract.model import Cell, Column, ColumnSpec
from extract.table import shape
from extract.table.body import Body, BodyRow
from extract.table.meeting import GROUPS, SHADE, Habit, Meeting
from extract.table.stitched import Row, Slot
from extract.table.text_evidence import CUT_DEPTH

# Fewer inner rows than this tell nothing about a column's habits.
MIN_ROWS = 4


@dataclass(slots=True)
class _Tally:
    """What one column was seen to do; ``lengths`` of its texts without white space, ``texts`` each of them once.

    ``starts`` counts for each first word the different texts that it begins; ``across`` tells that a cell reached over
    a row that opens a component or an aspect.
    """

    begun: int = 0
    merged: int = 0
    numbered: int = 0
    tight: int = 0
    lengths: list[int] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)
    starts: Counter[str] = field(default_factory=Counter)
    across: bool = False

    def take(self, cell: Cell | None, *, begins: bool) -> None:
        """Count one row."""
        self.begun += begins
        self.merged += not begins
        if not begins or cell is None or cell.blank:
            return
        dense = "".join(cell.text.casefold().split())
        self.lengths.append(len(dense))
        if dense not in self.texts:
            self.texts.add(dense)
            self.starts[shape.first_word(cell.text)] += 1
        self.numbered += shape.numbered(cell.text)
        self.tight += cell.depth <= CUT_DEPTH


@dataclass(slots=True)
class Tallied:
    """How many rows were counted, in how many of them a period is marked, and what was counted in each column.

    ``pairs`` are words that follow each other, as "one two"; ``names`` are the last row's component and aspect.
    """

    specs: Sequence[ColumnSpec]
    rows: int = 0
    marked: int = 0
    columns: list[_Tally] = field(init=False)
    pairs: set[str] = field(default_factory=set)
    names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Begin with nothing."""
        self.columns = [_Tally() for _ in self.specs]

    def take(self, rows: Iterable[BodyRow]) -> None:
        """Count some rows."""
        periods = [i for i, spec in enumerate(self.specs) if spec.period]
        groups = [i for i, spec in enumerate(self.specs) if spec.column in GROUPS]
        for row in rows:
            if row.banner:
                continue
            self.rows += 1
            self.marked += any(_marked(row.cells[i]) for i in periods)
            above = self.names or ("",) * len(groups)
            names = tuple(_printed(row.cells[i]) or name for i, name in zip(groups, above, strict=True))
            opens, self.names = names != above, names
            for tally, cell, begins in zip(self.columns, row.cells, row.starts, strict=True):
                tally.take(cell, begins=begins)
                tally.across = tally.across or bool(opens and cell and not begins)

    def pair(self, cells: Iterable[Cell]) -> None:
        """Take the words that follow each other in cells, those at page breaks too."""
        for cell in cells:
            if cell.lines:
                self.pairs.update(map(" ".join, pairwise(cell.text.casefold().split())))


def habits(inner: Tallied, bodies: Iterable[Body]) -> list[Habit]:
    """What each column does away from page breaks, with one row of doubt added to both sides.

    ``inner`` are the rows but for each page's first and last; ``bodies`` are asked for all where those are too few.
    """
    specs, whole = inner.specs, inner.rows >= MIN_ROWS
    if not whole:  # texts at page breaks may be halves: they tell habits, but not what whole texts read
        inner = Tallied(specs)
        for body in bodies:
            inner.take(body.rows)
    pairs = frozenset(inner.pairs)
    found = [
        _habit(tally, inner.rows, pairs, whole=whole, numbers=spec.column is Column.NO)
        for tally, spec in zip(inner.columns, specs, strict=True)
    ]
    joint = (inner.marked + 1) / (inner.rows + 2)
    return [replace(habit, filled=joint) if spec.period else habit for habit, spec in zip(found, specs, strict=True)]


def _printed(cell: Cell | None) -> str:
    return cell.text if cell else ""


def _marked(cell: Cell | None) -> bool:
    return cell is not None and (cell.shaded or not cell.blank)


def _habit(tally: _Tally, rows: int, pairs: frozenset[str], *, whole: bool, numbers: bool) -> Habit:
    """What one column does; a column of ``numbers`` prints some without a sign behind them ("VI")."""
    texts = len(tally.lengths)
    again = sum(count for count in tally.starts.values() if count > 1) / max(len(tally.texts), 1)
    return Habit(
        filled=(texts + tally.merged + 1) / (tally.begun + tally.merged + 2),
        merged=tally.merged / max(rows, 1),
        blank=1 - texts / max(tally.begun, 1),
        numbered=((texts if numbers else tally.numbered) + 0.2) / (texts + 1),
        texts=frozenset(tally.texts) if whole else frozenset(),
        tight=(tally.tight + 0.5) / (texts + 1),
        length=int(median(tally.lengths)) if tally.lengths else 0,
        starts=frozenset(tally.starts) if whole else frozenset(),
        again=again if whole else 0.0,
        pairs=pairs if whole else frozenset(),
        across=tally.across,
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
