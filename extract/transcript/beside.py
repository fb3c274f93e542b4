"""Cells of one row that may hold each other's texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from extract.model import Column, Doubt
from extract.table import shape
from extract.table.columns import TIMES
from extract.transcript.cuts import holds_two
from extract.transcript.edges import Place
from extract.transcript.incomplete import MIXING
from extract.transcript.join import Row, Slot
from extract.transcript.look import look
from extract.transcript.scores import Model
from extract.transcript.told import open_doubt, short

# Shorter texts may well stand in two columns.
SHORT = 24
# An indicator or evidence never says what its neighbour does, unless in a word as short as this.
SHORTEST = 6
TEXTS = (Column.INDICATOR, Column.EVIDENCE)


def same_neighbours(rows: Sequence[Row], model: Model) -> Iterator[tuple[Slot, str]]:
    """Neighbouring columns that print the same: one may be doubled into the other, and those left of it moved."""
    for row in rows:
        for left in range(len(row.slots) - 1):
            one, other = row.slots[left], row.slots[left + 1]
            short_may = model.columns[left] not in TEXTS and model.columns[left + 1] not in TEXTS
            if one is None or other is None or len(one.text) < (SHORT if short_may else SHORTEST):
                continue
            if not _repeats(one, other):
                continue
            before = row.slots[left - 1] if left and model.ancestors[left - 1] else None
            told = (
                f"“{short(one.text)}” stands under {model.specs[left].header} and {model.specs[left + 1].header}:"
                " printed in both, or doubled from one into the other"
            )
            yield from ((slot, told) for slot in (before, one, other) if slot is not None)


def beside_blank(place: Place, model: Model) -> Iterator[tuple[Slot, Doubt]]:
    """A text left of a blank cell may hold that cell's text as well."""
    right = place.column + 1
    if right >= len(model.columns) or place.row.slots[right] is not None or model.columns[right] not in TEXTS:
        return
    if model.rewards[right] > 1 and model.rates.together < MIXING and holds_two(place.slot.text, model):
        told = f"“{short(place.slot.text)}” may hold the text of {model.specs[right].header} too"
        yield place.slot, open_doubt("cell_place_uncertain", told)


def _repeats(slot: Slot, right: Slot) -> bool:
    """Whether a slot says what the one left of it does, or holds a cell that does."""
    whole = look(slot.text).whole
    if whole == look(right.text).whole:
        return True
    fields = [field for placed in right.placed for field in placed.fields]
    cells = groupby(fields, key=lambda field: (field.block, field.line, field.cell))
    return any(look(" ".join(field.text for field in cell)).whole == whole for _, cell in cells)


def loose_times(place: Place, model: Model) -> Iterator[tuple[Slot, Doubt]]:
    """A time cut off in a column of other texts: the column of times lacks it."""
    if model.columns[place.column] in TIMES or not shape.loose_time(place.slot.text):
        return
    told = f"a part of a time stands in “{short(place.slot.text, end=True)}”"
    yield place.slot, open_doubt("cell_place_uncertain", told)
    times = place.row.slots[model.columns.index(Column.TIME)] if Column.TIME in model.columns else None
    if times is not None:
        yield times, open_doubt("cell_place_uncertain", told)
