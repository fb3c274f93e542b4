"""Headers that every page prints again: what other pages read for certain settles one in doubt.

A stamp over "BUKTI FISIK" on the first page made "I FISIK" of it, and a column unknown of 64 rows of evidence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.geometry import BBox
from extract.scan.align import bare
from extract.scan.readings import CellReadings, LineReadings, PageReadings

# Cells of one row share their upper edge within this, in points.
TOUCH = 2.0
# A row is the header that so many other pages print where so many of its cells, and half of them, read as theirs.
PAGES, CELLS = 2, 3
# One engine alone is certain of a line from here on.
ALONE = 0.9


def with_running_headers(pages: Iterable[PageReadings]) -> list[PageReadings]:
    """The pages with doubtful cells of their uppermost rows read as those of the pages that print the same row."""
    pages = list(pages)
    rows = [_uppermost(page.cells) for page in pages]
    texts = [[_certain(cell) for cell in row] for row in rows]
    out = []
    for at, page in enumerate(pages):
        others = [i for i, other in enumerate(rows) if i != at and len(other) == len(rows[at])]
        alike = [i for i in others if _same(texts[i], texts[at])]
        read = {
            id(cell): _moved(rows[donor][place], cell)
            for place, cell in enumerate(rows[at])
            if not texts[at][place] and (donor := _donor([(i, texts[i][place]) for i in alike])) is not None
        }
        out.append(replace(page, cells=tuple(read.get(id(cell), cell) for cell in page.cells)) if read else page)
    return out


def _uppermost(cells: Sequence[CellReadings]) -> list[CellReadings]:
    """The cells of a page's first row, from left to right."""
    top = min((cell.bbox.top for cell in cells), default=0.0)
    return sorted((cell for cell in cells if cell.bbox.top - top < TOUCH), key=lambda cell: cell.bbox.x0)


def _certain(cell: CellReadings) -> str:
    """What both engines read in all lines of a cell, or the one that was sure; "" where there is a doubt."""
    sure = cell.lines and not cell.unread and all(map(_agreed, cell.lines))
    return " ".join(bare(line.readings[0].text) for line in cell.lines) if sure else ""


def _agreed(line: LineReadings) -> bool:
    first = line.readings[:2]
    return bare(first[0].text) == bare(first[1].text) if len(first) > 1 else first[0].confidence >= ALONE


def _same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two rows read alike where both are certain, in half of the cells and in several at least."""
    certain = [(a, b) for a, b in zip(one, other, strict=True) if a and b]
    return all(a == b for a, b in certain) and len(certain) >= max(CELLS, len(one) / 2)


def _donor(read: Sequence[tuple[int, str]]) -> int | None:
    """The first of the pages whose text the most of them read, if enough do and none reads another."""
    counts = Counter(text for _, text in read if text)
    if len(counts) != 1 or counts.total() < PAGES:
        return None
    return next(page for page, text in read if text)


def _moved(donor: CellReadings, cell: CellReadings) -> CellReadings:
    """The cell read as another page's, at its own place."""
    across, down = cell.bbox.x0 - donor.bbox.x0, cell.bbox.top - donor.bbox.top

    def moved(box: BBox) -> BBox:
        return BBox(box.x0 + across, box.top + down, box.x1 + across, box.bottom + down)

    lines = tuple(
        replace(
            line,
            bbox=moved(line.bbox),
            readings=tuple(
                replace(reading, words=tuple(replace(word, bbox=moved(word.bbox)) for word in reading.words))
                for reading in line.readings
            ),
        )
        for line in donor.lines
    )
    return replace(cell, lines=lines, unread=0.0, stained=False, clipped=False)
