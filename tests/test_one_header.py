"""Columns under one header cell are read as one."""

from __future__ import annotations

from extract.model import Column, ColumnSpec, TableRow, Value
from extract.table.one_header import under_one_header

SPECS = (
    ColumnSpec(Column.ACTION, "RENCANA AKSI"),
    ColumnSpec(Column.EXTRA, "RENCANA AKSI"),
    ColumnSpec(Column.TIME, "WAKTU"),
)


def test_a_number_and_its_text_under_one_header_are_one_value() -> None:
    row = TableRow(1, (Value(("no",)), Value(("text",), spanned=True), Value(("time",))))
    columns, (found,) = under_one_header(SPECS, (row,))
    assert [spec.column for spec in columns] == [Column.ACTION, Column.TIME]
    assert found.values == (Value(("no", "text")), Value(("time",)))


def test_columns_without_a_header_stay_apart() -> None:
    specs = (ColumnSpec(Column.EXTRA, ""), ColumnSpec(Column.EXTRA, ""), SPECS[2])
    row = TableRow(1, (Value(("a",)), Value(("b",)), Value(("c",))))
    assert under_one_header(specs, (row,)) == (specs, (row,))
