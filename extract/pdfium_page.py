"""Pages read with pdfium: letters and their boxes through its C interface, shapes in ``pdfium_paths``.

pdfium is not safe in threads: pages are read in parallel by processes, each with a document of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import addressof, byref, c_double, create_string_buffer
from dataclasses import dataclass
from math import hypot
from pathlib import Path

import pypdfium2.raw as pdfium

from extract.letters import Letter, turned
from extract.model import BBox, Page, SourceError
from extract.pdfium_frame import Frame, Handle
from extract.pdfium_paths import inked, read_shapes
from extract.shown import MAX_LETTERS, Shown, page_of, turns_of, within
from extract.symbols import UNREADABLE, shown, symbol_font

# Text render modes: letters in outline only, filled and outlined, in no ink at all.
_OUTLINED, _BOTH, _INVISIBLE = 1, 2, (3, 7)


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
        sheet.shapes, sheet.pictures = read_shapes(page, frame, number)
        _read_letters(text, frame, sheet)
    finally:
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)
    return page_of(sheet)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What all letters of one text object share: ``size`` in points, ``font`` where it is one of symbols."""

    turn: int
    size: float
    font: str
    pale: bool


def _read_letters(text: Handle, frame: Frame, sheet: Shown) -> None:
    """Take every printed letter of a page, in the order of the file.

    All that letters of one text object share is asked once: each question costs as much as a letter's box.
    """
    count = pdfium.FPDFText_CountChars(text)
    if count > MAX_LETTERS:
        raise SourceError(f"page {sheet.number}: {count} letters on one page; split the source")
    generated, owner_of, loose = (
        pdfium.FPDFText_IsGenerated,
        pdfium.FPDFText_GetTextObject,
        pdfium.FPDFText_GetLooseCharBox,
    )
    rect, owner, setting = pdfium.FS_RECTF(), 0, None
    place = byref(rect)
    for index in range(count):
        if generated(text, index) == 1:
            continue
        handle = owner_of(text, index)
        if handle and addressof(handle.contents) != owner:
            owner, setting = addressof(handle.contents), _setting(text, index, handle, frame)
        if setting is not None and loose(text, index, place):
            sign = _sign(text, index, setting.font)
            if sign:
                _take(sign, frame.box(rect.left, rect.bottom, rect.right, rect.top), setting, sheet)


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


def _take(sign: str, box: BBox, setting: _Setting, sheet: Shown) -> None:
    """Put a letter in its place; parts of one glyph (a ligature's letters share a box) are one letter."""
    if not within((box.x0, box.top, box.x1, box.bottom), sheet):
        return
    own = turned(box, setting.turn) if setting.turn else box
    letters = sheet.pale if setting.pale else sheet.letters
    top = own.bottom - setting.size
    if letters and letters[-1][1:5] == (own.x0, top, own.x1, own.bottom) and own.x1 > own.x0:
        letters[-1] = letters[-1]._replace(text=letters[-1].text + sign)
    else:
        letters.append(Letter(sign, own.x0, top, own.x1, own.bottom, setting.turn))


def _setting(text: Handle, index: int, item: Handle, frame: Frame) -> _Setting | None:
    """What the letters of one text object share; None when they are slanted or not printed."""
    mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, byref(matrix))
    turn = turns_of(matrix.a, matrix.b)
    if mode in _INVISIBLE or turn is None:
        return None
    filled, outlined = (
        inked(item, ask) for ask in (pdfium.FPDFPageObj_GetFillColor, pdfium.FPDFPageObj_GetStrokeColor)
    )
    printed = filled or outlined if mode % 4 == _BOTH else outlined if mode % 4 == _OUTLINED else filled
    size = pdfium.FPDFText_GetFontSize(text, index) * hypot(matrix.c, matrix.d)
    return _Setting((turn - frame.turns) % 4, size, _symbol_font(item), not printed)


def _symbol_font(item: Handle) -> str:
    font = pdfium.FPDFTextObj_GetFont(item)
    name = create_string_buffer(128)
    pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
    return symbol_font(name.value.decode("latin-1"))
