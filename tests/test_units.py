"""A target whose unit stands in a column of its own."""

from __future__ import annotations

import pytest

from extract.model import Cell, DecreeText, Extract, PlanTable, TableRow, Value
from extract.table.columns import HeaderCell, map_columns
from normalize.records import build
from normalize.schema import Dataset, Target


def built(headers: list[tuple[str, ...]], texts: list[str]) -> Dataset:
    """A plan of one row."""
    cells = tuple(Cell(f"p1:1.{i}", 1, 1, i, 1, 1, (text,)) for i, text in enumerate(texts))
    row = TableRow(1, tuple(Value((cell.cell_id,)) for cell in cells))
    table = PlanTable(map_columns([HeaderCell(header) for header in headers]), (row,), cells, (1,))
    text = DecreeText(office="DINAS CONTOH", number="1/2026", number_year="2026", title="RENCANA AKSI TAHUN 2026")
    return build(Extract("a.pdf", "ab" * 32, "typeset", 1, text, (table,)), (), "0")


def target(headers: list[tuple[str, ...]], texts: list[str]) -> Target:
    """The one target of a plan of one row."""
    (found,) = built(headers, texts).targets
    return found


def doubts(headers: list[tuple[str, ...]], texts: list[str]) -> list[tuple[str, str | None]]:
    """What is open on the target of a plan of one row."""
    return [(f.code, f.record_column) for f in built(headers, texts).findings if f.record_column == "target_text"]


KNOWN: list[tuple[str, ...]] = [("Rencana Aksi",), ("Indikator",), ("Waktu",)]
TEXTS = ["Menyusun SOP", "SOP tersusun", "Maret 2026"]


@pytest.mark.parametrize(
    ("headers", "text"),
    [
        ([("Target", "Volume"), ("Target", "Satuan")], "12 SOP"),
        ([("Target",), ("Satuan",)], "12"),
    ],
)
def test_the_unit_is_taken_from_its_column(headers: list[tuple[str, ...]], text: str) -> None:
    found = target([*KNOWN, *headers], [*TEXTS, "12", "SOP"])
    assert (found.target_text, found.quantity, found.unit) == (text, 12, "SOP")


def test_a_target_with_a_unit_of_its_own_keeps_it() -> None:
    found = target([*KNOWN, ("Target",), ("Satuan",)], [*TEXTS, "80 %", "Persen"])
    assert (found.target_text, found.quantity, found.unit) == ("80 %", 80, "%")


def test_targets_of_several_years_are_in_doubt() -> None:
    headers = [*KNOWN, ("Target", "2025"), ("Target", "2026")]
    assert ("target_of_several_years", "target_text") in doubts(headers, [*TEXTS, "60 %", "70 %"])
    assert not doubts([*KNOWN, ("Target",), ("Keterangan",)], [*TEXTS, "60 %", "-"])
