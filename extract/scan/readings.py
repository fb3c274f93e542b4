"""What the engines read on one scanned page: plain records that a process hands back and the cache keeps."""

from __future__ import annotations

from dataclasses import dataclass

from extract.geometry import BBox, Ruling, Word
from extract.model import Doubt
from extract.scan.straight import Transform


@dataclass(frozen=True, slots=True)
class Reading:
    """One engine's reading of one line of text; ``words`` from left to right, in points of the upright page.

    ``lighter`` says that ink lighter than the print (stamps, signatures) had been removed before.
    """

    engine: str
    words: tuple[Word, ...]
    lighter: bool = False

    @property
    def text(self) -> str:
        """The words, parted by one space."""
        return " ".join(word.text for word in self.words)

    @property
    def confidence(self) -> float:
        """That of the least sure word (0-1); 0 where nothing was read."""
        return min((word.confidence or 0.0 for word in self.words), default=0.0)


@dataclass(frozen=True, slots=True)
class LineReadings:
    """All readings of one line of a cell, Tesseract's first; how many glyphs made the line."""

    bbox: BBox
    readings: tuple[Reading, ...]
    glyphs: int = 1


@dataclass(frozen=True, slots=True)
class CellReadings:
    """One cell: its box, its lines from top to bottom, and the share of its ink that no reading covers (0-1).

    ``stained`` says that a stamp or a signature lies in it, ``specks`` how many dots were wiped away, ``clipped``
    that letters touch its border and may go on beyond it.
    """

    bbox: BBox
    lines: tuple[LineReadings, ...]
    unread: float = 0.0
    stained: bool = False
    specks: int = 0
    clipped: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """One line settled: its words, whether a repair was made, and why it is still in doubt ("" when it is not)."""

    words: tuple[Word, ...]
    repaired: bool = False
    doubt: str = ""

    @property
    def text(self) -> str:
        """The words, parted by one space."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class PageReadings:
    """One page turned upright, sizes in points; ``outside`` are the lines around the tables, ``shadings`` shaded cells.

    ``to_shown`` maps points of the upright page to those of the page as the PDF shows it. ``doubts`` concern the
    whole page and stand in points of the upright page.
    """

    width: float
    height: float
    to_shown: Transform
    rulings: tuple[Ruling, ...] = ()
    cells: tuple[CellReadings, ...] = ()
    outside: tuple[LineReadings, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    shadings: tuple[BBox, ...] = ()
