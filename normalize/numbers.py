"""Printed numbers of components, aspects, actions and indicators through the whole plan: their order and their kind.

They are noted chapter by chapter and judged at the end: offices count on through the plan or begin anew.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from extract.model import Cell
from normalize.actions import action_id
from normalize.fields import Part
from normalize.findings import Concern, Owner
from normalize.hierarchy import Lineage
from normalize.indicators import indicator_id
from normalize.oddity import Oddity
from normalize.reading import CORRECTED
from normalize.sequence import odd_numbers

LEVELS = ("component", "aspect", "action")
# What a number is made of; a letter may be a roman number too.
_KINDS = {
    "digits": r"\d+(?:\.\d+)*",
    "roman": r"[IVX]+",
    "small roman": r"[ivx]+",
    "capital": "[A-Z]",
    "small": "[a-z]",
}
_NONE = "none"


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed number, or None where none is: of which records, under which ordinals, and the cell to look at.

    The cell is kept without its text: a plan of 500 pages has 8,000 numbers.
    """

    number: str | None
    parents: tuple[int, ...]
    table: str
    record_ids: tuple[str, ...]
    column: str
    cell: Cell | None
    recognised: bool


def printed_numbers(owner: Owner, lines: Sequence[Lineage], cells: Mapping[str, Cell]) -> Iterator[Printed]:
    """The numbers of a chapter with the records under them; where none is printed, only a recognised text tells."""
    return (each for each in _printed_numbers(owner, lines, cells) if each.number is not None or each.recognised)


def _printed_numbers(owner: Owner, lines: Sequence[Lineage], cells: Mapping[str, Cell]) -> Iterator[Printed]:
    for depth, level in enumerate(LEVELS):
        for _, group in groupby(lines, key=lambda line: line.ordinals[: depth + 1]):
            under = list(group)
            line = under[0]
            keys = tuple(dict.fromkeys(action_id(owner, each) for each in under))
            if line.ordinals[depth]:
                yield _printed(getattr(line, level).part, line.ordinals[:depth], "actions", keys, level, cells)
    for _, group in groupby(lines, key=lambda line: line.indicator_path):
        line = next(group)
        keys = (indicator_id(owner, line),)
        yield _printed(line.row.indicator, line.ordinals, "indicators", keys, "indicator", cells)


def _printed(
    part: Part, parents: tuple[int, ...], table: str, record_ids: tuple[str, ...], level: str, cells: Mapping[str, Cell]
) -> Printed:
    own = [cells[c] for c in part.no_reading.cell_ids or part.reading.cell_ids]
    cell = next((c for c in own if not c.blank), own[0] if own else None)
    bare = replace(cell, lines=(), room=()) if cell else None
    read = [cells[c] for c in (*part.no_reading.cell_ids, *part.reading.cell_ids)]
    recognised = any(cell.confidence is not None and cell.engine != CORRECTED for cell in read)
    return Printed(part.no, parents, table, record_ids, f"{level}_no", bare, recognised)


def number_concerns(printed: Sequence[Printed]) -> Iterator[Concern]:
    """Numbers that repeat, are missing or restart, and recognised ones that are unlike the others of their level.

    What is odd about an order is told at the first record under a number, a number that may be misread at all of them.
    """
    for level in (*(f"{level}_no" for level in LEVELS), "indicator_no"):
        own = [each for each in printed if each.column == level]
        odd = odd_numbers([each.number for each in own], [each.parents for each in own])
        for each, oddities, unlike in zip(own, odd, _unlike(own), strict=True):
            ids = (each.cell.cell_id,) if each.cell else ()
            yield from (Concern(oddity, each.table, each.record_ids[0], each.column, ids) for oddity in oddities)
            for key in each.record_ids:
                yield from (Concern(oddity, each.table, key, each.column, ids) for oddity in unlike)


def _unlike(printed: Sequence[Printed]) -> list[tuple[Oddity, ...]]:
    """What is odd about the kind of each recognised number: engines read "I." as 1 or L, or see a speck."""
    kinds = [_kinds(each.number) for each in printed]
    counts = Counter(kind for own in kinds for kind in own)
    without = counts.pop(_NONE, 0)
    usual, most = max(counts.items(), key=lambda count: count[1], default=(_NONE, 0))
    if without > most:
        return [()] * len(printed)
    alone = most * 2 <= len(printed)
    return [
        (_unusual(each.number, usual),) if each.recognised and (alone or usual not in own) else ()
        for each, own in zip(printed, kinds, strict=True)
    ]


def _kinds(number: str | None) -> frozenset[str]:
    """What a number may be made of."""
    if number is None:
        return frozenset({_NONE})
    return frozenset(kind for kind, letters in _KINDS.items() if re.fullmatch(letters, number)) or frozenset({"mixed"})


def _unusual(number: str | None, usual: str) -> Oddity:
    told = f"the number {number} is not of the kind that others here are" if number else "no number was read here"
    return Oddity("number_unlike", f"{told} ({usual}); it may be misread", before=number)


def number_cells(printed: Sequence[Printed]) -> dict[str, Cell]:
    """The cells that numbers stand in, by id."""
    return {each.cell.cell_id: each.cell for each in printed if each.cell}
