"""What a scan leaves in doubt: hostile cells, letters at a border, words around the tables that the engines dispute."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import cv2
import numpy as np
import pytest

from extract.geometry import BBox, Word
from extract.lexicon import Knowledge, Lexicon
from extract.model import Cell
from extract.scan import ink
from extract.scan import outside as around
from extract.scan.deskew import upright
from extract.scan.engines import Token, UnreadError, tesseract
from extract.scan.items import items_in_rows
from extract.scan.marks import doubtful_marks, doubtful_slashes
from extract.scan.outside import read_outside, settled_outside
from extract.scan.raster import Picture, Raster
from extract.scan.reader import cell_doubts
from extract.scan.readings import CellReadings, LineReadings, Reading, Settled
from extract.scan.recognise import read_cell
from extract.scan.settle import settle_cell
from extract.table.lattice import Grid

SCALE = 300 / 72
BOX = BBox(10, 10, 130, 60)
KNOW = Knowledge(Lexicon(frozenset({"satu"}), {"kabupaten", "komisi", "nomor"}.__contains__))


def picture(text: str, at: tuple[int, int] = (80, 150)) -> Picture:
    """Printed words in the cell ``BOX`` of a page of 300 dpi."""
    page = np.full((400, 700, 3), 250, np.uint8)
    cv2.putText(page, text, at, cv2.FONT_HERSHEY_DUPLEX, 1.3, (20, 20, 20), 3)
    return page


def read(page: Picture) -> CellReadings:
    return read_cell(page, BOX, SCALE, 60.0, twice=True, stained=False)


def codes(cell: CellReadings) -> list[str]:
    return [doubt.code for doubt in cell_doubts(1, cell, (), KNOW)]


def test_a_cell_of_mere_noise_is_given_up_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ink, "CROWDED", 500)
    noise = np.random.default_rng(1).integers(0, 2, (600, 600, 1), np.uint8).repeat(3, axis=2) * 255
    cell = read_cell(noise, BBox(0, 0, 144, 144), SCALE, 60.0, twice=True, stained=False)
    assert codes(cell) == ["ink_unread"]


def test_tesseract_stops_when_its_time_is_up() -> None:
    page = np.full((2000, 1500), 255, np.uint8)
    for y in range(50, 2000, 45):
        cv2.putText(page, "laporan kegiatan pegawai satuan kerja", (20, y), cv2.FONT_HERSHEY_DUPLEX, 1.0, 0, 2)
    with pytest.raises(UnreadError):
        tesseract(page, seconds=0.05)


def test_text_that_cannot_be_read_in_time_around_the_tables_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object) -> None:
        raise UnreadError

    monkeypatch.setattr(around, "tesseract", slow)
    assert read_outside(picture("NOMOR 3"), [], SCALE) == ((), False)


def test_letters_at_a_cells_border_are_told() -> None:
    assert "ink_clipped" in codes(read(picture("Laporan", at=(20, 150))))
    assert "ink_clipped" not in codes(read(picture("Laporan")))


def line(first: str, second: str, sure: float = 0.95) -> LineReadings:
    readings = (
        Reading(engine, tuple(Word(t, BOX, sure, engine) for t in text.split()))
        for engine, text in (("tesseract", first), ("rapidocr", second))
    )
    return LineReadings(BOX, tuple(readings))


@pytest.mark.parametrize(
    ("first", "second", "want", "unsure"),
    [
        ("KOMISI KABUATEN", "KOMISI KABUPATEN", "KOMISI KABUPATEN", []),
        ("NOMOR 3", "NOMOR 8", "NOMOR 3", ["3"]),
        ("NOMOR 3", "NOMOR 3", "NOMOR 3", []),
        ("KOMISI ERE", "KOMISI", "KOMISI ERE", ["ERE"]),
    ],
)
def test_disputed_words_around_the_tables_are_known_or_unsure(
    first: str, second: str, want: str, unsure: list[str]
) -> None:
    words = list(settled_outside(line(first, second), KNOW))
    assert " ".join(w.text for w in words) == want
    assert [w.text for w in words if (w.confidence or 0) < 0.9] == unsure


def test_the_number_before_a_heading_that_tesseract_did_not_see_is_read() -> None:
    assert [w.text for w in settled_outside(line("MANAJEMEN", "I. MANAJEMEN"), KNOW)] == ["I.", "MANAJEMEN"]
    assert [w.text for w in settled_outside(line("II. NOMOR", "II. NOMOR"), KNOW)] == ["II.", "NOMOR"]
    band = picture("I. MANAJEMEN")[:, :, 0]
    token = Token("MANAJEMEN", 160, 115, 430, 155, 0.9)
    assert [t.text for t in around._looked_at(band, [token])][:1] == ["I."]


def test_strokes_that_lean_apart_leave_a_page_as_it_is() -> None:
    page = np.full((3508, 2480, 3), 250, np.uint8)
    cv2.line(page, (600, 900), (630, 2100), (30, 30, 30), 4)
    cv2.line(page, (1500, 900), (1470, 2100), (30, 30, 30), 4)
    level = upright(Raster(page, SCALE, 595.2, 841.9), lambda _: 0)
    assert level.picture.shape == page.shape


def inked(first: str, second: str, glyphs: int) -> list[str]:
    """The doubts about a cell with one line of ink, settled."""
    cell = CellReadings(BOX, (LineReadings(BOX, line(first, second).readings, glyphs),))
    return [doubt.code for doubt in cell_doubts(1, cell, settle_cell(cell, KNOW), KNOW)]


def test_letters_that_neither_engine_reads_are_told() -> None:
    assert inked("", ".", glyphs=3) == ["ocr_disagree"]
    assert inked("", "", glyphs=3) == ["ocr_disagree"]


def test_a_stamps_letters_that_only_the_word_list_knows_are_told() -> None:
    looks = tuple(read for _ in range(3) for read in line("", "komisi").readings[1:])
    cell = CellReadings(BOX, (LineReadings(BOX, (*line("arte nN", "").readings[:1], *looks), 0),), stained=True)
    assert "ocr_disagree" in [doubt.code for doubt in cell_doubts(1, cell, settle_cell(cell, KNOW), KNOW)]


def test_a_slash_at_a_lines_end_that_a_stroke_may_have_made_is_told() -> None:
    assert "ocr_mark" in inked("komisi/", "komisi/", glyphs=7)


@pytest.mark.parametrize("specks", [0.0, 2.0])
def test_a_mark_behind_a_word_that_ends_no_phrase_is_a_specks(specks: float) -> None:
    words = [Word(text, BBox(0, 0, 1, 1), 0.99, "both") for text in ("kinerja,", "dan,", "nomor")]
    know = replace(KNOW, specks=specks)
    assert doubtful_marks([words], know, {"kinerja,", "dan,"}) == ["dan,"]


def told(cell: CellReadings, know: Knowledge) -> tuple[str, list[str]]:
    """A cell's text settled, and its open doubts."""
    lines = settle_cell(cell, know)
    doubts = [d.code for d in cell_doubts(1, cell, lines, know) if d.status == "open"]
    return " ".join(settled.text for settled in lines if settled.text), doubts


