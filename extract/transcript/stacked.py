"""A header of two lines whose upper one stands in wrong cells: its words parted anew, the lower line put under them.

The lower line, and periods that strayed into the upper one, still stand over their columns: they tell where the heading
over several columns begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from extract.model import Column, ColumnSpec
from extract.table.columns import TIMES, HeaderCell, map_columns
from extract.table.periods import header_periods
from extract.transcript.headings import bare, partings
from extract.transcript.lines import TextLine

# Headings of a lower line have at most so many words; names of periods two ("TW 1").
MOST_WORDS = 4
PERIOD_WORDS = 2
# Headings that stand over several columns.
GROUPS = (*TIMES, Column.TARGET, Column.TARGET_TIME, Column.REALIZATION)
_NUMBER = re.compile(r"\s*\(?\s*(\d{1,2})\s*\)?$")


def stacks(table: Sequence[TextLine], i: int) -> list[Sequence[TextLine]]:
    """The line alone, and with the one below it in the same block."""
    pair = table[i : i + 2]
    mixed = len(pair) == 2 and pair[0].block == pair[1].block and not any(map(str.islower, pair[1].text[:1]))
    stacked = mixed and not _counted(pair[1]) and len(pair[1].text) < 200
    return [pair[:1], pair] if stacked else [pair[:1]]


def _counted(line: TextLine) -> bool:
    return any(re.match(r"\d{1,2}[.)]\s*[A-Za-z]|\d+\s*\(", cell) for cell in line.cells)


def stacked(upper: Sequence[str], lower: Sequence[str]) -> Iterator[tuple[ColumnSpec, ...]]:
    """The likeliest columns of two header lines, all of whose lower headings are known; none where they tell none."""
    above = [_unnumbered(cell, i) for i, cell in enumerate(upper)]
    under = {i: text for i, cell in enumerate(lower) if (text := bare(cell))}
    strayed = _periods(above)
    under = {**strayed, **under}
    if len(under) < 2 or any(len(text.split()) > MOST_WORDS for text in under.values()):
        return
    printed = " ".join(cell.removesuffix(strayed.get(i, "")) for i, cell in enumerate(above))
    for parted in partings(" ".join(printed.split())):
        headings = [spec.header for spec in parted]
        groups = [i for i, spec in enumerate(parted) if spec.column in GROUPS]
        for columns in (_spread(headings, under), *(_under(headings, list(under.values()), at) for at in groups)):
            specs = map_columns(columns)
            under_known = (spec.column for spec, cell in zip(specs, columns, strict=True) if cell.texts[1:])
            if Column.EXTRA not in under_known:
                yield specs


def _under(headings: Sequence[str], texts: Sequence[str], at: int) -> list[HeaderCell]:
    """The headings, all lower ones under one of them: where they have slid they may stand under another than above."""
    group = [HeaderCell((headings[at], text)) for text in texts]
    return [*(HeaderCell((text,)) for text in headings[:at]), *group, *(HeaderCell((t,)) for t in headings[at + 1 :])]


def _spread(headings: Sequence[str], under: Mapping[int, str]) -> list[HeaderCell]:
    """Each heading over its columns: over one, or over a run of lower headings that stands in its place; else none."""
    columns: list[HeaderCell] = []
    for heading in headings:
        run = [len(columns)] if len(columns) in under else []
        while run and run[-1] + 1 in under:
            run.append(run[-1] + 1)
        columns += [HeaderCell((heading, under[at])) for at in run] or [HeaderCell((heading,))]
    return columns if all(at < len(columns) for at in under) else []


def _periods(cells: Sequence[str]) -> dict[int, str]:
    """Names of periods at the ends of an upper line's cells, which strayed there from the line below."""
    for count in range(PERIOD_WORDS, 0, -1):
        ends = [" ".join(cell.split()[-count:]) for cell in cells]
        found = {
            i: end
            for i, (end, period) in enumerate(zip(ends, header_periods([(e,) for e in ends]), strict=True))
            if period
        }
        if found and all(other == one + 1 for one, other in pairwise(found)):
            return found
    return {}


def _unnumbered(cell: str, at: int) -> str:
    """A heading without the number of the column that it stands in, with brackets or without."""
    text = " ".join(cell.split())
    found = _NUMBER.search(text)
    return text[: found.start()] if found and int(found[1]) == at + 1 else bare(text)
