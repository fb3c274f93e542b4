"""The pages of one source, each read the way it has to be: its text layer, or its picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extract.header import Table, tables_of
from extract.lexicon import Lexicon
from extract.model import Doubt, Page, SourceKind
from extract.raster import IMAGE_SUFFIXES, image_page_count
from extract.straight import Transform
from extract.typeset import Sheet, count_pages, read_typeset

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Sheets:
    """All pages of a source, in order and upright, read while they are asked for.

    ``maps`` lead from scanned pages to the pages as the PDF shows them. They, ``typeset`` and ``scanned`` (the numbers
    of pages by the way they were read) and ``doubts`` are complete when all pages have been asked for.
    """

    path: Path
    lexicon: Lexicon
    jobs: int
    progress: Progress
    typeset: list[int] = field(default_factory=list)
    scanned: list[int] = field(default_factory=list)
    maps: dict[int, Transform] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def kind(self) -> SourceKind:
        """How the pages were read."""
        return "mixed" if self.typeset and self.scanned else "scanned" if self.scanned else "typeset"

    def __iter__(self) -> Iterator[tuple[Page, tuple[Table, ...]]]:
        """Each page with its ruled tables; raises SourceError where the file or a page cannot be read."""
        picture = self.path.suffix.lower() in IMAGE_SUFFIXES
        total = image_page_count(self.path) if picture else count_pages(self.path)
        numbers = list(range(1, total + 1))
        waiting: list[Sheet] = []  # pages behind one that has to be read from its picture
        for sheet in [] if picture else read_typeset(self.path, numbers, self.lexicon, jobs=self.jobs):
            if sheet.page is None or waiting:
                waiting.append(sheet)
            else:
                self._done(self.typeset, sheet.number, total)
                self.doubts += sheet.doubts
                yield sheet.page, sheet.tables
        yield from self._rest(waiting or [Sheet(number, None) for number in numbers[len(self.typeset) :]], total)

    def _rest(self, sheets: list[Sheet], total: int) -> Iterator[tuple[Page, tuple[Table, ...]]]:
        pictures = [sheet.number for sheet in sheets if sheet.page is None]
        if not pictures:
            return
        from extract.scan import read_scanned_pages  # noqa: PLC0415 - the engines take half a second to load

        def done(number: int) -> None:
            self._done(self.scanned, number, total)

        scans = read_scanned_pages(self.path, pictures, self.lexicon, jobs=self.jobs, progress=done)
        pages = {scan.page.number: scan.page for scan in scans}
        self.maps = {scan.page.number: scan.to_shown for scan in scans}
        for sheet in sheets:
            if sheet.page is not None:
                self._done(self.typeset, sheet.number, total)
                self.doubts += sheet.doubts
                yield sheet.page, sheet.tables
            else:
                yield pages[sheet.number], tables_of(pages[sheet.number])
        self.doubts += [doubt for scan in scans for doubt in scan.doubts]

    def _done(self, kind: list[int], number: int, total: int) -> None:
        kind.append(number)
        self.progress(len(self.typeset) + len(self.scanned), total)
