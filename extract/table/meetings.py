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
# Where an ancestor serves more rows than its first in so many, a number in every row counts rows, not groups.
GROUPED, IN_EACH_ROW = 0.1, 0.9
# A column's own share of words with capital letters counts as much as the usual one (0.37) from so many words on.
FEW_WORDS = 20


@dataclass(slots=True)
class _Tally:
    """What one column was seen to do; ``lengths`` of its texts without white space, ``texts`` each of them once.

    ``starts`` counts for each first word the different texts that it begins; ``across`` tells that a cell reached over
    a row that opens a component or an aspect; ``capitals`` of the ``words`` inside texts begin with a capital letter.
    """

    begun: int = 0
    merged: int = 0
    numbered: int = 0
    listed: int = 0
    tight: int = 0
    lengths: list[int] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)
    starts: Counter[str] = field(default_factory=Counter)
    across: bool = False
    small: int = 0
    words: int = 0
    capitals: int = 0

    def take(self, cell: Cell | None, pairs: set[str], *, begins: bool) -> None:
        """Count one row; words that follow each other go to ``pairs``."""
        self.begun += begins
        self.merged += not begins
        if not begins or cell is None or cell.blank:
            return
        text = cell.text
        words = text.casefold().split()
        dense = "".join(words)
        self.lengths.append(len(dense))
        if dense not in self.texts:
            self.texts.add(dense)
            pairs.update(map(" ".join, pairwise(words)))
            self.starts[shape.first_word(text)] += 1
            self.small += shape.goes_on(text)
            self.words += len(words) - 1
            self.capitals += sum(word[0].isupper() for word in text.split()[1:])
        self.numbered += shape.numbered(text)
        self.listed += any(shape.numbered(line) for line in cell.lines[1:])
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

    def take(self, body: Body, *, whole: bool = False) -> None:
        """Count a page's rows, the first and the last only where the ``whole`` page is to be taken: they may be halves.

        Words that follow each other and the names of components and aspects are taken from all rows.
        """
        last = len(body.rows) - 1
        for place, row in enumerate(body.rows):
            opens = not row.banner and self._opens(row)
            if whole or 0 < place < last:
                self._count(row, opens=opens)
            else:
                for cell in filter(None, row.cells):
                    self.pairs.update(map(" ".join, pairwise(cell.text.casefold().split())))

    def _count(self, row: BodyRow, *, opens: bool) -> None:
        if row.banner:
            return
        self.rows += 1
        self.marked += any(_marked(cell) for cell, spec in zip(row.cells, self.specs, strict=True) if spec.period)
        for tally, cell, begins in zip(self.columns, row.cells, row.starts, strict=True):
            tally.take(cell, self.pairs, begins=begins)
            tally.across = tally.across or bool(opens and cell and not begins)

    def _opens(self, row: BodyRow) -> bool:
        """Whether a row names another component or aspect than the rows above."""
        groups = [cell for cell, spec in zip(row.cells, self.specs, strict=True) if spec.column in GROUPS]
        above = self.names or ("",) * len(groups)
        self.names = tuple(cell.text if cell and cell.text else name for cell, name in zip(groups, above, strict=True))
        return self.names != above


def habits(inner: Tallied, bodies: Iterable[Body]) -> list[Habit]:
    """What each column does away from page breaks, with one row of doubt added to both sides.

    ``inner`` are the rows but for each page's first and last; ``bodies`` are asked for all where those are too few.
    """
    specs, whole = inner.specs, inner.rows >= MIN_ROWS
    if not whole:  # texts at page breaks may be halves: they tell habits, but not what whole texts read
        inner = Tallied(specs)
        for body in bodies:
            inner.take(body, whole=True)
    pairs = frozenset(inner.pairs)
    found = [
        _habit(tally, inner.rows, pairs, whole=whole, numbers=spec.column is Column.NO)
        for tally, spec in zip(inner.columns, specs, strict=True)
    ]
    joint = (inner.marked + 1) / (inner.rows + 2)
    return [replace(habit, filled=joint) if spec.period else habit for habit, spec in zip(found, specs, strict=True)]


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
        listed=(tally.listed + 0.2) / (texts + 1),
        capitals=(tally.capitals + 0.37 * FEW_WORDS) / (tally.words + FEW_WORDS),
        small=tally.small / max(len(tally.texts), 1) if whole else 0.0,
    )


def meetings(
    last: Row, first: Row, specs: Sequence[ColumnSpec], ancestors: Sequence[bool], habits: Sequence[Habit]
) -> list[Meeting]:
    """What every column prints on both sides; the number column speaks for the ancestor to its right."""
    found: list[Meeting] = []
    counts_rows = _counts_rows(specs, ancestors, habits)
    for i, spec in enumerate(specs):
        above, below, habit = last.slots[i], first.slots[i], habits[i]
        made = Meeting(
            column=spec.column,
            ancestor=ancestors[i],
            above=_shown(above, spec, last=True),
            below=_shown(below, spec, last=False),
            depth=above.cells[-1].depth if above else 0.0,
            room=(above.cells[-1].room or (0.0,))[-1] if above else 0.0,
            needed=_needed(above, below),
            habit=habit,
            above_merged=bool(above and above.cells[-1].row_span > 1),
            below_merged=bool(below and below.cells[0].row_span > 1),
            counts_rows=spec.column is Column.NO and counts_rows,
        )
        left = found[-1] if found else None
        if left and left.column is Column.NO and not left.counts_rows and made.ancestor and made.below:
            made = _with_number(left, made)
        found.append(made)
    return found


def _counts_rows(specs: Sequence[ColumnSpec], ancestors: Sequence[bool], habits: Sequence[Habit]) -> bool:
    """Whether the column of numbers has one wherever an indicator stands, although ancestors serve several rows."""
    known = {spec.column: habit for spec, habit in zip(specs, habits, strict=True)}
    groups = [h for h, spec, a in zip(habits, specs, ancestors, strict=True) if a and spec.column is not Column.NO]
    if not {Column.NO, Column.INDICATOR} <= known.keys():
        return False
    each = known[Column.NO].printed >= IN_EACH_ROW * known[Column.INDICATOR].printed
    return each and any(habit.merged + habit.blank > GROUPED for habit in groups)


def _needed(above: Slot | None, below: Slot | None) -> float:
    """What the first word below needs in the last line above, in letters of that line."""
    words = below.cells[0].text.split() if below else []
    if not (above and below and words):
        return 0.0
    first, letter = below.cells[0].first, above.cells[-1].letter
    return first / letter if first and letter else float(len(words[0]))


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
