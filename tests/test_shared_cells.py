"""Cells that print target and time together, and printed lists of evidence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.evidence import evidence_items
from normalize.shared import SplitTargetTime, split_target_time

REAL = Path(__file__).parents[2] / "shared/real/zi-2021-typeset.truth.json"


@pytest.mark.parametrize(
    ("text", "time", "target"),
    [
        ("Januari 2021.", "Januari 2021.", None),
        ("- Maret 2021 - Juni 2021", "- Maret 2021 - Juni 2021", None),
        ("1 (satu) Laporan", None, "1 (satu) Laporan"),
        ("WTP", None, "WTP"),
        ("1. Meningkatnya disiplin. 2. Terjadinya", None, "1. Meningkatnya disiplin. 2. Terjadinya"),
        ("Januari 2021. 1. Meningkatnya kinerja", "Januari 2021.", "1. Meningkatnya kinerja"),
        ("Januari 2021 Meningkatnya kualitas", "Januari 2021", "Meningkatnya kualitas"),
        ("Per Triwulan 4 (empat) Laporan", "Per Triwulan", "4 (empat) Laporan"),
        ("Triwulan I 1 Laporan", "Triwulan I", "1 Laporan"),
        ("1 (satu) Laporan Januari 2026", "Januari 2026", "1 (satu) Laporan"),
        ("98 % Per Semester", "Per Semester", "98 %"),
        ("", None, None),
    ],
)
def test_a_certain_cell_is_split(text: str, time: str | None, target: str | None) -> None:
    assert split_target_time(text) == SplitTargetTime(time, target)


def test_a_line_break_tells_a_time_from_a_unit() -> None:
    assert split_target_time("1 Laporan Triwulan I", ["1 Laporan", "Triwulan I"]).time_text == "Triwulan I"
    assert split_target_time("1 Laporan Triwulan I", ["1 Laporan Triwulan I"]).oddities[0].status == "open"


def test_a_doubtful_cell_stays_whole_and_open() -> None:
    text = "Januari 2021 : Monev SOP Januari s/d Des 2021 1. Meningkatnya penggunaan TI"
    found = split_target_time(text)
    assert (found.time_text, found.target_text) == (None, text)
    assert [(o.code, o.status) for o in found.oddities] == [("target_time_unsplit", "open")]


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from("Januari 2026 1 (satu) Laporan per Triwulan 98 % Meningkatnya s.d. Desember : TW I".split())
    )
)
def test_no_word_is_lost_in_splitting(words: list[str]) -> None:
    text = " ".join(words)
    found = split_target_time(text)
    parts = [part for part in (found.time_text, found.target_text) if part]
    assert text in (" ".join(parts), " ".join(reversed(parts)))


@pytest.mark.parametrize(
    ("lines", "items"),
    [
        (["- Dokumen SOP.", "- Lembar evaluasi", "SOP."], ("Dokumen SOP.", "Lembar evaluasi SOP.")),
        (["- Dokumen SOP. - Lembar evaluasi SOP."], ("Dokumen SOP.", "Lembar evaluasi SOP.")),
        (["1. Undangan;", "2. Daftar hadir;"], ("Undangan", "Daftar hadir")),
        (["a. Undangan", "b. Notulen"], ("Undangan", "Notulen")),
        (["Undangan", "Daftar Hadir", "Notulen Rapat Tim"], ("Undangan", "Daftar Hadir", "Notulen Rapat Tim")),
        (["Dokumen Rencana", "Kerja Pembangunan"], ("Dokumen Rencana Kerja Pembangunan",)),
        (["Dokumen Evaluasi", "Rencana Kerja"], ("Dokumen Evaluasi Rencana Kerja",)),
        (["Laporan - Dokumen"], ("Laporan - Dokumen",)),
        (["- Penyusunan SOP 2021 - 2022", "- SK"], ("Penyusunan SOP 2021 - 2022", "SK")),
        (["SKP Struktural Th. 2020 dan 2021."], ("SKP Struktural Th. 2020 dan 2021.",)),
        ([], ()),
    ],
)
def test_evidence_is_split_where_it_is_a_list(lines: list[str], items: tuple[str, ...]) -> None:
    assert evidence_items(lines) == items


@settings(deadline=None)
@given(st.lists(st.text(alphabet="aB -.1;•)", max_size=20), max_size=5))
def test_items_hold_only_printed_words(lines: list[str]) -> None:
    printed = " ".join(" ".join(lines).split())
    assert all(item in printed for item in evidence_items(lines))


@pytest.mark.skipif(not REAL.exists(), reason="the real documents are not at hand")
def test_a_real_plan_is_split_without_losing_a_word() -> None:
    rows = json.loads(REAL.read_text(encoding="utf-8"))
    doubtful = set()
    for row in rows:
        found = split_target_time(row["target_time"])
        assert " ".join(part for part in (found.time_text, found.target_text) if part) == row["target_time"]
        doubtful |= {row["target_time"][:30]} if found.oddities else set()
    assert doubtful == {"Januari 2021 : Monev SOP Janua"}
