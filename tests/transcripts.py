"""Transcripts for tests: read from text, told as rows of texts, with the columns in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extract.model import Extract
from extract.transcript.reader import read_transcript
from normalize.names import plan_names

HEADER = ("NO", "KOMPONEN", "ASPEK", "KEGIATAN", "INDIKATOR", "BUKTI FISIK", "WAKTU", "TARGET")


def read(folder: Path, text: str, name: str = "plan-2026.txt") -> Extract:
    """Read a transcript with this text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_transcript(path, plan_names())


def rows(extract: Extract) -> list[list[str]]:
    """The texts of every row, column by column."""
    cells = {cell.cell_id: cell for cell in extract.table.cells}
    return [[" ".join(cells[c].text for c in value.cell_ids) for value in row.values] for row in extract.table.rows]


def open_cells(extract: Extract) -> set[str]:
    """Ids of the cells with an open doubt."""
    return {doubt.cell_id for doubt in extract.table.doubts if doubt.status == "open" and doubt.cell_id}


def flagged_columns(extract: Extract, row: int) -> set[int]:
    """Columns of a row that are blank or have an open doubt."""
    doubted = open_cells(extract)
    values = extract.table.rows[row].values
    return {i for i, value in enumerate(values) if not value.cell_ids or doubted & set(value.cell_ids)}


def as_text(lines: Sequence[Sequence[str]], header: Sequence[str] = HEADER) -> str:
    """Lines of cells as one page of tab-separated text."""
    return "\n".join("\t".join(cells) for cells in (header, *lines)) + "\n"
