"""Printed targets: quantity, words, unit, comparator, and what stays open."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.number_words import decimal, number_of
from normalize.target import parse_target


@pytest.mark.parametrize(
    ("text", "comparator", "quantity", "words", "unit"),
    [
        ("1 (satu) Laporan", "=", 1, "satu", "Laporan"),
        ("1(Satu)Laporan", "=", 1, "Satu", "Laporan"),
        ("25 (dua puluh lima) Dokumen", "=", 25, "dua puluh lima", "Dokumen"),
        ("Satu (1) dokumen", "=", 1, "Satu", "dokumen"),
        ("1 Laporan (satu)", "=", 1, "satu", "Laporan"),
        ("satu laporan", "=", 1, "satu", "laporan"),
        ("(12 (dua belas) Laporan)", "=", 12, "dua belas", "Laporan"),
        ("(100 %)", "=", 100, None, "%"),
        ("98 %", "=", 98, None, "%"),
        ("100% pegawai", "=", 100, None, "%"),
        ("100 % (seratus persen)", "=", 100, "seratus", "%"),
        ("65,45 %", "=", 65.45, None, "%"),
        ("175.000 SBM", "=", 175_000, None, "SBM"),
        ("5.835 ijin", "=", 5835, None, "ijin"),
        ("Rp. 2.641.640.000.000,-", "=", 2_641_640_000_000, None, "Rp"),
        ("Rp2,5 Miliar", "=", 2.5e9, None, "Rp"),
        ("Rp 2,5 M", "=", 2.5e9, None, "Rp"),
        ("10 rb ekor", "=", 10_000, None, "ekor"),
        ("80 (Baik)", "=", 80, None, None),
        ("≥ 80", "≥", 80, None, None),
        (">=80%", "≥", 80, None, "%"),
        ("minimal 2 kali", "≥", 2, None, "kali"),
        ("paling sedikit 3 (tiga) kali", "≥", 3, "tiga", "kali"),
        ("maksimal 3 hari", "≤", 3, None, "hari"),
        ("80", "=", 80, None, None),
        ("Nilai ≥ 3,75", "≥", 3.75, None, "Nilai"),
        ("Level 3", "=", 3, None, "Level"),
        ("1 Dokumen Renstra 2025-2029", "=", 1, None, "Dokumen Renstra 2025-2029"),
    ],
)
def test_a_target_is_read(text: str, comparator: str, quantity: float, words: str | None, unit: str | None) -> None:
    found = parse_target(text)
    assert (found.comparator, found.quantity, found.quantity_words, found.unit) == (comparator, quantity, words, unit)
    assert not found.oddities


@pytest.mark.parametrize(
    "text", ["-", "WTP", "BB", "A", "B+", "Terlaksananya kegiatan", "1. Meningkatnya disiplin. 2. Terjadinya"]
)
def test_a_target_without_a_quantity_is_no_finding(text: str) -> None:
    found = parse_target(text)
    assert (found.quantity, found.unit, found.comparator, found.oddities) == (None, None, None, ())


@pytest.mark.parametrize(
    ("text", "quantity", "code"),
    [
        ("1 (dua) Laporan", 1, "number_words_disagree"),
        ("1 (emapt) Laporan", 1, "number_words_unread"),
        ("1 (satu)", 1, "unit_missing"),
        ("l (satu) Laporan", 1, "digit_unreadable"),
        ("(satu) Laporan", 1, "digit_unreadable"),
        ("80 - 90 %", 80, "range_lower_end"),
        ("1,000 orang", 1, "number_ambiguous"),
        ("1 Dokumen dan 2 Laporan", None, "several_quantities"),
        ("4 Laporan per Triwulan", 4, "target_period"),
        ("1 (satu Laporan", 1, "target_unread"),
        ("Nilai SAKIP 80", None, "target_unread"),
        ("1 ½ jam", 1, "target_unread"),
        ("½ tahun", None, "target_unread"),
        ("2,5 M", 2.5, "target_unread"),
        ("5 dari 10", None, "several_quantities"),
        ("98,5 dari 100", None, "several_quantities"),
        ("75 menjadi 80", None, "several_quantities"),
        ("1 Lap. / bln", 1, "target_period"),
    ],
)
def test_a_target_in_doubt_is_open(text: str, quantity: float | None, code: str) -> None:
    found = parse_target(text)
    assert found.quantity == quantity
    assert [(o.code, o.status) for o in found.oddities] == [(code, "open")]


def test_a_strict_comparator_is_read_as_the_contract_has_it() -> None:
    found = parse_target("> 80 %")
    assert (found.comparator, found.quantity, found.oddities[0].status) == ("≥", 80, "repaired")


UNITS = ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]


def spelled(number: int) -> str:
    """A number from 1 to 999,999 in Indonesian words."""
    if number >= 1000:
        head = "seribu" if number < 2000 else f"{spelled(number // 1000)} ribu"
        return f"{head} {spelled(number % 1000)}".strip()
    if number >= 100:
        head = "seratus" if number < 200 else f"{UNITS[number // 100]} ratus"
        return f"{head} {spelled(number % 100)}".strip()
    if number in (10, 11):
        return {10: "sepuluh", 11: "sebelas"}[number]
    if 11 < number < 20:
        return f"{UNITS[number % 10]} belas"
    return f"{UNITS[number // 10]} puluh {UNITS[number % 10]}".strip() if number >= 20 else UNITS[number]


@settings(deadline=None)
@given(st.integers(1, 999_999))
def test_number_words_are_read_back(number: int) -> None:
    assert number_of(spelled(number)) == number


@settings(deadline=None)
@given(st.integers(0, 10**13), st.integers(0, 99))
def test_indonesian_numbers_are_read_back(whole: int, hundredths: int) -> None:
    assert decimal(f"{whole:,}".replace(",", ".")) == whole
    assert decimal(f"{whole},{hundredths:02}") == pytest.approx(whole + hundredths / 100)


@settings(deadline=None)
@given(
    st.text(max_size=60)
    | st.from_regex(r"[≥<>]? ?\d[\d.,]{0,8} ?%?( \([a-z ]{0,12}\)?)? ?[A-Za-z]{0,9}", fullmatch=True)
)
def test_any_text_is_read_or_left(text: str) -> None:
    found = parse_target(text)
    assert (found.quantity is None) == (found.comparator is None)
    assert found.quantity is not None or found.unit is None
