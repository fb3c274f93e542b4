"""The pages of one source, each read the way it has to be: its text layer, or its picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extract.geometry import Page
from extract.lexicon import Lexicon
from extract.model import Doubt, SourceKind
from extract.pages.typeset import Sheet, count_pages, read_typeset
from extract.scan.files import is_picture
from extract.scan.straight import Transform
from extract.table.tabled import Tabled, tabled

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Sheets:
    """All pages of a source, in order and upright, read while they are asked for.

    ``maps`` lead from scanned and sideways pages to the pages as the PDF shows them. They, ``doubts``, ``typeset`` and
    ``scanned`` (the numbers of pages by the way they were read) are complete when all pages have been asked for.
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

    def __iter__(self) -> Iterator[Tabled]:
        """Each page with its ruled tables; raises SourceError where the file or a page cannot be read."""
        picture = is_picture(self.path)
        total = _pictures(self.path) if picture else count_pages(self.path)
        numbers = list(range(1, total + 1))
        waiting: list[Sheet] = []  # pages behind one that has to be read from its picture
        for sheet in [] if picture else read_typeset(self.path, numbers, self.lexicon, jobs=self.jobs):
            if sheet.tabled is None or waiting:
                waiting.append(sheet)
            else:
                yield self._take(sheet, sheet.tabled, total)
        yield from self._rest(waiting or [Sheet(number, None) for number in numbers[len(self.typeset) :]], total)

    def _rest(self, sheets: list[Sheet], total: int) -> Iterator[Tabled]:
        pictures = [sheet.number for sheet in sheets if sheet.tabled is None]
        if not pictures:
            return
        from extract.scan.reader import read_scanned_pages  # noqa: PLC0415 - the engines take half a second to load

        def done(number: int) -> None:
            self._done(self.scanned, number, total)

        scans = read_scanned_pages(self.path, pictures, self.lexicon, jobs=self.jobs, progress=done)
        pages = {scan.page.number: scan.page for scan in scans}
        self.maps |= {scan.page.number: scan.to_shown for scan in scans}
        for sheet in sheets:
            if sheet.tabled is not None:
                yield self._take(sheet, sheet.tabled, total)
            else:
                yield tabled(pages[sheet.number])
        self.doubts += [doubt for scan in scans for doubt in scan.doubts]

    def _take(self, sheet: Sheet, page: Tabled, total: int) -> Tabled:
        """Note how a page with a text layer was read."""
        if sheet.turn:
            self.maps[sheet.number] = _turned_back(page.page, sheet.turn)
        self.doubts += sheet.doubts
        self._done(self.typeset, sheet.number, total)
        return page

    def _done(self, kind: list[int], number: int, total: int) -> None:
        kind.append(number)
        self.progress(len(self.typeset) + len(self.scanned), total)


def _pictures(path: Path) -> int:
    from extract.scan.raster import image_page_count  # noqa: PLC0415 - Pillow takes 10 ms to load

    return image_page_count(path)


def _turned_back(page: Page, turn: int) -> Transform:
    """The map from a page set upright to the page as the PDF shows it."""
    width, height = page.width, page.height
    across, down = (
        ((0.0, 1.0, 0.0), (-1.0, 0.0, width)),
        ((-1.0, 0.0, width), (0.0, -1.0, height)),
        ((0.0, -1.0, height), (1.0, 0.0, 0.0)),
    )[turn - 1]
    return Transform((*across, *down, 0.0, 0.0, 1.0))
