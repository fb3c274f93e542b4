"""Tables with horizontal rulings only: their columns stand between the rivers of white that run down the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.geometry import BBox, Page, Ruling, Word
from extract.table.lines import line_groups
from extract.table.rulings import REACH, Segment, straighten

# So many long rulings make a table of rows; two are a letterhead or a footer.
MIN_LINES = 4
# Rulings at least this share of the longest one bound rows; shorter ones bound the rows of some columns.
LONG_SHARE = 0.9
# White narrower than this (points) parts words, not columns: spaces are 2 to 3 wide, cell margins 5 and more.
RIVER_WIDTH = 3.5
# Texts over several columns cross the rivers: at most this share of the rows, banners of one run of words aside.
CROSSED_SHARE = 0.12
# A banner prints so many lines at most; its words are parted by at most this share of their size (numbers by more).
BANNER_LINES, SPACE = 2, 0.9


def river_rulings(page: Page) -> tuple[Ruling, ...]:
    """Upright rulings in the rivers of a page that rules only rows; none where it rules columns or has no table."""
    level = straighten(
        Segment((r.bbox.top + r.bbox.bottom) / 2, r.bbox.x0, r.bbox.x1) for r in page.rulings if r.horizontal
    )
    longest = max((s.end - s.start for s in level), default=0.0)
    lines = [s for s in level if s.end - s.start >= LONG_SHARE * longest]
    if len(lines) < MIN_LINES:
        return ()
    box = BBox(min(s.start for s in lines), lines[0].at, max(s.end for s in lines), lines[-1].at)
    if any(_inside(r.bbox, box) for r in page.rulings if not r.horizontal):
        return ()
    rows = [_row_words(page.words, box, above.at, below.at) for above, below in pairwise(lines)]
    parted = [rows[0], *(row for row in rows[1:] if not _one_run(row))]
    edges = [box.x0, *_headed(_rivers(parted, box), rows[0]), box.x1]
    return tuple(_pieces(edges, rows, [s.at for s in lines]))


def _inside(upright: BBox, box: BBox) -> bool:
    """Whether an upright ruling stands between a table's sides; a frame rules no columns."""
    x, y = upright.middle
    return box.x0 + REACH < x < box.x1 - REACH and box.top - REACH < y < box.bottom + REACH


def _one_run(row: Sequence[Word]) -> bool:
    """Whether a row prints one text, at most two lines of it, with no gap that might part columns: a banner."""
    lines = line_groups(row)
    gaps = (b.bbox.x0 - a.bbox.x1 for line in lines for a, b in pairwise(line))
    size = max((w.bbox.bottom - w.bbox.top for w in row), default=0.0)
    return 0 < len(lines) <= BANNER_LINES and all(gap <= SPACE * size for gap in gaps)


def _row_words(words: Sequence[Word], box: BBox, top: float, bottom: float) -> list[Word]:
    return [w for w in words if top < w.bbox.middle[1] < bottom and box.x0 - REACH < w.bbox.middle[0] < box.x1 + REACH]


def _rivers(rows: Sequence[Sequence[Word]], box: BBox) -> list[float]:
    """Where the white bands that no row, or only a few, cross are crossed least: at the widest such part's middle."""
    most = int(CROSSED_SHARE * len(rows))
    marks = sorted({box.x0, box.x1, *(x for row in rows for w in row for x in (w.bbox.x0, w.bbox.x1))})
    bands: list[list[tuple[int, float, float]]] = [[]]
    for left, right in pairwise(marks):
        x = (left + right) / 2
        crossing = sum(any(w.bbox.x0 < x < w.bbox.x1 for w in row) for row in rows)
        if crossing <= most:
            bands[-1].append((crossing, left, right))
        elif bands[-1]:
            bands.append([])
    return [_calmest(band) for band in bands if band and _parts(band[0][1], band[-1][2], box)]


def _parts(start: float, end: float, box: BBox) -> bool:
    """Whether a band is wide enough to part columns, and none of the table's margins."""
    return end - start >= RIVER_WIDTH and start > box.x0 + REACH and end < box.x1 - REACH


def _calmest(band: Sequence[tuple[int, float, float]]) -> float:
    """Middle of the widest part that fewest rows cross."""
    least = min(crossing for crossing, _, _ in band)
    _, left, right = max((part for part in band if part[0] == least), key=lambda part: part[2] - part[1])
    return (left + right) / 2


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
    for row, (top, bottom) in zip(rows, pairwise(ys), strict=True):
        crossed = _one_run(row) and any(_over(row, x) for x in edges[1:-1])
        for x in (edges[0], edges[-1]) if crossed else edges:
            if not any(w.bbox.x0 + 1 < x < w.bbox.x1 - 1 for w in row):
                yield Ruling(BBox(x, top, x, bottom))


def _over(row: Sequence[Word], x: float) -> bool:
    """Whether a row's words lie over an edge or on both sides of it."""
    return min(w.bbox.x0 for w in row) < x - 1 and max(w.bbox.x1 for w in row) > x + 1
