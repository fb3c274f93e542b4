"""Text that clipping hides: a low spreadsheet row shows the first lines of its texts only.

The rest is in the file, over the cell below. It belongs to the cell that its text is shown in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.geometry import BBox, CutText, Word
from extract.model import Cell, Doubt
from extract.table.lines import line_groups
from extract.table.walls import Region

# A clip reaches over its cell's edges by at most so many points: sheets clip at the edge, rulings have a width.
OVERLAP = 4.0
# Words of one line nearer than this share of its height are halves of one word that the clip cuts.
HALF_GAP = 0.15


def at_home(
    cuts: Sequence[CutText],
    xs: Sequence[float],
    ys: Sequence[float],
    regions: Sequence[Region],
    placed: Sequence[tuple[Word, ...]],
) -> tuple[list[tuple[Word, ...]], dict[int, str]]:
    """Each region's words with those that clipping hides there, and by region what they say."""
    words = list(placed)
    hidden: dict[int, str] = {}
    for cut in cuts:
        home = next((i for i, region in enumerate(regions) if _holds(region, xs, ys, cut.clip)), None)
        if home is not None and cut.words:
            words[home] = tuple(_whole((*words[home], *cut.words)))
            hidden[home] = " ".join(word.text for word in cut.words)
    return words, hidden


def _holds(region: Region, xs: Sequence[float], ys: Sequence[float], clip: BBox) -> bool:
    row, column, height, width = region
    x0, top, x1, bottom = xs[column], ys[row], xs[column + width], ys[row + height]
    across = x0 - OVERLAP <= clip.x0 and clip.x1 <= x1 + OVERLAP
    return across and top - OVERLAP <= clip.top and clip.bottom <= bottom + OVERLAP


def _whole(words: Sequence[Word]) -> Iterator[Word]:
    """The words with the halves of those that the clip cuts put together."""
    for line in line_groups(words):
        last = line[0]
        for left, right in pairwise(line):
            if right.bbox.x0 - left.bbox.x1 < HALF_GAP * (left.bbox.bottom - left.bbox.top):
                last = replace(last, text=last.text + right.text, bbox=last.bbox.union(right.bbox))
            else:
                yield last
                last = right
        yield last


def cut_off(cell: Cell, text: str) -> Doubt:
    """What tells of the words that a cell's clipping hides."""
    return Doubt(
        code="text_cut_off",
        message=f"“{text[:200]}” does not fit the cell and is cut off on the page; it was read as the cell's",
        cell_id=cell.cell_id,
        before=cell.raw,
        page=cell.page,
        bbox=cell.bbox,
    )
