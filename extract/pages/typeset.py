"""Pages with a text layer and their ruled tables: read with pdfium, and with pdfplumber where pdfium cannot.

pdfium opens what it can and keeps silent about the rest; so a file that it cannot open, or that has lost its end, is
opened by pdfplumber, which tells why it cannot be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from extract.lexicon import Lexicon
from extract.model import Doubt, SourceError, cell_doubt
from extract.pages import pdfium_page
from extract.pages.pdfium_frame import Handle
from extract.pages.pdfium_page import PdfiumError
from extract.pages.shown import Level, unreadable
from extract.pages.symbols import UNREADABLE
from extract.pages.trust import FEW_LETTERS, plausible, trusting
from extract.table.header import Table
from extract.table.tabled import Tabled, tabled

# From so many pages a second process pays: 4 pages take two as long as one, 8 pages 0.78 of it, 32 pages 0.61.
PARALLEL_PAGES = 8
# A page with a larger share of words in letters that cannot be told is read from its picture; one odd bullet is not.
UNTOLD_WORDS = 0.1
# A whole PDF says within its last bytes where its table of objects begins; mail gateways append up to 1 KB.
_END = 4096


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page with its ruled tables; not ``tabled`` where its text cannot be trusted: its picture is to be read.

    ``turn`` counts the quarter turns of its text on the page as shown; words, tables and doubts stand as it reads.
    """

    number: int
    tabled: Tabled | None
    turn: int = 0
    doubts: tuple[Doubt, ...] = ()

    def unread(self) -> Sheet:
        """The same, its words packed until they are looked at."""
        return replace(self, tabled=self.tabled.unread()) if self.tabled else self


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
    from extract.pages.plumber_page import open_pdf  # noqa: PLC0415 - takes a third of a second to load

    with open_pdf(path) as pdf:
        return len(pdf.pages)


def read_typeset(path: Path, numbers: Sequence[int], lexicon: Lexicon, *, jobs: int = 1) -> Iterator[Sheet]:
    """Read pages of a PDF one by one (``numbers`` count from 1), in processes where it pays.

    Raises SourceError naming the page that is damaged.
    """
    work = partial(_sheets, path, lexicon)
    if jobs > 1 and len(numbers) >= PARALLEL_PAGES:
        from extract.pages.parallel import Processes  # noqa: PLC0415 - takes 4 ms to load

        return Processes(jobs).each(work, numbers, Sheet.unread)
    return work(numbers)


def _sheets(path: Path, lexicon: Lexicon, numbers: Iterable[int]) -> Iterator[Sheet]:
    try:
        with pdfium_page.opened(path) as document, trusting(path, lexicon) as trusted:
            for number in numbers:
                level = _read(path, document, number)
                yield _sheet(number, level if _plain(level, lexicon) or trusted(number) else None)
    except PdfiumError:
        for number in numbers:
            yield _sheet(number, read_again(path, number))


def _plain(level: Level, lexicon: Lexicon) -> bool:
    """Whether a page shows nothing but words, so that its text can be trusted without a look at its picture.

    Few words may be those beside text that is drawn as outlines; with straight lines only they are all there is: the
    rest of a plan's last row ("Perikanan") between rulings.
    """
    text = " ".join(word.text for word in level.page.words)
    enough = len(text) - text.count(" ") >= FEW_LETTERS or not level.drawings
    return bool(text) and enough and not level.pictures and plausible(text, lexicon)


def _sheet(number: int, level: Level | None) -> Sheet:
    """A page with its tables, unless too many of its letters cannot be told."""
    if level is None or len(unreadable(level.page)) > UNTOLD_WORDS * len(level.page.words):
        return Sheet(number, None)
    page = tabled(level.page)
    return Sheet(number, page, level.turn, tuple(_untold(page.tables)))


def _untold(tables: Sequence[Table]) -> Iterator[Doubt]:
    """A doubt for every cell with letters that their font does not tell."""
    for cell in (cell for table in tables for cell in table.grid.cells if UNREADABLE in cell.text):
        yield cell_doubt(
            "letters_unreadable",
            "the PDF does not say which letters these are; look at the page",
            cell,
            before=cell.text,
        )


def _read(path: Path, document: Handle, number: int) -> Level:
    """One page; where pdfium cannot load it or tell its letters, as pdfplumber reads it, if that tells more."""
    try:
        level = pdfium_page.read_page(document, number)
    except PdfiumError:
        return read_again(path, number)
    except SourceError as error:
        raise SourceError(f"{path.name}, {error}") from error
    doubtful = len(unreadable(level.page))
    if doubtful:
        other = read_again(path, number)
        return other if len(unreadable(other.page)) < doubtful else level
    return level


def read_again(path: Path, number: int) -> Level:
    """One page as pdfplumber reads it. Raises SourceError."""
    from extract.pages.plumber_page import open_pdf, read_pages  # noqa: PLC0415 - takes a third of a second to load

    with closing(open_pdf(path)) as pdf:
        return next(read_pages(pdf, [number]))


def _whole(path: Path) -> bool:
    """Whether a file begins and ends as a PDF does."""
    with path.open("rb") as file:
        head = file.read(1024)
        file.seek(0, 2)
        file.seek(max(0, file.tell() - _END))
        return b"%PDF-" in head and b"startxref" in file.read()
