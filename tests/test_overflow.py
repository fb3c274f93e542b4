"""Texts wider than their cell, as spreadsheets print them: over blank neighbours, or up to the next text."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from extract.pages import pdfium_page
from extract.table.lattice import Grid, grids

XS = (50.0, 150.0, 250.0, 350.0)


def grid_of_lines(rows: list[dict[int, str]], path: Path) -> Grid:
    """A table whose cells print one line each, however long it is."""
    canvas = Canvas(str(path), pagesize=(420.0, 300.0), invariant=1)
    ys = [250.0 - 16 * i for i in range(len(rows) + 1)]
    canvas.grid(XS, ys)
    canvas.setFont("Times-Roman", 10)
    for row, y in zip(rows, ys, strict=False):
        for column, text in row.items():
            canvas.drawString(XS[column] + 2.8, y - 12, text)
    canvas.save()
    with pdfium_page.opened(path) as document:
        (found,) = grids(pdfium_page.read_page(document, 1).page)
    return found


SHORT = {0: "Menyusun SOP", 1: "SOP", 2: "Januari"}


def told(grid: Grid) -> list[str]:
    return [cell.text for cell in grid.cells if any(d.cell_id == cell.cell_id for d in grid.doubts)]


def test_a_text_that_runs_over_blank_cells_is_its_own_cells(tmp_path: Path) -> None:
    long = "Membentuk tim kerja pembangunan zona integritas bersama"
    grid = grid_of_lines([SHORT, SHORT, SHORT, {0: long}], tmp_path / "over.pdf")
    assert [cell.text for cell in grid.cells][-3:] == [long, "", ""]
    assert long in told(grid)


def test_a_text_that_ends_at_the_next_one_is_told(tmp_path: Path) -> None:
    cut = "Membentuk tim kerja se"
    grid = grid_of_lines([SHORT, SHORT, SHORT, {**SHORT, 0: cut}], tmp_path / "up-to.pdf")
    assert [cell.text for cell in grid.cells][-3:] == [cut, "SOP", "Januari"]
    assert told(grid) == [cut]


def test_texts_that_fit_are_not_told(tmp_path: Path) -> None:
    assert not told(grid_of_lines([SHORT, SHORT, {0: "Membentuk tim kerja", 1: "SK", 2: "Mei"}], tmp_path / "fit.pdf"))


def test_texts_printed_over_each_other_are_told(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "over.pdf"), pagesize=(420.0, 300.0), invariant=1)
    canvas.grid(XS, (250.0, 234.0, 218.0))
    canvas.setFont("Times-Roman", 10)
    for y, text in ((240.0, "Membentuk tim"), (229.0, "zona integritas"), (225.0, "Menyusun SOP")):
        canvas.drawString(XS[0] + 2.8, y, text)
    canvas.save()
    with pdfium_page.opened(tmp_path / "over.pdf") as document:
        (grid,) = grids(pdfium_page.read_page(document, 1).page)
    codes = {(d.cell_id, d.code) for d in grid.doubts}
    assert codes == {(cell.cell_id, "text_overprinted") for cell in grid.cells if cell.column == 0}


def test_a_text_that_hangs_out_of_the_last_row_is_taken_and_told(tmp_path: Path) -> None:
    path = tmp_path / "hanging.pdf"
    canvas = Canvas(str(path), pagesize=(420.0, 300.0), invariant=1)
    canvas.grid(XS, [250.0, 234.0, 218.0])
    canvas.setFont("Times-Roman", 10)
    canvas.drawString(53, 222, "SOP")
    canvas.drawString(153, 222, "Laporan hasil")
    canvas.drawString(153, 211, "survei kepuasan")
    canvas.drawString(53, 206, "Ketua,")
    canvas.save()
    with pdfium_page.opened(path) as document:
        (found,) = grids(pdfium_page.read_page(document, 1).page)
    assert told(found) == ["Laporan hasil survei kepuasan"]


def test_a_text_that_ends_at_the_pages_edge_is_told_where_its_table_runs_off_the_page(tmp_path: Path) -> None:
    path = tmp_path / "off.pdf"
    canvas = Canvas(str(path), pagesize=(350.0, 300.0), invariant=1)
    canvas.grid([*XS[:3], 390.0], [250.0, 234.0, 218.0])
    canvas.setFont("Times-Roman", 10)
    canvas.drawString(290, 238, "Bidang Pelayanan")
    canvas.drawString(290, 222, "Camat")
    canvas.save()
    with pdfium_page.opened(path) as document:
        (found,) = grids(pdfium_page.read_page(document, 1).page)
    assert [text for text in told(found) if text] == ["Bidang Pelaya"]
