"""Texts that show by themselves that a part is missing, or that they hold more than their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from extract.model import Column, Doubt
from extract.table import shape
from extract.table.columns import TIMES
from extract.transcript.edges import Edges, Place, line_of
from extract.transcript.join import Row
from extract.transcript.look import TICKS, Kind, Look, ends_in_count, ends_in_time, look, renumbered, several_counts
from extract.transcript.nearness import SETTLED
from extract.transcript.scores import Model
from extract.transcript.told import open_doubt, short

# Counts without a unit are usual where more of a column's cells than this have none.
UNITLESS = 0.15
MIXING = 3.9
# Transcripts that multiply costs by less than this are damaged all over.
DAMAGED = 2.0
HOLDING = (Column.ACTION, Column.INDICATOR)
# A column prints a kind always when this share of its cells is of it.
ALWAYS = 0.7
# Times have a year where more than this share of those that name a month have.
DATED = 0.8
NUMBERED = (Column.COMPONENT, Column.ASPECT, Column.ACTION, Column.INDICATOR)
_CLOSED = (Kind.TIME, Kind.TIME_CUT, Kind.TARGET, Kind.COUNT)
# What a column prints by no means, however often it stands there: the header may be read wrongly.
_STRANGE = {
    Column.ASPECT: _CLOSED,
    Column.ACTION: _CLOSED,
    Column.INDICATOR: _CLOSED,
    Column.EVIDENCE: _CLOSED,
    **dict.fromkeys(TIMES, (Kind.TEXT, Kind.TARGET, Kind.COUNT)),
    Column.TARGET: (Kind.TIME, Kind.TIME_CUT),
}


def orphaned(place: Place, model: Model) -> Iterator[Doubt]:
    """A new aspect in a row without an action, or an indicator where there are no actions: the text may be that."""
    under = Column.ACTION if Column.ACTION in model.columns else Column.INDICATOR
    if model.columns[place.column] is not Column.ASPECT or under not in model.columns:
        return
    at = model.columns.index(under)
    if (
        (model.ancestors[at] or under is Column.INDICATOR)
        and place.row.slots[at] is None
        and place.row.slots[place.column] is place.slot
    ):
        told = f"“{short(place.slot.text)}” stands without {model.specs[at].header} and may be that itself"
        yield open_doubt("cell_place_uncertain", told)


def incomplete(
    place: Place, closed: dict[int, frozenset[Kind]], years: bool, edges: Edges, model: Model
) -> Iterator[Doubt]:
    """Texts that show by themselves that a part is missing; ``years`` says that times print one."""
    cut = line_of(place.slot.placed[-1].fields[-1]) in edges.last
    seen, header = look(place.slot.text), model.specs[place.column].header
    column = model.columns[place.column]
    usual = closed.get(place.column)
    if column is Column.TARGET and _unitless(seen) and usual is not None and Kind.COUNT not in usual:
        yield open_doubt("target_unit_lost", f"target unit lost: only “{seen.text}” is left")
    elif column in TIMES and seen.kind is Kind.TIME_CUT:
        yield open_doubt("time_end_lost", f"the end of the time is lost: only “{seen.text}” is left")
    elif column in TIMES and cut and years and shape.lacks_year(seen.text):
        yield open_doubt("time_end_lost", f"the year that other times have is lost: only “{seen.text}” is left")
    elif usual and seen.kind not in usual and seen.kind is not Kind.COUNT:
        yield open_doubt("cell_unlike_column", f"“{short(seen.text)}” is not what {header} prints elsewhere")
    elif model.care < DAMAGED and seen.kind in _STRANGE.get(column, ()):
        yield open_doubt("cell_unlike_column", f"“{short(seen.text)}” is not what belongs under {header}")
    if column is Column.TARGET and several_counts(seen.text):
        yield open_doubt("cell_unlike_column", f"several targets stand in one cell: “{short(seen.text)}”")


def two_in_one(place: Place, model: Model) -> Iterator[Doubt]:
    """Texts inside which a tick or another number stands than the next: a cell may hold two."""
    period = model.columns[place.column] in (Column.PERIOD, Column.EXTRA)
    if model.known.ticked and not period and not TICKS.isdisjoint(place.slot.text.split()):
        told = f"a tick stands in “{short(place.slot.text, end=True)}”: it may belong to a period"
        yield open_doubt("cell_place_uncertain", told)
    if model.columns[place.column] in NUMBERED and renumbered(place.slot.text):
        told = f"another number stands inside “{short(place.slot.text)}”: it may hold two texts"
        yield open_doubt("cell_place_uncertain", told)
    bare = Column.ASPECT not in model.columns or place.row.slots[model.columns.index(Column.ASPECT)] is None
    if bare and model.columns[place.column] is Column.ACTION and model.names.heads(place.slot.text):
        told = f"a known name stands before “{short(place.slot.text, end=True)}”: it may be the row's aspect"
        yield open_doubt("cell_place_uncertain", told)
    for column, ends in ((Column.TARGET, ends_in_count), (Column.TIME, ends_in_time)):
        at = model.columns.index(column) if column in model.columns else place.column
        if model.columns[place.column] in _STRANGE and place.row.slots[at] is None and ends(place.slot.text):
            told = f"“{short(place.slot.text, end=True)}” may hold the text of {model.specs[at].header} too"
            yield open_doubt("cell_place_uncertain", told)


def cut_off(place: Place, edges: Edges, model: Model) -> Iterator[Doubt]:
    """Texts at the edges of pages and of cut cells that begin or end inside a sentence."""
    seen, fields = look(place.slot.text), [f for placed in place.slot.placed for f in placed.fields]
    if seen.kind is not Kind.TEXT:
        return
    settled = fields[0].cell == place.column and place.slot.placed[0].margin > SETTLED
    begins = fields[0].part > 0 or line_of(fields[0]) in edges.first or (model.care < DAMAGED and not settled)
    if (seen.goes_on and begins) or (line_of(fields[0]) in edges.first and model.words.wants_before(seen.text)):
        yield open_doubt("text_begins_inside", f"the text begins inside a sentence: “{short(seen.text)}”")
    last = line_of(fields[-1]) in edges.last
    if (seen.unfinished and (last or model.care < DAMAGED)) or (last and model.words.wants_more(seen.text)):
        yield open_doubt("text_ends_inside", f"the text ends inside a sentence: “{short(seen.text, end=True)}”")
    holding = model.columns[place.column] in HOLDING and model.rates.together < MIXING
    if holding and model.opens_other(place.column, seen.text):
        yield open_doubt("cell_place_uncertain", f"a sentence opens inside “{short(seen.text)}”: it may hold two texts")
    named = model.columns[place.column] in (Column.COMPONENT, Column.ASPECT) and (
        last or len({(f.block, f.line, f.cell) for f in fields}) > 1
    )
    if named and model.names.cut(seen.text):
        yield open_doubt("text_ends_inside", f"“{short(seen.text)}” is only the beginning of a known name")


def _unitless(seen: Look) -> bool:
    """Whether a text is a count that has lost its unit: "1 (satu)", not "≥ 80"."""
    return seen.kind is Kind.COUNT and seen.text[:1].isdigit()


def closed_kinds(rows: Sequence[Row], model: Model) -> dict[int, frozenset[Kind]]:
    """For times, targets and numbers the kinds that the column prints."""
    kinds = {
        **{time: {Kind.TIME} for time in TIMES},
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


def dated(rows: Sequence[Row], model: Model) -> bool:
    """Whether times that name a month print its year."""
    columns = [at for at, column in enumerate(model.columns) if column in TIMES]
    slots = (row.slots[at] for row in rows for at in columns)
    times = [slot.text for slot in slots if slot is not None and shape.names_month(slot.text)]
    return sum(map(shape.lacks_year, times)) < (1 - DATED) * len(times)
