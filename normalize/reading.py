"""The text of every cell: printed lines joined, broken words mended, cells through page breaks read as one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extract.model import Cell, PlanTable, Value
from normalize.oddity import Oddity
from normalize.text import Joined, fold, join_lines
from normalize.vocabulary import Vocabulary

# A line with less free room than this, in letters, is full: the cell may have broken a word there. Of 4,524 cells with
# long words cut, 0.6 leaves 13 silent errors, 1.0 four, 1.3 and above none (letters differ in width).
FULL_ROOM = 1.7
# The engine of a cell whose text a person wrote: it stands as written.
CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one or more printed cells say together: text or None when blank, its lines, what was odd or mended."""

    text: str | None = None
    lines: tuple[str, ...] = ()
    cell_ids: tuple[str, ...] = ()
    spanned: bool = False
    shaded: bool = False
    oddities: tuple[Oddity, ...] = ()


@dataclass(frozen=True, slots=True)
class Texts:
    """The cells of a plan by id, and the readings of all values that rows refer to."""

    cells: dict[str, Cell]
    joined: dict[tuple[str, ...], Joined]

    def read(self, value: Value) -> Reading:
        """What a value says."""
        joined = self.joined.get(value.cell_ids)
        cells = [self.cells[c] for c in value.cell_ids]
        return Reading(
            text=joined.text or None if joined else None,
            lines=tuple(line for cell in cells for line in cell.lines),
            cell_ids=value.cell_ids,
            spanned=value.spanned,
            shaded=any(cell.shaded for cell in cells),
            oddities=joined.oddities if joined else (),
        )


def read_texts(table: PlanTable, words: Vocabulary) -> Texts:
    """Join every value's lines with the document's own vocabulary."""
    cells = {cell.cell_id: cell for cell in table.cells}
    groups = {value.cell_ids for row in table.rows for value in row.values} | {row.banner for row in table.rows}
    groups |= {(cell.cell_id,) for cell in table.cells}
    return Texts(cells, {ids: _joined([cells[c] for c in ids], words) for ids in sorted(groups) if ids})


def _joined(cells: Iterable[Cell], words: Vocabulary) -> Joined:
    cells = [cell for cell in cells if not cell.blank]
    if len(cells) == 1 and cells[0].engine == CORRECTED:
        return Joined(fold(cells[0].text))
    lines = [line for cell in cells for line in cell.lines]
    room = [r for cell in cells for r in (cell.room or (0.0,) * len(cell.lines))]
    return join_lines(lines, words, full=[r < FULL_ROOM for r in room])
