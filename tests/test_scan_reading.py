"""Scans: levelled, ruled, read by two engines, settled; what could not be read is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from extract.geometry import BBox, Page, Word
from extract.lexicon import Lexicon
from extract.model import Cell, SourceError
from extract.pages.trust import trusting
from extract.scan.align import counterparts
from extract.scan.colour import without_inks
from extract.scan.deskew import upright
from extract.scan.own_words import knowledge
from extract.scan.raster import PageTooLargeError, Raster, image_page_count, image_rasters
from extract.scan.reader import read_pages, read_scanned_pages
from extract.scan.readings import CellReadings, LineReadings, Reading
from extract.scan.restore import whole_uprights
from extract.scan.rulings import find_rulings
from extract.scan.settle import settle_cell
from extract.scan.stains import find_stains
from extract.scan.tidy import tidy
from extract.table.header import is_number_row
from extract.table.lattice import grids
from tests.scanner.make import make_scan
from tests.scanner.profiles import CLEAN300, OFFICE200, Variant

TYPESET = Path(__file__).parents[1] / "data/raw/kpu-banggai-2026.pdf"
REAL = Path(__file__).parents[2] / "shared/real/pk-2016-scan.pdf"
LEXICON = Lexicon(
    frozenset({"januari", "desember", "satu"}), {"laporan", "kegiatan", "pegawai", "kerja", "dari"}.__contains__
)
ANYWHERE = BBox(0, 0, 10, 10)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture(scope="module")
def sideways(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The decree's fifth page, lying on its side, stamped or not as the seed has it."""
    path = tmp_path_factory.mktemp("scans") / "sideways.pdf"
    make_scan(TYPESET, path, OFFICE200, 7, Variant.SIDEWAYS, [5])
    return path


def grid_picture(rows: int = 4, columns: int = 3, ink: int = 60) -> np.ndarray:
    """A ruled table on a page of 300 dpi, rulings two pixels thick."""
    picture = np.full((1600, 2000, 3), 250, np.uint8)
    for y in np.linspace(200, 1400, rows + 1).astype(int):
        cv2.line(picture, (200, y), (1800, y), (ink,) * 3, 2)
    for x in np.linspace(200, 1800, columns + 1).astype(int):
        cv2.line(picture, (x, 200), (x, 1400), (ink,) * 3, 2)
    return picture


def cells_of(picture: np.ndarray) -> int:
    rulings = find_rulings(picture).in_points(300 / 72)
    return sum(len(g.cells) for g in grids(Page(1, 480, 384, (), rulings, kind="scanned")))


def test_rulings_make_the_cells_that_are_drawn() -> None:
    assert cells_of(grid_picture()) == 12


def test_faint_and_broken_rulings_are_bridged() -> None:
    picture = grid_picture(ink=205)
    picture[600:610, 900:960] = 250
    picture[750:850, 730:740] = 250
    assert cells_of(picture) == 12


def test_lines_of_text_are_no_rulings() -> None:
    picture = grid_picture()
    for y in range(260, 1380, 60):
        cv2.putText(picture, "Pllttkk Pembentukan", (215, y), cv2.FONT_HERSHEY_DUPLEX, 1.3, (40, 40, 40), 3)
    assert cells_of(picture) == 12


@pytest.mark.parametrize("degrees", [-2.8, -0.7, 1.5])
@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_boxes_lead_back_to_the_page_as_shown(degrees: float, quarters: int) -> None:
    straight = grid_picture()
    turn = cv2.getRotationMatrix2D((1000, 800), degrees, 1.0)
    skewed = cv2.warpAffine(straight, turn, (2000, 1600), borderValue=(250, 250, 250))
    shown = np.ascontiguousarray(np.rot90(skewed, quarters))
    scale = 300 / 72
    raster = Raster(shown, scale, shown.shape[1] / scale, shown.shape[0] / scale)
    level = upright(raster, lambda _: quarters)
    rulings = find_rulings(level.picture).in_points(level.scale)
    (grid,) = grids(Page(1, *level.size, (), rulings, kind="scanned"))
    got = level.to_shown.box(BBox(grid.xs[0], grid.ys[0], grid.xs[0], grid.ys[0]))
    x, y = turn @ [200, 200, 1]
    width, height = 2000, 1600
    for _ in range(quarters):
        x, y, width, height = y, width - 1 - x, height, width
    assert (got.x0, got.top) == pytest.approx((x / scale, y / scale), abs=1.5)


