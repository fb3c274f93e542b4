"""The open findings as people see them: one line per printed cell, worst first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, get_args

from extract.model import Severity
from pipeline.store import read_decree, read_table

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
    decrees = read_table(clean, "decrees").to_pylist()
    chosen = [decree for decree in decrees if wanted in (None, decree["decree_id"], str(decree["year"]))]
    if wanted and not chosen:
        raise KeyError(wanted)
    cells = [cell for decree in chosen for cell in _cells_of(clean, decree)]
    return tuple(sorted(cells, key=lambda cell: SEVERITIES.index(cell.severity)))


def _cells_of(clean: Path, decree: dict[str, Any]) -> Iterator[OpenCell]:
    place = clean, decree["decree_id"], decree["year"]
    findings = [found for found in read_decree(*place, "findings").to_pylist() if found["status"] == "open"]
    if not findings:
        return
    cells = read_decree(*place, "cells")
    texts: dict[Any, str | None] = dict(zip(cells["cell_id"].to_pylist(), cells["text_raw"].to_pylist(), strict=True))
    for _, same in groupby(sorted(findings, key=_place), key=_printed):
        yield _fold(list(same), decree["source_file"], texts)


def _place(found: dict[str, Any]) -> tuple[object, ...]:
    return found["page"] or 0, found["top"] or 0.0, found["x0"] or 0.0, *_printed(found)


def _printed(found: dict[str, Any]) -> tuple[str, str]:
    """What findings share that people see once: the printed cell and the code; without a cell each stands alone."""
    return found["cell_id"] or found["finding_id"], found["code"]


def _fold(same: list[dict[str, Any]], file: str, texts: dict[Any, str | None]) -> OpenCell:
    worst = min(same, key=lambda found: SEVERITIES.index(found["severity"]))
    return OpenCell(
        severity=worst["severity"],
        file=file,
        page=worst["page"],
        column=worst["record_column"],
        text=worst["before"] or texts.get(worst["cell_id"]),
        message=worst["message"],
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
