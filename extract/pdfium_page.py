"""Pages read with pdfium: letters and their boxes through its C interface, shapes in ``pdfium_paths``.

pdfium is not safe in threads: pages are read in parallel by processes, each with a document of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from ctypes import addressof, byref, c_double, create_string_buffer
from dataclasses import dataclass
from math import hypot
from operator import attrgetter
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium

from extract.letters import DESCENT, Letter, turned
from extract.model import BBox, Page, SourceError
from extract.pdfium_frame import Frame, Handle
from extract.pdfium_paths import inked, read_objects
from extract.shown import MAX_LETTERS, Shown, page_of, take, take_space, turns_of
from extract.symbols import UNREADABLE, shown, symbol_font

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


class PdfiumError(Exception):
    """pdfium cannot open the file or a page of it: the other reader is to try, and to tell why."""


@contextmanager
def opened(path: Path) -> Iterator[Handle]:
    """A document, open while the context lasts; raises PdfiumError."""
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadDocument(str(path).encode(), None)
    if not document:
        raise PdfiumError(f"{path.name}: error {pdfium.FPDF_GetLastError()}")
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def page_count(document: Handle) -> int:
    """Number of pages of an open document."""
    return int(pdfium.FPDF_GetPageCount(document))


def read_page(document: Handle, number: int) -> Page:
    """Words, rulings and shadings of one page (``number`` from 1), boxes from its top left corner as shown.

    Raises PdfiumError when pdfium cannot load it, SourceError when it holds too much for a plan's page.
    """
    page = pdfium.FPDF_LoadPage(document, number - 1)
    if not page:
        raise PdfiumError(f"page {number}: error {pdfium.FPDF_GetLastError()}")
    text = pdfium.FPDFText_LoadPage(page)
    try:
        frame = Frame.of(page)
        sheet = Shown(number, frame.width, frame.height)
        drawn = read_objects(page, frame, number)
        sheet.shapes, sheet.pictures = drawn.shapes, drawn.pictures
        _read_letters(text, frame, drawn.blanks, sheet)
    finally:
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)
    return page_of(sheet)


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


def _read_letters(text: Handle, frame: Frame, blanks: Collection[int], sheet: Shown) -> None:
    """Take every printed letter of a page, in the order of the file.

    All that letters of one text object share is asked once: each question costs as much as a letter's box.
    """
    count = pdfium.FPDFText_CountChars(text)
    if count > MAX_LETTERS:
        raise SourceError(f"page {sheet.number}: {count} letters on one page; split the source")
    owner_of, box_of = pdfium.FPDFText_GetTextObject, pdfium.FPDFText_GetLooseCharBox
    rect, owner, setting = pdfium.FS_RECTF(), 0, None
    place = byref(rect)
    for index in range(count):
        handle = owner_of(text, index)
        if not handle:
            continue  # a space or a line's end that pdfium adds
        address = addressof(handle.contents)
        if address != owner:
            if setting is not None and owner in blanks:
                take_space(setting.letters)
            owner, setting = address, _setting(text, index, handle, frame, sheet)
        if setting is not None and box_of(text, index, place):
            start, end = setting.ends(rect)
            x0, x1 = setting.sign * start + setting.offset, setting.sign * end + setting.offset
            if setting.low <= (x0 + x1) / 2 <= setting.high:
                sign = _sign(text, index, setting.font)
                if sign:
                    take(setting.letters, Letter(sign, x0, setting.top, x1, setting.bottom, setting.turn))


def _sign(text: Handle, index: int, font: str) -> str:
    """What one letter shows; one that its font does not map is a space where it has no ink."""
    if pdfium.FPDFText_HasUnicodeMapError(text, index) == 1:
        return UNREADABLE if _has_ink(text, index) else " "
    code = pdfium.FPDFText_GetUnicode(text, index)
    return chr(code) if 0x20 <= code < 0x7F and not font else shown(chr(code), font)


def _has_ink(text: Handle, index: int) -> bool:
    left, right, bottom, top = (c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text, index, byref(left), byref(right), byref(bottom), byref(top))
    return bool(right.value > left.value and top.value > bottom.value)


def _setting(text: Handle, index: int, item: Handle, frame: Frame, sheet: Shown) -> _Setting | None:
    """What the letters of one text object share; None when they are slanted, off the page or not printed."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, byref(matrix))
    along = turns_of(matrix.a, matrix.b)
    if along is None or pdfium.FPDFTextObj_GetTextRenderMode(item) in _INVISIBLE:
        return None
    x, y = c_double(), c_double()
    pdfium.FPDFText_GetCharOrigin(text, index, byref(x), byref(y))
    turn = (along - frame.turns) % 4
    origin = turned(BBox(*frame.point(x.value, y.value) * 2), turn)
    seen = turned(BBox(0.0, 0.0, frame.width, frame.height), turn)
    size = pdfium.FPDFText_GetFontSize(text, index) * hypot(matrix.c, matrix.d)
    bottom = origin.bottom + DESCENT * size
    if not seen.top <= bottom - size / 2 <= seen.bottom:
        return None
    sign = -1 if along > 1 else 1
    offset = origin.x0 - sign * (y.value if along % 2 else x.value)
    letters = sheet.letters if _printed(item) else sheet.pale
    top, low, high = bottom - size, seen.x0, seen.x1
    return _Setting(turn, ENDS[along], sign, offset, top, bottom, low, high, _symbol_font(item), letters)


def _printed(item: Handle) -> bool:
    """Whether a text object is printed in ink; where not, it is white."""
    mode = pdfium.FPDFTextObj_GetTextRenderMode(item) % 4
    filled = mode != _OUTLINED and inked(item, pdfium.FPDFPageObj_GetFillColor)
    return filled or (mode in (_OUTLINED, _BOTH) and inked(item, pdfium.FPDFPageObj_GetStrokeColor))


def _symbol_font(item: Handle) -> str:
    font = pdfium.FPDFTextObj_GetFont(item)
    name = create_string_buffer(128)
    pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
    return symbol_font(name.value.decode("latin-1"))
