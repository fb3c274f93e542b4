"""Rulings made straight: snapped to common positions, joined over gaps, grouped into tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.geometry import BBox, Ruling

# Parallel rulings nearer than this are one (double borders, a border drawn by both neighbours). Office exports
# draw them within 0.5 pt; the lowest printed row seen is 11 pt high.
SNAP = 3.0
# Pieces of one line nearer than this are joined (dotted borders, one stroke per cell).
JOIN = 4.0
# A line that ends this near to another meets it.
REACH = 4.0
# A row that is open above or below has at least this many verticals.
MIN_OPEN = 3
# A vertical that meets nothing belongs to the table beside it when it runs along so much of it.
SIDE_SHARE = 0.8
# Shorter than this in all, a joined line is a speck, an underline or part of a letter.
MIN_LENGTH = 8.0
# Verticals down to this length rule a low row, where so many as in an open row end on its two horizontals: a sheet
# printed to the page's width had rows of 7 points.
MIN_BRIDGE = 4.0


@dataclass(frozen=True, slots=True)
class Segment:
    """A straightened ruling: it stands at ``at`` (x of a vertical, y of a horizontal) from ``start`` to ``end``."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Mesh:
    """The rulings of one table: verticals from left to right, horizontals from top to bottom."""

    verticals: tuple[Segment, ...]
    horizontals: tuple[Segment, ...]

    @property
    def bbox(self) -> BBox:
        """Box around all of them."""
        xs = [v.at for v in self.verticals] + [e for h in self.horizontals for e in (h.start, h.end)]
        ys = [h.at for h in self.horizontals] + [e for v in self.verticals for e in (v.start, v.end)]
        return BBox(min(xs), min(ys), max(xs), max(ys))


def meshes(rulings: Iterable[Ruling]) -> tuple[Mesh, ...]:
    """Group a page's rulings into tables, from top to bottom; what rules no row is left out."""
    rulings = tuple(rulings)
    horizontals = straighten(
        Segment((r.bbox.top + r.bbox.bottom) / 2, r.bbox.x0, r.bbox.x1) for r in rulings if r.horizontal
    )
    upright = _lines(
        Segment((r.bbox.x0 + r.bbox.x1) / 2, r.bbox.top, r.bbox.bottom) for r in rulings if not r.horizontal
    )
    verticals = [*_long(upright), *_bridges(upright, horizontals)]
    groups = _connected(verticals, horizontals)
    found = [Mesh(*group) for group in groups if _rules_cells(*group)]
    lonely = [v for group in groups if not group[1] for v in group[0]]
    found = _side_by_side([_with_sides(mesh, lonely) for mesh in found])
    return tuple(sorted(found, key=lambda mesh: (mesh.bbox.top, mesh.bbox.x0)))


def _side_by_side(meshes: Sequence[Mesh]) -> list[Mesh]:
    """Meshes of one height beside each other are one table, whose column between them is merged over the whole page."""
    found: list[Mesh] = []
    for mesh in sorted(meshes, key=lambda m: m.bbox.x0):
        left = next((m for m in reversed(found) if _as_high(m, mesh) and m.bbox.x1 < mesh.bbox.x0), None)
        if left:
            found.remove(left)
        found.append(_joined_meshes(left, mesh) if left else mesh)
    return found


def _joined_meshes(left: Mesh, right: Mesh) -> Mesh:
    return Mesh((*left.verticals, *right.verticals), _by_height((*left.horizontals, *right.horizontals)))


def _as_high(one: Mesh, other: Mesh) -> bool:
    """Whether two meshes begin and end at one height and rule several rows."""
    ends = abs(one.bbox.top - other.bbox.top) <= REACH and abs(one.bbox.bottom - other.bbox.bottom) <= REACH
    return ends and min(len(one.horizontals), len(other.horizontals)) >= MIN_OPEN


def _by_height(horizontals: Iterable[Segment]) -> tuple[Segment, ...]:
    """Horizontals from top to bottom, those of one height on one position."""
    groups = _snapped(sorted(horizontals, key=lambda s: s.at))
    return tuple(replace(segment, at=at) for at, group in groups for segment in group)


