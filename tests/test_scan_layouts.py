"""Scans of other layouts than the decree's: section banners, headers over two columns, ticked schedules."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from extract.geometry import BBox, Page, Word
from extract.model import Cell, DecreeText, Doubt, Extract, PlanTable, TableRow, Value
from extract.scan.readings import CellReadings, LineReadings, PageReadings
from extract.scan.readings import Reading as LineReading
from extract.scan.rulings import find_rulings
from extract.scan.shading import shadings
from extract.scan.straight import Transform
from extract.scan.ticks import with_ticks
from extract.table.columns import HeaderCell, map_columns
from extract.table.header import is_number_row
from extract.table.lattice import grids
from extract.table.periods import header_periods
from normalize.fields import Part
from normalize.reading import Reading, Texts
from normalize.records import build
from normalize.unmarked import taken_off

XS, YS = (200, 330, 620, 980, 1300, 1500, 1800), (200, 320, 396, 640, 900, 1160)
BOX = BBox(0, 0, 10, 10)


def picture_with_banner(text: str) -> np.ndarray:
    """A table at 300 dpi whose second row is one cell with a text in it."""
    picture = np.full((1600, 2000, 3), 250, np.uint8)
    for y in YS:
        cv2.line(picture, (XS[0], y), (XS[-1], y), (70,) * 3, 2)
    for x in XS:
        cv2.line(picture, (x, YS[0]), (x, YS[1]), (70,) * 3, 2)
        cv2.line(picture, (x, YS[2]), (x, YS[-1]), (70,) * 3, 2)
    for x in (XS[0], XS[-1]):
        cv2.line(picture, (x, YS[1]), (x, YS[2]), (70,) * 3, 2)
    cv2.putText(picture, text, (XS[0] + 20, YS[2] - 22), cv2.FONT_HERSHEY_SIMPLEX, 1.3, (30,) * 3, 3)
    return picture


@pytest.mark.parametrize(
    "text", ["", "II. PENATAAN TATA LAKSANA", "HHHHHHHHHHHHHHHHHHHHHHHHHHHH", "I I I I I I I I I I I I I I I I I I I"]
)
def test_a_banner_is_one_cell_whatever_stands_in_it(text: str) -> None:
    page = Page(1, 480.0, 384.0, (), find_rulings(picture_with_banner(text)).in_points(300 / 72), kind="scanned")
    (table,) = grids(page)
    assert [cell.column_span for cell in table.cells if cell.row == 1] == [6]
    assert all(cell.column_span == 1 for cell in table.cells if cell.row != 1)


def lone_mark(*readings: str, glyphs: int = 1) -> PageReadings:
    """A page with one cell, and what Tesseract and the recogniser read in it in turn."""
    words = [tuple(Word(t, BOX, 0.6) for t in text.split()) for text in readings]
    line = LineReadings(
        BOX, tuple(LineReading(e, w) for e, w in zip(("tesseract", "rapidocr") * 2, words, strict=False)), glyphs
    )
    return PageReadings(100, 100, Transform(), cells=(CellReadings(BOX, (line,)),))


def read(*pages: PageReadings) -> list[str]:
    """What the engines are taken to have read on each page."""
    return [" ".join(dict.fromkeys(r.text for r in page.cells[0].lines[0].readings)) for page in with_ticks(pages)]


@pytest.mark.parametrize(
    ("readings", "want"),
    [
        (("Vv", "V", "v", "V"), "v"),
        (("x", "X", "x.", "X."), "x"),
        (("", "e", "", "0"), " e 0"),
        (("4", "4"), "4"),
        (("1", "1"), "1"),
        (("0", "0"), "0"),
        (("4", "J"), "4 J"),
    ],
)
def test_a_lone_mark_is_a_tick_where_no_number_reads_so(readings: tuple[str, ...], want: str) -> None:
    assert read(lone_mark(*readings)) == [want]


def test_check_marks_are_ticks_where_there_are_several() -> None:
    checks = [lone_mark("4", "J", "v", "1"), lone_mark("7", "V", "/", "1"), lone_mark("¥", "J")]
    small = lone_mark("“", "1", "é", "1")
    assert read(*checks, small, lone_mark("7", "7")) == ["✓", "✓", "✓", "✓", "7"]


def test_discs_are_ticks_where_there_are_several_in_narrow_cells() -> None:
    discs = [lone_mark("", "e", "", "0"), lone_mark("", "O"), lone_mark("", "0", "", "O")]
    broad = lone_mark("", "O", "", "0")
    broad = replace(broad, cells=(replace(broad.cells[0], bbox=BBox(0, 0, 4 * BOX.x1, BOX.bottom)),))
    assert [text.split()[0] for text in read(*discs, broad)] == ["●", "●", "●", "O"]


def test_the_end_of_a_signature_is_no_tick() -> None:
    pages = [replace(p, cells=(replace(p.cells[0], stained=True),)) for p in [lone_mark("V", "v")] * 3]
    assert read(pages[0]) == ["V v"]
    assert read(*pages) == ["v"] * 3


def test_a_doubt_about_a_period_without_a_tick_is_one_about_the_time() -> None:
    texts = ("Menyusun SOP", "SOP tersusun", "1 SOP", "", "x")
    cells = tuple(Cell(f"p1:1.{i}", 1, 1, i, 1, 1, (text,) if text else ()) for i, text in enumerate(texts))
    headers = ("Rencana Aksi", "Indikator", "Target", "TW I", "TW II")
    doubt = Doubt("ocr_disagree", "read differently", cell_id=cells[3].cell_id, page=1)
    row = TableRow(1, tuple(Value((cell.cell_id,)) for cell in cells))
    table = PlanTable(map_columns([HeaderCell((header,)) for header in headers]), (row,), cells, (1,), (doubt,))
    text = DecreeText(office="DINAS CONTOH", number="1/2026", number_year="2026", title="RENCANA AKSI TAHUN 2026")
    data = build(Extract("a.pdf", "ab" * 32, "scanned", 1, text, (table,)), (), "0")
    found = [(f.record_id, f.record_column) for f in data.findings if f.code == "ocr_disagree"]
    assert found == [(data.targets[0].target_id, "time_text")]
    assert [cell.feeds for cell in data.cells if cell.cell_id == cells[3].cell_id] == [()]


def test_a_word_is_no_tick() -> None:
    assert read(lone_mark("Vv", "V", glyphs=3)) == ["Vv V"]


def test_shaded_cells_are_seen_on_paper_that_darkens_towards_an_edge() -> None:
    page = Page(1, 480.0, 384.0, (), find_rulings(picture_with_banner("")).in_points(300 / 72), kind="scanned")
    picture = picture_with_banner("").astype(np.int16)
    picture[YS[2] + 3 : YS[3] - 2, XS[3] + 3 : XS[4] - 2] -= 34
    picture[YS[1] + 3 : YS[2] - 2, XS[0] + 3 : XS[-1] - 2] -= np.array([60, 4, 0], np.int16)
    darkened = picture - np.linspace(0, 28, picture.shape[1]).astype(np.int16)[None, :, None]
    found = shadings(np.clip(darkened, 0, 255).astype(np.uint8), grids(page), 300 / 72)
    assert sorted((round(box.x0), round(box.top)) for box in found) == sorted(
        (round(x * 72 / 300), round(y * 72 / 300)) for x, y in [(XS[3], YS[2]), (XS[0], YS[1])]
    )


def test_a_last_row_without_a_line_below_it_is_closed() -> None:
    picture = picture_with_banner("")
    for x in XS:
        cv2.line(picture, (x, YS[-1]), (x, YS[-1] + 140), (70,) * 3, 2)
    page = Page(1, 480.0, 384.0, (), find_rulings(picture).in_points(300 / 72), kind="scanned")
    (table,) = grids(page)
    assert [cell.column_span for cell in table.cells if cell.row == 5] == [1] * 6


def recognised(*texts: str) -> list[Cell]:
    """One row of cells as a recogniser gives them."""
    return [
        Cell(str(i), 1, 0, i, 1, 1, (text,) if text else (), engine="rapidocr", confidence=0.9)
        for i, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (("(1)", "(2)", "(3", "4)", "", "as", "(7)", "(12"), True),
        (("1", "Manajemen Perubahan", "3", "4 Laporan"), False),
    ],
)
def test_a_row_of_column_numbers_is_told_when_half_of_them_are_lost(texts: tuple[str, ...], numbers: bool) -> None:
    assert is_number_row(recognised(*texts)) is numbers


def test_misread_months_are_told_by_their_places() -> None:
    names = "Jan Feb Ma Apr Me Jun Jul Ags 5ep Ok No Des".split()
    periods = header_periods([("No",), *(("Jadwal", name) for name in names), ("Target",)])
    assert [p.first if p else None for p in periods] == [None, *range(1, 13), None]


def test_a_number_whose_full_stop_was_lost_is_taken_off_a_recognised_text() -> None:
    cells = {"a": recognised("2 Dokumen Rencana Kerja")[0]}
    part = Part(None, "2 Dokumen Rencana Kerja", Reading("2 Dokumen Rencana Kerja", cell_ids=("a",)))
    taken = taken_off(part, Texts(cells, {}), sure=False)
    assert (taken.no, taken.text) == ("2", "Dokumen Rencana Kerja")
    assert [o.status for o in taken.reading.oddities] == ["open"]
