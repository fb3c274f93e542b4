"""Walls and rooms: rulings cut a table into small boxes; boxes with no wall between them are one cell."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from extract.geometry import BBox
from extract.model import Doubt
from extract.table.rulings import REACH, Mesh, Segment

# A wall stands between two boxes when rulings cover this share of their common side. Complete borders cover all of
# it, stray strokes a fifth; faint scanned ones were bridged before.
WALL_SHARE = 0.5

Box = tuple[int, int]
Region = tuple[int, int, int, int]


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


def edges(segments: Iterable[Segment]) -> tuple[float, ...]:
    """The positions of rulings, in order."""
    return tuple(sorted({s.at for s in segments}))


def _walls(segments: Iterable[Segment], at: Sequence[float], cross: Sequence[float]) -> set[Box]:
    """(edge index, interval index) of every stretch between two crossing edges that rulings cover."""
    covered: dict[Box, float] = defaultdict(float)
    index = {edge: i for i, edge in enumerate(at)}
    for s in segments:
        first = max(bisect_right(cross, s.start) - 1, 0)
        for k in range(first, len(cross) - 1):
            if cross[k] >= s.end:
                break
            covered[index[s.at], k] += max(0.0, min(s.end, cross[k + 1]) - max(s.start, cross[k]))
    return {(e, k) for (e, k), length in covered.items() if length >= WALL_SHARE * (cross[k + 1] - cross[k])}


def regions_of(mesh: Mesh, xs: tuple[float, ...], ys: tuple[float, ...], page: int) -> tuple[list[Region], list[Doubt]]:
    """Rectangles of boxes with no wall inside as (row, column, row_span, column_span), in reading order."""
    upright, level = _walls(mesh.verticals, xs, ys), _walls(mesh.horizontals, ys, xs)
    regions: list[Region] = []
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


def _rectangles(boxes: set[Box]) -> list[Region]:
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


def _uneven(parts: Sequence[Region], xs: Sequence[float], ys: Sequence[float], page: int) -> Doubt:
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
