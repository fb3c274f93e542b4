"""From rulings to cells: one lattice for typeset and scanned pages.

A table's rulings cut it into small boxes; boxes with no wall between them are one cell. A merged cell is so known
by its geometry, and a wall that is missing or stray shows as a region that is no rectangle.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.lines import depth_below, line_groups, room_for_more
from extract.model import BBox, Cell, Doubt, Page, Word
from extract.rulings import REACH, Mesh, Segment, meshes

# A wall stands between two boxes when rulings cover this share of their common side. Complete borders cover all of
# it, stray strokes a fifth; faint scanned ones were bridged before.
WALL_SHARE = 0.5
# A table has at least this many boxes; less is a frame, a stamp or an underline.
MIN_BOXES = 4
# More lines than this in one direction are a drawing or a pattern, not a table that people read.
MAX_EDGES = 600
# A cell is shaded when fills cover this share of it.
SHADED_SHARE = 0.5

Box = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """One ruled table of one page: its edges in points, its cells in reading order, words that no cell holds."""

    page: int
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]
    words: tuple[tuple[Word, ...], ...]
    outside: tuple[Word, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def bbox(self) -> BBox:
        """Box around the table."""
        return BBox(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def grids(page: Page) -> tuple[Grid, ...]:
    """The ruled tables of one page, from top to bottom, their words placed in cells."""
    return tuple(
        grid_of(page, mesh)
        for mesh in meshes(page.rulings)
        if max(len(mesh.verticals), len(mesh.horizontals)) <= MAX_EDGES
        and (len(_edges(mesh.verticals)) - 1) * (len(_edges(mesh.horizontals)) - 1) >= MIN_BOXES
    )


def grid_of(page: Page, mesh: Mesh) -> Grid:
    """The cells of one table, and the page's words in them."""
    mesh = closed(mesh)
    xs, ys = _edges(mesh.verticals), _edges(mesh.horizontals)
    regions, doubts = _regions(mesh, xs, ys, page.number)
    placed, outside = _placed(page.words, xs, ys, regions)
    margins = right_margins(xs, regions, placed)
    cells = [_cell(page, xs, ys, region, words, margins) for region, words in zip(regions, placed, strict=True)]
    return Grid(page.number, xs, ys, tuple(cells), tuple(placed), tuple(outside), tuple(doubts))


def closed(mesh: Mesh) -> Mesh:
    """Close a table whose last row has no bottom line, or whose sides are open, at the ends of its rulings."""
    box = mesh.bbox
    verticals, horizontals = list(mesh.verticals), list(mesh.horizontals)
    for y in (box.top, box.bottom):
        if min(abs(h.at - y) for h in horizontals) > REACH and _reaching(verticals, y) >= 2:
            horizontals.append(Segment(y, box.x0, box.x1))
    for x in (box.x0, box.x1):
        if verticals and min(abs(v.at - x) for v in verticals) > REACH and _reaching(horizontals, x) >= 2:
            verticals.append(Segment(x, box.top, box.bottom))
    return Mesh(tuple(sorted(verticals, key=lambda s: s.at)), tuple(sorted(horizontals, key=lambda s: s.at)))


def _reaching(segments: Iterable[Segment], end: float) -> int:
    return sum(abs(s.start - end) <= REACH or abs(s.end - end) <= REACH for s in segments)


def _edges(segments: Iterable[Segment]) -> tuple[float, ...]:
    return tuple(sorted({s.at for s in segments}))


def _walls(segments: Iterable[Segment], edges: Sequence[float], cross: Sequence[float]) -> set[Box]:
    """(edge index, interval index) of every stretch between two crossing edges that rulings cover."""
    covered: dict[Box, float] = defaultdict(float)
    index = {at: i for i, at in enumerate(edges)}
    for s in segments:
        first = max(bisect_right(cross, s.start) - 1, 0)
        for k in range(first, len(cross) - 1):
            if cross[k] >= s.end:
                break
            covered[index[s.at], k] += max(0.0, min(s.end, cross[k + 1]) - max(s.start, cross[k]))
    return {(e, k) for (e, k), length in covered.items() if length >= WALL_SHARE * (cross[k + 1] - cross[k])}


def _regions(
    mesh: Mesh, xs: tuple[float, ...], ys: tuple[float, ...], page: int
) -> tuple[list[tuple[int, int, int, int]], list[Doubt]]:
    """Rectangles of boxes with no wall inside as (row, column, row_span, column_span), in reading order."""
    upright, level = _walls(mesh.verticals, xs, ys), _walls(mesh.horizontals, ys, xs)
    regions: list[tuple[int, int, int, int]] = []
    doubts: list[Doubt] = []
    for boxes in _joined_boxes(len(ys) - 1, len(xs) - 1, upright, level):
        parts = _rectangles(boxes)
        regions += parts
        if len(parts) > 1:
            doubts.append(_uneven(parts, xs, ys, page))
    return sorted(regions), doubts


