"""The pages of one source, each read the way it has to be: its text layer, or its picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from extract.lexicon import Lexicon
from extract.model import Doubt, Page, SourceKind
from extract.page import open_pdf, read_pages
from extract.raster import IMAGE_SUFFIXES, image_page_count
from extract.straight import Transform
from extract.trust import pages_to_scan

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Sheets:
    """All pages in order, upright; ``maps`` lead from scanned ones to the pages as the PDF shows them."""

    pages: tuple[Page, ...]
    kind: SourceKind = "typeset"
    maps: Mapping[int, Transform] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()


def read_sheets(path: Path, lexicon: Lexicon, *, jobs: int, progress: Progress) -> Sheets:
    """Read every page of a PDF or a picture file; raises SourceError where it cannot be opened."""
    if path.suffix.lower() in IMAGE_SUFFIXES:
        total = image_page_count(path)
        return _sheets(path, [], list(range(1, total + 1)), total, lexicon, jobs, progress)
    with open_pdf(path) as pdf:
        total = len(pdf.pages)
        scanned = pages_to_scan(path, lexicon)
        pages = []
        for page in read_pages(pdf, [n for n in range(1, total + 1) if n not in set(scanned)]):
            pages.append(page)
            progress(len(pages), total)
    return _sheets(path, pages, scanned, total, lexicon, jobs, progress)


def _sheets(
    path: Path, typeset: list[Page], pictures: list[int], total: int, lexicon: Lexicon, jobs: int, progress: Progress
) -> Sheets:
    if not pictures:
        return Sheets(tuple(typeset))
    from extract.scan import read_scanned_pages  # noqa: PLC0415 - the engines take half a second to load

    done = [len(typeset)]

    def tell(_: int) -> None:
        done.append(done[-1] + 1)
        progress(done[-1], total)

    scans = read_scanned_pages(path, pictures, lexicon, jobs=jobs, progress=tell)
    pages = sorted([*typeset, *(scan.page for scan in scans)], key=lambda page: page.number)
    maps = {scan.page.number: scan.to_shown for scan in scans}
    doubts = tuple(doubt for scan in scans for doubt in scan.doubts)
    return Sheets(tuple(pages), "mixed" if typeset else "scanned", maps, doubts)
