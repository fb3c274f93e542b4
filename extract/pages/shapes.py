"""Drawn shapes to rulings and shadings: one sorting for every reader of typeset pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from extract.geometry import BBox, Ruling

# Fills thicker than this are shading, not rulings: a real plan with a shaded schedule gave "30 columns where 10
# are visible"; with this limit all its pages give 10.
RULING_MAX_THICKNESS = 1.5
# Borders as broad as offices choose them (2.25 points, 3 points), many times as long as broad; beyond 2.4 points a
# level fill is a schedule's bar unless it is much longer.
BROAD_THICKNESS, BORDER_THICKNESS = 3.2, 2.4
BORDER_LENGTH, BAR_LENGTH = 3.0, 8.0
# Dots of one ruling stand this near to each other, so many at least; they are this large at least (points).
DOT_GAP, DOTS, DOT_SIZE = 3.0, 4, 0.5
# A white ruling is seen where a ground lies this near to it (points); a page with more pairs to compare is no plan's.
BESIDE, MOST_PAIRS = 1.5, 5_000_000
# Strokes thicker than this are bars drawn with a broad pen (schedule bars), not rulings.
STROKE_MAX_THICKNESS = 4.0


class Kind(Enum):
    """What a path draws."""

    LINE = auto()
    RECTANGLE = auto()
    CURVE = auto()


@dataclass(frozen=True, slots=True)
class Shape:
    """One drawn path: its box in points, the pen's width, and whether it is drawn by pen and by filling.

    ``pale`` ones are drawn in white, and seen on a ground only.
    """

    kind: Kind
    bbox: BBox
    width: float
    stroked: bool
    filled: bool
    pale: bool = False

    @property
    def straight(self) -> bool:
        """Whether it is a level or upright line, or a rectangle."""
        box = self.bbox
        slender = min(box.x1 - box.x0, box.bottom - box.top) <= RULING_MAX_THICKNESS
        return self.kind is Kind.RECTANGLE or (self.kind is Kind.LINE and slender)


@dataclass(slots=True)
class Drawn:
    """What a page's shapes are: rulings, shadings, and all grounds that white letters may be read on."""

    rulings: list[Ruling]
    shadings: list[BBox]
    grounds: list[BBox]


def sorted_out(shapes: Iterable[Shape]) -> Drawn:
    """Rulings (strokes, and thin fills) and shadings (thicker fills)."""
    drawn = Drawn([], [], [])
    pale: list[Shape] = []
    for shape in shapes:
        if shape.pale:
            pale.append(shape)
        else:
            _sort(shape, drawn)
    drawn.rulings = _dotted([*drawn.rulings, *_on_grounds(pale, drawn.grounds)])
    drawn.rulings.sort(key=lambda r: _place(r.bbox))
    drawn.shadings.sort(key=_place)
    return drawn


def _sort(shape: Shape, drawn: Drawn) -> None:
    if shape.kind is Kind.LINE:
        if shape.stroked:
            _sort_line(shape, drawn)
    elif shape.stroked or shape.filled:
        _sort_area(shape, drawn)


def _on_grounds(pale: Sequence[Shape], grounds: Sequence[BBox]) -> list[Ruling]:
    """White rulings between coloured cells: those that run along or over a ground."""
    drawn = Drawn([], [], [])
    for shape in pale:
        _sort(shape, drawn)
    if len(drawn.rulings) * len(grounds) > MOST_PAIRS:
        return []
    return [ruling for ruling in drawn.rulings if any(_along(ruling, ground) for ground in grounds)]


def _along(ruling: Ruling, ground: BBox) -> bool:
    x, y = ruling.bbox.middle
    across = (0.0, BESIDE) if ruling.horizontal else (BESIDE, 0.0)
    return (
        ground.x0 - across[0] <= x <= ground.x1 + across[0] and ground.top - across[1] <= y <= ground.bottom + across[1]
    )


def _dotted(rulings: Sequence[Ruling]) -> list[Ruling]:
    """The rulings with those of dots put right: each dot is a piece of a level one, a column of them an upright one."""
    dots = [ruling.bbox for ruling in rulings if _dot(ruling.bbox)]
    if not dots:
        return list(rulings)
    columns: dict[int, list[BBox]] = defaultdict(list)
    for dot in dots:
        columns[round(2 * dot.middle[0])].append(dot)
    runs: list[list[BBox]] = []
    for column in columns.values():
        column.sort(key=lambda dot: dot.top)
        runs.append(column[:1])
        for above, dot in pairwise(column):
            if dot.top - above.bottom <= DOT_GAP:
                runs[-1].append(dot)
            else:
                runs.append([dot])
    level = [Ruling(BBox(dot.x0, dot.middle[1], dot.x1, dot.middle[1])) for dot in dots]
    upright = [Ruling(run[0].union(run[-1])) for run in runs if len(run) >= DOTS]
    return [*(ruling for ruling in rulings if not _dot(ruling.bbox)), *level, *upright]


def _dot(box: BBox) -> bool:
    """Whether a ruling is about as wide as high; smaller squares close the corners of borders."""
    across, down = box.x1 - box.x0, box.bottom - box.top
    return max(across, down) <= RULING_MAX_THICKNESS and min(across, down) >= max(0.7 * max(across, down), DOT_SIZE)


def _sort_line(line: Shape, drawn: Drawn) -> None:
    box, width = line.bbox, line.width
    across, down = box.x1 - box.x0, box.bottom - box.top
    if min(across, down) > RULING_MAX_THICKNESS:
        return  # slanted
    if width <= STROKE_MAX_THICKNESS:
        drawn.rulings.append(Ruling(box))
        return
    x, y = (0.0, width / 2) if across >= down else (width / 2, 0.0)
    bar = BBox(box.x0 - x, box.top - y, box.x1 + x, box.bottom + y)
    drawn.shadings.append(bar)
    drawn.grounds.append(bar)


def _sort_area(shape: Shape, drawn: Drawn) -> None:
    box = shape.bbox
    if _thin(box):
        drawn.rulings.append(Ruling(box))
        return
    if shape.filled:
        drawn.grounds.append(box)
    if shape.kind is Kind.CURVE:
        return  # drawings: logos, signatures
    if shape.filled:
        drawn.shadings.append(box)
    if shape.stroked and shape.width <= STROKE_MAX_THICKNESS:
        drawn.rulings += _outline(box)


def _thin(box: BBox) -> bool:
    """Whether a fill is a ruling: thin, or a side of a broad border; a level one may be a schedule's bar."""
    across, down = box.x1 - box.x0, box.bottom - box.top
    thick, long = min(across, down), max(across, down)
    if thick <= RULING_MAX_THICKNESS:
        return True
    slender = BAR_LENGTH if across > down and thick > BORDER_THICKNESS else BORDER_LENGTH
    return thick <= BROAD_THICKNESS and long >= slender * thick


def _outline(box: BBox) -> list[Ruling]:
    return [
        Ruling(BBox(box.x0, box.top, box.x1, box.top)),
        Ruling(BBox(box.x0, box.bottom, box.x1, box.bottom)),
        Ruling(BBox(box.x0, box.top, box.x0, box.bottom)),
        Ruling(BBox(box.x1, box.top, box.x1, box.bottom)),
    ]


def _place(box: BBox) -> tuple[float, ...]:
    return round(box.top, 1), round(box.x0, 1), round(box.bottom, 1), round(box.x1, 1)
