"""One line's cells to the plan's columns: the best-scoring assignment that keeps their order.

A cell may be whole, cut in two or three, run together with its neighbour, or doubled; it may begin a row, or go on in
the row that is open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, pairwise

import numpy as np

from extract.model import Column
from extract.transcript_cuts import pieces
from extract.transcript_lattice import IMPOSSIBLE, SECOND_ROW, SPAN, Reading, Rules, Scores, Table, read
from extract.transcript_lines import Field
from extract.transcript_look import Kind, look
from extract.transcript_scores import LOOSE_END, Model

# What each irregularity costs, in the units of the scores.
CUT = 3.0
RUN_TOGETHER = 4.5
SEEN_APART = 2.5
PARTIAL = 4.0
INHERITED = 3.0
DOUBLED = 0.5
DOUBLE = 1.5
NUMBER_APART = 0.4
NUMBER_IN_TEXT = 2.5
NOT_AT_END = 8.0
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
# Of a cell's text so many letters may be looked at; longer cells hold more than one text or are no plan's.
SURE = 99.0


class Way(StrEnum):
    """How a text stands in its column: it goes on there, begins a row, or begins a second row of the line."""

    GOES_ON = "goes_on"
    BEGINS = "begins"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Placed:
    """Cells, or parts of them, that make one text of a column.

    ``margin`` is by how much the best other reading scores lower, ``rival`` that reading's column,
    ``fit`` the text's own score there.
    """

    column: int
    way: Way
    fields: tuple[Field, ...]
    margin: float = SURE
    rival: int | None = None
    fit: float = SURE

    @property
    def text(self) -> str:
        """The cells' texts, joined by a space; of a cell printed twice one."""
        return _text(self.fields)


@dataclass(frozen=True, slots=True)
class Open:
    """What stands above a line: for each column the text in force, whether the open row prints it, the last text.

    ``at_break`` says that the line is a page's first, ``shift`` by how many columns the line above had slid left,
    ``loose`` that its texts strayed into a header.
    """

    texts: tuple[str, ...]
    own: tuple[bool, ...]
    last: tuple[str, ...]
    at_break: bool
    shift: int = 0
    loose: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """A cell or a part of one; ``first`` says that it begins its cell, ``last`` that it ends it."""

    field: Field
    first: bool
    last: bool


def _text(fields: Sequence[Field]) -> str:
    """Texts joined by a space; a cell that says the same as the one before it is left out."""
    if len(fields) == 1:
        return fields[0].text
    return " ".join(" ".join(field.text for field in cell) for cell in _distinct(fields))


def _distinct(fields: Sequence[Field]) -> list[list[Field]]:
    """Fields by cell, without cells that repeat the one before."""
    cells = [list(group) for _, group in groupby(fields, key=lambda f: (f.block, f.line, f.cell))]
    return [c for i, c in enumerate(cells) if i == 0 or not _repeats(cells[i - 1], c)]


def _repeats(before: Sequence[Field], cell: Sequence[Field]) -> bool:
    one, other = (" ".join(field.text for field in fields) for fields in (before, cell))
    return look(one).whole == look(other).whole and len(other) > 2


def kept(placed: Placed) -> tuple[Field, ...]:
    """The fields of a placed text, without those that repeat a cell."""
    return tuple(field for cell in _distinct(placed.fields) for field in cell)


def doubles(placed: Placed) -> tuple[Field, ...]:
    """The fields of a placed text that repeat a cell and are left out."""
    used = {id(field) for field in kept(placed)}
    return tuple(field for field in placed.fields if id(field) not in used)


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
    spans = _spans(parts, row, ends, model)
    price = sum(reward for reward in model.rewards if reward > 0) * (STRAYED if row and row.loose else 1.0)
    rules = _rules(row, model)
    readings = [(read(_table(parts, spans, rules)), price)]
    if row is not None:
        readings.append((read(_table(parts, spans, replace(rules, begins=False))), 0.0))
    best, cost = max(readings, key=lambda pair: pair[0].score - pair[1])
    return tuple(_placed(parts, spans, step, best.score - cost, readings, model) for step in best.path)


