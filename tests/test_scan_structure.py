"""The structure of scanned tables: missing frames, fills, double rulings, the sheet's back, pages on their heads."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extract.geometry import BBox, Page, Word
from extract.scan.flatten import flattened
from extract.scan.page import read_page
from extract.scan.raster import Raster
from extract.scan.ruled import Ruled, ruled
from extract.scan.turned import quarters_of
from extract.table.headings import paragraphs
from tests.scanner.degrade import degrade
from tests.scanner.oddities import bled_through, filled, on_glass, punched, unframed
from tests.scanner.profiles import OFFICE200

Picture = NDArray[np.uint8]
XS, YS = (200, 330, 620, 980, 1300, 1500, 1800), (200, 320, 396, 640, 900, 1160)
SCALE = 300 / 72
LEVEL = replace(OFFICE200, skew=0, keystone=0, stamp=0, signature=0, faint=0)
WORDS = ("Laporan kegiatan", "Tim kerja", "Dokumen rencana", "Setiap bulan", "Nilai", "Januari")


def page(fills: dict[tuple[int, int], int] | None = None, thin: int = 2, double: bool = False) -> Picture:
    """A table of six columns and five rows at 300 dpi, grey, with a text in each cell; ``fills`` by row and column."""
    picture = np.full((1500, 2000), 250, np.uint8)
    for (row, column), level in (fills or {}).items():
        picture[YS[row] : YS[row + 1], XS[column] : XS[column + 1]] = level
    offsets = (-3, 3) if double else (0,)
    for at in (a + o for a in YS for o in offsets):
        cv2.line(picture, (XS[0], at), (XS[-1], at), (60,), thin)
    for at in (a + o for a in XS for o in offsets):
        cv2.line(picture, (at, YS[0]), (at, YS[-1]), (60,), thin)
    for row, top in enumerate(YS[:-1]):
        for column, left in enumerate(XS[:-1]):
            if column or row:
                text = WORDS[column][: (XS[column + 1] - left) // 24]
                cv2.putText(picture, text, (left + 14, top + 50), cv2.FONT_HERSHEY_COMPLEX, 1.0, (30,), 2)
    return picture


def scanned(clean: Picture, seed: int = 1) -> Picture:
    """What an office's scanner makes of a clean page, at 300 dpi as pages are read; a grey scan, not stamped."""
    grey = degrade(clean, 300, LEVEL, colour=False, rng=np.random.default_rng(seed))
    again = cv2.resize(grey, clean.shape[::-1], interpolation=cv2.INTER_CUBIC)
    return np.asarray(cv2.cvtColor(again, cv2.COLOR_GRAY2BGR), np.uint8)


def spans(seen: Ruled) -> list[tuple[int, int]]:
    """Columns and rows of each table, one cell in each box."""
    assert all(cell.row_span == cell.column_span == 1 for table in seen.tables for cell in table.cells)
    return [(len(table.xs) - 1, len(table.ys) - 1) for table in seen.tables]


@pytest.mark.parametrize("seed", [1, 2])
def test_a_table_without_side_lines_keeps_its_outer_columns(seed: int) -> None:
    clean = unframed(page(), BBox(XS[0], YS[0], XS[-1], YS[-1]), ends=False)
    assert spans(ruled(scanned(clean, seed), SCALE, 1)) == [(6, 5)]


def test_a_table_without_any_frame_keeps_its_outer_rows_and_columns() -> None:
    clean = unframed(page(), BBox(XS[0], YS[0], XS[-1], YS[-1]), ends=True)
    assert spans(ruled(scanned(clean), SCALE, 1)) == [(6, 5)]


def test_text_beside_a_table_puts_all_its_cells_in_doubt() -> None:
    clean = page()
    for y in range(YS[0] + 40, YS[-1], 60):
        cv2.putText(clean, "H u k u m", (XS[-1] + 20, y), cv2.FONT_HERSHEY_COMPLEX, 0.9, (30,), 2)
    seen = ruled(scanned(clean), SCALE, 1)
    assert {doubt.code for doubt in seen.doubts} == {"grid_suspect"}
    assert {doubt.cell_id for doubt in seen.doubts} >= {cell.cell_id for table in seen.tables for cell in table.cells}


