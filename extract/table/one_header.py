"""Columns that stand under one header cell are one: "RENCANA AKSI" over "1." and "Membentuk tim kerja"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.model import Column, ColumnSpec, TableRow, Value


def parts_of(specs: Sequence[ColumnSpec]) -> list[list[int]]:
    """The places of the columns, those under one header together; the first or the second of them is known."""
    groups = [[0]]
    for (_, left), (place, right) in pairwise(enumerate(specs)):
        one = left.header == right.header and left.header.strip() != ""
        if one and right.column is Column.EXTRA and left.column is not Column.PERIOD and len(groups[-1]) < 2:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def under_one_header(
    specs: Sequence[ColumnSpec], rows: Sequence[TableRow]
) -> tuple[tuple[ColumnSpec, ...], tuple[TableRow, ...]]:
    """The columns and rows with each pair of columns under one header read as one column."""
    groups = parts_of(specs)
    if all(len(group) == 1 for group in groups):
        return tuple(specs), tuple(rows)
    columns = tuple(specs[group[0]] for group in groups)
    return columns, tuple(TableRow(r.page, tuple(_one(r.values, g) for g in groups), r.banner) for r in rows)


def _one(values: Sequence[Value], group: Sequence[int]) -> Value:
    if len(group) == 1:
        return values[group[0]]
    held = [values[i] for i in group]
    cell_ids = tuple(dict.fromkeys(cell_id for value in held for cell_id in value.cell_ids))
    return Value(cell_ids, spanned=all(value.spanned for value in held))
