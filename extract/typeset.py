"""Pages with a text layer: read with pdfium, and with pdfplumber where pdfium cannot.

pdfium opens what it can and keeps silent about the rest; so a file that it cannot open, or that has lost its end, is
opened by pdfplumber, which tells why it cannot be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from extract import pdfium_page
from extract.model import Page, SourceError
from extract.pdfium_frame import Handle
from extract.pdfium_page import PdfiumError
from extract.shown import unreadable

Told = Callable[[int], None]
"""Called with the number of a page that was read."""

# A whole PDF says within its last bytes where its table of objects begins; mail gateways append up to 1 KB.
_END = 4096


def count_pages(path: Path) -> int:
    """Number of pages of a PDF.

    Raises SourceError when it is empty, truncated, encrypted, without pages or no PDF.
    """
    if _whole(path):
        try:
            with pdfium_page.opened(path) as document:
                total = pdfium_page.page_count(document)
        except PdfiumError:
            total = 0
        if total:
            return total
    from extract.page import open_pdf  # noqa: PLC0415 - takes a third of a second to load

    with open_pdf(path) as pdf:
        return len(pdf.pages)


def read_typeset(path: Path, numbers: Sequence[int], *, told: Told = lambda number: None) -> Iterator[Page]:
    """Read pages of a PDF one by one; ``numbers`` count from 1. Raises SourceError naming the page that is damaged."""
    try:
        with pdfium_page.opened(path) as document:
            for number in numbers:
                yield _read(path, document, number)
                told(number)
    except PdfiumError:
        for number in numbers:
            yield read_again(path, number)
            told(number)


def _read(path: Path, document: Handle, number: int) -> Page:
    """One page; where pdfium cannot load it or tell its letters, as pdfplumber reads it, if that tells more."""
    try:
        page = pdfium_page.read_page(document, number)
    except PdfiumError:
        return read_again(path, number)
    except SourceError as error:
        raise SourceError(f"{path.name}, {error}") from error
    doubtful = len(unreadable(page))
    if doubtful:
        other = read_again(path, number)
        return other if len(unreadable(other)) < doubtful else page
    return page


def read_again(path: Path, number: int) -> Page:
    """One page as pdfplumber reads it. Raises SourceError."""
    from extract.page import open_pdf, read_pages  # noqa: PLC0415 - takes a third of a second to load

    with closing(open_pdf(path)) as pdf:
        return next(read_pages(pdf, [number]))


def _whole(path: Path) -> bool:
    """Whether a file begins and ends as a PDF does."""
    with path.open("rb") as file:
        head = file.read(1024)
        file.seek(0, 2)
        file.seek(max(0, file.tell() - _END))
        return b"%PDF-" in head and b"startxref" in file.read()
