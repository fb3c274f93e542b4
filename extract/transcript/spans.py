"""Scores of a line's pieces as one text, for every slot: as a cell that begins a row, or goes on in the open one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np

from extract.model import Column
from extract.transcript.lattice import IMPOSSIBLE, SPAN, Scores, Spans
from extract.transcript.lines import Field
from extract.transcript.look import Kind, look
from extract.transcript.open_row import Above, Open, above_of, going_on
from extract.transcript.placed import joined_text
from extract.transcript.scores import LOOSE_END, Model

# What each irregularity costs, in the units of the scores.
# Where a time, a target or a number begins shows, so that texts run together there cost less.
SEEN_APART = 2.0
PARTIAL = 4.0
NUMBER_APART = 0.4
NUMBER_IN_TEXT = 2.5
NOT_AT_END = 8.0
ALIEN = 0.5
MOST_ALIEN = 2.0
# What strayed into a header opens a row at this share of the price: the rest of the row stands below.
STRAYED = 0.3
# A cell suits the column it stands in when no other suits it better by more than this; lines whose cells are whole
# are taken as they are when each suits by this and the best other reading is this much worse.
SUITS = 3.0
LEAST_SUITS = -1.0
PLAIN = 3.0
# A cell that goes on from the one above it this well may be its rest.
LIKE_REST = 1.0
MOST_PIECES = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell or a part of one; ``first`` says that it begins its cell, ``last`` that it ends it."""

    field: Field
    first: bool
    last: bool


def spans_of(parts: Sequence[Piece], row: Open | None, ends: bool, model: Model) -> Spans:
    """Scores of every run of pieces that may be one text, worked out for all of them at once."""
    borders = _Borders(parts, ends, model)
    runs: list[tuple[int, int]] = []
    texts: list[str] = []
    joined: list[Scores] = []
    for p in range(len(parts)):
        joins = np.zeros(len(model.columns))
        seen = p > 0 and (_closed(parts[p]) or _closed(parts[p - 1]))
        for q in range(p + 1, min(p + SPAN, len(parts)) + 1):
            if sum(part.first for part in parts[p + 1 : q]) > 2:
                break
            if q > p + 1 and parts[q - 1].first:
                joins = joins + borders.join(texts[-1], q - 1)
            runs.append((p, q))
            texts.append(joined_text([part.field for part in parts[p:q]]))
            joined.append(joins + _apart(parts[p:q], ends, seen, model))
    scores = _scores(texts, np.array(joined), above_of(row, model) if row else None, model)
    if _twice(parts):
        scores[:, 2 * len(model.columns) : -1] = IMPOSSIBLE
    return Spans(tuple(runs), scores)


def _scores(texts: Sequence[str], joined: Scores, above: Above | None, model: Model) -> Scores:
    """Scores of texts for every slot; ``joined`` is what the borders inside each score in each column."""
    columns = len(model.columns)
    own = np.array([model.score(text) for text in texts]) + model.rewards
    scores = np.full((len(texts), 3 * columns + 1), IMPOSSIBLE)
    scores[:, 2 * columns : -1] = own + joined
    closed = [i for i, text in enumerate(texts) if look(text).kind is not Kind.TEXT]
    scores[closed, 2 * columns + leaf_of(model)] = IMPOSSIBLE
    if above is not None:
        for i, text in enumerate(texts):
            if look(text).number is not None:
                own[i] += [model.sequence(column, text, last) for column, last in enumerate(above.row.last)]
        scores[:, 0 : 2 * columns : 2] = going_on(above, texts, own, model) + joined
    scores[:, 1 : 2 * columns : 2] = own + joined
    return scores


def _twice(parts: Sequence[Piece]) -> bool:
    """Whether a cell stands twice side by side in the line: then no second row begins in it."""
    cells = [list(group) for _, group in groupby(parts, key=lambda part: part.field.cell)]
    texts = [look(" ".join(part.field.text for part in cell)).whole for cell in cells]
    return any(one == other and len(one) > 2 for one, other in pairwise(texts))


def _closed(piece: Piece) -> bool:
    """Whether a piece is a time, a target or a numbered item: where it begins and ends shows."""
    seen = look(piece.field.text)
    return seen.kind in (Kind.TIME, Kind.TIME_CUT, Kind.TARGET, Kind.COUNT) or (
        seen.number is not None and not piece.first
    )


def _apart(parts: Sequence[Piece], ends: bool, seen: bool, model: Model) -> float:
    """What it costs that a text begins or ends inside a cell; ``seen`` says that its beginning is one on sight."""
    apart = 0.0 if parts[0].first else -model.rates.together + (SEEN_APART if seen else 0.0)
    if any(part.first for part in parts[1:]) and not (parts[0].first and parts[-1].last):
        apart -= PARTIAL
    last = look(parts[-1].field.text)
    if last.unfinished and last.kind is Kind.TEXT and not (ends and parts[-1].last):
        apart += LOOSE_END
    return apart


class _Borders:
    """The borders of cells inside a line's texts; what a cell by itself scores is asked for once."""

    def __init__(self, parts: Sequence[Piece], ends: bool, model: Model) -> None:
        self.parts = parts
        self.ends = ends
        self.model = model
        self.aliens: dict[int, Scores] = {}

    def join(self, above: str, at: int) -> Scores:
        """Score of the border before a piece in each column; on a page's last line a text may end anywhere."""
        below, model = self.parts[at].field.text, self.model
        columns = len(model.columns)
        over, under = look(above), look(below)
        if over.whole == under.whole:
            return np.full(columns, -model.rates.double)
        if over.kind is Kind.NUMBER:
            apart = np.full(columns, -NUMBER_APART)
            apart[model.numbered_column] = -NUMBER_IN_TEXT if model.numbered_column >= 0 else -NUMBER_APART
            return apart
        if under.kind is Kind.NUMBER:
            return np.full(columns, -NOT_AT_END)
        loose = 3.0 if self.ends and over.unfinished else 0.0
        rests = np.array(model.all_go_on(above, below)) - loose - model.rates.cut
        return rests - self._alien(at) if under.kind is Kind.TEXT else rests

    def _alien(self, at: int) -> Scores:
        """How much better a cell suits another column, in each."""
        if at not in self.aliens:
            own = np.array(self.model.score(self.parts[at].field.text))
            self.aliens[at] = np.clip(ALIEN * (own.max() - own - 1.0), 0.0, MOST_ALIEN)
        return self.aliens[at]


def leaf_of(model: Model) -> int:
    """The column that a second row in one line begins in."""
    return model.columns.index(Column.INDICATOR) if Column.INDICATOR in model.columns else len(model.columns) - 1
