"""Reading by position: what a transcript gives without repair."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from extract.model import Cell, DecreeText, Extract, PlanTable, TableRow, Value
from extract.transcript.files import read_lines
from extract.transcript.header import Head, find_head
from extract.transcript.lines import TextLine


def by_position(path: Path) -> Extract:
    """Take every line below a header as a row, every cell as its column's."""
    lines = read_lines(path)
    head = find_head(lines, path.name)
    rows = [line for line in lines if line.table and not _first(line, head)]
    cells = [cell for line in rows for cell in _cells(line, len(head.specs))]
    table = PlanTable(head.specs, tuple(_row(line, len(head.specs)) for line in rows), tuple(cells), (1,))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    heading = " ".join(line.text for line in lines if not line.table)
    return Extract(path.name, digest, "transcript", 1, DecreeText(number="1", title=heading), (table,))


def _first(line: TextLine, head: Head) -> bool:
    return (line.block, line.number) in head.lines


def _id(line: TextLine, column: int) -> str:
    return f"b{line.block}:l{line.number}:c{column + 1}"


def _row(line: TextLine, columns: int) -> TableRow:
    cells: Sequence[str] = [*line.cells[:columns], *[""] * columns]
    return TableRow(line.block, tuple(Value((_id(line, i),)) if cells[i] else Value() for i in range(columns)))


def _cells(line: TextLine, columns: int) -> list[Cell]:
    return [
        Cell(_id(line, i), line.block, line.number, i, 1, 1, (text,), engine="transcript", room=(99.0,))
        for i, text in enumerate(line.cells[:columns])
        if text
    ]