@given(st.lists(st.text("abcdé.", min_size=1, max_size=6), min_size=1), st.lists(st.text("abcx ", max_size=6)))
def test_no_letter_is_lost_between_two_readings(pivot: list[str], other: list[str]) -> None:
    words = "".join(other).split()
    assert "".join(counterparts(pivot, words)) == "".join(words)
    assert len(counterparts(pivot, words)) == len(pivot)


def test_letters_go_with_the_other_readings_words() -> None:
    assert counterparts(["fungsi", "asing-masing"], ["fungsi", "masing-masing"]) == ["fungsi", "masing-masing"]


def read(engine: str, text: str, confidence: float = 0.95) -> Reading:
    return Reading(engine, tuple(Word(t, ANYWHERE, confidence, engine) for t in text.split()))


def cell(*lines: tuple[str, str], confidence: float = 0.95, stained: bool = False) -> CellReadings:
    readings = (
        LineReadings(ANYWHERE, (read("tesseract", a, confidence), read("rapidocr", b, confidence)), glyphs=5)
        for a, b in lines
    )
    return CellReadings(ANYWHERE, tuple(readings), stained=stained)


def settled(one: CellReadings, *others: CellReadings) -> tuple[str, bool, bool]:
    """Text, whether it was repaired, whether it is in doubt."""
    lines = settle_cell(one, knowledge([one, *others], LEXICON))
    text = " ".join(line.text for line in lines if line.text)
    return text, any(line.repaired for line in lines), any(line.doubt for line in lines)


def test_agreement_settles_and_white_space_does_not_matter() -> None:
    assert settled(cell(("laporan kegiatan", "laporankegiatan"))) == ("laporan kegiatan", False, False)


def test_a_closed_vocabulary_settles_months() -> None:
    assert settled(cell(("Januani 2026", "Januari 2026"))) == ("Januari 2026", True, False)


def test_a_month_that_neither_engine_read_is_the_nearest_one() -> None:
    assert settled(cell(("Desemiber 2026", "Desemher 2026")))[:2] == ("Desember 2026", True)


def test_the_documents_own_words_settle() -> None:
    own = cell(("WBK", "WBK"), ("WBK", "WBK"))
    assert settled(cell(("WBK", "W8K")), own) == ("WBK", True, False)


def test_the_word_list_settles() -> None:
    assert settled(cell(("pegawal kerja", "pegawai kerja"))) == ("pegawai kerja", True, False)


def test_what_nothing_settles_stays_open() -> None:
    text, _, doubt = settled(cell(("xqzt laporan", "xqzl laporan")))
    assert doubt
    assert text.endswith("laporan")


def test_a_short_word_read_oftener_is_not_bent_to_the_documents_own() -> None:
    own = cell(("dan kerja", "dan kerja"), ("dan kerja", "dan kerja"))
    readings = [read(e, t) for e, t in (("tesseract", "dan"), ("rapidocr", "dari"), ("rapidocr", "dari"))]
    one = CellReadings(ANYWHERE, (LineReadings(ANYWHERE, tuple(readings), glyphs=4),), stained=True)
    assert settled(one, own)[::2] == ("dari", True)


def test_a_capital_that_the_recogniser_was_unsure_of_is_open() -> None:
    looks = (read("tesseract", "Kerja", 0.9), read("rapidocr", "kerja", 0.62), read("tesseract", "kerja", 0.94))
    assert settled(CellReadings(ANYWHERE, (LineReadings(ANYWHERE, looks, glyphs=5),)))[2]


def test_an_unsure_word_that_nothing_vouches_for_is_open() -> None:
    assert settled(cell(("Kegjatan", "Kegjatan"), confidence=0.7))[2]


@pytest.mark.parametrize(
    ("both", "want"),
    [
        ("I (satu) laporan", "1 (satu) laporan"),
        ("1. (satu) laporan", "1 (satu) laporan"),
        ("1.(satu) laporan", "1 (satu) laporan"),
        ("Januari, s:d. Desember", "Januari s.d. Desember"),
    ],
)
def test_numbers_and_times_are_put_as_plans_print_them(both: str, want: str) -> None:
    assert settled(cell((both, both)))[:2] == (want, True)


def test_a_number_before_a_cells_text_ends_with_a_full_stop() -> None:
    assert settled(cell(("2: Laporan kegiatan", "2: Laporan kegiatan")))[::2] == ("2. Laporan kegiatan", False)
    assert settled(cell(("laporan kerja", "laporan kerja"), ("2, Laporan", "2, Laporan")))[0].endswith("2, Laporan")


