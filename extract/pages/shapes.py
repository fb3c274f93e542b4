"""Drawn shapes to rulings and shadings: one sorting for every reader of typeset pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from extract.geometry import BBox, Ruling

# Fills thicker than this are shading, not rulings: a real plan with a shaded schedule gave "30 columns where 10
# are visible"; with this limit all its pages give 10.
RULING_MAX_THICKNESS = 1.5
# Strokes thicker than this are bars drawn with a broad pen (schedule bars), not rulings.
STROKE_MAX_THICKNESS = 4.0


class Kind(Enum):
    """What a path draws."""

    LINE = auto()
    RECTANGLE = auto()
    CURVE = auto()


@dataclass(frozen=True, slots=True)
class Shape:
    """One drawn path: its box in points, the pen's width, and whether pen and filling are ink (not white)."""

    kind: Kind
    bbox: BBox
    width: float
    stroked: bool
    filled: bool


@dataclass(slots=True)
class Drawn:
    """What a page's shapes are: rulings, shadings, and all grounds that white letters may be read on."""

    rulings: list[Ruling]
    shadings: list[BBox]
    grounds: list[BBox]


def sorted_out(shapes: Iterable[Shape]) -> Drawn:
    """Rulings (strokes, and fills at most 1.5 pt thin) and shadings (thicker fills)."""
    drawn = Drawn([], [], [])
    for shape in shapes:
        if shape.kind is Kind.LINE:
            if shape.stroked:
                _sort_line(shape, drawn)
        elif shape.stroked or shape.filled:
            _sort_area(shape, drawn)
    drawn.rulings.sort(key=lambda r: _place(r.bbox))
    drawn.shadings.sort(key=_place)
    return drawn


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
    if min(box.x1 - box.x0, box.bottom - box.top) <= RULING_MAX_THICKNESS:
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


def _outline(box: BBox) -> list[Ruling]:
    return [
        Ruling(BBox(box.x0, box.top, box.x1, box.top)),
        Ruling(BBox(box.x0, box.bottom, box.x1, box.bottom)),
        Ruling(BBox(box.x0, box.top, box.x0, box.bottom)),
        Ruling(BBox(box.x1, box.top, box.x1, box.bottom)),
    ]


def _place(box: BBox) -> tuple[float, ...]:
    return round(box.top, 1), round(box.x0, 1), round(box.bottom, 1), round(box.x1, 1)
