"""Text that clipping hides, as spreadsheets print low rows: read as its own cell's, and told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.geometry import BBox, CutText, Page, Word
from extract.pages import pdfium_page
from extract.pages.plumber_page import open_pdf, read_pages
from extract.table.cut_text import at_home
from extract.table.lattice import Grid, grids

XS, YS = (50.0, 200.0, 350.0), (50.0, 64.0, 78.0)
TEXTS = {
    (0, 0): ("Membentuk tim", "kerja"),
    (0, 1): ("Januari",),
    (1, 0): ("Menyusun rencana",),
    (1, 1): ("Februari sampai dengan Desember tahun berikutnya",),
}


def clipped_table(path: Path, size: tuple[float, float] = (600.0, 200.0)) -> Path:
    """A table of low rows: each cell shows what fits, the second line of the first hangs over the cell below."""
    canvas = Canvas(str(path), pagesize=size, invariant=1)
    height = size[1]
    canvas.grid(XS, [height - y for y in YS])
    for (row, column), lines in TEXTS.items():
        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(XS[column], height - YS[row + 1], XS[column + 1] - XS[column], YS[row + 1] - YS[row])
        canvas.clipPath(clip, stroke=0, fill=0)
        canvas.setFont("Times-Roman", 10)
        for number, line in enumerate(lines):
            canvas.drawString(XS[column] + 2, height - YS[row] - 10 - 12 * number, line)
        canvas.restoreState()
    canvas.save()
    return path


def by_pdfium(path: Path) -> Page:
    with pdfium_page.opened(path) as document:
        return pdfium_page.read_page(document, 1).page


def by_pdfplumber(path: Path) -> Page:
    with open_pdf(path) as pdf:
        return next(read_pages(pdf)).page


@pytest.fixture(params=[by_pdfium, by_pdfplumber], ids=["pdfium", "pdfplumber"])
def grid(request: pytest.FixtureRequest, tmp_path: Path) -> Grid:
    """The table as one of the readers shows it."""
    (found,) = grids(request.param(clipped_table(tmp_path / "low.pdf")))
    return found


def test_what_clipping_hides_belongs_to_the_cell_it_is_shown_in(grid: Grid) -> None:
    assert [cell.text for cell in grid.cells] == [
        "Membentuk tim kerja",
        "Januari",
        "Menyusun rencana",
        "Februari sampai dengan Desember tahun berikutnya",
    ]


def test_a_cell_whose_text_is_cut_off_is_told(grid: Grid) -> None:
    told = {doubt.cell_id: doubt.status for doubt in grid.doubts if doubt.code == "text_cut_off"}
    assert told == {grid.cells[0].cell_id: "open", grid.cells[3].cell_id: "open"}


@pytest.mark.parametrize("read", [by_pdfium, by_pdfplumber])
def test_turned_text_that_is_cut_off_is_told(read: Callable[[Path], Page], tmp_path: Path) -> None:
    path = tmp_path / "turned.pdf"
    canvas = Canvas(str(path), pagesize=(400.0, 200.0), invariant=1)
    canvas.grid([50.0, 80.0, 350.0], [50.0, 130.0, 146.0])
    canvas.drawString(90, 135, "Rencana Aksi")
    clip = canvas.beginPath()
    clip.rect(50, 50, 30, 80)
    canvas.clipPath(clip, stroke=0, fill=0)
    canvas.rotate(90)
    for line, text in enumerate(("PENGUATAN", "PENGAWASAN", "INTERNAL")):
        canvas.drawString(54, -64 - 14 * line, text)
    canvas.save()
    (found,) = grids(read(path))
    cell = next(cell for cell in found.cells if cell.text.startswith("PENGUATAN"))
    assert {doubt.code for doubt in found.doubts if doubt.cell_id == cell.cell_id} == {"text_cut_off"}


def test_what_a_clip_over_columns_hides_above_its_rows_is_of_no_cell_there() -> None:
    """A sheet's merged cell goes on on the next page, under a header that is printed again."""
    hidden = Word("Pengendalian", BBox(60.0, 52.0, 110.0, 62.0))
    regions = [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]
    for top, home in ((64.0, {}), (50.0, {0: "Pengendalian"})):
        clip = BBox(50.0, top, 350.0, top + 14)
        _, found = at_home([CutText((hidden,), clip)], XS, YS, regions, [()] * 4)
        assert found == home
