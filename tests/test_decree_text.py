"""Reading a decree's own text from set pages: several offices' styles, all invented."""

from __future__ import annotations

import time
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.geometry import Page
from extract.model import DecreeText
from extract.preamble.lines import Line
from extract.preamble.reader import read_decree, read_decree_lines
from tests.decree_pages import Setter, with_table

FIXTURES = Path(__file__).parent / "fixtures"
TRANSCRIPT = Path(__file__).parents[1].parent / "shared" / "decree-2026" / "transcript.txt"
BASIS = (
    "Undang-Undang Nomor 28 Tahun 1999 tentang Penyelenggaraan Negara yang Bersih dan Bebas dari Korupsi (Lembaran "
    "Negara Republik Indonesia Tahun 1999 Nomor 75, Tambahan Lembaran Negara Republik Indonesia Nomor 3851);",
    "Peraturan Menteri Pendayagunaan Aparatur Negara Nomor 90 Tahun 2021 tentang Pembangunan Zona Integritas;",
    "Keputusan Kepala Balai Nomor 12 Tahun 2019 tentang Tim Kerja;",
)
DICTUMS = (
    ("KESATU", "Menetapkan Rencana Aksi sebagaimana tercantum dalam Lampiran Keputusan ini;"),
    ("KEDUA", "Rencana Aksi sebagaimana dimaksud dalam diktum KESATU dilaksanakan oleh Tim Kerja;"),
    ("KETIGA", "Keputusan ini mulai berlaku pada tanggal ditetapkan."),
)


@dataclass(frozen=True)
class Style:
    """How an office sets its decrees."""

    kind: tuple[str, ...] = ("KEPUTUSAN KEPALA DINAS PERTANIAN", "KABUPATEN SUKA MAJU")
    number: str = "NOMOR 188.45/12/KPTS/2021"
    tentang: str = "TENTANG"
    title: tuple[str, ...] = ("RENCANA AKSI PEMBANGUNAN ZONA INTEGRITAS", "TAHUN 2021")
    authority: tuple[str, ...] = ("KEPALA DINAS PERTANIAN KABUPATEN SUKA MAJU,",)
    considering: str = "Menimbang"
    citing: str = "Mengingat"
    deciding: str = "MEMUTUSKAN :"
    labels: tuple[str, ...] = ("KESATU", "KEDUA", "KETIGA")
    colon: str = ":"
    place: str = "Ditetapkan di Suka Maju"
    date: str = "pada tanggal 4 Januari 2021"
    signer: tuple[str, ...] = ("KEPALA DINAS PERTANIAN", "KABUPATEN SUKA MAJU,")
    markers: tuple[str, ...] = ("1.", "2.", "3.")


def set_decree(style: Style, setter: Setter | None = None) -> Setter:
    s = setter or Setter()
    s.centred("PEMERINTAH KABUPATEN SUKA MAJU", "DINAS PERTANIAN", "Jalan Raya Nomor 3 Telepon 123456")
    s.centred(*style.kind, style.number)
    s.centred(style.tentang)
    s.centred(*style.title)
    s.centred(*style.authority)
    s.listed(
        style.considering, ["bahwa perlu disusun rencana aksi;", "bahwa perlu ditetapkan keputusan;"], ["a.", "b."]
    )
    s.listed(style.citing, BASIS, style.markers)
    s.clause("Memperhatikan", "", "Surat Sekretaris Daerah Nomor 700/15/2021 perihal Zona Integritas;")
    s.centred(style.deciding)
    s.clause("Menetapkan", "", "KEPUTUSAN KEPALA DINAS TENTANG RENCANA AKSI.", style.colon)
    for label, (_, text) in zip(style.labels, DICTUMS, strict=True):
        s.clause(label, "", text, style.colon)
    s.step()
    s.at(72, "Salinan sesuai dengan aslinya")
    s.block(330, style.place)
    s.at(72, "KEPALA BAGIAN HUKUM,")
    s.block(330, style.date, *style.signer)
    s.step(3)
    s.at(72, "NIP. 197001011990031001")
    s.block(330, "BUDI SANTOSO, S.P.", "NIP 19700101 199003 1 001")
    return s


def read(style: Style) -> DecreeText:
    return read_decree(set_decree(style).made(), (), {})


