"""Both readers of typeset pages show the same: pdfium, which is fast, and pdfplumber, which it is checked against."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdfium2 import PdfDocument
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extract.geometry import BBox, Page
from extract.lexicon import Lexicon
from extract.model import SourceError
from extract.pages import pdfium_page
from extract.pages.plumber_page import open_pdf, read_pages
from extract.pages.shown import unreadable
from extract.pages.symbols import UNREADABLE
from extract.pages.typeset import Sheet, count_pages, read_typeset
from extract.source import read_source
from tests.typeset.fonts import _TTF
from tests.typeset.generate import excerpt, random_layout, set_plan
from tests.typeset.plan import office

ROOT = Path(__file__).parents[1]
FIXTURES = sorted(
    [*ROOT.glob("tests/fixtures/*.pdf"), *ROOT.glob("data/raw/*.pdf"), *ROOT.glob("../shared/real/*.pdf")]
)
# Along the line pdfium takes widths in whole thousandths of the size (a line of 200 letters drifts by a point), and
# its boxes hold what letters overhang (j, K); across the line both put letters on one baseline.
ALONG, ACROSS = 1.2, 0.05


def by_pdfplumber(path: Path) -> list[Page]:
    with open_pdf(path) as pdf:
        return [level.page for level in read_pages(pdf)]


def by_pdfium(path: Path) -> list[Page]:
    with pdfium_page.opened(path) as document:
        return [pdfium_page.read_page(document, n + 1).page for n in range(pdfium_page.page_count(document))]


def pages_of(path: Path) -> list[Page | None]:
    """Every page as the extraction reads it."""
    sheets = read_typeset(path, range(1, count_pages(path) + 1), Lexicon())
    return [sheet.tabled.page if sheet.tabled else None for sheet in sheets]


def drawn(path: Path, draw: Callable[[Canvas], object], size: tuple[float, float] = (400.0, 300.0)) -> Path:
    """A PDF of one page that a function draws."""
    canvas = Canvas(str(path), pagesize=size, invariant=1)
    canvas.setFont("Times-Roman", 10)
    draw(canvas)
    canvas.save()
    return path


def apart(one: BBox, other: BBox) -> tuple[float, float]:
    """How far two boxes differ, along the line and across it."""
    along = max(abs(one.x0 - other.x0), abs(one.x1 - other.x1))
    across = max(abs(one.top - other.top), abs(one.bottom - other.bottom))
    tall = one.bottom - one.top > one.x1 - one.x0
    return (across, along) if tall and across > along else (along, across)


def without_counterpart(boxes: Sequence[BBox], others: Sequence[BBox]) -> list[BBox]:
    """Boxes that no other box equals, each taken once."""
    left = list(others)
    lonely = []
    for box in boxes:
        same = next((o for o in left if max(apart(box, o)) <= 0.1), None)
        if same is None:
            lonely.append(box)
        else:
            left.remove(same)
    return lonely + left


def assert_same(pages: Sequence[Page], others: Sequence[Page]) -> None:
    """The same words in the same order and place, the same rulings and shadings."""
    assert len(pages) == len(others)
    for page, other in zip(pages, others, strict=True):
        assert (page.width, page.height) == pytest.approx((other.width, other.height), abs=0.1)
        assert [w.text for w in page.words] == [w.text for w in other.words]
        far = [
            (w.text, gaps)
            for w, o in zip(page.words, other.words, strict=True)
            if (gaps := apart(w.bbox, o.bbox)) > (ALONG, ALONG) or gaps[0] > ALONG or gaps[1] > ACROSS
        ]
        assert far == []
        assert without_counterpart([r.bbox for r in page.rulings], [r.bbox for r in other.rulings]) == []
        assert without_counterpart(page.shadings, other.shadings) == []


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_both_readers_show_the_same_on_every_fixture(path: Path) -> None:
    assert_same(by_pdfium(path), by_pdfplumber(path))


@pytest.mark.parametrize("seed", range(10))
def test_both_readers_show_the_same_in_random_layouts(seed: int, tmp_path: Path) -> None:
    plan, _ = office("decree-2026" if seed % 2 else "office-b")
    pdf, _ = set_plan(excerpt(plan, seed, 8), random_layout(9_000 + seed))
    path = tmp_path / "plan.pdf"
    path.write_bytes(pdf)
    assert_same(by_pdfium(path), by_pdfplumber(path))


def _sentence(canvas: Canvas) -> None:
    canvas.drawString(50, 50, "Tersusunnya indikator kinerja utama.")


def _form(canvas: Canvas) -> None:
    canvas.beginForm("cell")
    canvas.setFont("Times-Roman", 10)
    canvas.drawString(10, 10, "Rencana Aksi")
    canvas.rect(0, 0, 80, 30)
    canvas.endForm()
    canvas.saveState()
    canvas.translate(50, 100)
    canvas.scale(1.5, 1.5)
    canvas.doForm("cell")
    canvas.restoreState()


def _turned(turns: int) -> Callable[[Canvas], object]:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90 * turns)
        canvas.drawString(50, 60, "Kegiatan Indikator")
        canvas.rect(40, 50, 120, 30)
        canvas.line(89.5, 50, 89.5, 80)

    return draw


def _cropped(canvas: Canvas) -> None:
    canvas.setCropBox((20, 30, 380, 290))
    canvas.drawString(50, 60, "Sasaran")
    canvas.drawString(2, 3, "terpotong")
    canvas.rect(40, 50, 120, 30)


LEVEL = "Menyusun laporan kinerja instansi pemerintah setiap triwulan"


def _upright(canvas: Canvas) -> None:
    canvas.drawString(50, 20, LEVEL)
    for x, lines in ((60, ("INDIKATOR KINERJA", "UTAMA")), (120, ("TARGET",))):
        canvas.rect(x - 10, 40, 50, 140)
        for number, line in enumerate(lines):
            canvas.saveState()
            canvas.translate(x + 12 * number, 50)
            canvas.rotate(90)
            canvas.drawString(0, 0, line)
            canvas.restoreState()


def _downwards(canvas: Canvas) -> None:
    canvas.drawString(50, 20, LEVEL)
    for number, line in enumerate(("Manajemen", "Perubahan kerja")):
        canvas.saveState()
        canvas.translate(100 - 12 * number, 200)
        canvas.rotate(-90)
        canvas.drawString(0, 0, line)
        canvas.restoreState()


def _white(canvas: Canvas) -> None:
    canvas.setFillGray(0.2)
    canvas.rect(40, 100, 100, 20, fill=1, stroke=0)
    canvas.setFillGray(1)
    canvas.drawString(45, 105, "Kegiatan")
    canvas.drawString(45, 205, "tersembunyi")


def _columns_without_gap(canvas: Canvas) -> None:
    width = pdfmetrics.stringWidth("Laporan", "Times-Roman", 10)
    canvas.drawString(50, 100, "LaporanDesember")
    canvas.line(50 + width, 90, 50 + width, 115)


def _twice(canvas: Canvas) -> None:
    for shift in (0, 0.3):
        canvas.drawString(50 + shift, 100, "Ruwiil tiik")
    canvas.setFont("Times-Roman", 5)
    canvas.drawString(50, 150, "tiil iii")


def _watermark(canvas: Canvas) -> None:
    canvas.drawString(50, 100, "Indikator")
    canvas.translate(100, 100)
    canvas.rotate(45)
    canvas.drawString(0, 0, "SALINAN")


def _staggered(canvas: Canvas) -> None:
    for column in range(8):
        for line in range(3):
            canvas.drawString(20 + 45 * column, 200 - 12 * line - 1.5 * column, f"k{column}b{line}")


MADE: dict[str, tuple[Callable[[Canvas], object], list[str]]] = {
    "forms with matrices": (_form, ["Rencana", "Aksi"]),
    "page turned once": (_turned(1), ["Kegiatan", "Indikator"]),
    "page turned twice": (_turned(2), ["Kegiatan", "Indikator"]),
    "page turned three times": (_turned(3), ["Kegiatan", "Indikator"]),
    "page cropped": (_cropped, ["Sasaran"]),
    "headers that run upwards": (_upright, ["INDIKATOR KINERJA UTAMA", "TARGET", *LEVEL.split()]),
    "a cell that runs downwards": (_downwards, ["Manajemen Perubahan kerja", *LEVEL.split()]),
    "white on dark and on paper": (_white, ["Kegiatan"]),
    "columns without a gap": (_columns_without_gap, ["Laporan", "Desember"]),
    "text printed twice": (_twice, ["tiil", "iii", "Ruwiil", "tiik"]),
    "a slanted watermark": (_watermark, ["Indikator"]),
}


@pytest.mark.parametrize("name", MADE)
def test_both_readers_read_what_is_printed(name: str, tmp_path: Path) -> None:
    draw, words = MADE[name]
    path = drawn(tmp_path / "page.pdf", draw)
    pages = by_pdfium(path)
    assert [word.text for word in pages[0].words] == words
    assert_same(pages, by_pdfplumber(path))


def test_lines_of_columns_that_are_a_little_offset_stay_apart(tmp_path: Path) -> None:
    path = drawn(tmp_path / "page.pdf", _staggered)
    words = {word.text for word in by_pdfium(path)[0].words}
    assert words == {f"k{column}b{line}" for column in range(8) for line in range(3)}
    assert_same(by_pdfium(path), by_pdfplumber(path))


def test_a_form_s_rulings_stand_where_it_is_drawn(tmp_path: Path) -> None:
    page = by_pdfium(drawn(tmp_path / "page.pdf", _form))[0]
    boxes = [ruling.bbox for ruling in page.rulings]
    assert (min(b.x0 for b in boxes), max(b.x1 for b in boxes)) == pytest.approx((50, 170))
    assert (min(b.top for b in boxes), max(b.bottom for b in boxes)) == pytest.approx((155, 200))


def test_letters_that_their_font_does_not_tell_are_noticed(tmp_path: Path) -> None:
    """A font's map from glyphs to letters is lost, as some writers leave it: neither reader takes them for text."""

    def draw(canvas: Canvas) -> None:
        pdfmetrics.registerFont(TTFont("Numbered", str(_TTF / "DejaVuSansMono.ttf"), asciiReadable=0))
        canvas.setFont("Numbered", 10)
        canvas.drawString(50, 50, "Indikator")

    path = drawn(tmp_path / "page.pdf", draw)
    path.write_bytes(path.read_bytes().replace(b"/ToUnicode", b"/ToNothing"))
    (page,) = by_pdfium(path)
    assert [word.text for word in unreadable(page)] == [UNREADABLE * len("Indikator")]
    assert unreadable(by_pdfplumber(path)[0])
    assert [sheet.tabled for sheet in read_typeset(path, [1], Lexicon())] == [None]  # read from its picture


