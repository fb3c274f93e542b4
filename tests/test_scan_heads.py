"""Scans: broad rulings, headers under stamps, headings between tables, and what hangs on those that were lost."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.geometry import BBox, Ruling, Word
from extract.lexicon import Knowledge, Lexicon
from extract.model import Cell, Column, ColumnSpec, Doubt, Period, PlanTable, TableRow, Value
from extract.scan.heads import doubts_under
from extract.scan.outside import settled_outside
from extract.scan.readings import CellReadings, LineReadings, PageReadings, Reading
from extract.scan.recognise import cell_crop
from extract.scan.running import with_running_headers
from extract.scan.settle import settle_cell
from extract.scan.stains import find_stains
from extract.scan.straight import Transform
from extract.scan.text_lines import TextLine, with_overlooked

SCALE = 300 / 72
KNOW = Knowledge(Lexicon(frozenset({"april", "juni"}), {"dokumen", "laporan"}.__contains__))


def line(*texts: str, glyphs: int = 8, sure: float = 0.95, box: BBox | None = None) -> LineReadings:
    box = box or BBox(0, 0, 60, 10)
    engines = ("tesseract", *["rapidocr"] * (len(texts) - 1))
    readings = (
        Reading(engine, tuple(Word(t, box, sure, engine) for t in text.split()))
        for engine, text in zip(engines, texts, strict=True)
    )
    return LineReadings(box, tuple(readings), glyphs)


def settled(*lines: LineReadings, stained: bool = False, know: Knowledge = KNOW) -> list[tuple[str, bool]]:
    """The text of each line and whether it is in doubt."""
    found = settle_cell(CellReadings(BBox(0, 0, 60, 40), lines, stained=stained), know)
    return [(each.text, bool(each.doubt)) for each in found]


def broad_page(breadth: int) -> np.ndarray:
    """A table of two columns and two rows in broad rulings, one word in each cell, at 300 dpi."""
    page = np.full((700, 1300, 3), 240, np.uint8)
    for at in (100, 600, 1100):
        cv2.line(page, (at, 100), (at, 500), (30,) * 3, breadth)
    for at in (100, 300, 500):
        cv2.line(page, (100, at), (1100, at), (30,) * 3, breadth)
    for x in (140, 640):
        for y in (180, 380):
            cv2.putText(page, "Laporan", (x, y), cv2.FONT_HERSHEY_COMPLEX, 1.0, (30,) * 3, 2)
    return np.asarray(cv2.GaussianBlur(page, (0, 0), 1.5), np.uint8)


@pytest.mark.parametrize("breadth", [3, 9, 13])
def test_a_cells_picture_keeps_clear_of_broad_rulings(breadth: int) -> None:
    box = BBox(100 / SCALE, 100 / SCALE, 600 / SCALE, 300 / SCALE)
    crop, x0, top = cell_crop(broad_page(breadth), box, SCALE)
    edges = (crop[0], crop[-1], crop[:, 0], crop[:, -1])
    assert min(int(edge.mean()) for edge in edges) > 200
    assert crop.shape[0] > 170 and (x0, top) >= (105, 105)


def test_broad_rulings_are_no_stains() -> None:
    rulings = tuple(
        Ruling(BBox(*(n / SCALE for n in box)))
        for box in [(at, 100, at, 500) for at in (100, 600, 1100)] + [(100, at, 1100, at) for at in (100, 300, 500)]
    )
    assert not find_stains(broad_page(11), rulings, SCALE).all.any()


def test_the_space_before_a_percent_sign_is_the_one_that_tesseract_saw() -> None:
    assert settled(line("100 %", "100%")) == [("100 %", False)]


@pytest.mark.parametrize("first", ["April — Juni", "April – Juni", "April - Juni"])
def test_a_dash_between_months_stands_by_itself_where_one_engine_saw_it_so(first: str) -> None:
    ((text, doubt),) = settled(line(first, "April- Juni"))
    assert (text.replace("–", "-"), doubt) == ("April - Juni", False)


def test_a_stroke_before_what_is_counted_is_the_number_one_or_in_doubt() -> None:
    counted = Knowledge(KNOW.lexicon, pairs={("2", "Dokumen"): 1})
    assert settled(line("I Dokumen", "I Dokumen"), know=counted) == [("1 Dokumen", False)]
    assert settled(line("I Dokumen", "I Dokumen")) == [("I Dokumen", True)]


def test_a_header_printed_letter_under_letter_is_no_blot() -> None:
    letters = (line("", letter, "", letter, glyphs=1, box=BBox(0, y, 6, y + 8)) for letter, y in (("N", 0), ("0", 10)))
    assert [text for text, _ in settled(*letters)] == ["N", "O"]


def test_a_word_whose_letters_touch_is_no_blot() -> None:
    assert settled(line("Laporan", "Laporan"), line("(sop)", "(SOP)", glyphs=1))[1][0] == "(SOP)"


def test_a_header_that_both_engines_read_under_a_stamp_stands() -> None:
    assert [text for text, _ in settled(line("NO", "NO", glyphs=2), stained=True)] == ["NO"]


def test_a_header_under_a_stamp_is_looked_for_beside_the_stamps_letters() -> None:
    stamp, header = TextLine(0, 40, 60, 60, 0), TextLine(80, 5, 260, 37, 9)
    assert with_overlooked([stamp], [header]) == [header, stamp]


@pytest.mark.parametrize(("first", "second"), [("!) MANAJEMEN", "I) MANAJEMEN"), ("ll. MANAJEMEN", "II. MANAJEMEN")])
def test_the_strokes_before_a_heading_are_its_roman_number(first: str, second: str) -> None:
    assert [w.text for w in settled_outside(line(first, second), KNOW)] == second.split()


def cell(name: str, row: int, text: str, x0: float, *, confidence: float | None = 0.95, room: bool = True) -> Cell:
    box = BBox(x0, row * 20, x0 + 50, row * 20 + 20)
    lines = (text,) if text else ()
    return Cell(name, 1, row, 0, 1, 1, lines, box, confidence, "rapidocr", room=(3.0,) if room else ())


def test_what_stands_under_a_lost_header_or_a_heading_read_unsurely_is_in_doubt() -> None:
    cells = (
        cell("head", 0, "", 0), cell("sound", 0, "Target", 50), cell("over", 1, "!. X", 0, confidence=0.5, room=False),
        cell("a", 2, "75 %", 0), cell("b", 2, "1", 50),
    )  # fmt: skip
    specs = (ColumnSpec(Column.EXTRA, "", 0.0), ColumnSpec(Column.TARGET, "Target"))
    row = TableRow(1, (Value(("a",)), Value(("b",))), ("over",))
    lost = Doubt("ocr_disagree", "a stamp covers this cell", cell_id="head", page=1)
    found = list(doubts_under(PlanTable(specs, (row,), cells, (1,)), [lost], [1]))
    assert [(d.code, d.cell_id) for d in found] == [("ocr_disagree", "over"), ("column_unknown", "a")]
    assert not list(doubts_under(PlanTable(specs, (row,), cells, (1,)), [], []))


def test_period_columns_that_share_one_header_are_in_doubt() -> None:
    cells = (cell("a", 1, "1", 0), cell("b", 1, "1", 50), cell("c", 1, "Laporan", 100))
    quarter = Period(10, 12)
    specs = (*[ColumnSpec(Column.PERIOD, "Trw I Trw IV", 100.0, quarter)] * 2, ColumnSpec(Column.EVIDENCE, "Bukti"))
    row = TableRow(1, tuple(Value((each.cell_id,)) for each in cells))
    assert [d.cell_id for d in doubts_under(PlanTable(specs, (row,), cells, (1,)), [], [1])] == ["a", "b"]


def test_a_period_whose_number_one_engine_alone_saw_is_in_doubt() -> None:
    assert settled(line("Triwulan L", "Triwulan", "Triwulan"))[0][1]


def head_row(*texts: tuple[str, str], down: float = 0.0) -> PageReadings:
    """A page whose uppermost cells read so to Tesseract and to the recogniser."""
    cells = []
    for place, both in enumerate(texts):
        box = BBox(60.0 * place, down, 60.0 * place + 60, down + 20)
        readings = (Reading(e, (Word(t, box, 0.95, e),)) for e, t in zip(("tesseract", "rapidocr"), both, strict=True))
        cells.append(CellReadings(box, (LineReadings(box, tuple(readings), 9),)))
    return PageReadings(600, 800, Transform(), cells=tuple(cells))


def test_a_header_in_doubt_is_the_one_that_the_other_pages_print() -> None:
    whole = [(text, text) for text in ("NO", "KEGIATAN", "INDIKATOR", "BUKTI")]
    spoilt, other = [*whole[:3], ("IE", "I")], [("1.", "1."), *whole[1:3], ("IE", "I")]
    first, *_ = with_running_headers([head_row(*spoilt, down=9), head_row(*whole), head_row(*whole)])
    assert [reading.text for reading in first.cells[3].lines[0].readings] == ["BUKTI"] * 2
    assert first.cells[3].lines[0].bbox == first.cells[3].bbox
    pages = [head_row(*other), head_row(*whole), head_row(*whole)]
    assert with_running_headers(pages) == pages
    assert with_running_headers(pages[1:]) == pages[1:]
