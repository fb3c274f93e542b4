"""What a placed table leaves in doubt, and what was repaired in it: findings for ``normalize`` to place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.model import Column, Doubt
from extract.transcript.cuts import holds_two
from extract.transcript.edges import Edges, Place, line_of, places_of
from extract.transcript.join import Doubled, Row, Slot
from extract.transcript.look import Kind, Look, look, several_counts
from extract.transcript.nearness import SETTLED, near, rival
from extract.transcript.scores import Model
from extract.transcript.table import Printed

# Counts without a unit are usual where more of a column's cells than this have none.
UNITLESS = 0.15
# Shorter texts may well stand in two columns.
SHORT = 24
MIXING = 4.5
# Transcripts that multiply costs by less than this are damaged all over.
DAMAGED = 2.0
TEXTS = (Column.INDICATOR, Column.EVIDENCE)
HOLDING = (Column.ACTION, Column.INDICATOR)
# A column prints a kind always when this share of its cells is of it.
ALWAYS = 0.7


def table_doubts(
    rows: Sequence[Row], doubled: Sequence[Doubled], printed: dict[int, Printed], edges: Edges, model: Model
) -> list[Doubt]:
    """All findings of a placed table, in document order."""
    found: list[Doubt] = []
    closed = _closed_kinds(rows, model)
    for place in places_of(rows):
        ids = printed[id(place.slot)].ids
        own = (*_decided(place, edges, model), *_incomplete(place, closed, model), *_orphaned(place, model))
        for doubt in (*own, *_cut_off(place, edges, model)):
            found += [_at(doubt, cell_id, place.slot.text) for cell_id in ids]
        for slot, doubt in (*_rivals(place, edges, model), *_beside_blank(place, model)):
            found += [_at(doubt, cell_id, slot.text) for cell_id in printed[id(slot)].ids]
    found += [
        _at(_open_doubt("cell_doubled_unclear", told), cell_id, slot.text)
        for slot, told in _same_neighbours(rows, model)
        for cell_id in printed[id(slot)].ids
    ]
    found += [_left_out(double) for double in doubled]
    return found


def _same_neighbours(rows: Sequence[Row], model: Model) -> Iterator[tuple[Slot, str]]:
    """Neighbouring columns that print the same: one may be doubled into the other, and those left of it moved."""
    for row in rows:
        for left in range(len(row.slots) - 1):
            one, other = row.slots[left], row.slots[left + 1]
            if one is None or other is None or look(one.text).whole != look(other.text).whole or len(one.text) < SHORT:
                continue
            before = row.slots[left - 1] if left and model.ancestors[left - 1] else None
            told = (
                f"“{_short(one.text)}” stands under {model.specs[left].header} and {model.specs[left + 1].header}:"
                " printed in both, or doubled from one into the other"
            )
            yield from ((slot, told) for slot in (before, one, other) if slot is not None)


def _decided(place: Place, edges: Edges, model: Model) -> Iterator[Doubt]:
    """What was decided about the slot's texts: near decisions are doubts, the others repairs."""
    header = model.specs[place.column].header
    for placed in place.slot.placed:
        if near(place, placed, edges, model):
            other = model.specs[placed.rival].header if placed.rival is not None else "?"
            told = f"“{_short(placed.text)}” may stand under {header} or {other}; it was left under {header}"
            if placed.rival == place.column:
                told = f"“{_short(placed.text)}” may be the rest of a cell under {header} or one of its own"
            yield _open_doubt("cell_place_uncertain", told)
        elif any(field.cell != place.column for field in placed.fields):
            told = f"“{_short(placed.text)}” stood in another column and was put under {header}"
            yield _repaired_doubt("cell_moved", told)
    if len({(f.block, f.line, f.cell) for p in place.slot.placed for f in p.fields}) > 1:
        yield _repaired_doubt("cell_joined", f"a cell cut in parts was put together under {header}")


def _rivals(place: Place, edges: Edges, model: Model) -> Iterator[tuple[Slot, Doubt]]:
    """Slots of the row that a text in doubt may go on in as well: they may lack it."""
    for placed in place.slot.placed:
        column = rival(placed, place, edges, model)
        slot = place.row.slots[column] if column is not None else None
        if slot is not None and slot is not place.slot:
            told = f"“{_short(placed.text)}” was left under {model.specs[place.column].header} and may go on here"
            yield slot, _open_doubt("cell_place_uncertain", told)


def _orphaned(place: Place, model: Model) -> Iterator[Doubt]:
    """A new aspect in a row without an action: the text may be the action."""
    if model.columns[place.column] is not Column.ASPECT or Column.ACTION not in model.columns:
        return
    at = model.columns.index(Column.ACTION)
    if model.ancestors[at] and place.row.slots[at] is None and place.row.slots[place.column] is place.slot:
        told = f"“{_short(place.slot.text)}” stands without an action and may be one itself"
        yield _open_doubt("cell_place_uncertain", told)


