"""What is to be known of the whole plan before any of its chapters can be understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from extract.model import Cell, Column, PlanTable, TableRow
from normalize.counted import Counts, counted, counts, joined
from normalize.fields import Roles, roles
from normalize.unknown_columns import header_cells
from normalize.vocabulary import Words

_TIMES = (Column.TIME_START, Column.TIME_END, Column.TIME, Column.TARGET_TIME)


@dataclass(frozen=True, slots=True)
class Survey:
    """The plan's own words, what its columns mean and its numbers count, its printed times, and its pages.

    ``headers`` are, for columns whose header nobody knows, the header's cell: chapters refer to those of the first.
    """

    words: Words
    roles: Roles
    counts: Counts
    times: tuple[str, ...]
    pages: tuple[int, ...]
    headers: dict[int, Cell]


def survey(table: PlanTable) -> Survey:
    """Look over a chapter."""
    words = Words()
    words.take(cell.raw for cell in table.cells)
    plan = roles(table)
    times = tuple(_printed_times(table))
    return Survey(words, plan, counts(table, plan), times, table.pages, header_cells(table))


def surveyed(chapters: Iterable[Survey]) -> Survey:
    """What is known of the whole plan from all its chapters, in order; the first tells what its columns mean.

    What the number column counts is told by all of them.
    """
    coming = iter(chapters)
    first = next(coming)
    times, pages, begun = list(first.times), dict.fromkeys(first.pages), first.counts
    for each in coming:
        first.words.join(each.words)
        begun = joined(begun, each.counts)
        times += each.times
        pages |= dict.fromkeys(each.pages)
    columns = replace(first.roles, number_of=counted(begun, first.roles))
    return replace(first, roles=columns, counts=begun, times=tuple(times), pages=tuple(pages))


def _printed_times(table: PlanTable) -> Iterator[str]:
    """The time of every row, as printed; only those with a digit can name a year."""
    places = [i for wanted in _TIMES for i, spec in enumerate(table.columns) if spec.column is wanted]
    if not places:
        return
    texts = {cell.cell_id: " ".join(cell.text.split()) for cell in table.cells}
    for row in table.rows:
        time = _time(row, places, texts)
        if any(letter.isdecimal() for letter in time):
            yield time


def _time(row: TableRow, places: Iterable[int], texts: dict[str, str]) -> str:
    return " ".join(texts[cell_id] for i in places for cell_id in row.values[i].cell_ids)
