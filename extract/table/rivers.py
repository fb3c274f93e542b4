"""Tables with horizontal rulings only: their columns stand between the rivers of white that run down the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
# A word that reaches over an edge by less than this (points) stands in the column of its middle.
OVERHANG = 8.0
# An edge known from another page is sought within so many points on this one.
SHIFT = 12.0
# Words of one header are parted by at most this share of their size.
WORD_SPACE = 0.38


Span = tuple[float, float]
"""Where a text begins and ends along its line."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rulings of a table of rows: its box, all of them, and the heights of those that run over all columns."""

    box: BBox
    level: tuple[Segment, ...]
    long: tuple[float, ...]

    @property
    def groups(self) -> tuple[Segment, ...]:
        """Rulings inside the first row: under header cells that stand over several columns."""
        return tuple(s for s in self.level if self.long[0] + REACH < s.at < self.long[1] - REACH)


def river_rulings(page: Page, known: Sequence[float] = ()) -> tuple[Ruling, ...]:
    """Upright rulings in the rivers of a page that rules only rows; none where it rules columns or has no table.

    The first row is taken for a header, whose words tell columns from hanging indents; the edges of columns ``known``
    from another page of the table are taken instead where they are given.
    """
    table = _rows_of(page, known)
    if table is None:
        return ()
    rows = [_words_in(page, table.box, top, bottom) for top, bottom in pairwise(table.long)]
    if known:
        body = [word for row in rows if not _one_run(row) for word in row]
        inner = [_calm_near(x, body) for x in known[1:-1]]
        return tuple(_pieces(page, table, [known[0], *inner, known[-1]]))
    header = _texts([w for w in rows[0] if not any(_heads(w, group) for group in table.groups)])
    rivers = _headed(_rivers([row for row in rows[1:] if not _one_run(row)], header, table.box), header)
    return tuple(_pieces(page, table, [table.box.x0, *rivers, table.box.x1]))


def _calm_near(edge: float, words: Sequence[Word]) -> float:
    """The place near a known edge that fewest words of this page cross, the nearest such one."""
    low, high = edge - SHIFT, edge + SHIFT
    marks = sorted({low, high, *(x for w in words for x in (w.bbox.x0, w.bbox.x1) if low < x < high)})
    band = [(sum(w.bbox.x0 < (a + b) / 2 < w.bbox.x1 for w in words), a, b) for a, b in pairwise(marks)]
    least = min(crossing for crossing, _, _ in band)
    calm = [(a, b) for crossing, a, b in band if crossing == least]
    if any(a <= edge <= b for a, b in calm):
        return edge
    return min(((a + b) / 2 for a, b in calm), key=lambda x: abs(x - edge))


def _rows_of(page: Page, known: Sequence[float]) -> _Rows | None:
    """The rulings of the page's table where it rules only rows; a frame around it rules no columns.

    Where columns are known from another page, two rulings as long as that table bound its rest.
    """
    level = straighten(
        Segment((r.bbox.top + r.bbox.bottom) / 2, r.bbox.x0, r.bbox.x1) for r in page.rulings if r.horizontal
    )
    longest = known[-1] - known[0] if known else max((s.end - s.start for s in level), default=0.0)
    lines = [s for s in level if LONG_SHARE * longest <= s.end - s.start <= longest / LONG_SHARE]
    if len(lines) < (2 if known else MIN_LINES):
        return None
    box = BBox(min(s.start for s in lines), lines[0].at, max(s.end for s in lines), lines[-1].at)
    if any(_inside(r.bbox, box) for r in page.rulings if not r.horizontal):
        return None
    within = tuple(s for s in level if box.top <= s.at <= box.bottom and s.start >= box.x0 - REACH)
    return _Rows(box, within, tuple(s.at for s in lines))


def _inside(upright: BBox, box: BBox) -> bool:
    """Whether an upright ruling stands between a table's sides; at an open page break it runs on beyond its box."""
    beside = upright.bottom < box.top - REACH or upright.top > box.bottom + REACH
    return box.x0 + REACH < upright.middle[0] < box.x1 - REACH and not beside


def _words_in(page: Page, box: BBox, top: float, bottom: float) -> list[Word]:
    left, right = box.x0 - REACH, box.x1 + REACH
    return [w for w in page.words if top < w.bbox.middle[1] < bottom and left < w.bbox.middle[0] < right]


def _heads(word: Word, group: Segment) -> bool:
    """Whether a header's word stands over a ruling that groups columns."""
    x, y = word.bbox.middle
    return y < group.at and group.start < x < group.end


