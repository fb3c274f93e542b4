"""Text that clipping hides, as spreadsheets print low rows: read as its own cell's, and told."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.geometry import Page
from extract.pages import pdfium_page
from extract.pages.plumber_page import open_pdf, read_pages
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
