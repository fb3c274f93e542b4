"""Numbers printed before texts, and their sequence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.numbering import Numbered, split_number
from normalize.numbers import Printed, number_concerns
from normalize.sequence import number_oddities, odd_numbers


@pytest.mark.parametrize(
    ("text", "no", "rest"),
    [
        ("1. Menyusun SOP", "1", "Menyusun SOP"),
        ("3.Pemberian pelayanan", "3", "Pemberian pelayanan"),
        ("(1) Laporan", "1", "Laporan"),
        ("1) Laporan", "1", "Laporan"),
        ("a. SK Tim", "a", "SK Tim"),
        ("IV. PENGUATAN", "IV", "PENGUATAN"),
        ("A. Penataan Tatalaksana", "A", "Penataan Tatalaksana"),
        ("1.2 Pola Mutasi", "1.2", "Pola Mutasi"),
        ("1.2.3. Pola Mutasi", "1.2.3", "Pola Mutasi"),
        ("1.", "1", ""),
        ("II.", "II", ""),
    ],
)
def test_a_number_is_taken_off(text: str, no: str, rest: str) -> None:
    assert split_number(text) == Numbered(no, rest)


@pytest.mark.parametrize(
    "text",
    [
        "2 (dua) Laporan", "1 kegiatan", "Januari 2026", "98 %", "A. Yani", "- Foto", "2.641.640", "E-Office",
        "1.000 orang", "s.d. Februari", "Rp. 5.000", "V", "3,5", "",
    ],
)  # fmt: skip
def test_what_is_no_number_stays(text: str) -> None:
    assert split_number(text) == Numbered(None, text)


@settings(deadline=None)
@given(
    st.integers(1, 99),
    st.sampled_from([". ", ") ", "."]),
    st.from_regex(r"[A-Z][a-z]{2,8}( [a-z]{2,8})?", fullmatch=True),
)
def test_any_number_before_a_text_is_taken_off(number: int, sign: str, text: str) -> None:
    assert split_number(f"{number}{sign}{text}") == Numbered(str(number), text)


@pytest.mark.parametrize(
    ("numbers", "codes"),
    [
        (["1", "2", "3"], [None, None, None]),
        (["I", "II", "III", "IV", "V", "VI"], [None] * 6),
        (["a", "b", "c", "d", "e", "f", "g", "h", "i"], [None] * 9),
        ([None, "1", None, "2"], [None] * 4),
        (["1", "1"], [None, "number_repeated"]),
        (["1", "3"], [None, "number_missing"]),
        (["1", "2", "1"], [None, None, "number_restarts"]),
        (["2"], ["number_missing"]),
        (["1.1", "1.2", "1.4"], [None, None, "number_missing"]),
    ],
)
def test_a_sequence_that_repeats_skips_or_restarts_is_told(numbers: list[str | None], codes: list[str | None]) -> None:
    assert [found[0].code if found else None for found in number_oddities(numbers)] == codes


@settings(deadline=None)
@given(st.lists(st.none() | st.text(max_size=6), max_size=12))
def test_every_number_has_its_answer(numbers: list[str | None]) -> None:
    assert len(number_oddities(numbers)) == len(numbers)


@pytest.mark.parametrize(
    ("numbers", "odd"),
    [
        (["1", "2", "1", "2"], 0),  # within each aspect
        (["1", "2", "3", "4"], 0),  # on through the component
        (["1", "2", "4", "5"], 1),
        (["2", "3", "1", "2"], 1),
    ],
)
def test_numbers_may_count_on_through_their_parents(numbers: list[str | None], odd: int) -> None:
    parents = [(1, 1), (1, 1), (1, 2), (1, 2)]
    assert sum(map(len, odd_numbers(numbers, parents))) == odd


@pytest.mark.parametrize(
    ("numbers", "doubted"),
    [
        (["I", "II", "III"], []),
        (["1", "II"], [0, 1]),
        ([None, "II"], [0, 1]),
        (["I", "2", "III", "IV"], [1]),
        (["I", None, "III", "IV"], [1]),
        ([None, None, "1"], []),
        (["a", "b", "c"], []),
        (["I", "V", "X"], []),
        ([None, None], []),
    ],
)
def test_recognised_numbers_unlike_their_level_s_are_doubted(numbers: list[str | None], doubted: list[int]) -> None:
    printed = [Printed(no, (), "actions", (str(i),), "component_no", None, True) for i, no in enumerate(numbers)]
    found = [c for c in number_concerns(printed) if c.oddity.code == "number_unlike"]
    assert [int(concern.record_id or "") for concern in found] == doubted


def test_typeset_numbers_may_differ_in_kind() -> None:
    printed = [Printed(no, (), "actions", ("1",), "component_no", None, False) for no in ("1", "II", None)]
    assert all(concern.oddity.code != "number_unlike" for concern in number_concerns(printed))
