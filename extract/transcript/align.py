"""One line's cells to the plan's columns: the best-scoring assignment that keeps their order.

A cell may be whole, cut in two or three, run together with its neighbour, or doubled; it may begin a row, or go on in
the row that is open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from extract.model import Column
from extract.transcript.cuts import pieces
from extract.transcript.lattice import IMPOSSIBLE, SECOND_ROW, Reading, Rules, Scores, Spans, Table, read
from extract.transcript.lines import Field
from extract.transcript.look import look, renumbered, ticks_inside
from extract.transcript.open_row import Open
from extract.transcript.placed import Placed, Way
from extract.transcript.scores import Model
from extract.transcript.spans import (
    LEAST_SUITS,
    LIKE_REST,
    MOST_PIECES,
    PLAIN,
    STRAYED,
    SUITS,
    Piece,
    leaf_of,
    spans_of,
)

# A line that fills by itself what a row fills seldom goes on in the row above.
WHOLE = 3.0


def align(fields: Sequence[Field], row: Open | None, ends: bool, model: Model) -> tuple[Placed, ...]:
    """Assign a line's cells to columns of the open row, of a new row, or of both.

    ``ends`` says that the line is a page's last, where a row may be cut.
    """
    plain = _in_place(fields, row, model) or _plain(fields, row, model)
    if plain:
        return plain
    parts = _pieces(fields, model)[:MOST_PIECES]
    if not parts:
        return ()
    spans = spans_of(parts, row, ends, model)
    price = sum(reward for reward in model.rewards if reward > 0) * (STRAYED if row and row.loose else 1.0)
    rules = _rules(row, model)
    readings = [(read(_table(parts, spans, rules)), price)]
    if row is not None:
        columns = [_slot(slot, rules.columns) for _, slot in readings[0][0].path]
        whole = model.filled([column for column, way in columns if way is Way.BEGINS])
        readings.append((read(_table(parts, spans, replace(rules, begins=False))), WHOLE if whole else 0.0))
    best, cost = max(readings, key=lambda pair: pair[0].score - pair[1])
    return tuple(_placed(parts, spans, step, best.score - cost, readings, model) for step in best.path)


def _in_place(fields: Sequence[Field], row: Open | None, model: Model) -> tuple[Placed, ...]:
    """A line whose every cell stands and suits where the header has its column, no usual column blank; else nothing."""
    columns = [field.cell for field in fields]
    if not model.filled(columns) or not _complete(row, model) or max(columns) >= len(model.columns):
        return ()
    if any(_holds_more(field.text, model) for field in fields):
        return ()
    if row and any(_rest(field, row, model) for field in fields):
        return ()
    scores = [model.score(field.text) for field in fields]
    if any(s[c] < max(s) - SUITS for s, c in zip(scores, columns, strict=True)):
        return ()
    return tuple(Placed(field.cell, Way.BEGINS, (field,)) for field in fields)


def _holds_more(text: str, model: Model) -> bool:
    """Whether a cell shows by itself that it may hold two texts: another number inside, a known name or a tick."""
    return renumbered(text) or model.names.heads(text) or (model.known.ticked and ticks_inside(look(text)))


def _rest(field: Field, row: Open, model: Model) -> bool:
    """Whether a cell looks like the rest of what stands above it."""
    if look(field.text).goes_on:
        return True
    above = row.texts[field.cell]
    return row.at_break and bool(above) and model.goes_on(field.cell, above, field.text) > LIKE_REST


def _complete(row: Open | None, model: Model) -> bool:
    """Whether the open row prints all usual columns, so that nothing can go on there but the rest of its texts."""
    return row is None or model.filled([i for i, own in enumerate(row.own) if own or model.ancestors[i]])


def _plain(fields: Sequence[Field], row: Open | None, model: Model) -> tuple[Placed, ...]:
    """A line whose cells are whole and begin a row, perhaps slid: all usual columns filled, clearly; else nothing."""
    if not _complete(row, model) or not fields or len(fields) > len(model.columns):
        return ()
    if any(_holds_more(field.text, model) for field in fields):
        return ()
    parts = [Piece(field, True, True) for field in fields]
    singles = tuple((p, p + 1) for p in range(len(fields)))
    spans = Spans(singles, np.array([_begins(field.text, row, model) for field in fields]))
    reading = read(_table(parts, spans, _rules(row, model)))
    placed = tuple(_placed(parts, spans, step, reading.score, [(reading, 0.0)], model) for step in reading.path)
    suits = all(model.score(p.text)[p.column] > LEAST_SUITS and p.margin > PLAIN for p in placed)
    return placed if suits and model.filled([p.column for p in placed]) else ()


def _begins(text: str, row: Open | None, model: Model) -> Scores:
    """Scores of a whole cell that begins a row, for every slot."""
    scores = np.full(3 * len(model.columns) + 1, IMPOSSIBLE)
    numbered = row is not None and look(text).number is not None
    for column, own in enumerate(model.score(text)):
        sequence = model.sequence(column, text, row.last[column]) if row and numbered else 0.0
        scores[2 * column + 1] = own + model.rewards[column] + sequence
    return scores


def _pieces(fields: Sequence[Field], model: Model) -> list[Piece]:
    found: list[Piece] = []
    before = ""
    for field in fields:
        # A cell printed twice is a double as a whole.
        texts = [field.text] if look(field.text).whole == before else pieces(field.text, model)
        before = look(field.text).whole
        found += [
            Piece(replace(field, text=text, part=part), part == 0, part == len(texts) - 1)
            for part, text in enumerate(texts)
        ]
    return found


def _table(parts: Sequence[Piece], spans: Spans, rules: Rules) -> Table:
    steps = [parts[0].field.cell]
    steps += [here.field.cell - before.field.cell if here.first else 1 for before, here in pairwise(parts)]
    return Table(tuple(steps), spans, rules)


def _rules(row: Open | None, model: Model) -> Rules:
    kinds = model.columns
    leaf = leaf_of(model)
    number = kinds.index(Column.NO) if Column.NO in kinds else -1
    second = SECOND_ROW + 0.5 * sum(r for r in model.rewards[leaf:] if r > 0)
    return Rules(
        columns=len(kinds),
        leaf=leaf,
        number=number,
        shift=row.shift if row else 0,
        at_break=bool(row and row.at_break),
        begins=True,
        second_cost=second * model.care,
        tree=_tree(model),
        tied=model.tied,
        care=model.care,
        rates=model.rates,
    )


def _tree(model: Model) -> tuple[int, ...]:
    """Columns of component, aspect and action, as far as they stand side by side before the indicator."""
    kinds = (Column.COMPONENT, Column.ASPECT, Column.ACTION)
    return tuple(i for i, c in enumerate(model.columns) if c in kinds and model.ancestors[i])


def _placed(
    parts: Sequence[Piece],
    spans: Spans,
    step: tuple[int, int],
    best: float,
    readings: Sequence[tuple[Reading, float]],
    model: Model,
) -> Placed:
    """One text of the best path, with its margin over the best reading that places its pieces otherwise."""
    run, slot = step
    columns = len(model.columns)
    rival_score, rival = max(_rivals(step, spans.runs, readings, columns), default=(IMPOSSIBLE, None))
    column, way = _slot(slot, columns)
    p, q = spans.runs[run]
    fields = tuple(part.field for part in parts[p:q])
    return Placed(column, way, fields, best - rival_score, rival, float(spans.scores[run, slot]))


def _rivals(
    step: tuple[int, int], runs: Sequence[tuple[int, int]], readings: Sequence[tuple[Reading, float]], columns: int
) -> Iterator[tuple[float, int]]:
    run, slot = step
    p, q = runs[run]
    crossing = [i for i, (first, end) in enumerate(runs) if first < q and p < end and i != run]
    for reading, cost in readings:
        for i in crossing:
            yield reading.best[i] - cost, _slot(reading.slots[i], columns)[0]
        others = reading.through[run].copy()
        others[slot] = IMPOSSIBLE
        at = int(others.argmax())
        yield float(others[at]) - cost, _slot(at, columns)[0]


def _slot(slot: int, columns: int) -> tuple[int, Way]:
    if slot >= 2 * columns:
        return slot - 2 * columns, Way.SECOND
    return slot // 2, Way.BEGINS if slot % 2 else Way.GOES_ON