def _with_sides(mesh: Mesh, lonely: Sequence[Segment]) -> Mesh:
    """A mesh with the verticals beside it that meet no horizontal: columns merged over the whole of an open page."""
    top, bottom = mesh.bbox.top, mesh.bbox.bottom
    beside = [
        v
        for v in lonely
        if top - REACH <= v.start and v.end <= bottom + REACH and v.end - v.start >= SIDE_SHARE * (bottom - top)
    ]
    return replace(mesh, verticals=tuple(sorted((*mesh.verticals, *beside), key=lambda s: s.at))) if beside else mesh


def _rules_cells(verticals: Sequence[Segment], horizontals: Sequence[Segment]) -> bool:
    """Two horizontals bound a row; the rest of a row on a page of its own may have one, under several verticals."""
    return len(horizontals) > 1 or (len(horizontals) == 1 and len(verticals) >= MIN_OPEN)


def straighten(segments: Iterable[Segment]) -> list[Segment]:
    """Snap segments to common positions and join the pieces of one line; specks are dropped."""
    return _long(_lines(segments))


def _lines(segments: Iterable[Segment]) -> list[Segment]:
    """Lines of segments at common positions, specks among them."""
    joined: list[Segment] = []
    for at, group in _twice_snapped(sorted(segments, key=lambda s: s.at)):
        joined += _joined(at, group)
    return joined


def _twice_snapped(ordered: Sequence[Segment]) -> Iterator[tuple[float, list[Segment]]]:
    """Clusters of segments, those joined whose positions agree, too: two double borders side by side are one."""
    cluster: list[Segment] = []
    first = 0.0
    for at, group in _snapped(ordered):
        if cluster and at - first > SNAP:
            yield _mean(cluster), cluster
            cluster = []
        first = first if cluster else at
        cluster = [*cluster, *group]
    if cluster:
        yield _mean(cluster), cluster


def _long(lines: Iterable[Segment]) -> list[Segment]:
    return [s for s in lines if s.end - s.start >= MIN_LENGTH]


def _bridges(lines: Iterable[Segment], horizontals: Sequence[Segment]) -> list[Segment]:
    """Short verticals of one low row: they reach from one horizontal to the next, several side by side."""
    bands: dict[tuple[float, ...], list[Segment]] = defaultdict(list)
    for line in lines:
        if MIN_BRIDGE <= line.end - line.start < MIN_LENGTH:
            ends = [
                h.at
                for end in (line.start, line.end)
                for h in horizontals
                if abs(h.at - end) <= 1.0 and h.start - REACH <= line.at <= h.end + REACH
            ]
            bands[tuple(ends)].append(line)
    return [s for ends, group in bands.items() if len(ends) == 2 and len(group) >= MIN_OPEN for s in group]


def _snapped(ordered: Sequence[Segment]) -> Iterable[tuple[float, list[Segment]]]:
    """Clusters of segments within ``SNAP`` of the cluster's first, at their length-weighted mean position."""
    cluster: list[Segment] = []
    for segment in ordered:
        if cluster and segment.at - cluster[0].at > SNAP:
            yield _mean(cluster), cluster
            cluster = []
        cluster.append(segment)
    if cluster:
        yield _mean(cluster), cluster


def _mean(cluster: Sequence[Segment]) -> float:
    weights = [max(s.end - s.start, 0.01) for s in cluster]
    return sum(s.at * w for s, w in zip(cluster, weights, strict=True)) / sum(weights)


def _joined(at: float, pieces: Iterable[Segment]) -> list[Segment]:
    lines: list[Segment] = []
    for piece in sorted(pieces, key=lambda s: s.start):
        if lines and piece.start - lines[-1].end <= JOIN:
            lines[-1] = Segment(at, lines[-1].start, max(lines[-1].end, piece.end))
        else:
            lines.append(Segment(at, piece.start, piece.end))
    return lines


def _connected(
    verticals: Sequence[Segment], horizontals: Sequence[Segment]
) -> list[tuple[tuple[Segment, ...], tuple[Segment, ...]]]:
    """Groups of rulings that meet, directly or through others."""
    parent = list(range(len(verticals) + len(horizontals)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, v in enumerate(verticals):
        for j, h in enumerate(horizontals, len(verticals)):
            if v.start - REACH <= h.at <= v.end + REACH and h.start - REACH <= v.at <= h.end + REACH:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Segment], list[Segment]]] = defaultdict(lambda: ([], []))
    for i, segment in enumerate([*verticals, *horizontals]):
        groups[root(i)][i >= len(verticals)].append(segment)
    return [(tuple(v), tuple(h)) for v, h in groups.values()]
