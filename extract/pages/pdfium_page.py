"""Pages read with pdfium: its documents and pages through its C interface.

pdfium is not safe in threads: pages are read in parallel by processes, each with a document of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2.raw as pdfium

from extract.pages.pdfium_frame import Frame, Handle
from extract.pages.pdfium_letters import read_letters
from extract.pages.pdfium_paths import read_objects
from extract.pages.shown import Level, Shown, level_page


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


def read_page(document: Handle, number: int) -> Level:
    """Words, rulings and shadings of one page (``number`` from 1), boxes from its top left corner as it reads.

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
        read_letters(text, frame, drawn, sheet)
    finally:
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)
    return level_page(sheet)
