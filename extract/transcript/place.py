"""Lines of cells to the plan's table, whatever damage they took: learn from whole rows, place, learn again, join."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from extract.model import Doubt, PlanTable
from extract.transcript.banners import banner_doubts, find_banners
from extract.transcript.doubts import table_doubts
from extract.transcript.edges import edges_of, line_of
from extract.transcript.header import Head, body_fields
from extract.transcript.items import drop_leaks, fold_leftovers, part_rows
from extract.transcript.join import Joined, Row, join
from extract.transcript.letters import mend_letters
from extract.transcript.lines import Field, TextLine
from extract.transcript.look import look
from extract.transcript.merged import share_merged
from extract.transcript.names import PlanNames
from extract.transcript.placed import SURE, Placed
from extract.transcript.rates import USUAL, rates_of
from extract.transcript.scores import Model
from extract.transcript.table import printed_cells, table_of
from extract.transcript.whole import whole_lines
from extract.transcript.words import Words

# After so many rounds of placing and learning from what was placed nothing changes any more on the transcripts at hand.
ROUNDS = 2
# So many lines teach what the columns print; more change nothing.
LESSON = 120
# So many lines tell which of several headers they stand under.
TRIAL = 60
# The right ones of 60 layouts read better by a sixth and more, others by a hundredth at most.
CLEARLY = 0.1
# Only what was placed this clearly is learned from.
CLEAR = 2.0


def place_lines(lines: Sequence[TextLine], head: Head, names: PlanNames) -> PlanTable:
    """The plan's table from its lines: header words dropped, letters mended, banners told, cells placed, rows joined.

    Serves transcripts, and pages whose grid cannot be mended, read as lines of cells.
    """
    body, doubts = _body([line for line in lines if line.table], head, names)
    banners = find_banners(body, [line for line in lines if not line.table], head, names)
    over = sorted({line_of(field) for banner in banners for field in banner.fields})
    body = [fields for fields in body if line_of(fields[0]) not in over]
    joined, model = _placed(body, lines, head, names, over)
    share_merged(joined.rows, lines, model.ancestors)
    printed = printed_cells(joined.rows)
    doubts += table_doubts(joined.rows, joined.doubled, printed, edges_of(body, joined.rows), model)
    doubts += banner_doubts(banners, _maybe_cut(lines, head), names)
    dropped = [*_header(lines, head), *_left_out(joined)]
    return table_of(head.specs, joined.rows, printed, dropped, banners, doubts)


def _maybe_cut(lines: Sequence[TextLine], head: Head) -> set[tuple[int, int]]:
    """Last lines of pages before those with a header word alone in a line: it may go on from the line above."""
    last = {line.block: (line.block, line.number) for line in lines if line.table}
    alone = (
        line.block for line in lines if (line.block, line.number) in head.lines and sum(map(bool, line.cells)) == 1
    )
    return {last[block - 1] for block in alone if block - 1 in last}


def best_head(heads: Sequence[Head], lines: Sequence[TextLine], names: PlanNames) -> Head:
    """Of headers that tell as many columns the first, unless the first lines read clearly better under another."""
    if len(heads) == 1:
        return heads[0]
    tables = [i for i, line in enumerate(lines) if line.table][:TRIAL]
    first, *others = (_reads(lines[: tables[-1] + 1], head, names) for head in heads)
    best = max(others)
    return heads[1 + others.index(best)] if best > first + CLEARLY * abs(first) else heads[0]


def _reads(lines: Sequence[TextLine], head: Head, names: PlanNames) -> float:
    """How well lines suit a header's columns where they are placed."""
    body, _ = _body([line for line in lines if line.table], head, names)
    banners = find_banners(body, [line for line in lines if not line.table], head, names)
    over = sorted({line_of(field) for banner in banners for field in banner.fields})
    body = [fields for fields in body if line_of(fields[0]) not in over]
    joined, model = _placed(body, lines, head, names, over, rounds=1)
    return sum(_suits(placed, model) for line in joined.lines for placed in line)


