"""What is to be known of the whole plan before any of its chapters can be understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.model import Cell, Column, PlanTable, TableRow
from normalize.fields import Roles, roles
from normalize.unknown_columns import header_cells
from normalize.vocabulary import Vocabulary, Words

_TIMES = (Column.TIME_START, Column.TIME_END, Column.TIME, Column.TARGET_TIME)


@dataclass(frozen=True, slots=True)
class Survey:
    """The plan's own words, what its columns mean, its printed times as they stand, and its pages.

    ``headers`` are, for columns whose header nobody knows, the header's cell: chapters refer to those of the first.
    """

    words: Vocabulary
    plan: Roles
    times: tuple[str, ...]
    pages: tuple[int, ...]
    headers: dict[int, Cell]


def survey(chapters: Iterable[PlanTable]) -> Survey:
    """Look over a plan, chapter by chapter."""
    words = Words()
    times: list[str] = []
    pages: dict[int, None] = {}
    plan: Roles | None = None
    headers: dict[int, Cell] = {}
    for table in chapters:
        if plan is None:
            plan, headers = roles(table), header_cells(table)
        words.take(cell.raw for cell in table.cells)
        times += _printed_times(table)
        pages |= dict.fromkeys(table.pages)
    assert plan is not None
    return Survey(words.vocabulary(), plan, tuple(times), tuple(pages), headers)


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
