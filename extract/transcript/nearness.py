"""How near another reading of a text must come to be told as a doubt: measured on damaged transcripts."""

from __future__ import annotations

from extract.transcript.edges import Edges, Place, line_of, place_in_text
from extract.transcript.look import Kind, look
from extract.transcript.placed import Placed, Way
from extract.transcript.scores import Model

# Readings nearer than this to the best one are told as doubts. Of texts that begin a cell and were placed nearer than
# 2.0 one in four was wrong, from 2.0 to 4.0 one in fifteen, of times and targets none from 1.5 on (60 damaged plans).
DOUBT = 2.0
CLOSED_DOUBT = 1.5
# The same, where the rival reads the text in the same column, as the rest of what stands above or on its own.
OWN_DOUBT = 1.5
# Lines inside a page seldom go on in the row above; below a page break one in three placed nearer than this was wrong.
INSIDE_DOUBT = 2.0
REST_DOUBT = 3.0
# Where rests slid, one in five placed nearer than 6 was wrong, of rests of one word one in three nearer than 9.
SLID_DOUBT = 6.0
WORD_DOUBT = 9.0
# A text that begins a cell and suits it less than this was wrong in each of the few such places.
STRANGE = -4.0
# A text in its own column, no other reading within this, was right in each of 8 such places (36 plans) even where it
# begins with a small letter.
SETTLED = 2.5
# What goes on fits what stands above by more than this, and better still where its line begins a row as well.
LEAST_FIT = 1.0
POOR_DOUBT = 4.0
# Another cell may lack a text that was placed nearer than this; in damaged transcripts, any text in doubt.
RIVAL_DOUBT = 1.0
# Of texts that share a cell and were placed nearer than this one in five was wrong.
PARTED_DOUBT = 4.0
# Two rests side by side may be one that was cut, or share their words otherwise, by how damaged the transcript is: for
# rests of two words at most, and for longer ones. Nearer than 9 one in three of few words was wrong, one in ten else.
BESIDE_DOUBT = ((0.0, 9.0, 12.0), (0.0, 7.5, 12.0))
FEW = 2


def near(place: Place, placed: Placed, edges: Edges, model: Model) -> bool:
    """Whether another reading is too near: nearer still where a text goes on than where it begins a cell."""
    if placed.way is not Way.GOES_ON:
        if placed.fit < STRANGE:
            return True
        closed = look(placed.text).kind is not Kind.TEXT
        if place_in_text(placed) in edges.parted and not closed:
            return placed.margin < (PARTED_DOUBT if model.rates.strain or model.rates.calm else DOUBT)
        near = CLOSED_DOUBT if closed else OWN_DOUBT if placed.rival == place.column else DOUBT
        return placed.margin < near
    if placed.fit < LEAST_FIT or line_of(placed.fields[0]) in edges.crossed:
        return placed.margin < POOR_DOUBT
    if line_of(placed.fields[0]) not in edges.first:
        return placed.margin < INSIDE_DOUBT
    return placed.margin < _rest_doubt(placed, edges, model)


def _rest_doubt(placed: Placed, edges: Edges, model: Model) -> float:
    """How near another reading of a rest below a page break may come."""
    words = len(placed.text.split())
    doubt = (WORD_DOUBT if words == 1 else SLID_DOUBT) if model.rates.rests_slide else REST_DOUBT
    if place_in_text(placed) in edges.beside and look(placed.text).kind is Kind.TEXT:
        return max(doubt, BESIDE_DOUBT[words > FEW][model.rates.strain])
    return doubt


def rival(placed: Placed, place: Place, edges: Edges, model: Model) -> int | None:
    """The column that may lack a text, if any."""
    if placed.way is Way.GOES_ON:
        strained = model.rates.strain > 0
        return placed.rival if placed.margin < RIVAL_DOUBT or (strained and near(place, placed, edges, model)) else None
    if placed.fit < STRANGE and look(placed.text).goes_on and place.column:
        return place.column - 1
    slot = place.row.slots[placed.rival] if placed.rival is not None and not placed.fields[0].part else None
    # One reading is the nearest to both: it puts the text behind the other's.
    one = slot is not None and abs(slot.placed[-1].margin - placed.margin) < 0.01
    return placed.rival if one and near(place, placed, edges, model) else None
