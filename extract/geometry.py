"""What a page shows, before any table: boxes, words, rulings, and the page that holds them.

Lengths are PDF points, the origin is the top left corner of the page as the PDF shows it, pages count from 1.
Confidence runs from 0.0 to 1.0 and is None where nothing was recognised (typeset text).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class BBox:
    """A box on a page, in points; raises ValueError when inverted."""

    x0: float
    top: float
    x1: float
    bottom: float

    def __post_init__(self) -> None:
        """Reject an inverted box."""
        if self.x1 < self.x0 or self.bottom < self.top:
            raise ValueError(f"inverted box: {self}")

    @property
    def middle(self) -> tuple[float, float]:
        """Centre point (x, y)."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    def union(self, other: BBox) -> BBox:
        """Smallest box that holds both."""
        return BBox(
            min(self.x0, other.x0), min(self.top, other.top), max(self.x1, other.x1), max(self.bottom, other.bottom)
        )


@dataclass(frozen=True, slots=True)
class Word:
    """One word as printed or recognised."""

    text: str
    bbox: BBox
    confidence: float | None = None
    engine: str = "pdf"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight line that separates cells: horizontal when ``bbox`` is wider than high.

    Strokes, and fills at most 1.5 pt thin; thicker fills are shading (measured on a plan with a shaded schedule).
    """

    bbox: BBox

    @property
    def horizontal(self) -> bool:
        """Whether it runs from left to right."""
        return self.bbox.x1 - self.bbox.x0 >= self.bbox.bottom - self.bbox.top


@dataclass(frozen=True, slots=True)
class CutText:
    """Words that the page does not show, since they lie outside the box ``clip`` that their text is shown in."""

    words: tuple[Word, ...]
    clip: BBox


@dataclass(frozen=True, slots=True)
class Page:
    """What one page shows. ``shadings`` are filled areas thicker than a ruling (headers, schedule bars).

    ``words`` stand in reading order; ``cut`` are those that clipping hides. ``kind`` says whether the text layer was
    read or the picture recognised.
    """

    number: int
    width: float
    height: float
    words: Sequence[Word]
    rulings: tuple[Ruling, ...]
    shadings: tuple[BBox, ...] = ()
    kind: Literal["typeset", "scanned"] = "typeset"
    cut: tuple[CutText, ...] = ()
