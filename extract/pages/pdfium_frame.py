"""From pdfium's page space (points, origin bottom left, unrotated) to the page as shown (origin top left)."""

from __future__ import annotations

from collections.abc import Callable
from ctypes import byref, c_uint
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from extract.geometry import BBox

Handle = Any
"""A pointer that pdfium gave out."""

Matrix = tuple[float, float, float, float, float, float]
"""(a, b, c, d, e, f): x' = a x + c y + e, y' = b x + d y + f."""


# White is at least this in red, green and blue; less opaque than this cannot be seen (of 255).
WHITE, CLEAR = 250, 13
# Where pdfium writes a colour to: made once, for every text and path is asked. One process reads one page at a time.
_RED, _GREEN, _BLUE, _OPAQUE = c_uint(), c_uint(), c_uint(), c_uint()
_COLOURS = tuple(byref(part) for part in (_RED, _GREEN, _BLUE, _OPAQUE))


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible box of a page in pdfium's space, in points, and how many quarter turns clockwise it is shown at."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @classmethod
    def of(cls, page: Handle) -> Frame:
        """The frame of a loaded page: its crop box inside its media box, its /Rotate."""
        rect = pdfium.FS_RECTF()
        if not pdfium.FPDF_GetPageBoundingBox(page, byref(rect)):
            rect = pdfium.FS_RECTF(0, pdfium.FPDF_GetPageHeightF(page), pdfium.FPDF_GetPageWidthF(page), 0)
        return cls(rect.left, rect.bottom, rect.right, rect.top, pdfium.FPDFPage_GetRotation(page) % 4)

    @property
    def width(self) -> float:
        """Width of the page as shown."""
        return self.top - self.bottom if self.turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Height of the page as shown."""
        return self.right - self.left if self.turns % 2 else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of pdfium's space on the page as shown."""
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> BBox:
        """A box of pdfium's space on the page as shown."""
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        return BBox(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def inked(item: Handle, colour_of: Callable[..., int]) -> bool:
    """Whether a colour of an object is ink: neither white nor clear; a pattern is ink."""
    if not colour_of(item, *_COLOURS):
        return True
    return _OPAQUE.value >= CLEAR and min(_RED.value, _GREEN.value, _BLUE.value) < WHITE


def white(item: Handle, colour_of: Callable[..., int]) -> bool:
    """Whether a colour of an object is white and can be seen: on a ground of another colour."""
    return not inked(item, colour_of) and _OPAQUE.value >= CLEAR


def matrix_of(item: Handle) -> Matrix:
    """The matrix of a page object."""
    held = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, byref(held)):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return (held.a, held.b, held.c, held.d, held.e, held.f)


def multiplied(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies ``inner``, then ``outer``."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)