def _in_place(fields: Sequence[Field], row: Open | None, model: Model) -> tuple[Placed, ...]:
    """A line whose every cell stands and suits where the header has its column, no usual column blank; else nothing."""
    columns = [field.cell for field in fields]
    if not model.filled(columns) or not _complete(row, model) or max(columns) >= len(model.columns):
        return ()
    if row and any(_rest(field, row, model) for field in fields):
        return ()
    scores = [model.score(field.text) for field in fields]
    if any(s[c] < max(s) - SUITS for s, c in zip(scores, columns, strict=True)):
        return ()
    return tuple(Placed(field.cell, Way.BEGINS, (field,)) for field in fields)


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
    parts = [_Piece(field, True, True) for field in fields]
    spans = {(p, p + 1): _begins(field.text, row, model) for p, field in enumerate(fields)}
    reading = read(_table(parts, spans, _rules(row, model)))
    placed = tuple(_placed(parts, spans, step, reading.score, [(reading, 0.0)], model) for step in reading.path)
    suits = all(model.score(p.text)[p.column] > LEAST_SUITS and p.margin > PLAIN for p in placed)
    return placed if suits and model.filled([p.column for p in placed]) else ()


def _begins(text: str, row: Open | None, model: Model) -> Scores:
    """Scores of a whole cell that begins a row, for every slot."""
    scores = np.full(3 * len(model.columns) + 1, IMPOSSIBLE)
    for column, own in enumerate(model.score(text)):
        sequence = model.sequence(column, text, row.last[column]) if row else 0.0
        scores[2 * column + 1] = own + model.rewards[column] + sequence
    return scores


def _pieces(fields: Sequence[Field], model: Model) -> list[_Piece]:
    found: list[_Piece] = []
    for field in fields:
        texts = pieces(field.text, model)
        found += [
            _Piece(replace(field, text=text, part=part), part == 0, part == len(texts) - 1)
            for part, text in enumerate(texts)
        ]
    return found


def _table(parts: Sequence[_Piece], spans: dict[tuple[int, int], Scores], rules: Rules) -> Table:
    steps = [parts[0].field.cell]
    steps += [here.field.cell - before.field.cell if here.first else 1 for before, here in pairwise(parts)]
    return Table(tuple(steps), spans, rules)


def _rules(row: Open | None, model: Model) -> Rules:
    kinds = model.columns
    leaf = _leaf(model)
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
        care=model.care,
    )


def _leaf(model: Model) -> int:
    """The column that a second row in one line begins in."""
    return model.columns.index(Column.INDICATOR) if Column.INDICATOR in model.columns else len(model.columns) - 1


def _tree(model: Model) -> tuple[int, ...]:
    """Columns of component, aspect and action, as far as they stand side by side before the indicator."""
    kinds = (Column.COMPONENT, Column.ASPECT, Column.ACTION)
    return tuple(i for i, c in enumerate(model.columns) if c in kinds and model.ancestors[i])


def _spans(parts: Sequence[_Piece], row: Open | None, ends: bool, model: Model) -> dict[tuple[int, int], Scores]:
    found: dict[tuple[int, int], Scores] = {}
    for p in range(len(parts)):
        for q in range(p + 1, min(p + SPAN, len(parts)) + 1):
            if sum(part.first for part in parts[p + 1 : q]) > 2:
                break
            seen = p > 0 and (_closed(parts[p]) or _closed(parts[p - 1]))
            found[p, q] = _span(parts[p:q], row, ends, seen, model)
    return found


def _closed(piece: _Piece) -> bool:
    """Whether a piece is a time, a target or a numbered item: where it begins and ends shows."""
    seen = look(piece.field.text)
    return seen.kind in (Kind.TIME, Kind.TIME_CUT, Kind.TARGET, Kind.COUNT) or (
        seen.number is not None and not piece.first
    )


