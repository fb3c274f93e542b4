"""Where texts stand in a placed table: their slots, and the lines at which rows may be cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.transcript.join import Row, Slot
from extract.transcript.lines import Field
from extract.transcript.placed import Way


@dataclass(frozen=True, slots=True)
class Place:
    """A slot with where it stands."""

    row: Row
    column: int
    slot: Slot


def places_of(rows: Sequence[Row]) -> Iterator[Place]:
    """Every slot once, with the first row it stands in."""
    seen: set[int] = set()
    for row in rows:
        for column, slot in enumerate(row.slots):
            if slot is not None and id(slot) not in seen:
                seen.add(id(slot))
                yield Place(row, column, slot)


def line_of(field: Field) -> tuple[int, int]:
    """The block and the line of a cell."""
    return field.block, field.line


@dataclass(frozen=True, slots=True)
class Edges:
    """The first and the last lines of pages, as (block, line): rows may be cut there.

    ``crossed`` are lines whose left part begins a row while their right part goes on in the row above.
    """

    first: frozenset[tuple[int, int]]
    last: frozenset[tuple[int, int]]
    crossed: frozenset[tuple[int, int]] = frozenset()


def edges_of(lines: Sequence[Sequence[Field]], rows: Sequence[Row]) -> Edges:
    """The first and last lines of each block, and those that cross."""
    blocks: dict[int, list[int]] = {}
    for fields in lines:
        blocks.setdefault(fields[0].block, []).append(fields[0].line)
    first = frozenset((block, min(numbers)) for block, numbers in blocks.items())
    last = frozenset((block, max(numbers)) for block, numbers in blocks.items())
    return Edges(first, last, frozenset(_crossed(rows)))


def _crossed(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    ways: dict[tuple[int, int], list[tuple[int, int, Way]]] = {}
    for place in places_of(rows):
        for placed in place.slot.placed:
            first = placed.fields[0]
            ways.setdefault(line_of(first), []).append((first.cell, first.part, placed.way))
    for line, found in ways.items():
        order = [way for _, _, way in sorted(found)]
        if any(a is Way.BEGINS and b is Way.GOES_ON for a, b in pairwise(order)):
            yield line
