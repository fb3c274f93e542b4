"""Printed headers: the wordings inside them, and what becomes of a column whose header nobody knows."""

from __future__ import annotations

import pytest

from extract.columns import HeaderCell, map_columns
from extract.model import Cell, Column, DecreeText, Extract, PlanTable, TableRow, Value
from normalize.records import build


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Data Dukung (Eviden)", Column.EVIDENCE),
        ("Bukti Fisik / Data Dukung", Column.EVIDENCE),
        ("Dokumen dan Eviden", Column.EVIDENCE),
        ("Target Tahun 2026", Column.TARGET),
        ("Target 2025", Column.TARGET),
        ("Rencana Aksi Tahun Anggaran 2025", Column.ACTION),
        ("Waktu (Bulan/Tahun)", Column.TIME),
        ("Target dan Waktu", Column.TARGET_TIME),
        ("Target (Waktu)", Column.TARGET_TIME),
        ("Penanggung Jawab (PIC)", Column.RESPONSIBLE),
        ("Realisasi (%)", Column.REALIZATION_PERCENT),
        ("Realisasi (Dalam %)", Column.REALIZATION_PERCENT),
        ("Sasaran/Indikator", Column.EXTRA),
        ("Target dan Realisasi", Column.EXTRA),
    ],
)
def test_the_wordings_inside_a_header_tell_its_column(header: str, column: Column) -> None:
    assert map_columns([HeaderCell((header,))])[0].column is column


def test_roman_numerals_to_twelve_are_months() -> None:
    numerals = "I II III IV V VI VII VIII IX X XI XII".split()
    specs = map_columns([HeaderCell(("WAKTU PELAKSANAAN (BULAN)", n)) for n in numerals])
    assert [spec.period and (spec.period.first, spec.period.last) for spec in specs] == [(m, m) for m in range(1, 13)]


def open_findings(headers: list[str], texts: list[str]) -> list[tuple[str, str | None]]:
    """Code and column of what is open after building a plan of one row."""
    cells = tuple(
        Cell(f"p1:{row}.{i}", 1, row, i, 1, 1, (text,))
        for row, line in enumerate((headers, texts))
        for i, text in enumerate(line)
    )
    specs = map_columns([HeaderCell((header,)) for header in headers])
    row = TableRow(1, tuple(Value((f"p1:1.{i}",)) for i in range(len(texts))))
    text = DecreeText(office="DINAS CONTOH", number="1/2026", number_year="2026", title="RENCANA AKSI TAHUN 2026")
    data = build(Extract("a.pdf", "ab" * 32, "typeset", 1, text, PlanTable(specs, (row,), cells, (1,))), (), "0")
    return [(f.code, f.record_column) for f in data.findings if f.code == "column_unknown"]


ROW = ["Menyusun SOP", "SOP tersusun", "Januari 2026", "1 SOP", "Sekretaris", "SK, foto"]
KNOWN = ["Rencana Aksi", "Indikator", "Waktu", "Target", "PIC"]


def test_an_unknown_column_is_told_on_the_value_that_it_may_hold() -> None:
    assert open_findings([*KNOWN, "Kelengkapan"], ROW) == [("column_unknown", "evidence")]


def test_an_unknown_column_beside_all_others_is_not_doubtful() -> None:
    assert open_findings([*KNOWN, "Bukti Dukung", "Kelengkapan"], [*ROW, "map biru"]) == []
    assert open_findings([*KNOWN, "Keterangan"], ROW) == []
