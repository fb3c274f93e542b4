"""Section banners over section banners: "I. MANAJEMEN PERUBAHAN", below it "1. Tim Kerja", then the rows.

Which banner stands higher is told by those that follow one another without a row between, and by what sets the two
apart all through the plan: their numbering, capitals, or shading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.model import Column, ColumnSpec, Doubt
from extract.table.stitched import Row, Slot

# The column of lower banners, where the plan prints no column of aspects.
SECTION = ColumnSpec(Column.ASPECT, "(judul bagian)")
_NUMBERED = re.compile(
    r"\(?(?:(?P<roman>[IVX]+)|(?P<capital>[A-Z])|(?P<small>[a-z])|(?P<digits>\d+(?:\.\d+)*))[.)]?(?=\s)"
)

Look = Callable[[Slot], Hashable]


@dataclass(frozen=True, slots=True)
class Sections:
    """The rows that are lower banners, by identity; doubts about banners whose place could not be told."""

    lower: frozenset[int]
    doubts: tuple[Doubt, ...]


def sections(rows: Sequence[Row], specs: Sequence[ColumnSpec]) -> Sections:
    """Tell lower banners from higher ones; where a plan prints its aspects in a column, none is lower.

    By banners the column headed Komponen holds the aspect.
    """
    stacked = [(a.banner, b) for a, b in pairwise(rows) if a.banner and b.banner]
    if not stacked:
        return Sections(frozenset(), ())
    banners = [row for row in rows if row.banner]
    pairs = [(upper, row.banner) for upper, row in stacked if row.banner]
    looks: tuple[Look, ...] = (_numbering, _capitals, _shaded, _whole_look)
    apart = next((look for look in looks if _sets_apart(look, pairs, banners)), None)
    if apart is None or any(spec.column in (Column.ASPECT, Column.COMPONENT) for spec in specs):
        return Sections(frozenset(), tuple(_doubts([row for _, row in stacked])))
    lowest = {apart(lower) for _, lower in pairs}
    return Sections(frozenset(id(row) for row in banners if row.banner and apart(row.banner) in lowest), ())


def _sets_apart(look: Look, pairs: Sequence[tuple[Slot, Slot]], banners: Sequence[Row]) -> bool:
    """Whether every banner looks either as those that stand over others or as those that stand under them."""
    upper, lower = {look(a) for a, _ in pairs}, {look(b) for _, b in pairs}
    return not upper & lower and all(look(row.banner) in upper | lower for row in banners if row.banner)


def numbering(text: str) -> Hashable:
    """How a text is numbered: by roman numerals, letters, or numbers with so many dots; None without a number."""
    match = _NUMBERED.match(text)
    digits = match["digits"] if match else None
    return match and (match.lastgroup, digits.count(".") if digits else 0)


def capitals(text: str) -> bool:
    """Whether a text is set in capitals, its number aside."""
    match = _NUMBERED.match(text)
    return text[match.end() if match else 0 :].isupper()


def _numbering(banner: Slot) -> Hashable:
    return numbering(banner.text)


def _capitals(banner: Slot) -> Hashable:
    return capitals(banner.text)


def _shaded(banner: Slot) -> Hashable:
    return any(cell.shaded for cell in banner.cells)


def _whole_look(banner: Slot) -> Hashable:
    return _numbering(banner), _capitals(banner), _shaded(banner)


def _doubts(rows: Sequence[Row]) -> Iterator[Doubt]:
    for row in rows:
        cell = row.banner.cells[-1] if row.banner else None
        yield Doubt(
            code="banner_over_banner",
            message="a section banner stands right over this one; what the upper one names was not kept",
            cell_id=cell.cell_id if cell else None,
            page=row.page,
            bbox=cell.bbox if cell else None,
        )