def inked_cell(*readings: str, stained: bool = False, sure: float = 0.95, glyphs: int = 9) -> CellReadings:
    """A cell of one line: what Tesseract reads, what the recogniser reads, at every look."""
    first, *looks = readings
    found = (line(first, "", sure).readings[0], *(line("", look, sure).readings[1] for look in looks))
    return CellReadings(BOX, (LineReadings(BOX, found, glyphs),), stained=stained)


def test_a_dash_before_a_word_is_a_list_only_where_several_lines_begin_so() -> None:
    one = inked_cell("-Nomor komisi", "-Nomor komisi")
    assert told(one, KNOW) == ("-Nomor komisi", ["ocr_disagree"])
    listed = replace(KNOW, lines=Counter({"-Nomor komisi": 1, "- Kabupaten": 1, "-Komisi": 1}))
    assert told(one, listed) == ("-Nomor komisi", [])


def test_a_mark_behind_a_word_that_ends_no_phrase_joins_no_words() -> None:
    one = inked_cell("komisi dan.nomor", "komisi dan.nomor")
    know = replace(KNOW, counts=Counter({"dan": 9}))
    assert told(one, know) == ("komisi dan. nomor", ["ocr_mark"])
    assert told(one, replace(know, specks=1.0, stops=0.0))[0] == "komisi dan nomor"


@pytest.mark.parametrize(("read", "word"), [("Trwulan", "Triwulan"), ("Januan", "Januari")])
def test_the_document_does_not_vouch_for_a_word_that_looks_like_one_of_times(read: str, word: str) -> None:
    times = Lexicon(frozenset({"triwulan", "januari", "februari"}))
    know = Knowledge(times, Counter({read.casefold(): 9}))
    assert told(inked_cell(read, read, sure=0.97), know) == (word, ["ocr_disagree"])