def test_a_page_with_too_many_letters_is_told_and_not_read(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("extract.pages.pdfium_letters.MAX_LETTERS", 5)
    path = drawn(tmp_path / "page.pdf", _sentence)
    with pytest.raises(SourceError, match=r"page\.pdf, page 1: 36 letters on one page"):
        pages_of(path)


def test_what_pdfium_cannot_open_is_left_to_the_other_reader(tmp_path: Path, monkeypatch: Any) -> None:
    path = drawn(tmp_path / "page.pdf", _sentence)

    def refuse(*_: object) -> Page:
        raise pdfium_page.PdfiumError

    monkeypatch.setattr(pdfium_page, "read_page", refuse)
    (page,) = pages_of(path)
    assert page is not None
    assert [word.text for word in page.words] == ["Tersusunnya", "indikator", "kinerja", "utama."]
    assert count_pages(path) == 1


def test_a_file_that_lost_its_end_is_not_read_in_part(tmp_path: Path) -> None:
    held = io.BytesIO()
    canvas = Canvas(held, invariant=1)
    for number in range(30):
        canvas.drawString(50, 50, f"halaman {number}")
        canvas.showPage()
    canvas.save()
    path = tmp_path / "plan.pdf"
    path.write_bytes(held.getvalue()[: len(held.getvalue()) * 2 // 3])
    with pytest.raises(SourceError, match=r"truncated|damaged"):
        count_pages(path)


def test_pages_read_in_processes_are_those_read_in_one(monkeypatch: Any) -> None:
    monkeypatch.setattr("extract.pages.typeset.PARALLEL_PAGES", 2)
    path = ROOT / "data/raw/kpu-banggai-2026.pdf"
    numbers = range(1, 17)
    several = map(_all_of, read_typeset(path, numbers, Lexicon(), jobs=3))
    assert list(several) == list(map(_all_of, read_typeset(path, numbers, Lexicon())))


def _all_of(sheet: Sheet) -> tuple[object, ...]:
    """A sheet with the words that may be packed yet."""
    assert sheet.tabled is not None
    page, grids = sheet.tabled.page, [table.grid for table in sheet.tabled.tables]
    words = (tuple(page.words), [tuple(grid.words) for grid in grids])
    bare = (replace(page, words=()), [replace(grid, words=()) for grid in grids])
    return (*words, *bare, [table.header for table in sheet.tabled.tables], sheet.tabled.loose, sheet.doubts)


def test_what_a_process_raises_is_raised_where_its_pages_are_wanted(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("extract.pages.typeset.PARALLEL_PAGES", 1)
    monkeypatch.setattr("extract.pages.pdfium_letters.MAX_LETTERS", 5)
    path = drawn(tmp_path / "page.pdf", _sentence)
    with pytest.raises(SourceError, match=r"page\.pdf, page 1: 36 letters on one page"):
        list(read_typeset(path, [1], Lexicon(), jobs=2))


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_a_plan_printed_sideways_is_the_plan_with_its_boxes_where_they_show(turn: int, tmp_path: Path) -> None:
    upright, sideways = ROOT / "tests/fixtures/decree-2026-header-once.pdf", tmp_path / "decree-2026-header-once.pdf"
    document = PdfDocument(upright)
    width, height = document[5].get_size()
    for page in document:
        page.set_rotation(90 * turn)
    document.save(sideways)
    expected, found = read_source(upright), read_source(sideways)
    assert [cell.lines for cell in found.table.cells] == [cell.lines for cell in expected.table.cells]
    assert [row.page for row in found.table.rows] == [row.page for row in expected.table.rows]
    cell, turned_cell = expected.table.cells[0].bbox, found.table.cells[0].bbox
    assert cell is not None and turned_cell is not None
    shown = (
        (height - cell.bottom, cell.x0),
        (width - cell.x1, height - cell.bottom),
        (cell.top, width - cell.x1),
    )[turn - 1]
    assert (turned_cell.x0, turned_cell.top) == pytest.approx(shown, abs=1.5)


def test_white_rulings_between_coloured_cells_are_rulings(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.8, 0.9, 1.0)
        canvas.rect(50, 100, 200, 100, stroke=0, fill=1)
        canvas.setStrokeGray(1.0)
        canvas.line(150, 100, 150, 200)  # on the ground
        canvas.line(50, 50, 250, 50)  # on white paper

    for pages in (by_pdfium, by_pdfplumber):
        (page,) = pages(drawn(tmp_path / "white.pdf", draw))
        assert [(r.horizontal, round(r.bbox.x0)) for r in page.rulings] == [(False, 150)]


def test_dotted_and_broad_borders_are_rulings(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for i in range(40):
            canvas.rect(100, 100 + 1.5 * i, 0.75, 0.75, stroke=0, fill=1)
        canvas.rect(200, 100, 2.25, 60, stroke=0, fill=1)
        canvas.rect(220, 100, 20, 3, stroke=0, fill=1)  # as long as a dash, no border

    for pages in (by_pdfium, by_pdfplumber):
        (page,) = pages(drawn(tmp_path / "dots.pdf", draw))
        upright = sorted((r.bbox for r in page.rulings if not r.horizontal), key=lambda box: box.x0)
        assert [(round(box.x0), round(box.bottom - box.top)) for box in upright] == [(100, 59), (200, 60)]