def test_a_blot_read_as_the_line_it_lies_upon_is_no_line() -> None:
    blot, line = cell(("Laporan", "Laporan"), ("Laporan", "Laporan")).lines
    upon = CellReadings(ANYWHERE, (replace(blot, glyphs=1), line))
    assert settled(upon)[0] == "Laporan"
    below = replace(line, bbox=BBox(0, 11, 10, 20))
    assert settled(replace(upon, lines=(replace(blot, glyphs=7), below)))[0] == "Laporan Laporan"


def test_a_word_that_one_engine_read_does_not_go_in_silence() -> None:
    seen = [cell(("teknologi informasi", "teknologi informasi")) for _ in range(4)]
    text, _, doubted = settled(cell(("teknolog: informasi pegawai", "teknologi informasi")), *seen)
    assert text == "teknologi informasi"
    assert doubted


def test_a_word_one_letter_from_the_documents_own_is_open() -> None:
    own = cell(("sosialisasi", "sosialisasi"), ("sosialisasi", "sosialisasi"))
    assert settled(cell(("laporan sosjalisasi", "laporan sosjalisasi")), own)[2]


def test_a_ruling_that_shows_down_the_table_parts_its_columns() -> None:
    found = find_rulings(grid_picture())
    rulings = [r for r in found.in_points(300 / 72) if not 160 < r.bbox.middle[0] < 200 or r.horizontal]
    (grid,) = grids(Page(1, 480, 384, (), tuple(rulings), kind="scanned"))
    assert len(grid.xs) == 3
    assert {round(r.bbox.x0) for r in whole_uprights(grid, found, 300 / 72)} == {176}


def stamped_picture() -> np.ndarray:
    """Black words, a blue one underlined, and a violet ring over all but the blue one, 300 dpi."""
    picture = np.full((900, 1200, 3), 245, np.uint8)
    cv2.putText(picture, "Laporan kegiatan", (150, 450), cv2.FONT_HERSHEY_DUPLEX, 1.6, (30, 30, 30), 3)
    cv2.putText(picture, "www.kpu.go.id", (150, 860), cv2.FONT_HERSHEY_DUPLEX, 1.2, (200, 60, 20), 3)
    cv2.line(picture, (150, 866), (520, 866), (200, 60, 20), 2)
    ring = np.full(picture.shape, 255, np.uint8)
    cv2.circle(ring, (450, 400), 230, (150, 60, 90), 8)
    return cv2.GaussianBlur(np.asarray(picture.astype(float) * ring / 255, np.uint8), (0, 0), 1.2)


def test_a_coloured_stamp_goes_and_the_print_under_it_and_coloured_print_stay() -> None:
    picture = stamped_picture()
    clean = without_inks(picture, find_stains(picture, (), 300 / 72).inks)
    assert picture[400, 676:684].mean() < 150
    assert clean[400, 676:684].mean() > 200
    stroke = picture[380:500, 140:900].max(axis=2) < 60
    assert stroke.sum() > 3000
    assert (clean[380:500, 140:900].max(axis=2)[stroke] < 120).mean() > 0.97
    assert (clean[820:880] == picture[820:880]).all()


def test_strokes_over_some_column_numbers_leave_a_number_row() -> None:
    texts = ["(1)", "(2)", "(3)", "(5.", "", "(6)", "(7)", "(8)"]
    blank = Cell("p1:0", 1, 0, 0, 1, 1, (), engine="tesseract")
    assert is_number_row([replace(blank, column=i, lines=(t,)) for i, t in enumerate(texts)])


def test_a_stain_beside_the_text_is_not_text() -> None:
    text, _, doubt = settled(cell(("laporan", "laporan"), ("NN", "GEN"), stained=True))
    assert text == "laporan"
    assert doubt


@pytest.mark.parametrize(
    ("token", "first", "want"),
    [
        ("‘berkala", False, "berkala"),
        ("°", False, ""),
        ("-", True, "-"),
        ("Seméster", False, "Semester"),
        ("2..", True, "2."),
        ("Akuntabilitas—", False, "Akuntabilitas"),
    ],
)
def test_specks_are_tidied_away(token: str, first: bool, want: str) -> None:
    assert tidy(token, first) == want


