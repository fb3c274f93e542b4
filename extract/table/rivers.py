"""Tables with horizontal rulings only: their columns stand between the rivers of white that run down the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.geometry import BBox, Page, Ruling, Word
from extract.table.rulings import REACH, Segment, straighten

# So many long rulings make a table of rows; two are a letterhead or a footer.
MIN_LINES = 4
# Rulings at least this share of the longest one bound rows; shorter ones bound the rows of some columns.
LONG_SHARE = 0.9
# White narrower than this (points) parts words, not columns: spaces are 2 to 3 wide, cell margins 5 and more.
RIVER_WIDTH = 3.5
# Section banners cross the rivers: at most this share of the rows.
CROSSED_SHARE = 0.12


def river_rulings(page: Page) -> tuple[Ruling, ...]:
    """Upright rulings in the rivers of a page that rules only rows; none where it has upright rulings or no table."""
    level = straighten(
        Segment((r.bbox.top + r.bbox.bottom) / 2, r.bbox.x0, r.bbox.x1) for r in page.rulings if r.horizontal
    )
    if len(level) < MIN_LINES or any(not r.horizontal for r in page.rulings):
        return ()
    longest = max(s.end - s.start for s in level)
    lines = [s for s in level if s.end - s.start >= LONG_SHARE * longest]
    if len(lines) < MIN_LINES:
        return ()
    box = BBox(min(s.start for s in lines), lines[0].at, max(s.end for s in lines), lines[-1].at)
    rows = [_row_words(page.words, box, above.at, below.at) for above, below in pairwise(lines)]
    edges = [box.x0, *_headed(_rivers(rows, box), rows[0]), box.x1]
    return tuple(_pieces(edges, rows, [s.at for s in lines]))


def _row_words(words: Sequence[Word], box: BBox, top: float, bottom: float) -> list[Word]:
    return [w for w in words if top < w.bbox.middle[1] < bottom and box.x0 - REACH < w.bbox.middle[0] < box.x1 + REACH]


def _rivers(rows: Sequence[Sequence[Word]], box: BBox) -> list[float]:
    """Middles of the white bands that no row, or only banners, cross."""
    most = int(CROSSED_SHARE * len(rows))
    marks = sorted({box.x0, box.x1, *(x for row in rows for w in row for x in (w.bbox.x0, w.bbox.x1))})
    rivers, start = [], None
    for left, right in pairwise(marks):
        x = (left + right) / 2
        white = sum(any(w.bbox.x0 < x < w.bbox.x1 for w in row) for row in rows) <= most
        if white and start is None:
            start = left
        if start is not None and (not white or right == marks[-1]):
            end = left if not white else right
            if end - start >= RIVER_WIDTH and start > box.x0 + REACH and end < box.x1 - REACH:
                rivers.append((start + end) / 2)
            start = None
    return rivers


def _headed(rivers: Sequence[float], header: Sequence[Word]) -> list[float]:
    """Rivers that part two headers: a hanging indent makes a river too, but nothing is printed over it."""
    kept: list[float] = []
    middles = sorted(w.bbox.middle[0] for w in header)
    for river in rivers:
        left = kept[-1] if kept else float("-inf")
        if any(left < m < river for m in middles) and any(m > river for m in middles):
            kept.append(river)
    return kept


def _pieces(edges: Sequence[float], rows: Sequence[Sequence[Word]], ys: Sequence[float]) -> Iterator[Ruling]:
    """Each edge through every row in which no word crosses it."""
    for x in edges:
        for row, (top, bottom) in zip(rows, pairwise(ys), strict=True):
            if not any(w.bbox.x0 + 1 < x < w.bbox.x1 - 1 for w in row):
                yield Ruling(BBox(x, top, x, bottom))
