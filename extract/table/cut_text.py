"""Text that clipping hides: a low spreadsheet row shows the first lines of its texts only.

The rest is in the file, over the cell below. It belongs to the cell that its text is shown in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extract.geometry import BBox, CutText, Word
from extract.model import Cell, Doubt, cell_doubt
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
        for word in cut.words:
            home = _home(word, cut.clip, xs, ys, regions)
            if home is not None:
                words[home] = (*words[home], word)
                hidden[home] = f"{hidden.get(home, '')} {word.text}".strip()
    return [tuple(whole(group)) if i in hidden else group for i, group in enumerate(words)], hidden


def _home(word: Word, clip: BBox, xs: Sequence[float], ys: Sequence[float], regions: Sequence[Region]) -> int | None:
    """The region that a clip shows; where it shows more, the one at its left end (a text that runs over blanks).

    What a clip over several columns hides above its rows is of the page before, where merged cells go on.
    """
    held = next((i for i, region in enumerate(regions) if _holds(region, xs, ys, clip)), None)
    if held is not None:
        return held
    _, y = word.bbox.middle
    for i, (row, column, height, _) in enumerate(regions):
        beside = clip.top < ys[row + height] and ys[row] < clip.bottom
        if beside and ys[row] <= y <= ys[row + height] and abs(xs[column] - clip.x0) <= OVERLAP:
            return i
    return None


def _holds(region: Region, xs: Sequence[float], ys: Sequence[float], clip: BBox) -> bool:
    row, column, height, width = region
    x0, top, x1, bottom = xs[column], ys[row], xs[column + width], ys[row + height]
    across = x0 - OVERLAP <= clip.x0 and clip.x1 <= x1 + OVERLAP
    return across and top - OVERLAP <= clip.top and clip.bottom <= bottom + OVERLAP


def whole(words: Sequence[Word]) -> Iterator[Word]:
    """The words with the halves of those that the clip cuts put together."""
    for line in line_groups(words):
        last = line[0]
        for left, right in pairwise(line):
            halves = right.bbox.x0 - left.bbox.x1 < HALF_GAP * (left.bbox.bottom - left.bbox.top)
            if halves and " " not in f"{left.text}{right.text}":  # turned paragraphs are one word each
                last = replace(last, text=last.text + right.text, bbox=last.bbox.union(right.bbox))
            else:
                yield last
                last = right
        yield last


def cut_off(cell: Cell, text: str) -> Doubt:
    """What tells of the words that a cell's clipping hides."""
    return cell_doubt(
        "text_cut_off",
        f"“{text[:200]}” does not fit the cell and is cut off on the page; it was read as the cell's",
        cell,
        before=cell.raw,
    )
