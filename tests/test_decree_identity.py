"""From a decree's own text to its row: key, year, facts, and a finding for whatever is missing or disagrees."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import DecreeText, Dictum, Doubt, Extract, PlanTable, SourceError
from normalize.dates import MONTHS, printed_date, printed_years
from normalize.decree import Identity, identify
from normalize.institution import institution_of, institution_slug, number_slug, slug

WHOLE = DecreeText(
    office="KEPALA BALAI PENGELOLA ALIH TEKNOLOGI PERTANIAN",
    number="188.45/12/KPTS/2021",
    number_year="2021",
    title="RENCANA AKSI ZONA INTEGRITAS TAHUN 2022",
    place="Bogor",
    signed_on="27 Desember 2021",
    signed_by_office="KEPALA BALAI PENGELOLA ALIH TEKNOLOGI PERTANIAN",
    legal_basis=("Undang-Undang Nomor 28 Tahun 1999;",),
    dictums=(Dictum("Menetapkan", "KEPUTUSAN KEPALA BALAI TENTANG RENCANA AKSI ZONA INTEGRITAS TAHUN 2022."),),
)


def told(text: DecreeText, *times: str, file: str = "plan.pdf") -> Identity:
    return identify(Extract(file, "ab" * 32, "typeset", 9, text, (PlanTable((), (), (), ()),)), times)


def codes(identity: Identity) -> list[tuple[str, str]]:
    return [(placed.column, placed.oddity.code) for placed in identity.oddities]


def test_a_whole_preamble_gives_every_fact_and_no_finding() -> None:
    identity = told(WHOLE, "Januari 2022", "Per Triwulan")
    assert identity.decree_id == "bpatp-2021-188-45-12-kpts"
    assert (identity.year, identity.number_year, identity.number) == (2022, 2021, "188.45/12/KPTS/2021")
    assert identity.institution == "BALAI PENGELOLA ALIH TEKNOLOGI PERTANIAN"
    assert identity.signed_on == dt.date(2021, 12, 27)
    assert [clause.label for clause in identity.dictums] == ["Menetapkan"]
    assert codes(identity) == []


@pytest.mark.parametrize(
    ("office", "institution", "short"),
    [
        ("KOMISI PEMILIHAN UMUM KABUPATEN BANGGAI", "KOMISI PEMILIHAN UMUM KABUPATEN BANGGAI", "kpu-kab-banggai"),
        ("KETUA PENGADILAN NEGERI SUKA MAJU", "PENGADILAN NEGERI SUKA MAJU", "pn-suka-maju"),
        ("KEPALA DINAS KESEHATAN KOTA BARU", "DINAS KESEHATAN KOTA BARU", "dinas-kesehatan-kota-baru"),
        ("BUPATI SUKA MAJU", "BUPATI SUKA MAJU", "bupati-suka-maju"),
        ("Plt. KEPALA KANTOR WILAYAH X", "KANTOR WILAYAH X", "kanwil-x"),
        ("SEKRETARIS DAERAH KABUPATEN SUKA MAJU", "SEKRETARIS DAERAH KABUPATEN SUKA MAJU", "sekda-kab-suka-maju"),
        ("DIREKTUR JENDERAL PAJAK", "DIREKTUR JENDERAL PAJAK", "direktur-jenderal-pajak"),
        ("DIREKTUR RUMAH SAKIT UMUM DAERAH BANGKIT", "RUMAH SAKIT UMUM DAERAH BANGKIT", "rsud-bangkit"),
        ("KETUA PENGADILAN TINGGI AGAMA X", "PENGADILAN TINGGI AGAMA X", "pta-x"),
    ],
)
def test_the_institution_is_the_office_without_its_officer(office: str, institution: str, short: str) -> None:
    assert institution_of(office) == institution
    assert institution_slug(institution) == short


def test_a_number_without_a_year_in_it_keeps_all_its_parts_in_the_key() -> None:
    text = replace(WHOLE, office="KOMISI PEMILIHAN UMUM KABUPATEN BANGGAI", number="3", number_year="2026")
    text = replace(text, title="RENCANA AKSI TAHUN 2026", signed_on="22 Januari 2026", dictums=WHOLE.dictums[:0])
    assert told(text).decree_id == "kpu-kab-banggai-2026-3"
    assert number_slug("188.45/12/KPTS/2021", 2021) == "188-45-12-kpts"
    assert number_slug("2021", 2021) == "2021"


@pytest.mark.parametrize("column", ["number", "place", "signed_on", "signed_by_office", "title", "office"])
def test_a_missing_fact_is_null_with_a_finding(column: str) -> None:
    identity = told(replace(WHOLE, **{column: None}), "Januari 2022")
    named = {"office": "institution"}.get(column, column)
    assert getattr(identity, named) is None
    assert (named, f"{named}_missing") in codes(identity)


def test_without_a_number_the_key_is_the_files_slug() -> None:
    assert (
        told(replace(WHOLE, number=None, number_year=None), file="Rencana Aksi (2).PDF").decree_id == "rencana-aksi-2"
    )


def test_a_table_alone_gives_nulls_and_one_finding() -> None:
    identity = told(DecreeText(heading="RENCANA AKSI TAHUN 2021"), file="zi.pdf")
    assert (identity.decree_id, identity.year) == ("zi", 2021)
    assert (identity.institution, identity.number, identity.title, identity.signed_on) == (None, None, None, None)
    assert codes(identity) == [("year", "year_fallback"), ("title", "no_preamble")]
    assert all(placed.oddity.severity == "info" for placed in identity.oddities)


def test_an_annex_alone_gives_what_its_heading_prints() -> None:
    text = DecreeText(annex_office="KETUA PENGADILAN NEGERI X", annex_number="7", annex_number_year="2024",
                      annex_title="RENCANA AKSI TAHUN 2024")  # fmt: skip
    identity = told(text)
    assert (identity.decree_id, identity.institution) == ("pn-x-2024-7", "PENGADILAN NEGERI X")
    assert ("title", "no_preamble") in codes(identity)


def test_preamble_and_annex_that_disagree_are_a_finding_with_both_readings() -> None:
    text = replace(
        WHOLE, annex_office="KEPALA BALAI PENGELOLA ALIH TEKNOLOGI PERTANAN", annex_number="188.45/21/KPTS/2021"
    )
    identity = told(text)
    assert codes(identity) == [("institution", "annex_disagrees"), ("number", "annex_disagrees")]
    assert "PERTANIAN" in identity.oddities[0].oddity.message
    assert "PERTANAN" in identity.oddities[0].oddity.message
    assert identity.institution == "BALAI PENGELOLA ALIH TEKNOLOGI PERTANIAN"


def test_case_white_space_and_punctuation_are_no_disagreement() -> None:
    text = replace(WHOLE, annex_office="Kepala Balai Pengelola Alih Teknologi Pertanian,")
    text = replace(text, annex_title="RENCANA  AKSI ZONA INTEGRITAS TAHUN 2022.")
    assert codes(told(text)) == []


def test_an_annex_that_shortens_the_office_is_no_disagreement() -> None:
    assert codes(told(replace(WHOLE, annex_office="KEPALA BALAI PENGELOLA ALIH TEKNOLOGI"))) == []


def test_subject_and_menetapkan_that_disagree_are_a_finding() -> None:
    text = replace(WHOLE, dictums=(Dictum("Menetapkan", "KEPUTUSAN TENTANG RENCANA AKSI TAHUN 2022."),))
    assert codes(told(text)) == [("title", "clause_disagrees")]


def test_the_readers_doubts_are_placed_on_the_column_their_code_names() -> None:
    doubts = tuple(
        Doubt(code, "odd", page=2) for code in ("number_year_x", "legal_basis_sequence", "signed_by_office_unsure")
    )
    identity = told(replace(WHOLE, doubts=doubts))
    assert [placed.column for placed in identity.oddities] == ["number_year", "legal_basis", "signed_by_office"]
    assert {placed.page for placed in identity.oddities} == {2}


class TestYear:
    untitled = replace(WHOLE, title="RENCANA AKSI ZONA INTEGRITAS", dictums=())

    def test_annex_then_heading_then_times_then_file_name(self) -> None:
        annexed = replace(self.untitled, annex_title="RENCANA AKSI ZONA INTEGRITAS TAHUN 2022")
        assert ("year", "year_fallback") in codes(told(annexed))
        assert told(annexed).year == 2022
        assert told(replace(self.untitled, heading="RENCANA AKSI 2022"), "Maret 2021").year == 2022
        assert told(self.untitled, "Maret 2021", "Mei 2022", "Juni 2022").year == 2022
        assert told(self.untitled, file="plan_2022_final.pdf").year == 2022

    def test_no_year_anywhere_names_file_pages_and_cure(self) -> None:
        with pytest.raises(SourceError, match=r"plan\.pdf.*pages 1-9.*file's name"):
            told(self.untitled, "Per Triwulan")

    def test_a_title_that_disagrees_with_most_times_is_a_finding(self) -> None:
        assert ("year", "year_disagrees") in codes(told(WHOLE, "Maret 2021", "Mei 2021"))

    def test_several_years_in_a_title_are_settled_by_the_times_with_a_finding(self) -> None:
        title = "RENCANA AKSI TAHUN 2022-2024"
        identity = told(replace(WHOLE, title=title, dictums=()), "Maret 2022", "Mei 2022")
        assert identity.year == 2022
        assert ("year", "year_several") in codes(identity)

    def test_a_year_in_another_decrees_number_is_not_the_plans(self) -> None:
        assert printed_years("PERUBAHAN ATAS KEPUTUSAN NOMOR 5 TAHUN 2020 TENTANG RENCANA AKSI TAHUN 2021") == [2021]

    def test_a_plan_for_another_time_than_its_number_is_a_finding(self) -> None:
        identity = told(replace(WHOLE, number="5", number_year="2012"))
        assert ("number_year", "number_year_disagrees") in codes(identity)
        assert ("signed_on", "signed_on_disagrees") in codes(identity)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("22 Januari 2026", dt.date(2026, 1, 22)),
        ("3 Pebruari 2020", dt.date(2020, 2, 3)),
        ("l2 Nopember 2O21", dt.date(2021, 11, 12)),
        ("04-01-2021", dt.date(2021, 1, 4)),
        ("1 Agusus 2022", dt.date(2022, 8, 1)),
        ("31 Februari 2022", None),
        ("3 Jun 2022", dt.date(2022, 6, 3)),
        ("3 Ju 2022", None),
        ("3 Jusi 2022", None),
        ("tanggal ditetapkan", None),
    ],
)
def test_dates_are_read_or_left_null(text: str, date: dt.date | None) -> None:
    assert printed_date(text) == date


def test_an_unclear_date_is_null_with_a_finding() -> None:
    identity = told(replace(WHOLE, signed_on="31 Februari 2021"))
    assert identity.signed_on is None
    assert codes(identity) == [("signed_on", "signed_on_unclear")]


@given(st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31)))
def test_every_written_date_reads_back(date: dt.date) -> None:
    for name in (name for name, number in MONTHS.items() if number == date.month):
        assert printed_date(f"{date.day} {name.title()} {date.year}") == date


@given(st.text())
def test_slugs_are_plain_and_stable(text: str) -> None:
    once = slug(text)
    assert slug(once) == once
    assert set(once) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert institution_slug(institution_slug(text)) == institution_slug(text)


@given(st.text(max_size=40), st.text(max_size=20), st.sampled_from([None, "2021"]))
def test_any_text_gives_a_key(office: str, number: str, year: str | None) -> None:
    assert told(replace(WHOLE, office=office or None, number=number or None, number_year=year)).decree_id


def test_a_misread_institution_is_settled_by_two_other_places_and_stays_a_finding() -> None:
    misread = replace(WHOLE, office="KEPALA BALAI PENGELOLA ALIH TEKNOLOGI PERTANLAN", dictums=())
    agreed = replace(misread, annex_office=WHOLE.office, doubts=(Doubt("institution_unsure", "odd", page=1),))
    identity = told(agreed)
    assert identity.institution == "BALAI PENGELOLA ALIH TEKNOLOGI PERTANIAN"
    assert ("institution", "institution_repaired") in codes(identity)
    assert ("decree_id", "decree_id_unsure") in codes(identity)
    assert told(replace(agreed, doubts=())).institution == "BALAI PENGELOLA ALIH TEKNOLOGI PERTANLAN"