def _span(parts: Sequence[_Piece], row: Open | None, ends: bool, seen: bool, model: Model) -> Scores:
    """Scores of some pieces as one text, for every slot; ``seen`` says that their beginning is one on sight."""
    columns = len(model.columns)
    leaf = _leaf(model)
    text = _text([part.field for part in parts])
    borders = _borders(parts)
    scores = np.full(3 * columns + 1, IMPOSSIBLE)
    apart = 0.0 if parts[0].first else -(SEEN_APART if seen else RUN_TOGETHER) * model.care
    if any(part.first for part in parts[1:]) and not (parts[0].first and parts[-1].last):
        apart -= PARTIAL
    if look(text).unfinished and look(text).kind is Kind.TEXT and not (ends and parts[-1].last):
        apart += LOOSE_END
    for column, own in enumerate(model.score(text)):
        joined = apart + sum(_join(above, below, column, ends, model) for above, below in borders)
        begins = own + model.rewards[column] + joined
        scores[2 * columns + column] = begins if look(text).kind is Kind.TEXT or column != leaf else IMPOSSIBLE
        scores[2 * column + 1] = begins + (model.sequence(column, text, row.last[column]) if row else 0.0)
        if row is not None:
            scores[2 * column] = _going_on(row, column, text, own, model) + joined
    return scores


def _borders(parts: Sequence[_Piece]) -> list[tuple[str, str]]:
    """For each border of printed cells inside a text: what stands before it, and the piece behind it."""
    return [
        (_text([before.field for before in parts[:i]]), part.field.text)
        for i, part in enumerate(parts[1:], 1)
        if part.first
    ]


def _join(above: str, below: str, column: int, ends: bool, model: Model) -> float:
    """Score of one border inside a text; on a page's last line a text may end anywhere."""
    if look(above).whole == look(below).whole:
        return -DOUBLE
    if look(above).kind is Kind.NUMBER:
        return -NUMBER_APART if column != model.numbered_column else -NUMBER_IN_TEXT
    if look(below).kind is Kind.NUMBER:
        return -NOT_AT_END
    loose = 3.0 if ends and look(above).unfinished else 0.0
    return model.goes_on(column, above, below) - loose - CUT * model.care


def _going_on(row: Open, column: int, text: str, own: float, model: Model) -> float:
    """Score of going on in the open row: the rest of what stands there, its double, or in a column blank so far."""
    ways = [IMPOSSIBLE]
    if row.texts[column] and (row.own[column] or model.columns[column] in (Column.ACTION, Column.ASPECT)):
        ways.append(model.goes_on(column, row.texts[column], text) - (0.0 if row.own[column] else INHERITED))
        if look(text).whole == look(row.texts[column]).whole:
            ways.append(DOUBLED)
    if not row.own[column] and not too_late(row.own, column, model):
        ways.append(own + model.rewards[column] + model.sequence(column, text, row.last[column]))
    return max(ways)


def too_late(own: Sequence[bool], column: int, model: Model) -> bool:
    """Whether the open row has its leaves already (``own``), so that an ancestor can only belong to a new one."""
    below: tuple[Column, ...] = (Column.ACTION, Column.INDICATOR)
    if model.columns[column] is Column.ACTION:
        below = (Column.INDICATOR,)
    elif model.columns[column] not in (Column.NO, Column.COMPONENT, Column.ASPECT):
        return False
    return any(printed for printed, c in zip(own, model.columns, strict=True) if c in below)


def _placed(
    parts: Sequence[_Piece],
    spans: Mapping[tuple[int, int], Scores],
    step: tuple[int, int, int],
    best: float,
    readings: Sequence[tuple[Reading, float]],
    model: Model,
) -> Placed:
    """One text of the best path, with its margin over the best reading that places its pieces otherwise."""
    p, q, slot = step
    columns = len(model.columns)
    rival_score, rival = max(_rivals(step, readings, columns), default=(IMPOSSIBLE, None))
    column, way = _slot(slot, columns)
    fields = tuple(part.field for part in parts[p:q])
    return Placed(column, way, fields, best - rival_score, rival, float(spans[p, q][slot]))


def _rivals(
    step: tuple[int, int, int], readings: Sequence[tuple[Reading, float]], columns: int
) -> Iterator[tuple[float, int]]:
    p, q, slot = step
    for reading, cost in readings:
        for (first, end), scores in reading.through.items():
            if first < q and p < end:
                others = scores.copy()
                if (first, end) == (p, q):
                    others[slot] = IMPOSSIBLE
                at = int(others.argmax())
                yield float(others[at]) - cost, _slot(at, columns)[0]


def _slot(slot: int, columns: int) -> tuple[int, Way]:
    if slot >= 2 * columns:
        return slot - 2 * columns, Way.SECOND
    return slot // 2, Way.BEGINS if slot % 2 else Way.GOES_ON