def test_letters_that_every_look_shows_before_a_line_are_told() -> None:
    know = replace(KNOW, counts=Counter({"komisi": 9, "kabupaten": 9}), lines=Counter({"Komisi Kabupaten": 9}))
    looks = ["KPVKomisi|Kabupaten", "KPUKomisiKabupater", "KPKomisiKabupaten", "KPUKomisi|Kabupaten"]
    assert told(inked_cell("isi|Kabupaten", *looks, stained=True), know) == ("Komisi Kabupaten", ["ocr_disagree"])


def test_a_slash_that_one_look_shows_before_a_word_is_a_strokes() -> None:
    looks = ["nomor komlsi", "nomor /komisi", "nomor komlsi", "nomor omisi"]
    assert told(inked_cell("nomor Admisi", *looks, sure=0.7), KNOW)[0] == "nomor komisi"
    begun = (Settled((Word("nomor", BOX, 1, "both"), Word("/komisi", BOX, 1, "both"))),)
    assert doubtful_slashes((), begun) == ["/komisi"]


def test_a_last_full_stop_that_an_engine_is_unsure_of_is_told_where_no_sentences_are_printed() -> None:
    words = [Word(text, BBox(0, 0, 1, 1), 0.99, "both") for text in ("komisi", "kabupaten.")]
    assert doubtful_marks([words], replace(KNOW, stops=0.0)) == ["kabupaten."]
    assert doubtful_marks([words], replace(KNOW, stops=0.0), {"kabupaten."}) == []
    assert doubtful_marks([words], replace(KNOW, stops=0.3)) == []


def test_a_word_whose_letters_touch_is_no_blot() -> None:
    one = inked_cell("Kepiatan", "Kegiutan", "nat", "Kegutan", sure=0.4, glyphs=1)
    text, doubts = told(one, KNOW)
    assert len(text) > 5
    assert doubts == ["ocr_disagree"]


def test_a_word_of_which_no_letter_stands_clear_does_not_go_in_silence() -> None:
    know = replace(KNOW, counts=Counter({"sop": 4}))
    one = inked_cell("", *["(SOP)"] * 4, stained=True, sure=0.97, glyphs=0)
    assert told(one, know) == ("(SOP)", ["ocr_disagree"])
    assert told(one, KNOW) == ("", ["ocr_disagree"])


def test_a_numeral_that_one_of_several_looks_shows_is_open() -> None:
    know = Knowledge(Lexicon(frozenset({"i"})))
    assert "ocr_disagree" in told(inked_cell("Bt", "X", "", "i", sure=0.5), know)[1]


def test_a_rare_word_that_noise_makes_of_a_frequent_one_is_told() -> None:
    know = replace(KNOW, lexicon=Lexicon(listed={"dan", "dah", "dua", "komisi"}.__contains__))
    assert told(inked_cell("komisi dah", "komisi dah"), know)[1] == []
    often = replace(know, counts=Counter({"dan": 9}))
    assert told(inked_cell("komisi dah", "komisi dah"), often)[1] == ["ocr_disagree"]
    assert told(inked_cell("komisi dua", "komisi dua"), often)[1] == []


@pytest.mark.parametrize(("texts", "told"), [(("1) Komisi", "2) Nomor"), 1), (("1) Komisi", "Nomor"), 0)])
def test_items_that_begin_where_the_neighbours_rows_do_are_told(texts: tuple[str, str], told: int) -> None:
    boxes = BBox(0, 12, 50, 20), BBox(0, 42, 50, 50)
    lines = tuple(replace(line(text, text), bbox=box) for text, box in zip(texts, boxes, strict=True))
    spanned, beside = BBox(0, 10, 60, 70), [BBox(60, 10, 90, 40), BBox(60, 40, 90, 70)]
    cells = (
        Cell("a", 1, 0, 0, 2, 1, (), bbox=spanned),
        *(Cell(f"b{at}", 1, at, 1, 1, 1, (), bbox=box) for at, box in enumerate(beside)),
    )
    table = Grid(1, (0, 60, 90), (10, 40, 70), cells, ())
    found = list(items_in_rows([table], [CellReadings(spanned, lines)]))
    assert [doubt.cell_id for doubt in found] == ["a", "b0", "b1"] * told
