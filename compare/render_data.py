"""Changes as data: CSV, an Excel workbook, Parquet."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq

from compare.changes import Change, changes_schema, changes_table
from compare.sheets import Sheet, Value, csv_text, workbook_bytes


def changes_csv(changes: tuple[Change, ...]) -> str:
    """Return changes as CSV, one row a change, candidates as "id (score)" joined by semicolons."""
    return csv_text(changes_schema().names, _rows(changes))


def changes_workbook(changes: tuple[Change, ...]) -> bytes:
    """Return changes as an Excel workbook of one sheet."""
    return workbook_bytes([Sheet("changes", tuple(changes_schema().names), _rows(changes))])


def changes_parquet(changes: tuple[Change, ...]) -> bytes:
    """Return changes as a Parquet file, zstd, descriptions in the schema."""
    buffer = pa.BufferOutputStream()
    pq.write_table(changes_table(changes), buffer, compression="zstd")
    return buffer.getvalue().to_pybytes()


def _rows(changes: tuple[Change, ...]) -> tuple[tuple[Value, ...], ...]:
    return tuple(tuple(_cell(change, name) for name in changes_schema().names) for change in changes)


def _cell(change: Change, name: str) -> Value:
    if name == "candidates":
        return "; ".join(f"{rival.record_id} ({rival.score:.2f})" for rival in change.candidates) or None
    value: Value = getattr(change, name)
    return value