STYLES = {
    "plain": Style(),
    "colons and small letters": Style(
        kind=("SURAT KEPUTUSAN", "KEPALA DINAS PERTANIAN KABUPATEN SUKA MAJU"),
        number="Nomor : 188.45/12/KPTS/2021",
        tentang="Tentang :",
        deciding="M E M U T U S K A N :",
        labels=("Kesatu", "Kedua", "Ketiga"),
        place="Ditetapkan di : Suka Maju",
        date="Pada Tanggal : 4 Januari 2021",
        markers=("1)", "2)", "3)"),
    ),
    "recognised with noise": Style(
        kind=("KEPUTU5AN KEPALA DINAS PERTANIAN", "KABUPATEN SUKA MAJU"),
        number="NOM0R 188.45/12/KPTS/2021",
        tentang="TENTAN6",
        considering="Menirnbang",
        citing="Mengingal",
        deciding="MEMUTUSKAH:",
        labels=("KESATIJ", "KEDUA", "KET1GA"),
        place="Ditetapkandi Suka Maju",
        date="pada tanggaI 4 Januari 2021",
        markers=("l.", "2,", "3."),
    ),
    "no colons, numbers without stops": Style(colon="", markers=("1", "2", "3"), labels=("PERTAMA", "KEDUA", "KETIGA")),
    "fixed words unreadable": Style(
        considering="Mem mb ng", deciding="MBMUI U&", authority=("KEPALA DINAS PERTANIAN KABUPATEN SUKA MAJU",)
    ),
    "with the prayer": Style(
        authority=("DENGAN RAHMAT TUHAN YANG MAHA ESA", "KEPALA DINAS PERTANIAN", "KABUPATEN SUKA MAJU,")
    ),
}


@pytest.mark.parametrize("name", STYLES)
def test_each_style_gives_the_same_facts(name: str) -> None:
    text = read(STYLES[name])
    assert text.office == "KEPALA DINAS PERTANIAN KABUPATEN SUKA MAJU"
    assert (text.number, text.number_year) == ("188.45/12/KPTS/2021", "2021")
    assert text.title == "RENCANA AKSI PEMBANGUNAN ZONA INTEGRITAS TAHUN 2021"
    assert (text.place, text.signed_on) == ("Suka Maju", "4 Januari 2021")
    assert text.signed_by_office == "KEPALA DINAS PERTANIAN KABUPATEN SUKA MAJU"
    assert text.legal_basis == BASIS
    assert [d.text for d in text.dictums[1:]] == [words for _, words in DICTUMS]
    assert [d.label for d in text.dictums] == ["Menetapkan", *STYLES[name].labels]
    assert text.doubts == ()


@pytest.mark.parametrize("name", STYLES)
def test_no_name_and_no_civil_servants_number_is_kept(name: str) -> None:
    text = repr(read(STYLES[name]))
    assert "BUDI" not in text
    assert "19700101" not in text


def test_items_and_clauses_go_on_over_page_breaks() -> None:
    s = Setter()
    s.step(40)
    text = read_decree(set_decree(Style(), s).made(), (), {})
    assert len(s.pages) > 1
    assert text.legal_basis == BASIS


def test_catchwords_and_page_numbers_between_pages_are_dropped() -> None:
    s = Setter()
    s.centred("KEPUTUSAN KETUA PENGADILAN NEGERI SUKA MAJU", "NOMOR : W13.U1/1234/KP.04.6/I/2022")
    s.centred("TENTANG", "RENCANA AKSI TAHUN 2022")
    s.listed("Mengingat", BASIS[:1])
    s.block(400, "2. Peraturan . . .")
    s.turn()
    s.clause("", "2.", BASIS[1])
    s.block(400, "MEMUTUSKAN ….")
    s.turn()
    s.centred("MEMUTUSKAN:")
    s.clause("KESATU", "", DICTUMS[0][1])
    text = read_decree(s.made(), (), {})
    assert text.legal_basis == BASIS[:2]
    assert [d.label for d in text.dictums] == ["KESATU"]
    assert (text.number, text.number_year) == ("W13.U1/1234/KP.04.6/I/2022", "2022")


def test_a_label_printed_twice_and_one_left_out_are_doubts() -> None:
    repeated = read(Style(labels=("KESATU", "KEDUA", "KEDUA")))
    missing = read(Style(labels=("KESATU", "KETIGA", "KEEMPAT")))
    assert [(d.code, d.before) for d in repeated.doubts] == [("dictums_sequence", "KEDUA")]
    assert [(d.code, d.before) for d in missing.doubts] == [("dictums_sequence", "KETIGA")]


def test_an_item_whose_number_was_not_read_is_its_own_item_and_a_doubt() -> None:
    text = read(Style(markers=("1.", "", "3.")))
    assert text.legal_basis == BASIS
    assert [d.code for d in text.doubts] == ["legal_basis_sequence"]


