"""Drawn paths and pictures of a page through pdfium, those inside form XObjects too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ctypes import addressof, byref, c_float, c_int
from dataclasses import dataclass
from math import hypot

import pypdfium2.raw as pdfium

from extract.geometry import BBox
from extract.model import SourceError
from extract.pages.pdfium_clips import clip_of
from extract.pages.pdfium_frame import Frame, Handle, Matrix, inked, matrix_of, multiplied, white
from extract.pages.shapes import Kind, Shape
from extract.pages.shown import MAX_SHAPES

_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# Forms inside forms: writers nest two or three; a file that nests deeper wants to harm.
_DEPTH = 12
# Corners of a rectangle agree within this many points: pdfium keeps them in single precision.
_SQUARE = 0.01

Point = tuple[float, float]


@dataclass(slots=True)
class Drawn:
    """What a page draws besides letters: paths in the order of the file, the boxes of pictures.

    ``blanks`` are the addresses of text objects that one or more objects of nothing but spaces follow: pdfium counts
    these among the objects and not among the letters, and office writers set one between two words. ``clips`` are the
    boxes that text objects are shown in, by their addresses, where there is one.
    """

    shapes: list[Shape]
    pictures: list[BBox]
    blanks: set[int]
    clips: dict[int, BBox]


def read_objects(page: Handle, frame: Frame, number: int) -> Drawn:
    """Paths, pictures and blanks of a page, and of the forms on it.

    Raises SourceError when the page draws more than a plan's page can.
    """
    drawn = Drawn([], [], set(), {})
    text = 0
    for item, kind, matrix in _objects(page, _IDENTITY, 0):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            if _blank(item):
                drawn.blanks.add(text)
            else:
                text = addressof(item.contents)
                if clip := clip_of(item, matrix, frame):
                    drawn.clips[text] = clip
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            drawn.shapes += _shapes(item, multiplied(matrix_of(item), matrix), frame)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            drawn.pictures.append(_picture(multiplied(matrix_of(item), matrix), frame))
        if len(drawn.shapes) > MAX_SHAPES:
            raise SourceError(f"page {number}: more than {MAX_SHAPES} drawn lines; split the source")
    return drawn


def _objects(holder: Handle, matrix: Matrix, depth: int) -> Iterator[tuple[Handle, int, Matrix]]:
    """Objects of a page or form, their kind, and the matrix of the form they stand in."""
    form = depth > 0
    count = pdfium.FPDFFormObj_CountObjects(holder) if form else pdfium.FPDFPage_CountObjects(holder)
    get = pdfium.FPDFFormObj_GetObject if form else pdfium.FPDFPage_GetObject
    for index in range(count):
        item = get(holder, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind != pdfium.FPDF_PAGEOBJ_FORM:
            yield item, kind, matrix
        elif depth < _DEPTH:
            yield from _objects(item, multiplied(matrix_of(item), matrix), depth + 1)


def _blank(text: Handle) -> bool:
    """Whether a text object has no ink across its width."""
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    pdfium.FPDFPageObj_GetBounds(text, byref(left), byref(bottom), byref(right), byref(top))
    return abs(right.value - left.value) < _SQUARE


def _picture(matrix: Matrix, frame: Frame) -> BBox:
    """Box of a picture: its matrix lays the unit square on the page."""
    a, b, c, d, e, f = matrix
    xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
    return frame.box(min(xs), min(ys), max(xs), max(ys))


def _shapes(path: Handle, matrix: Matrix, frame: Frame) -> Iterator[Shape]:
    """One shape for each part of a path."""
    mode, stroke = c_int(), c_int()
    pdfium.FPDFPath_GetDrawMode(path, byref(mode), byref(stroke))
    stroked = bool(stroke.value) and inked(path, pdfium.FPDFPageObj_GetStrokeColor)
    filled = mode.value != pdfium.FPDF_FILLMODE_NONE and inked(path, pdfium.FPDFPageObj_GetFillColor)
    pale = not stroked and not filled
    if pale:
        stroked = bool(stroke.value) and white(path, pdfium.FPDFPageObj_GetStrokeColor)
        filled = mode.value != pdfium.FPDF_FILLMODE_NONE and white(path, pdfium.FPDFPageObj_GetFillColor)
    if not stroked and not filled:
        return
    width = c_float()
    pdfium.FPDFPageObj_GetStrokeWidth(path, byref(width))
    pen = width.value * hypot(matrix[0], matrix[1])
    for part in _parts(path):
        points = [_on_page(point, matrix, frame) for point in part.points]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = BBox(min(xs), min(ys), max(xs), max(ys))
        yield Shape(_kind(points, part.curved), box, pen, stroked, filled, pale)


def _on_page(point: Point, matrix: Matrix, frame: Frame) -> Point:
    a, b, c, d, e, f = matrix
    x, y = point
    return frame.point(a * x + c * y + e, b * x + d * y + f)


@dataclass(slots=True)
class _Part:
    """A part of a path drawn without lifting the pen; of curves only the end points."""

    points: list[Point]
    curved: bool = False


def _parts(path: Handle) -> list[_Part]:
    parts: list[_Part] = []
    x, y = c_float(), c_float()
    bezier = 0
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not parts:
            parts.append(_Part([]))
            bezier = 0
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            parts[-1].curved = True
            bezier += 1
            if bezier % 3:
                continue  # a control point
        parts[-1].points.append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            parts[-1].points.append(parts[-1].points[0])
    return [part for part in parts if len(part.points) > 1]


def _kind(points: Sequence[Point], curved: bool) -> Kind:
    """A line has two points (or returns to its first), a rectangle four corners on two heights and two places."""
    corners = [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]
    if len(corners) > 2 and corners[-1] == corners[0]:
        corners.pop()
    if curved:
        return Kind.CURVE
    if len(points) == 2 or len(corners) < 3:
        return Kind.LINE if len(points) < 4 else Kind.RECTANGLE
    if len(corners) != 4 or len(points) == 4:
        return Kind.CURVE
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    level_first = max(abs(ay - by), abs(bx - cx), abs(cy - dy), abs(dx - ax)) <= _SQUARE
    steep_first = max(abs(ax - bx), abs(by - cy), abs(cx - dx), abs(dy - ay)) <= _SQUARE
    return Kind.RECTANGLE if level_first or steep_first else Kind.CURVE
