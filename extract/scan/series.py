"""Headers in a row that count on (1 2 3, (4) (5), Jan Feb Mar, B03 B06): their neighbours settle one in doubt.

At 5 to 7 pt one engine often reads nothing of a lone "8" or "Okt"; a month that is lost is no period of the schedule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from extract.scan.readings import CellReadings, PageReadings, Reading
from extract.table.periods import month_of

# So many cells of a row stand beside each other, and so many of them at least are read for certain and count on.
FEWEST, CERTAIN = 4, 3
# Cells of one row share their edges within this, in points.
TOUCH = 2.0
# How sure a term is that its neighbours vouch for; one that a single engine read is certain from here on.
SURE, ALONE = 0.95, 0.9
_NUMBER, _COLUMN, _CUMULATIVE = (re.compile(p) for p in (r"^(\d{1,2})$", r"^\((\d{1,2})\)$", r"^[B8](\d{2})$"))
_MARKS = ".,:;'|"


@dataclass(frozen=True, slots=True)
class _Term:
    """A term of a kind of series, with its place in it and how it is written."""

    kind: str
    place: int
    text: str


def with_series(pages: Iterable[PageReadings]) -> list[PageReadings]:
    """The pages with doubtful terms of such rows read as what one look shows and the neighbours ask for."""
    return [replace(page, cells=tuple(_settled(page.cells))) for page in pages]


def _settled(cells: Sequence[CellReadings]) -> Iterator[CellReadings]:
    terms: dict[int, _Term] = {}
    for row in _rows(cells):
        terms |= _found(row)
    for cell in cells:
        yield _as_read(cell, terms[id(cell)].text) if id(cell) in terms else cell


def _rows(cells: Sequence[CellReadings]) -> Iterator[list[CellReadings]]:
    """Cells of one height that stand side by side, at least ``FEWEST``."""

    def height(cell: CellReadings) -> tuple[float, float]:
        return round(cell.bbox.top, 1), round(cell.bbox.bottom, 1)

    for _, group in groupby(sorted(cells, key=lambda c: (*height(c), c.bbox.x0)), key=height):
        row: list[CellReadings] = []
        for cell in group:
            if row and abs(cell.bbox.x0 - row[-1].bbox.x1) > TOUCH:
                yield from [row] if len(row) >= FEWEST else []
                row = []
            row.append(cell)
        if len(row) >= FEWEST:
            yield row


def _found(row: Sequence[CellReadings]) -> dict[int, _Term]:
    """The terms that stand for cells in doubt, by the cells' identity."""
    said = [_said(cell) for cell in row]
    sure = [_certain(cell, terms) for cell, terms in zip(row, said, strict=True)]
    out: dict[int, _Term] = {}
    for kind in dict.fromkeys(term.kind for term in sure if term):
        starts = [term.place - at for at, term in enumerate(sure) if term and term.kind == kind]
        start = max(starts, key=starts.count)
        if starts.count(start) < max(CERTAIN, len(starts) - 1):
            continue
        for at, cell in enumerate(row):
            asked = [term for term in said[at] if term.kind == kind and term.place - at == start]
            if asked and sure[at] is None:
                out[id(cell)] = asked[0]
    return out


def _said(cell: CellReadings) -> list[_Term]:
    """What the looks at a cell of one line may mean, in the order of the looks, the recogniser's first."""
    if len(cell.lines) != 1:
        return []
    looks = sorted(cell.lines[0].readings, key=lambda reading: reading.engine != "rapidocr")
    return [term for reading in looks if (term := _term(reading.text.strip(_MARKS)))]


def _term(text: str) -> _Term | None:
    if match := _NUMBER.match(text):
        return _Term("number", int(match[1]), text)
    if match := _COLUMN.match(text):
        return _Term("column", int(match[1]), text)
    if (match := _CUMULATIVE.match(text)) and not int(match[1]) % 3:
        return _Term("cumulative", int(match[1]) // 3, f"B{match[1]}")
    month = month_of(text)
    return _Term("month", month, text) if month else None


def _certain(cell: CellReadings, terms: Sequence[_Term]) -> _Term | None:
    """The term that both engines read at first, or the one that read alone for sure."""
    if not terms:
        return None
    first = cell.lines[0].readings[:2]
    if len(first) == 1:
        return terms[0] if first[0].confidence >= ALONE else None
    return terms[0] if len({reading.text.strip(_MARKS) for reading in first}) == 1 else None


def _as_read(cell: CellReadings, text: str) -> CellReadings:
    """The cell, both engines reading so."""
    (line,) = cell.lines
    word = next(replace(w, text=text, confidence=SURE) for reading in line.readings for w in reading.words)
    readings = tuple(Reading(engine, (word,)) for engine in ("tesseract", "rapidocr"))
    return replace(cell, lines=(replace(line, readings=readings),), stained=False, unread=0.0)