def _one_run(row: Sequence[Word]) -> bool:
    """Whether a row prints one text, at most two lines of it, with no gap that might part columns: a banner."""
    lines = line_groups(row)
    gaps = (b.bbox.x0 - a.bbox.x1 for line in lines for a, b in pairwise(line))
    size = max((w.bbox.bottom - w.bbox.top for w in row), default=0.0)
    return 0 < len(lines) <= BANNER_LINES and all(gap <= SPACE * size for gap in gaps)


def _rivers(rows: Sequence[Sequence[Word]], header: Sequence[Span], box: BBox) -> list[float]:
    """Where the white bands that no row, or only a few, cross are crossed least: at the widest such part's middle."""
    most = int(CROSSED_SHARE * len(rows))
    inked = [*header, *((w.bbox.x0, w.bbox.x1) for row in rows for w in row)]
    marks = sorted({box.x0, box.x1, *(x for span in inked for x in span)})
    bands: list[list[tuple[int, float, float]]] = [[]]
    for left, right in pairwise(marks):
        x = (left + right) / 2
        crossing = sum(any(w.bbox.x0 < x < w.bbox.x1 for w in row) for row in rows)
        if crossing <= most:
            bands[-1].append((crossing + sum(start < x < end for start, end in header), left, right))
        elif bands[-1]:
            bands.append([])
    return [edge for band in bands if band for edge in _edges(band, header, box)]


def _edges(band: Sequence[tuple[int, float, float]], header: Sequence[Span], box: BBox) -> Iterator[float]:
    """The middles of the widest parts that fewest words cross; a band over blank columns holds several headers."""
    start, end = band[0][1], band[-1][2]
    ends = [right for left, right in header if start < (left + right) / 2 < end]
    for left, right in pairwise(sorted({start, *ends, end})):
        part = [piece for piece in band if left <= piece[1] and piece[2] <= right]
        edge = _calmest(part) if part and right - left >= RIVER_WIDTH else None
        if edge is not None and box.x0 + REACH < edge < box.x1 - REACH:
            yield edge


def _texts(words: Sequence[Word]) -> list[Span]:
    """Where the texts that words make begin and end, from left to right; lines over each other are one text."""
    texts: list[Span] = []
    for word in sorted(words, key=lambda w: w.bbox.x0):
        gap = WORD_SPACE * (word.bbox.bottom - word.bbox.top)
        if texts and word.bbox.x0 - texts[-1][1] <= gap:
            texts[-1] = (texts[-1][0], max(texts[-1][1], word.bbox.x1))
        else:
            texts.append((word.bbox.x0, word.bbox.x1))
    return texts


def _calmest(band: Sequence[tuple[int, float, float]]) -> float:
    """Middle of the widest part that fewest words cross."""
    least = min(crossing for crossing, _, _ in band)
    runs: list[tuple[float, float]] = []
    for crossing, left, right in band:
        if crossing == least:
            runs = [*runs[:-1], (runs[-1][0], right)] if runs and runs[-1][1] == left else [*runs, (left, right)]
    left, right = max(runs, key=lambda run: run[1] - run[0])
    return (left + right) / 2


def _headed(rivers: Sequence[float], header: Sequence[Span]) -> list[float]:
    """Rivers that part two headers: a hanging indent makes a river too, but nothing is printed over it."""
    kept: list[float] = []
    middles = [(start + end) / 2 for start, end in header]
    for river in rivers:
        left = kept[-1] if kept else float("-inf")
        if any(left < m < river for m in middles) and any(m > river for m in middles):
            kept.append(river)
    return kept


def _pieces(page: Page, table: _Rows, edges: Sequence[float]) -> Iterator[Ruling]:
    """Each edge through every row that it parts."""
    for top, bottom in pairwise(sorted({s.at for s in table.level})):
        row = _words_in(page, table.box, top, bottom)
        group = next((g for g in table.groups if g.at == bottom), None)
        head = bottom <= table.long[1] + REACH
        for x in edges:
            if _parts_header(x, group) if head and (group or not _one_run(row)) else _parts_row(x, row, edges[1:-1]):
                yield Ruling(BBox(x, top, x, bottom))


def _parts_header(x: float, group: Segment | None) -> bool:
    """Whether an edge goes on through a header's row: not where one cell stands over a ruling that groups columns."""
    return group is None or not group.start + REACH < x < group.end - REACH


def _parts_row(x: float, row: Sequence[Word], inner: Sequence[float]) -> bool:
    """Whether an edge goes on through a row: not where a word lies across it, nor inside a banner."""
    banner = x in inner and _one_run(row) and any(_over(row, edge) for edge in inner)
    return not banner and not any(w.bbox.x0 + OVERHANG < x < w.bbox.x1 - OVERHANG for w in row)


def _over(row: Sequence[Word], x: float) -> bool:
    """Whether a row's words lie over an edge or on both sides of it."""
    return min(w.bbox.x0 for w in row) < x - 1 and max(w.bbox.x1 for w in row) > x + 1
