"""Typefaces, and breaking a text into lines as a word processor's cell does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import matplotlib
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

_TTF = Path(matplotlib.__file__).parent / "mpl-data" / "fonts" / "ttf"
# name: (regular, bold); the files come with matplotlib, the others are the standard fonts every reader has
FACES = {
    "dejavu-serif": ("DejaVuSerif", "DejaVuSerif-Bold"),
    "dejavu-sans": ("DejaVuSans", "DejaVuSans-Bold"),
    "stix": ("STIXGeneral", "STIXGeneralBol"),
    "helvetica": ("Helvetica", "Helvetica-Bold"),
    "times": ("Times-Roman", "Times-Bold"),
    "courier": ("Courier", "Courier-Bold"),
}
_MARKER = re.compile(r"(?:-|•|\(?\d{1,2}[.)]|[a-z][.)])\s+")


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface at a size; ``leading`` is the distance of baselines, in points."""

    name: str
    size: float
    leading: float
    bold: bool = False

    @property
    def font(self) -> str:
        """Name that ReportLab knows it by."""
        return _registered(FACES[self.name][self.bold])

    def runs(self, text: str) -> list[tuple[str, str]]:
        """The text cut into (font, part), where this face lacks a sign set in one that has it (ticks, ≥)."""
        parts: list[tuple[str, str]] = []
        for sign in text:
            font = self.font if _has(self.font, sign) else _registered("DejaVuSans")
            if parts and parts[-1][0] == font:
                parts[-1] = (font, parts[-1][1] + sign)
            else:
                parts.append((font, sign))
        return parts

    def width(self, text: str) -> float:
        """Printed width, in points."""
        return sum(float(pdfmetrics.stringWidth(part, font, self.size)) for font, part in self.runs(text))


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its text, how far it stands in (points), whether it ends its paragraph."""

    text: str
    indent: float = 0.0
    last: bool = False


def wrap(text: str, width: float, face: Face, hanging: bool = False, hyphens: bool = False) -> tuple[Line, ...]:
    """Break a text into lines no wider than ``width`` points; "\\n" begins a new paragraph.

    Lines end at spaces and after hyphens; a word wider than the cell is broken hard, without a hyphen, as
    Word does ("Membentuk/menetapka n"). With ``hanging``, what follows a list marker stands in by its width,
    and never leaves the marker alone on its line. With ``hyphens``, a word broken between letters gets a hyphen.
    """
    paragraphs = [_paragraph(paragraph, width, face, hanging, hyphens) for paragraph in text.split("\n")]
    return tuple(line for paragraph in paragraphs for line in paragraph)


def _paragraph(text: str, width: float, face: Face, hanging: bool, hyphens: bool) -> list[Line]:
    marker = _MARKER.match(text) if hanging else None
    indent = min(face.width(marker[0]), width / 3) if marker else 0.0
    lines: list[str] = []
    line = ""
    for piece in re.findall(r"[^\s-]*-+(?=\w)|\S+\s*|\s+", text):
        room = width - (indent if lines else 0.0)
        if line and line != (marker and marker[0]) and face.width((line + piece).rstrip()) > room:
            lines.append(line.rstrip())
            line, room = "", width - indent
        line += piece
        while face.width(line.rstrip()) > room:
            cut = _fit(line, room, face)
            hyphen = hyphens and cut > 3 and line[cut - 2 : cut + 2].isalpha() and len(line.rstrip()) - cut > 1
            cut -= hyphen
            lines.append(line[:cut] + "-" * hyphen)
            line, room = line[cut:], width - indent
    lines.append(line.rstrip())
    return [Line(part, indent if i else 0.0, i == len(lines) - 1) for i, part in enumerate(lines)]


def _fit(word: str, room: float, face: Face) -> int:
    """How many letters of a word fit, at least one."""
    return max(1, next((i for i in range(1, len(word)) if face.width(word[: i + 1]) > room), len(word)))


@cache
def _registered(font: str) -> str:
    if (_TTF / f"{font}.ttf").exists():
        pdfmetrics.registerFont(TTFont(font, str(_TTF / f"{font}.ttf")))
    return font


@cache
def _has(font: str, sign: str) -> bool:
    known = pdfmetrics.getFont(font)
    if isinstance(known, TTFont):
        return ord(sign) in known.face.charToGlyph
    return sign.encode("cp1252", "ignore") != b""