def test_a_list_without_numbers_is_split_where_items_end() -> None:
    text = read(Style(markers=("", "", "")))
    assert text.legal_basis == BASIS
    assert text.doubts == ()


@pytest.mark.parametrize(
    ("printed", "number", "year"),
    [
        ("NOMOR 3 TAHUN 2026", "3", "2026"),
        ("NOMOR : 188.45/12/KPTS/2021", "188.45/12/KPTS/2021", "2021"),
        ("Nomor: B-123/KPTS/2023", "B-123/KPTS/2023", "2023"),
        ("Nomor 05/Kpts/OT.050/H.1.4/01/2021", "05/Kpts/OT.050/H.1.4/01/2021", "2021"),
        ("NOMOR : W13.U1 / 1234 / KP.04.6 / I / 2022", "W13.U1 / 1234 / KP.04.6 / I / 2022", "2022"),
        ("NOMOR 27.1 TAHUN2O26", "27.1", "2026"),
        ("NO. 14 TAHUN 2020", "14", "2020"),
        ("N0MOR: KEP-12/WPJ.07/2021", "KEP-12/WPJ.07/2021", "2021"),
        ("NOMOR 15/HK.03.1-Kpt/7201/KPU-Kab/I/2021", "15/HK.03.1-Kpt/7201/KPU-Kab/I/2021", "2021"),
        ("NOMOR SK-77", "SK-77", None),
    ],
)
def test_numbers_are_kept_as_printed_with_their_year(printed: str, number: str, year: str | None) -> None:
    text = read(Style(number=printed))
    assert (text.number, text.number_year) == (number, year)


@pytest.mark.parametrize("printed", ["NOMOR ...... TAHUN 2026", "NOMOR : 700/   /ITDA/2022", "NOMOR : ____ TAHUN 2022"])
def test_a_number_left_to_be_filled_in_is_none_and_a_doubt(printed: str) -> None:
    text = read(Style(number=printed))
    assert text.number is None
    assert [d.code for d in text.doubts] == ["number_unfilled"]


def annexed(
    *block: str, heading: tuple[str, ...] = ("RENCANA AKSI ZONA INTEGRITAS", "DINAS PERTANIAN TAHUN 2021")
) -> DecreeText:
    s = set_decree(Style())
    s.turn()
    s.block(330, *block)
    s.step(2)
    s.centred(*heading)
    pages = s.made()
    top = s.top
    table = Setter(numbers=False)
    table.at(80, "NO  KOMPONEN  ASPEK", top=top + 4)
    words = (*pages[-1].words, *table.pages[0])
    last = with_table(Page(len(pages), 612, 936, words, ()), top)
    return read_decree([*pages[:-1], last], (len(pages),), {len(pages): top})


OFFICE = ("KEPUTUSAN KEPALA DINAS", "PERTANIAN")
SUBJECT = ("RENCANA AKSI", "ZONA INTEGRITAS TAHUN 2021")
ANNEX_BLOCKS = {
    "subject last": ("LAMPIRAN", *OFFICE, "NOMOR 12 TAHUN 2021", f"TENTANG {SUBJECT[0]}", SUBJECT[1]),
    "labels and date": (
        *(f"LAMPIRAN I : {OFFICE[0]}", OFFICE[1], "NOMOR : 12 TAHUN 2021"),
        *("TANGGAL : 4 JANUARI 2021", f"TENTANG : {SUBJECT[0]}", SUBJECT[1]),
    ),
    "date last, small letters": (
        *("Lampiran Keputusan Kepala Dinas", "Pertanian", "Nomor : 12 Tahun 2021"),
        *("Tentang : Rencana Aksi", "Zona Integritas Tahun 2021", "Tanggal : 4 Januari 2021"),
    ),
    "subject on the number's line": (
        *(f"LAMPIRAN {OFFICE[0]} {OFFICE[1]}", f"NOMOR 12 TAHUN 2021 TENTANG {SUBJECT[0]}", SUBJECT[1]),
    ),
}


@pytest.mark.parametrize("block", ANNEX_BLOCKS.values(), ids=ANNEX_BLOCKS)
def test_the_annex_heading_repeats_the_facts_above_the_tables_title(block: tuple[str, ...]) -> None:
    text = annexed(*block)
    assert (text.annex_office or "").upper() == "KEPALA DINAS PERTANIAN"
    assert (text.annex_number, text.annex_number_year) == ("12", "2021")
    assert (text.annex_title or "").upper() == "RENCANA AKSI ZONA INTEGRITAS TAHUN 2021"
    assert text.heading == "RENCANA AKSI ZONA INTEGRITAS DINAS PERTANIAN TAHUN 2021"
    assert [d.text for d in text.dictums[1:]] == [words for _, words in DICTUMS]


