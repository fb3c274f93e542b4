"""The lines of a transcript to the plan's rows: what begins a row, what goes on in the row above."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from extract.model import Column
from extract.transcript.align import align
from extract.transcript.lines import Field
from extract.transcript.look import look, says_again
from extract.transcript.open_row import Open, too_late
from extract.transcript.placed import Placed, Way, doubles
from extract.transcript.scores import Model


@dataclass(slots=True, eq=False)
class Slot:
    """One cell of the plan, put together from a transcript's cells in reading order."""

    placed: list[Placed] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Everything placed here, joined."""
        return self.placed[0].text if len(self.placed) == 1 else " ".join(p.text for p in self.placed)


@dataclass(slots=True, eq=False)
class Row:
    """One row of the plan; a column it does not print is None."""

    slots: list[Slot | None]

    @property
    def begins(self) -> tuple[int, int]:
        """The line (block, number) that its last slot to begin does so in: shared slots begin above."""
        return max((slot.placed[0].fields[0].block, slot.placed[0].fields[0].line) for slot in self.slots if slot)

    @property
    def page(self) -> int:
        """The block that its first cell stands in."""
        return min(p.fields[0].block for slot in self.slots if slot for p in slot.placed)


@dataclass(frozen=True, slots=True)
class Doubled:
    """A text left out because the row prints it already."""

    column: int
    placed: Placed
    kept: Slot


@dataclass(slots=True)
class Joined:
    """Rows in document order, and the doubles left out; how each line was placed, and whether it is inside a page."""

    rows: list[Row]
    doubled: list[Doubled]
    lines: list[tuple[Placed, ...]] = field(default_factory=list)
    inside: list[bool] = field(default_factory=list)


def join(
    lines: Sequence[Sequence[Field]],
    loose: Collection[tuple[int, int]],
    banners: Sequence[tuple[int, int]],
    model: Model,
) -> Joined:
    """Place every line and put the rows together.

    ``loose`` are lines (block and number) whose texts strayed into a header: the line below them is a page's first.
    ``banners`` are the places of section banners, in order: nothing goes on below one.
    """
    joined = Joined([], [])
    force: list[Slot | None] = [None] * len(model.columns)
    last: list[str] = [""] * len(model.columns)
    block, shift, section = 0, 0, 0
    for number, fields in enumerate(lines):
        ends = number + 1 < len(lines) and lines[number + 1][0].block != fields[0].block
        here = (fields[0].block, fields[0].line)
        sections = bisect(banners, here)
        if sections > section:
            section, force, last = sections, [None] * len(model.columns), [""] * len(model.columns)
            row = None
        else:
            row = _open(joined.rows[-1], force, last, fields[0].block != block, model) if joined.rows else None
        strayed = (fields[0].block, fields[0].line) in loose
        block = block if strayed else fields[0].block
        placed = align(fields, replace(row, shift=shift, loose=strayed) if row else None, ends, model)
        joined.lines.append(placed)
        joined.inside.append(row is not None and not row.at_break)
        shift = placed[0].column - placed[0].fields[0].cell if placed else 0
        begun: set[Way] = set()
        for text in _doubles_last(placed):
            if text.way not in (*begun, Way.GOES_ON) or not joined.rows:
                joined.rows.append(Row([None] * len(model.columns)))
            begun.add(text.way)
            _take(text, joined, force, last, model)
    return joined


def _doubles_last(placed: Sequence[Placed]) -> list[Placed]:
    """What goes on in the row above before what begins a new one."""
    ways = (Way.GOES_ON, Way.BEGINS, Way.SECOND)
    return sorted(placed, key=lambda p: ways.index(p.way))


def _open(row: Row, force: Sequence[Slot | None], last: Sequence[str], at_break: bool, model: Model) -> Open:
    own = tuple(slot is not None for slot in row.slots)
    texts = []
    for column, slot in enumerate(row.slots):
        inherited = force[column] if model.ancestors[column] else None
        texts.append((slot or inherited or _NOTHING).text)
    return Open(tuple(texts), own, tuple(last), at_break)


_NOTHING = Slot()


def _take(placed: Placed, joined: Joined, force: list[Slot | None], last: list[str], model: Model) -> None:
    """Put one text where it was placed."""
    column = placed.column
    row = joined.rows[-1]
    slot = row.slots[column] or (
        force[column] if placed.way is Way.GOES_ON and _goes_on(placed, row, force, model) else None
    )
    if slot is not None and says_again(look(slot.text), look(placed.text)):
        joined.doubled.append(Doubled(column, placed, slot))
        return
    if slot is None:
        slot = row.slots[column] = Slot()
        if model.ancestors[column]:
            force[column] = slot
            _reset(column, force, last, model)
    slot.placed.append(placed)
    joined.doubled += [Doubled(column, replace(placed, fields=(field,)), slot) for field in doubles(placed)]
    last[column] = slot.text


def _goes_on(placed: Placed, row: Row, force: Sequence[Slot | None], model: Model) -> bool:
    """Whether a text goes on in the ancestor in force, rather than to begin one in the open row."""
    slot = force[placed.column]
    if slot is None or not model.ancestors[placed.column]:
        return False
    if too_late([s is not None for s in row.slots], placed.column, model):
        return True
    begins = model.score(placed.text)[placed.column] + model.rewards[placed.column]
    return model.goes_on(placed.column, slot.text, placed.text) > begins


def _reset(column: int, force: list[Slot | None], last: list[str], model: Model) -> None:
    """A new ancestor: those under it, and the numbers that count within it, begin again."""
    order = (Column.COMPONENT, Column.ASPECT, Column.ACTION, Column.INDICATOR)
    kind = model.columns[column]
    if kind not in order:
        return
    for under in order[order.index(kind) + 1 :]:
        if under in model.columns:
            at = model.columns.index(under)
            force[at], last[at] = None, ""
