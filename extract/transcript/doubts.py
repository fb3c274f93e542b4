"""What a placed table leaves in doubt, and what was repaired in it: findings for ``normalize`` to place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from extract.model import Doubt
from extract.transcript.beside import beside_blank, loose_times, same_neighbours
from extract.transcript.edges import Edges, Place, line_of, place_in_text, places_of
from extract.transcript.incomplete import closed_kinds, cut_off, dated, incomplete, orphaned, two_in_one
from extract.transcript.join import Doubled, Row, Slot
from extract.transcript.look import Kind, look
from extract.transcript.nearness import near, rival
from extract.transcript.placed import Placed, Way
from extract.transcript.scores import Model
from extract.transcript.table import Printed
from extract.transcript.told import at_cell, open_doubt, repaired_doubt, short

# Where one text of a line is in doubt, those that the same other reading moves are as well, up to this margin.
MOVED = 6.0


def table_doubts(
    rows: Sequence[Row], doubled: Sequence[Doubled], printed: dict[int, Printed], edges: Edges, model: Model
) -> list[Doubt]:
    """All findings of a placed table, in document order."""
    found: list[Doubt] = []
    for slot, doubt in _of_slots(rows, edges, model):
        found += [at_cell(doubt, cell_id, slot.text) for cell_id in printed[id(slot)].ids]
    found += [_left_out(double) for double in doubled]
    return found


def _of_slots(rows: Sequence[Row], edges: Edges, model: Model) -> Iterator[tuple[Slot, Doubt]]:
    """What each slot leaves in doubt, of itself or of others."""
    closed, years = closed_kinds(rows, model), dated(rows, model)
    below = {id(row): under for row, under in pairwise(rows)}
    places = list(places_of(rows))
    shaky = frozenset(_reading(p) for at in places for p in at.slot.placed if near(at, p, edges, model))
    for place in places:
        own = (
            *_decided(place, shaky, edges, model),
            *incomplete(place, closed, years, edges, model),
            *orphaned(place, model),
        )
        for doubt in (*own, *cut_off(place, edges, model), *two_in_one(place, model)):
            yield place.slot, doubt
        yield from _rivals(place, below, edges, model)
        yield from beside_blank(place, model)
        yield from loose_times(place, model)
    for slot, told in same_neighbours(rows, model):
        yield slot, open_doubt("cell_doubled_unclear", told)


def _reading(placed: Placed) -> tuple[int, int, float]:
    """The line of a text and by how much the other reading of it is worse: texts that agree in both move together."""
    return *line_of(placed.fields[0]), round(placed.margin, 2)


def _may_move(placed: Placed, model: Model) -> bool:
    """Whether a reading that moves other texts of a line may move this one: not what is known on sight."""
    known = (
        look(placed.text).kind is not Kind.TEXT or model.names.aspect(placed.text) or model.names.component(placed.text)
    )
    return placed.way is not Way.GOES_ON and placed.margin < MOVED and not known


def _decided(place: Place, shaky: Collection[tuple[int, int, float]], edges: Edges, model: Model) -> Iterator[Doubt]:
    """What was decided about the slot's texts: near decisions are doubts, the others repairs.

    ``shaky`` are readings that leave some text of their line in doubt.
    """
    header = model.specs[place.column].header
    for placed in place.slot.placed:
        if near(place, placed, edges, model) or (_reading(placed) in shaky and _may_move(placed, model)):
            other = model.specs[placed.rival].header if placed.rival is not None else "?"
            told = f"“{short(placed.text)}” may stand under {header} or {other}; it was left under {header}"
            if placed.rival == place.column:
                told = f"“{short(placed.text)}” may be the rest of a cell under {header} or one of its own"
            yield open_doubt("cell_place_uncertain", told)
        elif any(field.cell != place.column for field in placed.fields):
            told = f"“{short(placed.text)}” stood in another column and was put under {header}"
            yield repaired_doubt("cell_moved", told)
        if place_in_text(placed) in edges.alike:
            told = f"“{short(placed.text)}” stands twice side by side: printed under both columns, or doubled"
            yield open_doubt("cell_doubled_unclear", told)
    if len({(f.block, f.line, f.cell) for p in place.slot.placed for f in p.fields}) > 1:
        yield repaired_doubt("cell_joined", f"a cell cut in parts was put together under {header}")


def _rivals(place: Place, below: Mapping[int, Row], edges: Edges, model: Model) -> Iterator[tuple[Slot, Doubt]]:
    """Slots of the row, or of the one below it, that a text in doubt may belong to: they may lack it."""
    for placed in place.slot.placed:
        column = rival(placed, place, edges, model)
        row = place.row
        if column == place.column and placed.way is Way.GOES_ON and line_of(placed.fields[0]) in edges.crossed:
            row = below.get(id(row), row)
        slot = row.slots[column] if column is not None else None
        if slot is not None and slot is not place.slot:
            told = f"“{short(placed.text)}” was left under {model.specs[place.column].header} and may go on here"
            yield slot, open_doubt("cell_place_uncertain", told)


def _left_out(double: Doubled) -> Doubt:
    message = "the text stands in the row already and was left out here"
    return at_cell(repaired_doubt("cell_doubled", message), double.placed.fields[0].cell_id, double.placed.text)
