"""The box that clipping shows an object in, through pdfium.

Spreadsheets clip every cell that is too low or too narrow for its text: what lies outside is in the file, over the
neighbouring cell, and not on the page.
"""

from __future__ import annotations

from ctypes import byref, c_float

import pypdfium2.raw as pdfium

from extract.geometry import BBox
from extract.pages.pdfium_frame import Frame, Handle, Matrix

# Paths of a clip that are looked at; writers set one or two.
_MOST = 32


def clip_of(item: Handle, matrix: Matrix, frame: Frame) -> BBox | None:
    """The box around what clipping leaves of an object (``matrix`` is its form's); None where nothing clips it."""
    clip = pdfium.FPDFPageObj_GetClipPath(item)
    count = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
    boxes = [box for index in range(min(count, _MOST)) if (box := _box(clip, index, matrix, frame))]
    if not boxes:
        return None
    x0, top = max(b.x0 for b in boxes), max(b.top for b in boxes)
    x1, bottom = min(b.x1 for b in boxes), min(b.bottom for b in boxes)
    return BBox(x0, top, max(x0, x1), max(top, bottom))


def _box(clip: Handle, path: int, matrix: Matrix, frame: Frame) -> BBox | None:
    """The box around one path of a clip."""
    a, b, c, d, e, f = matrix
    x, y = c_float(), c_float()
    points = []
    for index in range(pdfium.FPDFClipPath_CountPathSegments(clip, path)):
        pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, path, index), byref(x), byref(y))
        points.append(frame.point(a * x.value + c * y.value + e, b * x.value + d * y.value + f))
    if len(points) < 2:
        return None
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return BBox(min(xs), min(ys), max(xs), max(ys))