def test_a_sideways_scan_is_read_and_its_boxes_stand_on_the_page_as_shown(sideways: Path) -> None:
    (scanned,) = read_scanned_pages(sideways, [1], LEXICON, jobs=1, progress=lambda _: None)
    assert scanned.page.width > scanned.page.height
    (grid,) = grids(scanned.page)
    header = [" ".join(c.lines) for c in grid.cells if c.row == 0]
    assert "INDIKATOR" in header
    shown = [scanned.to_shown.box(c.bbox) for c in grid.cells if c.bbox]
    assert max(box.x1 for box in shown) < 620
    assert max(box.bottom for box in shown) > 620


def pages_to_scan(path: Path, total: int) -> list[int]:
    with trusting(path, LEXICON) as trusted:
        return [number for number in range(1, total + 1) if not trusted(number)]


def test_the_text_layer_is_trusted_page_by_page(tmp_path: Path) -> None:
    garbage, mixed = tmp_path / "garbage.pdf", tmp_path / "mixed.pdf"
    make_scan(TYPESET, garbage, CLEAN300, 1, Variant.GARBAGE, [5])
    make_scan(TYPESET, mixed, CLEAN300, 1, Variant.MIXED, [1, 5, 6])
    assert pages_to_scan(TYPESET, 16) == []
    assert pages_to_scan(garbage, 1) == [1]
    assert pages_to_scan(mixed, 3) == [1, 3]


def save(path: Path, picture: np.ndarray, **options: object) -> Path:
    Image.fromarray(picture).save(path, **options)
    return path


@pytest.mark.parametrize("kind", ["blank", "photograph", "drawing"])
def test_a_page_without_a_table_ends_without_cells(kind: str, tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    picture = np.full((1100, 800, 3), 245, np.uint8)
    if kind == "photograph":
        picture = cv2.resize(rng.integers(0, 255, (60, 40, 3), np.uint8), (800, 1100), interpolation=cv2.INTER_CUBIC)
    if kind == "drawing":
        for _ in range(60):
            a, b = rng.integers(0, 800, (2, 2)).tolist()
            cv2.line(picture, a, b, (0, 0, 0), 2)
    pages = read_pages(save(tmp_path / "page.png", picture), [1], jobs=1, progress=lambda _: None)
    assert sum(bool(c.lines) for c in pages[1].cells) <= 2


def test_a_picture_without_dpi_is_taken_for_a_sheet(tmp_path: Path) -> None:
    (raster,) = image_rasters(save(tmp_path / "page.png", np.full((1650, 1275), 255, np.uint8)))
    assert isinstance(raster, Raster)
    assert 800 < raster.height < 900


def test_a_huge_picture_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    huge = Image.new("1", (20_000, 20_000), 1)
    huge.save(tmp_path / "huge.tif", compression="group4")
    (raster,) = image_rasters(tmp_path / "huge.tif")
    assert isinstance(raster, PageTooLargeError)
    pages = read_pages(tmp_path / "huge.tif", [1], jobs=1, progress=lambda _: None)
    assert [d.code for d in pages[1].doubts] == ["page_unread"]
    Image.MAX_IMAGE_PIXELS = 1_000_000
    assert image_page_count(tmp_path / "huge.tif") == 1
    with pytest.raises(SourceError, match=r"huge\.tif: this page was not read: the picture has 20,000 x 20,000 pixels"):
        read_scanned_pages(tmp_path / "huge.tif", [1], LEXICON, jobs=1, progress=lambda _: None)


def test_all_pages_of_a_tiff_are_read(tmp_path: Path) -> None:
    first, second = (Image.fromarray(np.full(shape, 255, np.uint8)) for shape in ((1100, 800), (700, 900)))
    first.save(tmp_path / "two.tiff", save_all=True, append_images=[second], dpi=(100, 100))
    sizes = [(r.width, r.height) for r in image_rasters(tmp_path / "two.tiff") if isinstance(r, Raster)]
    assert sizes == [(576.0, 792.0), (648.0, 504.0)]


def test_a_damaged_picture_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n but no more")
    with pytest.raises(SourceError, match=r"broken\.png: the picture is damaged"):
        list(image_rasters(tmp_path / "broken.png"))


@pytest.mark.skipif(not REAL.exists(), reason="needs ../shared/real")
def test_the_real_scan_is_read_whole() -> None:
    (scanned,) = read_scanned_pages(REAL, [1], LEXICON, jobs=1, progress=lambda _: None)
    (grid,) = grids(scanned.page)
    rows = {c.row for c in grid.cells}
    texts = [" ".join(c.lines) for c in grid.cells]
    assert len(rows) == 11
    assert {"170.000 SBM", "65,45 %", "20 Titik", "Rp. 2.641.640.000.000,-"} <= set(texts)