def test_an_annex_without_facts_leaves_the_title_over_the_table() -> None:
    text = annexed("LAMPIRAN")
    assert text.annex_number is None
    assert text.heading == "RENCANA AKSI ZONA INTEGRITAS DINAS PERTANIAN TAHUN 2021"


@pytest.mark.parametrize(
    "lines", [("RENCANA AKSI ZONA INTEGRITAS", "TAHUN 2021"), ("PERJANJIAN KINERJA TAHUN 2016", "DINAS KEHUTANAN")]
)
def test_a_table_alone_gives_its_heading_only(lines: tuple[str, str]) -> None:
    s = Setter()
    s.centred(*lines)
    s.block(72, "Nama : BUDI SANTOSO", "NIP : 197001011990031001", "Jabatan : Kepala Dinas")
    text = read_decree([with_table(s.made()[0], s.top)], (1,), {1: s.top})
    assert text == DecreeText(heading=" ".join(lines))


def test_a_signature_below_the_table_names_the_office() -> None:
    s = Setter()
    s.centred("RENCANA AKSI TAHUN 2021")
    top = s.top
    s.step(25)
    s.block(330, "Suka Maju, 4 Januari 2021", "KEPALA DINAS PERTANIAN,")
    s.step(3)
    s.block(330, "BUDI SANTOSO")
    text = read_decree([with_table(s.made()[0], top)], (1,), {1: top})
    assert (text.place, text.signed_on, text.signed_by_office) == (
        "Suka Maju",
        "4 Januari 2021",
        "KEPALA DINAS PERTANIAN",
    )


@pytest.mark.parametrize(
    ("place", "date"),
    [
        ("D1tet kan d1 Suka", "pada tanggal 4 Januari 2021"),
        ("Suka Maju, 4 Januari 2021", ""),
        ("", ""),
        ("Dlt", "pda tgl"),
    ],
)
def test_however_little_of_the_signature_is_read_no_clause_takes_a_name_in(place: str, date: str) -> None:
    text = read(Style(place=place, date=date))
    assert "BUDI" not in repr(text)


def test_the_title_over_the_table_without_an_annex_is_no_signature() -> None:
    s = set_decree(Style())
    s.turn()
    s.block(330, "BUDI SANTOSO, S.P.")
    s.centred("RENCANA AKSI TAHUN 2021")
    pages = s.made()
    text = read_decree(pages, (len(pages),), {len(pages): s.top})
    assert text.heading == "RENCANA AKSI TAHUN 2021"
    assert "BUDI" not in repr(text)


def test_two_signatures_side_by_side_are_told_apart() -> None:
    s = Setter()
    s.centred("PERJANJIAN KINERJA TAHUN 2021")
    top = s.top
    s.step(25)
    s.block(330, "Suka Maju, 4 Januari 2021")
    s.at(72, "BUPATI SUKA MAJU,")
    s.block(330, "KEPALA DINAS PERTANIAN,")
    s.step(3)
    s.at(72, "SITI AMINAH")
    s.block(330, "BUDI SANTOSO")
    text = read_decree([with_table(s.made()[0], top)], (1,), {1: top})
    assert text.signed_by_office == "KEPALA DINAS PERTANIAN"


def test_words_recognised_in_doubt_are_doubts_of_their_column() -> None:
    pages = set_decree(Style(), Setter(confidence=0.97)).made("scanned")
    assert read_decree(pages, (), {}).doubts == ()
    unsure = read_decree(set_decree(Style(), Setter(confidence=0.6)).made("scanned"), (), {})
    assert {d.code for d in unsure.doubts} >= {"title_unsure", "number_unsure", "dictums_unsure", "signed_on_unsure"}


def test_a_word_one_letter_off_the_documents_own_is_doubted_in_a_scan() -> None:
    style = Style(signer=("KEPALA DINAS PERTANLAN", "KABUPATEN SUKA MAJU,"))
    text = read_decree(set_decree(style, Setter(confidence=0.97)).made("scanned"), (), {})
    assert "signed_by_office_unsure" in {d.code for d in text.doubts}


def test_an_empty_source_gives_nothing() -> None:
    assert read_decree((), (), {}) == DecreeText()
    assert read_decree_lines(()) == DecreeText()


def plain_lines(text: str) -> list[Line]:
    lines, breaks = [], False
    for raw in text.splitlines():
        if raw.strip():
            lines.append(Line(raw, 1, breaks))
        breaks = not raw.strip()
    return lines


