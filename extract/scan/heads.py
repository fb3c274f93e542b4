"""What hangs on words over the cells: a column whose header was not read, a heading between tables read unsurely."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from extract.geometry import BBox
from extract.model import Cell, Doubt, PlanTable, cell_doubt

# Doubts about a reading that leave a cell blank though something is printed in it.
_UNREAD = frozenset({"ocr_disagree", "ink_unread"})
# A heading's word that was recognised with less confidence may be wrong: of 759 cells none above it was.
SURE = 0.9
# A cell stands under a header that covers so much of its width.
UNDER = 0.5


def doubts_under(table: PlanTable, doubts: Sequence[Doubt], pages: Collection[int]) -> Iterator[Doubt]:
    """Doubts on the cells of columns whose header was lost, and on headings; ``pages`` are those that were scanned.

    ``doubts`` are those about the reading. A month whose header is lost in a stamp is no period of the schedule.
    """
    held = {name for row in table.rows for value in row.values for name in value.cell_ids}
    banners = {name for row in table.rows for name in row.banner}
    lost = {d.cell_id for d in doubts if d.status == "open" and d.code in _UNREAD}
    heads = [c for c in table.cells if c.cell_id not in held | banners and c.page == table.pages[0]]
    unread = [c.bbox for c in heads if c.blank and c.cell_id in lost and c.bbox]
    message = "the header over this column could not be read; what stands here may be something else"
    alike = _alike(table)
    for cell in table.cells:
        if cell.cell_id in alike and not cell.blank:
            yield cell_doubt("column_unknown", "several columns of the schedule have one header between them", cell)
        elif cell.cell_id in held and cell.bbox and not cell.blank and any(_under(cell.bbox, box) for box in unread):
            yield cell_doubt("column_unknown", message, cell)
        elif cell.cell_id in banners and cell.page in pages and _unsure(cell):
            yield cell_doubt("ocr_disagree", "this heading was recognised with little confidence", cell)


def _alike(table: PlanTable) -> set[str]:
    """The cells of period columns that stand for one period: "Trw I Trw II" over four, its uprights lost in a stamp."""
    counts = Counter(spec.period for spec in table.columns if spec.period)
    places = [i for i, spec in enumerate(table.columns) if spec.period and counts[spec.period] > 1]
    return {name for row in table.rows for i in places for name in row.values[i].cell_ids}


def _under(cell: BBox, head: BBox) -> bool:
    shared = min(cell.x1, head.x1) - max(cell.x0, head.x0)
    return shared > UNDER * max(cell.x1 - cell.x0, head.x1 - head.x0)


def _unsure(cell: Cell) -> bool:
    """Whether words were read so; a ruled cell, whose lines' room is known, has its own doubts."""
    return not cell.room and cell.confidence is not None and cell.confidence < SURE