@pytest.mark.parametrize("level", [205, 150])
def test_rulings_are_seen_along_and_through_fills(level: int) -> None:
    bars = {(2, 2): level, (3, 2): level, (3, 3): level, (3, 4): level, (4, 4): level}
    assert spans(ruled(scanned(page(bars)), SCALE, 1)) == [(6, 5)]


def test_a_filled_header_over_several_columns_stays_one_cell() -> None:
    clean = page()
    clean[YS[0] + 2 : YS[1] - 1, XS[2] + 2 : XS[5] - 1] = 250
    cv2.putText(clean, "Waktu Pelaksanaan", (XS[2] + 160, YS[0] + 70), cv2.FONT_HERSHEY_COMPLEX, 1.0, (30,), 2)
    clean = filled(clean, BBox(XS[0], YS[0], XS[-1], YS[1]), 0.75)
    (table,) = ruled(scanned(clean), SCALE, 1).tables
    assert [cell.column_span for cell in table.cells if cell.row == 0] == [1, 1, 3, 1]


@pytest.mark.parametrize("thin", [1, 2])
def test_double_rulings_are_one(thin: int) -> None:
    assert spans(ruled(scanned(page(thin=thin, double=True)), SCALE, 1)) == [(6, 5)]


def test_rulings_that_shine_through_rule_nothing() -> None:
    assert spans(ruled(scanned(bled_through(page(), 0.12)), SCALE, 1)) == [(6, 5)]


def test_borders_of_the_glass_and_punch_holes_are_no_table() -> None:
    picture = punched(on_glass(scanned(page())))
    assert spans(ruled(picture, SCALE, 1)) == [(6, 5)]


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_page_is_stood_upright_by_what_its_lines_say(quarters: int) -> None:
    turned = np.ascontiguousarray(np.rot90(scanned(page()), quarters))
    assert quarters_of(turned) == quarters


def test_the_strokes_of_a_recognised_roman_number_are_one_letter() -> None:
    words = [("Il.", 10, 25), ("PENATAAN", 30, 90), ("TATA", 95, 120), ("LAKSANA", 125, 180)]
    line = tuple(Word(t, BBox(x0, 50, x1, 60), 0.9, "tesseract") for t, x0, x1 in words)
    (cell,) = paragraphs(Page(1, 600, 800, line, (), kind="scanned"), 0, 100)
    assert cell.text == "II. PENATAAN TATA LAKSANA"


def test_a_curled_page_is_made_flat_and_a_flat_one_left_alone() -> None:
    clean = scanned(page())
    height, width = clean.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    bent = cv2.remap(clean, x, y + 25 * np.exp(-x / 500), cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    assert spans(ruled(flattened(np.asarray(bent, np.uint8)), SCALE, 1)) == [(len(XS) - 1, len(YS) - 1)]
    assert flattened(clean) is clean


def test_a_page_whose_rulings_are_too_broken_for_a_table_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = page()
    noise = np.random.default_rng(3).random((25, 34), np.float32)
    broken[cv2.resize(noise, broken.shape[::-1], interpolation=cv2.INTER_NEAREST) < 0.5] = 255
    picture = np.asarray(cv2.cvtColor(broken, cv2.COLOR_GRAY2BGR), np.uint8)
    monkeypatch.setattr("extract.scan.page.read_outside", lambda *_: ((), True))
    read = read_page(Raster(picture, SCALE, picture.shape[1] / SCALE, picture.shape[0] / SCALE), 1)
    assert not read.cells
    assert [doubt.code for doubt in read.doubts] == ["grid_suspect"]


def cut_cell(picture: Picture) -> Picture:
    """The page with its first two columns one cell high and open above and below, as a page break cuts them."""
    out = picture.copy()
    for row, y in enumerate(YS):
        if row != 2:
            out[y - 4 : y + 5, XS[0] - 4 : XS[2] - 4] = 255
    for x in XS[:3]:
        cv2.line(out, (x, YS[0]), (x, YS[-1]), (60,), 2)
    return out


def test_outer_columns_that_a_page_break_cuts_open_belong_to_the_table() -> None:
    (table,) = ruled(scanned(cut_cell(page())), SCALE, 1).tables
    assert len(table.xs) == len(XS)


def test_a_ruling_beside_a_table_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.scan.rulings.reaching", lambda levels, _: levels)
    seen = ruled(scanned(cut_cell(page())), SCALE, 1)
    assert {doubt.code for doubt in seen.doubts} == {"grid_suspect"}
    assert len(seen.doubts) >= len(seen.tables[0].cells)
