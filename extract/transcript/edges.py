"""Where texts stand in a placed table: their slots, and the lines at which rows may be cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.transcript.join import Row, Slot
from extract.transcript.lines import Field
from extract.transcript.look import Kind, look
from extract.transcript.placed import Placed, Way


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


def place_in_text(placed: Placed) -> tuple[int, int, int, int]:
    """Where a placed text begins: block, line, cell and part."""
    first = placed.fields[0]
    return first.block, first.line, first.cell, first.part


@dataclass(frozen=True, slots=True)
class Edges:
    """The first and the last lines of pages, as (block, line): rows may be cut there.

    ``crossed`` are lines whose left part begins a row while their right part goes on in the row above. Of texts, by
    where they begin (block, line, cell, part): ``beside`` are those that go on in the row above beside another that
    does so in the next column, ``parted`` those that share a cell with another, ``alike`` those that go on with the
    same words as the one beside them.
    """

    first: frozenset[tuple[int, int]]
    last: frozenset[tuple[int, int]]
    crossed: frozenset[tuple[int, int]] = frozenset()
    beside: frozenset[tuple[int, int, int, int]] = frozenset()
    parted: frozenset[tuple[int, int, int, int]] = frozenset()
    alike: frozenset[tuple[int, int, int, int]] = frozenset()


def edges_of(lines: Sequence[Sequence[Field]], rows: Sequence[Row]) -> Edges:
    """The first and last lines of each block, those that cross, and the texts whose neighbours may be theirs."""
    blocks: dict[int, list[int]] = {}
    for fields in lines:
        blocks.setdefault(fields[0].block, []).append(fields[0].line)
    pairs = list(_neighbours(rows))
    return Edges(
        first=frozenset((block, min(numbers)) for block, numbers in blocks.items()),
        last=frozenset((block, max(numbers)) for block, numbers in blocks.items()),
        crossed=frozenset(line_of(a.fields[0]) for a, b in pairs if a.way is Way.BEGINS and b.way is Way.GOES_ON),
        beside=frozenset(place_in_text(text) for pair in pairs if _both_rests(*pair) for text in pair),
        alike=frozenset(place_in_text(text) for pair in pairs if _say_the_same(*pair) for text in pair),
        parted=frozenset(place_in_text(text) for pair in pairs if _share_cell(*pair) for text in pair),
    )


def _neighbours(rows: Sequence[Row]) -> Iterator[tuple[Placed, Placed]]:
    """Texts that stand side by side in a line."""
    texts: dict[tuple[int, int], list[Placed]] = {}
    for place in places_of(rows):
        for placed in place.slot.placed:
            texts.setdefault(line_of(placed.fields[0]), []).append(placed)
    for found in texts.values():
        yield from pairwise(sorted(found, key=place_in_text))


def _both_rests(one: Placed, other: Placed) -> bool:
    rests = one.way is Way.GOES_ON and other.way is Way.GOES_ON
    return rests and abs(one.column - other.column) == 1 and look(other.text).kind is Kind.TEXT


def _share_cell(one: Placed, other: Placed) -> bool:
    return one.fields[-1].cell == other.fields[0].cell


def _say_the_same(one: Placed, other: Placed) -> bool:
    alike = look(one.text).whole == look(other.text).whole
    return alike and one.way is Way.GOES_ON and other.way is Way.GOES_ON