def _joined_boxes(rows: int, columns: int, upright: set[Box], level: set[Box]) -> list[set[Box]]:
    """Sets of boxes that no wall separates; a box open to the outside still belongs to the table."""
    seen: set[Box] = set()
    groups = []
    for start in ((r, c) for r in range(rows) for c in range(columns)):
        if start in seen:
            continue
        group, stack = {start}, [start]
        while stack:
            r, c = stack.pop()
            steps = [
                ((r, c + 1), (c + 1, r) in upright),
                ((r, c - 1), (c, r) in upright),
                ((r + 1, c), (r + 1, c) in level),
                ((r - 1, c), (r, c) in level),
            ]
            for box, wall in steps:
                if not wall and box not in group and 0 <= box[0] < rows and 0 <= box[1] < columns:
                    group.add(box)
                    stack.append(box)
        seen |= group
        groups.append(group)
    return groups


def _rectangles(boxes: set[Box]) -> list[tuple[int, int, int, int]]:
    """Cut a set of boxes into rectangles, full-height columns first; a rectangle stays whole."""
    rows, columns = [r for r, _ in boxes], [c for _, c in boxes]
    hull = (min(rows), min(columns), max(rows) - min(rows) + 1, max(columns) - min(columns) + 1)
    if hull[2] * hull[3] == len(boxes):
        return [hull]
    left, parts = set(boxes), []
    while left:
        column, row = min((c, r) for r, c in left)
        height = 1
        while (row + height, column) in left:
            height += 1
        width = 1
        while all((r, column + width) in left for r in range(row, row + height)):
            width += 1
        parts.append((row, column, height, width))
        left -= {(r, c) for r in range(row, row + height) for c in range(column, column + width)}
    return parts


def _uneven(parts: Sequence[tuple[int, int, int, int]], xs: Sequence[float], ys: Sequence[float], page: int) -> Doubt:
    boxes = [BBox(xs[c], ys[r], xs[c + w], ys[r + h]) for r, c, h, w in parts]
    box = boxes[0]
    for other in boxes[1:]:
        box = box.union(other)
    return Doubt(
        code="cell_not_rectangular",
        message=f"rulings are missing or stray here: {len(parts)} cells run together",
        page=page,
        bbox=box,
    )


def _placed(
    words: Sequence[Word], xs: Sequence[float], ys: Sequence[float], regions: Sequence[tuple[int, int, int, int]]
) -> tuple[list[tuple[Word, ...]], list[Word]]:
    """Each region's words by their middle, and the words inside the table's box that no region holds."""
    owner = {
        (r, c): i
        for i, (row, col, h, w) in enumerate(regions)
        for r in range(row, row + h)
        for c in range(col, col + w)
    }
    placed: list[list[Word]] = [[] for _ in regions]
    outside = []
    for word in words:
        x, y = word.bbox.middle
        if not (xs[0] <= x <= xs[-1] and ys[0] <= y <= ys[-1]):
            continue
        box = (min(bisect_right(ys, y) - 1, len(ys) - 2), min(bisect_right(xs, x) - 1, len(xs) - 2))
        if box in owner:
            placed[owner[box]].append(word)
        else:
            outside.append(word)
    return [tuple(group) for group in placed], outside


def cell_id(page: int, box: BBox) -> str:
    """Key of a printed cell: its page and its box."""
    return f"p{page}:{box.x0:.1f},{box.top:.1f},{box.x1:.1f},{box.bottom:.1f}"


def right_margins(
    xs: Sequence[float], regions: Sequence[tuple[int, int, int, int]], placed: Sequence[Sequence[Word]]
) -> dict[int, float]:
    """Free space that cells keep at their right edge, by the edge's index: the least seen at either side, points."""
    margins: dict[int, float] = {}
    for (_, column, _, width), words in zip(regions, placed, strict=True):
        if words:
            left = min(w.bbox.x0 for w in words) - xs[column]
            right = xs[column + width] - max(w.bbox.x1 for w in words)
            margins[column + width] = max(0.0, min(left, right, margins.get(column + width, left)))
    return margins


def _cell(
    page: Page,
    xs: Sequence[float],
    ys: Sequence[float],
    region: tuple[int, int, int, int],
    words: Sequence[Word],
    margins: dict[int, float],
) -> Cell:
    row, column, height, width = region
    box = BBox(xs[column], ys[row], xs[column + width], ys[row + height])
    confidences = [w.confidence for w in words if w.confidence is not None]
    lines, margin = line_groups(words), margins.get(column + width, 0.0)
    return Cell(
        cell_id=cell_id(page.number, box),
        page=page.number,
        row=row,
        column=column,
        row_span=height,
        column_span=width,
        lines=tuple(" ".join(word.text for word in line) for line in lines),
        bbox=box,
        confidence=min(confidences) if confidences else None,
        engine=words[0].engine if words else "pdf",
        shaded=_shaded(box, page.shadings),
        room=tuple(round(room_for_more(line, box.x0 + margin, box.x1 - margin), 2) for line in lines),
        depth=round(depth_below(lines, box.bottom), 2),
    )


def _shaded(box: BBox, shadings: Sequence[BBox]) -> bool:
    """Whether one fill covers most of a cell."""
    area = (box.x1 - box.x0) * (box.bottom - box.top)
    covered = (
        max(0.0, min(box.x1, s.x1) - max(box.x0, s.x0)) * max(0.0, min(box.bottom, s.bottom) - max(box.top, s.top))
        for s in shadings
    )
    return any(share >= SHADED_SHARE * area for share in covered) if area else False
