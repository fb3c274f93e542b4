"""Scanned pages of a source: read in parallel processes, settled together, given as pages like any other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import pypdfium2 as pdfium

from extract.geometry import BBox, Page, Word
from extract.lexicon import Knowledge, Lexicon
from extract.model import Doubt, SourceError
from extract.scan.cache import key_of, load, save
from extract.scan.files import is_picture
from extract.scan.marks import doubtful_marks, doubtful_slashes, sure_marks
from extract.scan.outside import settled_outside
from extract.scan.own_words import knowledge
from extract.scan.page import read_page
from extract.scan.printed import number_missing
from extract.scan.raster import PageTooLargeError, Raster, image_rasters, pdf_raster
from extract.scan.readings import CellReadings, PageReadings, Settled
from extract.scan.running import with_running_headers
from extract.scan.series import with_series
from extract.scan.settle import settle_cell
from extract.scan.straight import Transform
from extract.scan.ticks import with_ticks
from extract.table.lattice import cell_id

# Ink that no reading covers, as a share of a cell's glyphs, from which on the cell is in doubt.
UNREAD = 0.1
# Under a stamp a whole line may be overlooked: of six lines one had 0.099.
UNREAD_STAINED = 0.03


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A scanned page as the table logic wants it (upright), the map to the page as shown, and its doubts (upright)."""

    page: Page
    to_shown: Transform
    doubts: tuple[Doubt, ...]


def read_scanned_pages(
    path: Path, numbers: Sequence[int], lexicon: Lexicon, *, jobs: int, progress: Callable[[int], None]
) -> list[ScannedPage]:
    """Read the pages ``numbers`` (from 1) of a PDF or a picture file; ``progress`` is called with each number done.

    Raises SourceError where no page of a picture file can be read.
    """
    read = read_pages(path, numbers, jobs=jobs, progress=progress)
    unread = [doubt for page in read.values() for doubt in page.doubts if doubt.code == "page_unread"]
    if is_picture(path) and len(unread) == len(numbers):
        raise SourceError(f"{path.name}: {unread[0].message}")
    pages = with_ticks(with_series(with_running_headers(read[number] for number in numbers)))
    know = knowledge([cell for page in pages for cell in page.cells], lexicon)
    return [settled_page(number, page, know) for number, page in zip(numbers, pages, strict=True)]


def read_pages(
    path: Path, numbers: Sequence[int], *, jobs: int, progress: Callable[[int], None]
) -> dict[int, PageReadings]:
    """What the engines read on each page, from the cache where it was read before."""
    os.environ["OMP_THREAD_LIMIT"] = "1"  # one thread a process: pages are what runs side by side
    done: dict[int, PageReadings] = {}
    jobs = min(jobs, len(numbers))
    if jobs < 2:
        for number, page in read_share(path, numbers):
            done[number] = page
            progress(number)
        return done
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        for number, page in zip(numbers, pool.map(_read_one, [path] * len(numbers), numbers), strict=True):
            done[number] = page
            progress(number)
    return done


def _read_one(path: Path, number: int) -> PageReadings:
    return next(page for _, page in read_share(path, [number]))


def read_share(path: Path, numbers: Sequence[int]) -> Iterator[tuple[int, PageReadings]]:
    """Read pages one by one in this process."""
    for number, raster in rasters(path, numbers):
        if isinstance(raster, PageTooLargeError):
            yield number, _too_large(str(raster), number)
            continue
        key = key_of(raster, number)
        page = load(key)
        if page is None:
            page = read_page(raster, number)
            save(key, page)
        yield number, page


def rasters(path: Path, numbers: Sequence[int]) -> Iterator[tuple[int, Raster | PageTooLargeError]]:
    """The pictures of some pages, one at a time."""
    if is_picture(path):
        wanted = set(numbers)
        for number, raster in enumerate(islice(image_rasters(path), max(numbers, default=0)), 1):
            if number in wanted:
                yield number, raster
        return
    document = pdfium.PdfDocument(path)
    try:
        for number in numbers:
            yield number, _rendered(document, path, number)
    finally:
        document.close()


def _rendered(document: pdfium.PdfDocument, path: Path, number: int) -> Raster | PageTooLargeError:
    try:
        return pdf_raster(document[number - 1])
    except PageTooLargeError as error:
        return error
    except pdfium.PdfiumError as error:
        raise SourceError(f"{path.name}, page {number}: the page cannot be drawn ({error}); scan it again") from error


def _too_large(message: str, number: int) -> PageReadings:
    doubt = Doubt("page_unread", f"this page was not read: {message}", severity="error", page=number)
    return PageReadings(1.0, 1.0, Transform(), doubts=(doubt,))


def settled_page(number: int, read: PageReadings, know: Knowledge) -> ScannedPage:
    """The page with the words that were settled on, and what is in doubt about them."""
    words: list[Word] = []
    doubts = list(read.doubts)
    for cell in read.cells:
        lines = settle_cell(cell, know)
        words += [word for line in lines for word in line.words]
        doubts += cell_doubts(number, cell, lines, know)
    words += [word for line in read.outside for word in settled_outside(line, know)]
    page = Page(number, read.width, read.height, tuple(words), read.rulings, read.shadings, kind="scanned")
    return ScannedPage(page, read.to_shown, tuple(doubts))


def cell_doubts(number: int, cell: CellReadings, lines: Sequence[Settled], know: Knowledge) -> Iterator[Doubt]:
    """The doubts about one cell's reading, open ones first; at most one of each kind."""
    text = "\n".join(line.text for line in lines if line.text)
    about = _About(number, cell.bbox, text)
    reasons = list(dict.fromkeys(line.doubt for line in lines if line.doubt))
    if number_missing([line.words for line in lines], know):
        reasons.append("the number before the number word was not read")
    if reasons:
        yield about.open_doubt("ocr_disagree", "; ".join(reasons))
    marks = doubtful_marks([line.words for line in lines], know, sure_marks(cell.lines))
    if marks := [*marks, *doubtful_slashes(cell.lines, lines)]:
        yield about.open_doubt("ocr_mark", f"a speck may have made the last mark of {', '.join(map(repr, marks))}")
    if cell.unread > (UNREAD_STAINED if cell.stained else UNREAD):
        yield about.open_doubt("ink_unread", f"{cell.unread:.0%} of the ink here is accounted for by no reading")
    if cell.clipped:
        yield about.open_doubt("ink_clipped", "letters touch this cell's border and may go on beyond it")
    if any(line.repaired for line in lines):
        before = "\n".join(line.readings[0].text for line in cell.lines)
        doubt = about.open_doubt("ocr_settled", "the engines read this differently and a vocabulary settled it")
        yield replace(doubt, severity="info", status="repaired", before=before, after=text)


@dataclass(frozen=True, slots=True)
class _About:
    """The cell that a doubt is about."""

    number: int
    bbox: BBox
    text: str

    def open_doubt(self, code: str, message: str) -> Doubt:
        """An open doubt about the cell."""
        identity = cell_id(self.number, self.bbox)
        return Doubt(code, message, cell_id=identity, before=self.text or None, page=self.number, bbox=self.bbox)
