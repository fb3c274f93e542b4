"""The open findings as people see them: one line per printed cell, worst first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, get_args

import pyarrow as pa

from extract.model import Severity
from pipeline.store import read_table

SEVERITIES: tuple[str, ...] = get_args(Severity)


@dataclass(frozen=True, slots=True)
class OpenCell:
    """One printed cell to look at, and why. ``records`` counts the values it leaves in doubt."""

    severity: str
    file: str
    page: int | None
    column: str | None
    text: str | None
    message: str
    records: int


def open_cells(clean: Path, wanted: str | None) -> tuple[OpenCell, ...]:
    """Cells with open findings of a decree (its id, or a year; None: of all), worst first, then in page order.

    Raises KeyError when nothing is kept under ``wanted``.
    """
    decrees = _of(read_table(clean, "decrees"), wanted)
    if wanted and not decrees:
        raise KeyError(wanted)
    files = {decree["decree_id"]: decree["source_file"] for decree in decrees}
    texts = {(cell["decree_id"], cell["cell_id"]): cell["text_raw"] for cell in _of(read_table(clean, "cells"), wanted)}
    findings = [found for found in _of(read_table(clean, "findings"), wanted) if found["status"] == "open"]
    findings.sort(key=_rank)
    return tuple(_fold(list(same), files, texts) for _, same in groupby(findings, key=_printed))


def _of(table: pa.Table, wanted: str | None) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table.to_pylist()
    return [row for row in rows if wanted is None or wanted in (row["decree_id"], str(row["year"]))]


def _rank(found: dict[str, Any]) -> tuple[object, ...]:
    place = (found["page"] or 0, found["top"] or 0.0, found["x0"] or 0.0)
    return SEVERITIES.index(found["severity"]), found["decree_id"], place, *_printed(found)


def _printed(found: dict[str, Any]) -> tuple[str, str, str]:
    """What findings share that people see once: the printed cell and the code; without a cell each stands alone."""
    return found["decree_id"], found["cell_id"] or found["finding_id"], found["code"]


def _fold(same: list[dict[str, Any]], files: dict[str, str], texts: dict[tuple[str, str], str]) -> OpenCell:
    first = same[0]
    return OpenCell(
        severity=first["severity"],
        file=files.get(first["decree_id"], first["decree_id"]),
        page=first["page"],
        column=first["record_column"],
        text=first["before"] or texts.get((first["decree_id"], first["cell_id"])),
        message=first["message"],
        records=len(same),
    )


def lines(cells: tuple[OpenCell, ...]) -> Iterator[tuple[str, ...]]:
    """Return the fields of each cell's line, as text."""
    for cell in cells:
        yield (
            cell.severity,
            cell.file,
            "-" if cell.page is None else f"p. {cell.page}",
            cell.column or "-",
            _quoted(cell.text),
            cell.message + (f" ({cell.records} records)" if cell.records > 1 else ""),
        )


def _quoted(text: str | None, width: int = 60) -> str:
    """Text on one line, cut to a width in characters; blank where there is none."""
    folded = " ".join((text or "").split())
    return f'"{folded if len(folded) <= width else folded[: width - 1] + "…"}"' if folded else "(blank)"
