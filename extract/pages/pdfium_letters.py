"""Letters of a page through pdfium: what they show, where, and whether they are printed in ink."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ctypes import addressof, byref, c_double, create_string_buffer
from dataclasses import dataclass, field
from math import hypot
from operator import attrgetter
from typing import Any

import pypdfium2.raw as pdfium

from extract.geometry import BBox
from extract.model import SourceError
from extract.pages.letters import DESCENT, Letter, turned
from extract.pages.pdfium_frame import Frame, Handle, inked
from extract.pages.pdfium_paths import Drawn
from extract.pages.shown import MAX_LETTERS, Shown, take, take_clipped, take_space, turns_of
from extract.pages.symbols import UNREADABLE, shown, symbol_font

# Text render modes: letters in outline only, filled and outlined, in no ink at all.
_OUTLINED, _BOTH, _INVISIBLE = 1, 2, (3, 7)

Ends = Callable[[Any], tuple[float, float]]
# Where a letter begins and ends along its line, by the quarter turns of the line in pdfium's space.
ENDS: tuple[Ends, ...] = (
    attrgetter("left", "right"),
    attrgetter("bottom", "top"),
    attrgetter("right", "left"),
    attrgetter("top", "bottom"),
)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What all letters of one text object share.

    They stand on one baseline, from ``top`` to ``bottom`` as their reader sees them, and on the page where their
    middle lies between ``low`` and ``high``. ``ends`` takes the place where a letter begins and that where it ends
    from its box in pdfium's space, with ``sign`` and ``offset`` to lead to the page as shown. ``font`` is named where
    it is one of symbols. ``letters`` is where they are kept.
    """

    turn: int
    ends: Ends
    sign: int
    offset: float
    top: float
    bottom: float
    low: float
    high: float
    font: str
    letters: list[Letter]


def read_letters(text: Handle, frame: Frame, drawn: Drawn, sheet: Shown) -> None:
    """Take every printed letter of a page, in the order of the file.

    All that letters of one text object share is asked once: each question costs as much as a letter's box.
    """
    count = pdfium.FPDFText_CountChars(text)
    if count > MAX_LETTERS:
        raise SourceError(f"page {sheet.number}: {count} letters on one page; split the source")
    asker = _Asker(text, frame, sheet)
    for handle, indices in _objects(text, count):
        setting = asker.setting(indices.start, handle)
        if setting is not None:
            address, before = addressof(handle.contents), len(setting.letters)
            _read_object(text, indices, setting)
            if address in drawn.blanks:
                take_space(setting.letters)
            if clip := drawn.clips.get(address):
                take_clipped(setting.letters, before, clip, sheet)


def _objects(text: Handle, count: int) -> Iterator[tuple[Handle, range]]:
    """Text objects of a page, each with the run of letters that it prints; those that pdfium adds are left out."""
    owner_of = pdfium.FPDFText_GetTextObject
    owner, address, start = None, 0, 0
    for index in range(count):
        handle = owner_of(text, index)
        now = addressof(handle.contents) if handle else 0
        if now != address:
            if address:
                yield owner, range(start, index)
            owner, address, start = handle, now, index
    if address:
        yield owner, range(start, count)


def _read_object(text: Handle, indices: range, setting: _Setting) -> None:
    """Take the letters of one text object, as far as they are on the page."""
    box_of, code_of, unmapped = (
        pdfium.FPDFText_GetLooseCharBox,
        pdfium.FPDFText_GetUnicode,
        pdfium.FPDFText_HasUnicodeMapError,
    )
    ends, sign, offset, low, high = setting.ends, setting.sign, setting.offset, setting.low, setting.high
    rect = pdfium.FS_RECTF()
    place = byref(rect)
    for index in indices:
        box_of(text, index, place)
        start, end = ends(rect)
        x0, x1 = sign * start + offset, sign * end + offset
        if low <= (x0 + x1) / 2 <= high:
            code = code_of(text, index)
            if unmapped(text, index) == 1:
                seen = UNREADABLE if _has_ink(text, index) else " "
            elif 0x20 <= code < 0x7F and not setting.font:
                seen = chr(code)
            else:
                seen = shown(chr(code), setting.font)
            if seen:
                take(setting.letters, Letter(seen, x0, setting.top, x1, setting.bottom, setting.turn))


def _has_ink(text: Handle, index: int) -> bool:
    left, right, bottom, top = (c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text, index, byref(left), byref(right), byref(bottom), byref(top))
    return bool(right.value > left.value and top.value > bottom.value)


@dataclass(slots=True)
class _Asker:
    """Asks what the letters of a text object share; the places that pdfium writes its answers to are made once."""

    text: Handle
    frame: Frame
    sheet: Shown
    fonts: dict[int, str] = field(default_factory=dict)
    matrix: Any = field(default_factory=pdfium.FS_MATRIX)
    x: c_double = field(default_factory=c_double)
    y: c_double = field(default_factory=c_double)

    def setting(self, index: int, item: Handle) -> _Setting | None:
        """What the letters of one text object share; None when they are slanted, off the page or not printed."""
        pdfium.FPDFText_GetMatrix(self.text, index, byref(self.matrix))
        mode, along = pdfium.FPDFTextObj_GetTextRenderMode(item), turns_of(self.matrix.a, self.matrix.b)
        if along is None or mode in _INVISIBLE:
            return None
        pdfium.FPDFText_GetCharOrigin(self.text, index, byref(self.x), byref(self.y))
        turn = (along - self.frame.turns) % 4
        origin = turned(BBox(*self.frame.point(self.x.value, self.y.value) * 2), turn)
        page = turned(BBox(0.0, 0.0, self.sheet.width, self.sheet.height), turn)
        size = pdfium.FPDFText_GetFontSize(self.text, index) * hypot(self.matrix.c, self.matrix.d)
        bottom = origin.bottom + DESCENT * size
        if not page.top <= bottom - size / 2 <= page.bottom:
            return None
        sign = -1 if along > 1 else 1
        offset = origin.x0 - sign * (self.y.value if along % 2 else self.x.value)
        letters = self.sheet.letters if _printed(item, mode) else self.sheet.pale
        font = self._symbol_font(item)
        return _Setting(turn, ENDS[along], sign, offset, bottom - size, bottom, page.x0, page.x1, font, letters)

    def _symbol_font(self, item: Handle) -> str:
        font = pdfium.FPDFTextObj_GetFont(item)
        address = addressof(font.contents) if font else 0
        if address not in self.fonts:
            name = create_string_buffer(128)
            pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
            self.fonts[address] = symbol_font(name.value.decode("latin-1"))
        return self.fonts[address]


def _printed(item: Handle, mode: int) -> bool:
    """Whether a text object is printed in ink; where not, it is white."""
    filled = mode % 4 != _OUTLINED and inked(item, pdfium.FPDFPageObj_GetFillColor)
    return filled or (mode % 4 in (_OUTLINED, _BOTH) and inked(item, pdfium.FPDFPageObj_GetStrokeColor))
