"""Rows of the plan that a transcript runs into one line: told by texts that hold as many items as the row's targets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from itertools import groupby, pairwise, zip_longest

from extract.model import Column
from extract.transcript.join import Doubled, Joined, Row, Slot
from extract.transcript.placed import SURE
from extract.transcript.scores import Model

# Rows run together two or three at a time.
MOST_ITEMS = 4
_NUMBERED = re.compile(r"(?<=\s)(?=\d{1,2}\.\s?[A-Z])")
_COUNTS = re.compile(r"\d[\d.,]*\s*(?:%|\([A-Za-z\s]+\))")


def fold_leftovers(joined: Joined, model: Model) -> None:
    """Fold rows that print nothing but leaves, and no indicator, into a neighbour, in place.

    Where the row below says the same they are its doubles. Else what the row above lacks is filled, what it says
    already is left out, the rest is put behind, in doubt.
    """
    rows: list[Row] = []
    for row, below in zip_longest(joined.rows, joined.rows[1:]):
        if rows and _leftover(row, model):
            _fold(row, below if below and _says(below, row) else rows[-1], joined)
        else:
            rows.append(row)
    joined.rows[:] = rows


def drop_leaks(joined: Joined, model: Model) -> None:
    """Leave out a second target behind a row's own that is the row below's, read a line too early; in place."""
    if Column.TARGET not in model.columns:
        return
    at = model.columns.index(Column.TARGET)
    for row, below in pairwise(joined.rows):
        slot, under = row.slots[at], below.slots[at]
        if slot is None or under is None or len(_COUNTS.findall(slot.text)) < 2:
            continue
        placed = slot.placed[-1]
        cells = [list(group) for _, group in groupby(placed.fields, key=lambda f: (f.line, f.cell))]
        leak = " ".join(field.text for field in cells[-1])
        if len(cells) > 1 and " ".join(under.text.split()).startswith(" ".join(leak.split())):
            slot.placed[-1] = replace(placed, fields=tuple(f for cell in cells[:-1] for f in cell))
            joined.doubled.append(Doubled(at, replace(placed, fields=tuple(cells[-1])), under))


def _says(row: Row, leftover: Row) -> bool:
    """Whether a row prints all that a leftover does."""
    pairs = zip(row.slots, leftover.slots, strict=True)
    return all(slot is not None and _within(left.text, slot.text) for slot, left in pairs if left is not None)


def _within(text: str, other: str) -> bool:
    """Whether a text has no word that the other has not as often."""
    return not Counter(text.split()) - Counter(other.split())


def _leftover(row: Row, model: Model) -> bool:
    own = {model.columns[i] for i, slot in enumerate(row.slots) if slot is not None}
    return Column.INDICATOR in model.columns and own <= {
        Column.EVIDENCE,
        Column.TIME,
        Column.TARGET,
        Column.RESPONSIBLE,
    }


def _fold(row: Row, above: Row, joined: Joined) -> None:
    for column, slot in enumerate(row.slots):
        if slot is None:
            continue
        upper = above.slots[column]
        if upper is None:
            above.slots[column] = Slot([replace(placed, margin=0.0) for placed in slot.placed])
        elif _within(slot.text, upper.text):
            joined.doubled += [Doubled(column, placed, upper) for placed in slot.placed]
        else:
            upper.placed += [replace(placed, margin=0.0) for placed in slot.placed]


def part_rows(joined: Joined, model: Model) -> None:
    """Part every row that holds several, in place."""
    rows: list[Row] = []
    for row in joined.rows:
        again = {id(double.kept) for double in joined.doubled}
        rows += _parted(row, again, model)
    joined.rows[:] = rows


def _parted(row: Row, again: Collection[int], model: Model) -> list[Row]:
    """The row, or the rows it holds: its indicator lists items and its target counts as many."""
    columns = model.columns
    if Column.INDICATOR not in columns or Column.TARGET not in columns:
        return [row]
    indicator, target = (row.slots[columns.index(c)] for c in (Column.INDICATOR, Column.TARGET))
    if indicator is None or target is None:
        return [row]
    count = len(_COUNTS.findall(target.text))
    if not 1 < count <= MOST_ITEMS or len(_items(indicator.text)) < count:
        return [row]
    made = [Row([None] * len(columns)) for _ in range(count)]
    for column, slot in enumerate(row.slots):
        if slot is None:
            continue
        if model.ancestors[column]:
            made[0].slots[column] = slot
            continue
        shares = _shares(slot, columns[column], count, again=id(slot) in again)
        for part, shared in zip(made, shares, strict=True):
            part.slots[column] = shared
    return made


def _items(text: str) -> list[str]:
    return (
        [part.strip() for part in _NUMBERED.split(text) if part.strip()]
        if _numbered(text)
        else [part.strip() for part in text.split("  ")]
    )


def _numbered(text: str) -> bool:
    numbers = [int(n) for n in re.findall(r"(?:^|\s)(\d{1,2})\.\s?(?=[A-Z])", text)]
    return len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _shares(slot: Slot, column: Column, count: int, *, again: bool) -> list[Slot | None]:
    """The slot's text in as many parts as there are rows; a text for one row only goes to the first.

    ``again`` says that the text was printed once more and left out as a double: then each row has it.
    """
    texts = _split(slot.text, column, count)
    sure = texts is not None and _sure(slot.text, column, count)
    if texts is None:
        return [slot, *(_copy(slot) if again else None for _ in range(count - 1))]
    first = slot.placed[0]
    return [
        Slot([replace(first, fields=(replace(first.fields[0], text=text, part=part),), margin=SURE if sure else 0.0)])
        for part, text in enumerate(texts)
    ]


def _sure(text: str, column: Column, count: int) -> bool:
    """Whether a text shows by itself where it parts: items numbered or counted as many as rows, or the same words."""
    if column is Column.INDICATOR:
        return _numbered(text) and len(_items(text)) == count
    return column is not Column.TARGET or len(_COUNTS.sub(" ", text).split()) == count


def _copy(slot: Slot) -> Slot:
    """The slot for one more row: a text printed once more was left out as a double."""
    return Slot([replace(placed) for placed in slot.placed])


def _split(text: str, column: Column, count: int) -> list[str] | None:
    """The text in ``count`` parts: items, counts with their units, or the same words so many times."""
    if column is Column.TARGET:
        return _targets(text, count)
    if column is Column.INDICATOR:
        items = _items(text)
        # What stands before the last items belongs to the first row.
        return ["  ".join(items[: len(items) - count + 1]), *items[len(items) - count + 1 :]]
    parts = text.split("  ")
    if len(parts) == count:
        return parts
    words = text.split()
    size, rest = divmod(len(words), count)
    same = not rest and all(words[i * size : (i + 1) * size] == words[:size] for i in range(count))
    return [" ".join(words[:size])] * count if same and size else None


def _targets(text: str, count: int) -> list[str] | None:
    """Counts in order, each with its unit where there are as many: "4 (empat) 1 (satu) Kegiatan Kegiatan"."""
    counts = _COUNTS.findall(text)
    units = _COUNTS.sub(" ", text).split()
    if len(counts) < count:
        return None
    if len(units) == count:
        return [f"{n.strip()} {unit}" for n, unit in zip(counts, units, strict=False)]
    # One unit for several counts: which of them it belongs to is not printed.
    return [*(n.strip() for n in counts[: count - 1]), f"{counts[count - 1].strip()} {' '.join(units)}".strip()]