def _suits(placed: Placed, model: Model) -> float:
    """How well a text suits where it stands; one that was taken as it stood is asked for now."""
    whole = model.score(placed.text)[placed.column] + model.rewards[placed.column]
    return whole if placed.fit == SURE else placed.fit


def _body(lines: Sequence[TextLine], head: Head, names: PlanNames) -> tuple[list[list[Field]], list[Doubt]]:
    """The body's cells, line by line, with letters of other scripts mended."""
    fields = [field for line in lines for field in body_fields(line, head)]
    words = Counter(word for field in fields for word in look(field.text).words)
    mended = mend_letters(fields, lambda word: words[word] > 0 or names.listed(word))
    grouped = [list(group) for _, group in groupby(mended.fields, key=line_of)]
    return list(_reunited(grouped, head)), [*mended.doubts, *_strayed(fields, lines, head)]


def _reunited(body: Sequence[list[Field]], head: Head) -> Iterator[list[Field]]:
    """The lines; what strayed into the header right above one, from a cell that is blank there, is put back."""
    strayed: list[Field] = []
    for fields in body:
        if line_of(fields[0]) in head.lines:
            yield from [strayed] if strayed else []
            strayed = fields
            continue
        near = strayed and line_of(fields[0]) == (strayed[0].block, strayed[0].line + 1)
        if near and {field.cell for field in strayed}.isdisjoint(field.cell for field in fields):
            yield sorted([*strayed, *fields], key=lambda field: field.cell)
        else:
            yield from [strayed, fields] if strayed else [fields]
        strayed = []
    yield from [strayed] if strayed else []


def _strayed(fields: Sequence[Field], lines: Sequence[TextLine], head: Head) -> Iterator[Doubt]:
    """A finding for each header cell that held text of the body, with what was dropped of it."""
    printed = {(line.block, line.number): line.cells for line in lines}
    for field in fields:
        if (field.block, field.line) in head.lines:
            yield Doubt(
                code="header_text_dropped",
                message=f"a header cell held text of the body, which was kept: {field.text}",
                severity="info",
                status="repaired",
                cell_id=field.cell_id,
                before=printed[field.block, field.line][field.cell],
                after=field.text,
                page=field.block,
            )


def _placed(
    body: Sequence[Sequence[Field]],
    lines: Sequence[TextLine],
    head: Head,
    names: PlanNames,
    banners: Sequence[tuple[int, int]],
    rounds: int = ROUNDS,
) -> tuple[Joined, Model]:
    """Place all lines, each round with what the round before has taught."""
    words = Words([field.text for fields in body for field in fields])
    rows: list[list[str | None]] = list(_whole_rows(lines, head))
    intact = len(rows) / max(sum((line.block, line.number) not in head.lines for line in lines), 1)
    rates = USUAL
    for number in range(rounds):
        model = Model(head.specs, names, rows, words, intact, rates)
        joined = join(body if number == rounds - 1 else body[:LESSON], head.lines, banners, model)
        rows = [_clear_texts(row) for row in joined.rows]
        rates = rates_of(joined.lines, joined.inside)
    fold_leftovers(joined, model)
    part_rows(joined, model)
    drop_leaks(joined, model)
    return joined, model


def _whole_rows(lines: Sequence[TextLine], head: Head) -> Iterator[list[str | None]]:
    """The lines of the body that are whole rows."""
    return (list(line.cells) for line in whole_lines(lines, head.specs) if (line.block, line.number) not in head.lines)


def _clear_texts(row: Row) -> list[str | None]:
    """A row's texts, None where they were placed against a near rival."""
    return [(s.text if min(p.margin for p in s.placed) > CLEAR else None) if s else "" for s in row.slots]


def _header(lines: Sequence[TextLine], head: Head) -> Iterator[Field]:
    """Cells of header lines that hold nothing of the body."""
    for line in lines:
        if (line.block, line.number) in head.lines:
            kept = {field.cell for field in body_fields(line, head)}
            cells = enumerate(line.cells)
            yield from (Field(line.block, line.number, i, text) for i, text in cells if text and i not in kept)


def _left_out(joined: Joined) -> Iterator[Field]:
    for double in joined.doubled:
        yield from double.placed.fields[:1]
