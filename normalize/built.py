"""What a builder of one table gives back, and how a field's cells and oddities are noted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from normalize.fields import Part
from normalize.findings import Concern
from normalize.reading import Reading
from normalize.schema import Feed

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Fed:
    """A printed cell and one value that it feeds."""

    cell_id: str
    feed: Feed


@dataclass(frozen=True, slots=True)
class Built(Generic[Record]):
    """The records of one table, the concerns about them, and which cells feed them."""

    records: tuple[Record, ...]
    concerns: tuple[Concern, ...]
    feeds: tuple[Fed, ...]


@dataclass(slots=True)
class Notes:
    """Concerns and feeds noted while the records of one table are built."""

    table: str
    concerns: list[Concern] = field(default_factory=list)
    feeds: list[Fed] = field(default_factory=list)

    def reading(self, record_id: str, column: str, reading: Reading) -> None:
        """Note the cells a value was read from, and what was odd about them."""
        self.cells(record_id, column, reading.cell_ids)
        self.concerns += [Concern(o, self.table, record_id, column, reading.cell_ids) for o in reading.oddities]

    def part(self, record_id: str, column: str, part: Part) -> None:
        """Note a text and its printed number."""
        self.reading(record_id, column, part.reading)
        if part.no is not None or part.no_reading.cell_ids:
            number = part.no_reading.cell_ids or part.reading.cell_ids
            self.cells(record_id, f"{column}_no", number)

    def cells(self, record_id: str, column: str, cell_ids: Iterable[str]) -> None:
        """Note that cells feed a value."""
        self.feeds += [Fed(cell_id, Feed(self.table, record_id, column)) for cell_id in cell_ids]
