"""A page with its ruled tables, and what the page shows beside them."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from operator import attrgetter
from typing import Any

from extract.geometry import BBox, Page, Word
from extract.packed import Together, Unread
from extract.table.header import Table, tables_of
from extract.table.lattice import Grid

_PARTS = attrgetter("text", "bbox.x0", "bbox.top", "bbox.x1", "bbox.bottom", "confidence", "engine")


@dataclass(frozen=True, slots=True)
class Tabled:
    """A page with its ruled tables, from top to bottom; ``loose`` is the page without the tables' words."""

    page: Page
    tables: tuple[Table, ...]
    loose: Page

    def unread(self) -> Tabled:
        """The same, its words packed until they are looked at: few pages' are, once they stand in cells."""
        together = Together[Any](_packed(self.page.words, [table.grid.words for table in self.tables]), _unpacked)
        tables = (
            replace(table, grid=replace(table.grid, words=Unread(together, which)))
            for which, table in enumerate(self.tables, 1)
        )
        return Tabled(replace(self.page, words=Unread(together, 0)), tuple(tables), self.loose)


def _packed(words: Sequence[Word], of_cells: Sequence[Sequence[Sequence[Word]]]) -> bytes:
    """A page's words, and those of each table's cells: word by word it takes four times as long."""
    places = {id(word): place for place, word in enumerate(words)}
    every = list(words)
    for word in (word for cells in of_cells for cell in cells for word in cell if id(word) not in places):
        places[id(word)] = len(every)
        every.append(word)
    cells = [[[places[id(word)] for word in cell] for cell in cells] for cells in of_cells]
    return pickle.dumps((len(words), list(map(_PARTS, every)), cells), 5)


def _unpacked(packed: bytes) -> Sequence[Sequence[Any]]:
    count, parts, cells = pickle.loads(packed)
    every = [Word(part[0], BBox(*part[1:5]), *part[5:]) for part in parts]
    of_cells = [[tuple(every[place] for place in cell) for cell in table] for table in cells]
    return (every[:count], *of_cells)


def tabled(page: Page, tables: tuple[Table, ...] | None = None) -> Tabled:
    """A page with its ruled tables, or with the ``tables`` told."""
    found = tables_of(page) if tables is None else tables
    return Tabled(page, found, without(page, [table.grid for table in found]))


def without(page: Page, grids: Sequence[Grid]) -> Page:
    """The page without the words of some tables."""
    if not grids:
        return page
    held = set(map(id, chain.from_iterable(words for grid in grids for words in grid.words)))
    return replace(page, words=tuple(word for word in page.words if id(word) not in held))
