"""A person at work: every open doubt of a dataset filled in from the truth, through the corrections file."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from extract.model import Extract
from normalize.corrections import parse_corrections
from normalize.records import build
from normalize.schema import Dataset
from pipeline.encode import Stamp
from pipeline.fill import HEADER, blanks, write_blanks
from pipeline.fingerprint import Fingerprint
from tests.stored import write

Answer = Callable[[str, str], tuple[str, str] | None]
"""From a line's cell_id and expect to the action and value a person writes; None leaves the line as it is."""


def filled(source: Extract, folder: Path, answer: Answer) -> tuple[Dataset, int]:
    """Build a source, write its file of doubts, fill it in and build again; also the count of lines in the file."""
    printed = build(source, (), "test")
    decree = printed.decrees[0]
    clean = folder / "clean"
    write(clean, printed, Stamp(decree.decree_id, decree.year, "source", Fingerprint("s", "-", "v", "c", "m")))
    path = folder / f"{decree.decree_id}.csv"
    write_blanks(path, blanks(clean, decree.decree_id, decree.year))
    lines = _fill(path, answer)
    found = parse_corrections(path.read_text(encoding="utf-8-sig"), path.name)
    return build(source, found.corrections, "test"), lines


def _fill(path: Path, answer: Answer) -> int:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        told = answer(row["cell_id"], row["expect"])
        if told:
            row["action"], row["value"] = told
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, HEADER)
        writer.writeheader()
        writer.writerows(rows)
    return len(rows)