def _incomplete(place: Place, closed: dict[int, frozenset[Kind]], model: Model) -> Iterator[Doubt]:
    """Texts that show by themselves that a part is missing."""
    seen, header = look(place.slot.text), model.specs[place.column].header
    column = model.columns[place.column]
    usual = closed.get(place.column)
    if column is Column.TARGET and _unitless(seen) and usual is not None and Kind.COUNT not in usual:
        yield _open_doubt("target_unit_lost", f"target unit lost: only “{seen.text}” is left")
    elif column is Column.TIME and seen.kind is Kind.TIME_CUT:
        yield _open_doubt("time_end_lost", f"the end of the time is lost: only “{seen.text}” is left")
    elif usual and seen.kind not in usual and seen.kind is not Kind.COUNT:
        yield _open_doubt("cell_unlike_column", f"“{_short(seen.text)}” is not what {header} prints elsewhere")
    if column is Column.TARGET and several_counts(seen.text):
        yield _open_doubt("cell_unlike_column", f"several targets stand in one cell: “{_short(seen.text)}”")


def _cut_off(place: Place, edges: Edges, model: Model) -> Iterator[Doubt]:
    """Texts at the edges of pages and of cut cells that begin or end inside a sentence."""
    seen, fields = look(place.slot.text), [f for placed in place.slot.placed for f in placed.fields]
    if seen.kind is not Kind.TEXT:
        return
    settled = fields[0].cell == place.column and place.slot.placed[0].margin > SETTLED
    begins = fields[0].part > 0 or line_of(fields[0]) in edges.first or (model.care < DAMAGED and not settled)
    if (seen.goes_on and begins) or (line_of(fields[0]) in edges.first and model.words.wants_before(seen.text)):
        yield _open_doubt("text_begins_inside", f"the text begins inside a sentence: “{_short(seen.text)}”")
    last = line_of(fields[-1]) in edges.last
    if (seen.unfinished and (last or model.care < DAMAGED)) or (last and model.words.wants_more(seen.text)):
        yield _open_doubt("text_ends_inside", f"the text ends inside a sentence: “{_short(seen.text, end=True)}”")
    holding = model.columns[place.column] in HOLDING and model.rates.together < MIXING
    if holding and model.opens_other(place.column, seen.text):
        yield _open_doubt(
            "cell_place_uncertain", f"a sentence opens inside “{_short(seen.text)}”: it may hold two texts"
        )
    named = model.columns[place.column] in (Column.COMPONENT, Column.ASPECT) and (
        last or len({(f.block, f.line, f.cell) for f in fields}) > 1
    )
    if named and model.names.cut(seen.text):
        yield _open_doubt("text_ends_inside", f"“{_short(seen.text)}” is only the beginning of a known name")


def _beside_blank(place: Place, model: Model) -> Iterator[tuple[Slot, Doubt]]:
    """A text left of a blank cell may hold that cell's text as well."""
    right = place.column + 1
    if right >= len(model.columns) or place.row.slots[right] is not None or model.columns[right] not in TEXTS:
        return
    if model.rewards[right] > 1 and model.rates.together < MIXING and holds_two(place.slot.text, model):
        told = f"“{_short(place.slot.text)}” may hold the text of {model.specs[right].header} too"
        yield place.slot, _open_doubt("cell_place_uncertain", told)


def _unitless(seen: Look) -> bool:
    """Whether a text is a count that has lost its unit: "1 (satu)", not "≥ 80"."""
    return seen.kind is Kind.COUNT and seen.text[:1].isdigit()


def _closed_kinds(rows: Sequence[Row], model: Model) -> dict[int, frozenset[Kind]]:
    """For times, targets and numbers the kinds that the column prints."""
    kinds = {
        Column.TIME: {Kind.TIME},
        Column.TARGET: {Kind.TARGET, Kind.COUNT, Kind.GRADE},
        Column.NO: {Kind.NUMBER},
    }
    found: dict[int, frozenset[Kind]] = {}
    for at, column in enumerate(model.columns):
        if column not in kinds:
            continue
        counts = Counter(look(slot.text).kind for row in rows if (slot := row.slots[at]) is not None)
        if sum(counts[kind] for kind in kinds[column]) >= ALWAYS * max(counts.total(), 1):
            few = column is Column.TARGET and counts[Kind.COUNT] <= UNITLESS * counts.total()
            found[at] = frozenset(kinds[column] - ({Kind.COUNT} if few else set()))
    return found


def _left_out(double: Doubled) -> Doubt:
    message = "the text stands in the row already and was left out here"
    return _at(_repaired_doubt("cell_doubled", message), double.placed.fields[0].cell_id, double.placed.text)


def _open_doubt(code: str, message: str) -> Doubt:
    return Doubt(code, message)


def _repaired_doubt(code: str, message: str) -> Doubt:
    return Doubt(code, message, "info", "repaired")


def _at(doubt: Doubt, cell_id: str, before: str) -> Doubt:
    """The doubt at its cell; its page is the cell's block."""
    return replace(doubt, cell_id=cell_id, before=before, page=int(cell_id[1:].partition(":")[0]))


def _short(text: str, *, end: bool = False, letters: int = 60) -> str:
    if len(text) <= letters:
        return text
    return f"…{text[-letters:]}" if end else f"{text[:letters]}…"
