"""A corrections file to fill in: one line per printed cell with an open finding, ready for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.geometry import BBox
from normalize.corrections import Action
from normalize.findings import SEVERITIES
from normalize.text import fold
from pipeline.store import read_decree

HEADER = ("action", "cell_id", "expect", "value", "reason", "by", "page", "column", "message", "text")


@dataclass(frozen=True, slots=True)
class Blank:
    """One line to fill in; ``place`` is what a correction names, ``expect`` the text that stands there now.

    ``parts`` are the page and the box, in points, of the cell and of its parts beyond page breaks.
    """

    place: str
    expect: str
    page: int | None
    columns: tuple[str, ...]
    messages: tuple[str, ...]
    text: str
    severity: str
    parts: tuple[tuple[int, BBox], ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The line's fields in the order of HEADER."""
        told = "" if self.page is None else str(self.page), ", ".join(self.columns), "; ".join(self.messages)
        return Action.CORRECT, self.place, self.expect, "", "", "", *told, self.text


def blanks(clean: Path, decree_id: str, year: int) -> tuple[Blank, ...]:
    """The lines to fill in for one decree, in page order; parts of a cell cut by page breaks share one line.

    Raises StoreError when a file is missing or damaged.
    """
    findings = [f for f in read_decree(clean, decree_id, year, "findings").to_pylist() if f["status"] == "open"]
    (decree,) = read_decree(clean, decree_id, year, "decrees").to_pylist()
    printed = read_decree(clean, decree_id, year, "cells").to_pylist()
    cells = _Cells({cell["cell_id"]: cell for cell in printed}, {c["continues"]: c["cell_id"] for c in printed})
    groups: dict[str, list[dict[str, Any]]] = {}
    for found in findings:
        groups.setdefault(cells.first(found["cell_id"]) if found["cell_id"] else _fact(found), []).append(found)
    return tuple(_blank(same, cells, decree) for same in groups.values())


def write_blanks(path: Path, lines: Iterable[Blank]) -> None:
    """Write the file, in UTF-8 with the mark that spreadsheets look for; raises FileExistsError rather than replace."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADER)
    writer.writerows(line.fields for line in lines)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8-sig", newline="") as file:
        file.write(text.getvalue())


@dataclass(frozen=True, slots=True)
class _Cells:
    """The printed cells by id, and which one goes on a cell beyond a page break."""

    by_id: dict[str, dict[str, Any]]
    onward: dict[str, str]

    def first(self, cell_id: str) -> str:
        """The part of a cell before all page breaks."""
        while (before := (self.by_id.get(cell_id) or {}).get("continues")) in self.by_id:
            cell_id = str(before)
        return cell_id

    def parts(self, cell_id: str | None) -> Iterator[dict[str, Any]]:
        """A cell and its parts beyond page breaks."""
        while cell_id in self.by_id:
            yield self.by_id[cell_id]
            cell_id = self.onward.get(cell_id)


def _fact(found: dict[str, Any]) -> str:
    if found["record_table"] == "decrees" and found["record_column"]:
        return f"decrees:{found['record_column']}"
    return f"finding:{found['finding_id']}"


def _blank(same: list[dict[str, Any]], cells: _Cells, decree: dict[str, Any]) -> Blank:
    """Fold the findings of one printed cell; the cell named is the first that one of them names."""
    place = same[0]["cell_id"] or _fact(same[0])
    expect, text = _texts(same[0], cells, decree)
    return Blank(
        place=place,
        expect=expect,
        page=same[0]["page"],
        columns=tuple(dict.fromkeys(found["record_column"] for found in same if found["record_column"])),
        messages=tuple(dict.fromkeys(found["message"] for found in same)),
        text=text,
        severity=min((found["severity"] for found in same), key=SEVERITIES.index),
        parts=tuple(_boxes(same[0], cells)),
    )


def _boxes(found: dict[str, Any], cells: _Cells) -> Iterator[tuple[int, BBox]]:
    parts = cells.parts(cells.first(found["cell_id"])) if found["cell_id"] else (found,)
    for part in parts:
        sides = [part[name] for name in ("x0", "top", "x1", "bottom")]
        if part["page"] is not None and None not in sides:
            yield part["page"], BBox(*sides)


def _texts(found: dict[str, Any], cells: _Cells, decree: dict[str, Any]) -> tuple[str, str]:
    """The text as read, and as repaired; of the decree's facts the text in doubt."""
    if found["cell_id"]:
        parts = list(cells.parts(cells.first(found["cell_id"])))
        raw, mended = (" ".join(part[name] or "" for part in parts) for name in ("text_raw", "text"))
        return fold(raw), fold(mended)
    value = decree.get(found["record_column"] or "")
    told = fold(found["before"] or (value if isinstance(value, str) else ""))
    return told, told