def test_the_2026_transcript_is_read_as_its_preamble_file_says() -> None:
    if not TRANSCRIPT.exists():
        pytest.skip("the transcript is not shipped")
    truth = tomllib.loads((FIXTURES / "decree-2026.preamble.toml").read_text(encoding="utf-8"))
    text = read_decree_lines(plain_lines(TRANSCRIPT.read_text(encoding="utf-8").partition("NO (1)")[0]))
    assert text.office == " ".join(truth["letterhead"])
    assert (text.number, text.number_year, text.title) == (truth["number"], truth["number_year"], truth["title"])
    assert (text.place, text.signed_on) == (truth["place"], truth["signed_on"])
    assert text.signed_by_office == " ".join(truth["signed_by"]).rstrip(",")
    assert list(text.legal_basis) == truth["legal_basis"]
    assert [(d.label, d.text) for d in text.dictums] == [(d["label"], d["text"]) for d in truth["dictums"]]
    assert text.annex_office == "KOMISI PEMILIHAN UMUM KABUATEN BANGGAI"
    assert text.heading == " ".join(truth["annex"]["heading"])


def test_a_text_dump_on_one_line_is_cut_at_its_fixed_words() -> None:
    dump = (
        "KEPUTUSAN KETUA PENGADILAN NEGERI SUKA MAJU NOMOR 7 TAHUN 2024 TENTANG RENCANA AKSI TAHUN 2024 "
        "Menimbang : bahwa perlu; Mengingat : 1. Undang-Undang Nomor 1 Tahun 2000; MEMUTUSKAN Menetapkan : "
        "KESATU : Satu. KEDUA : Dua. Ditetapkan di Suka Maju"
    )
    text = read_decree_lines([Line(dump, 1)])
    assert (text.office, text.number) == ("KETUA PENGADILAN NEGERI SUKA MAJU", "7")
    assert text.title == "RENCANA AKSI TAHUN 2024"
    assert [(d.label, d.text) for d in text.dictums] == [("KESATU", "Satu."), ("KEDUA", "Dua.")]
    assert text.place == "Suka Maju"


FRAGMENTS = (
    "Menimbang Mengingat : 1. a. MEMUTUSKAN Menetapkan KESATU KEDUA LAMPIRAN NOMOR 3/2021 TENTANG KEPUTUSAN Ditetapkan "
    "di pada tanggal KETUA ... - 2 Undang- TAHUN2O21 ;"
).split()


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=8), max_size=5), max_size=25), st.integers(1, 3))
def test_any_page_is_read_without_an_error(rows: list[list[str]], pages: int) -> None:
    s = Setter(numbers=False)
    for index, row in enumerate(rows):
        s.at(72.0 + 40 * (index % 3), " ".join(row))
        s.step(0.2 + index % 3)
        if index % (10 // pages) == 9:
            s.turn()
    made = s.made("scanned")
    read_decree(made, (len(made),), {len(made): 500.0})
    read_decree(made, (), {})


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(list(STYLES)), st.integers(0, 60))
def test_where_the_page_turns_makes_no_difference(name: str, lines: int) -> None:
    s = Setter()
    s.step(lines)
    assert read_decree(set_decree(STYLES[name], s).made(), (), {}) == replace(read(STYLES[name]), doubts=())


def test_a_hostile_text_is_read_in_bounded_time() -> None:
    lines = [Line(". " * 5000 + "x", 1), Line("NOMOR " + "/ " * 5000, 1), Line("a" * 20000, 2), Line("1" * 20000, 2)]
    started = time.perf_counter()
    read_decree_lines(lines * 50)
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    ("lines", "title", "unsure"),
    [
        (("REFORMASI BI-", "ROKRASI TAHUN 2021"), "REFORMASI BIROKRASI TAHUN 2021", False),
        (("PELAKSANAAN UNDANG-", "UNDANG TAHUN 2021"), "PELAKSANAAN UNDANG-UNDANG TAHUN 2021", False),
        (("RENCANA AKSI ABRA-", "KADABRA TAHUN 2021"), "RENCANA AKSI ABRA-KADABRA TAHUN 2021", True),
    ],
)
def test_a_word_of_the_title_broken_at_a_line_end(lines: tuple[str, ...], title: str, unsure: bool) -> None:
    pages = set_decree(Style(title=lines)).made()
    text = read_decree(pages, (), {}, listed=lambda word: word == "birokrasi")
    assert text.title == title
    assert ("title_unsure" in {doubt.code for doubt in text.doubts}) == unsure
