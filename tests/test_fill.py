"""Filling in every open doubt through the corrections file leaves only what nobody doubted."""

from __future__ import annotations

import csv
import random
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from extract.model import Cell, Doubt, Extract
from extract.source import read_source
from normalize.records import build
from normalize.schema import Dataset
from pipeline.cli import main
from pipeline.encode import Stamp
from pipeline.fill import HEADER
from pipeline.fingerprint import Fingerprint
from tests.filling import filled
from tests.made import DECREE_ID, dataset, finding
from tests.stored import write

ROOT = Path(__file__).parents[1]
LEAVES = ("evidence", "time", "target")


@cache
def plan() -> Extract:
    return read_source(ROOT / "data/raw/kpu-banggai-2026.pdf")


@cache
def printed() -> Dataset:
    return build(plan(), (), "test")


def damaged(seed: int, doubted: int, lost: int, silent: int) -> Extract:
    """The plan with cells misread (told by a doubt), blanked, and misread in silence."""
    table = plan().table
    rng = random.Random(seed)
    begun = {ids for row in table.rows for value in row.values for ids in value.cell_ids[:1]}
    names = {c.cell_id: c.column_name for c in printed().cells}
    full = [c for c in table.cells if c.cell_id in begun and not c.blank and c.continues is None]
    continued = {c.continues for c in table.cells}
    leaves = [c for c in full if names[c.cell_id] in LEAVES and c.row_span == 1 and c.cell_id not in continued]
    blanked = rng.sample(leaves, lost)
    misread = rng.sample([c for c in full if c not in blanked], doubted + silent)
    changed = {c.cell_id: replace(c, lines=(), room=()) for c in blanked}
    changed |= {c.cell_id: _misread(c) for c in misread}
    doubts = tuple(
        Doubt("reading_unsure", "read with little confidence", cell_id=c.cell_id, before=_misread(c).text)
        for c in misread[:doubted]
    )
    cells = tuple(changed.get(c.cell_id, c) for c in table.cells)
    return replace(plan(), chapters=(replace(table, cells=cells, doubts=(*table.doubts, *doubts)),))


def _misread(cell: Cell) -> Cell:
    """The cell with a letter read for another in its last line; its words keep their place."""
    last = cell.lines[-1]
    return replace(cell, lines=(*cell.lines[:-1], last.replace("a", "o", 1) if "a" in last else f"{last}l"))


def truth(place: str, _expect: str) -> tuple[str, str] | None:
    """What the undamaged plan prints in a cell; where nothing is printed, or the fact has no cell: so it is."""
    cells = {c.cell_id: c for c in printed().cells}
    if place not in cells:
        return "dismiss", ""
    text = _whole(place)
    return ("correct", text) if text else ("dismiss", "")


def _whole(place: str) -> str:
    onward = {c.continues: c.cell_id for c in plan().table.cells if c.continues}
    raw = {c.cell_id: c.text for c in plan().table.cells}
    parts = [place]
    while parts[-1] in onward:
        parts.append(onward[parts[-1]])
    return " ".join(" ".join(raw[part] for part in parts).split())


def texts(data: Dataset) -> list[tuple[str | None, ...]]:
    actions = {a.action_id: a for a in data.actions}
    targets = {t.indicator_id: t for t in data.targets}
    rows = [(actions[i.action_id], i, targets[i.indicator_id]) for i in data.indicators]
    return [(a.component, a.aspect, a.action, i.indicator, i.evidence, t.time_text, t.target_text) for a, i, t in rows]


@pytest.mark.parametrize("seed", range(3))
def test_filling_every_doubt_leaves_only_the_silent_cells_wrong(seed: int, tmp_path: Path) -> None:
    untouched = len({f.cell_id or f.finding_id for f in printed().findings if f.status == "open"})
    source = damaged(seed, doubted=30, lost=10, silent=0)
    data, lines = filled(source, tmp_path, truth)
    assert [f for f in data.findings if f.status == "open"] == []
    assert _bare(texts(data)) == _bare(texts(printed()))
    assert 40 <= lines <= untouched + 60  # a misread number or target is doubted where it is compared, too


def test_what_nobody_doubted_stays_wrong_and_nothing_else(tmp_path: Path) -> None:
    source = damaged(5, doubted=20, lost=5, silent=6)
    data, _ = filled(source, tmp_path, truth)
    doubted = {f.cell_id for f in build(source, (), "test").findings if f.status == "open"}
    read = {c.cell_id: c.text for c in source.table.cells}
    quiet = {c.cell_id for c in plan().table.cells if c.text != read[c.cell_id] and c.cell_id not in doubted}
    wrong = {
        c.cell_id for c in data.cells if c.engine != "corrected" and c.text_raw and _differs(c.cell_id, c.text_raw)
    }
    assert wrong == quiet


def _differs(cell_id: str, raw: str) -> bool:
    return next(c.raw for c in plan().table.cells if c.cell_id == cell_id) != raw


def _bare(rows: list[tuple[str | None, ...]]) -> list[tuple[str, ...]]:
    """Texts without white space: a corrected text is taken as it is written, broken words included."""
    return [tuple("".join((text or "").split()) for text in row) for row in rows]


def keep(clean: Path) -> None:
    made = replace(
        dataset(), findings=(finding(1), finding(2, code="target_unread", record_column="quantity", message="odd"))
    )
    write(clean, made, Stamp(DECREE_ID, 2026, "contoh.pdf", Fingerprint("s", "-", "v", "c", "m")))


def test_check_writes_one_line_per_cell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keep(tmp_path / "clean")
    path = tmp_path / "fill.csv"
    with pytest.raises(SystemExit) as ended:
        main(["check", "--clean", str(tmp_path / "clean"), "--fill", str(path)])
    assert not ended.value.code
    assert "1 line to fill in" in capsys.readouterr().out
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, line = csv.reader(file)
    assert tuple(header) == HEADER
    assert line[:6] == ["correct", "p3:1.0,2.0,3.0,4.0", "1 (satu) SK", "", "", ""]
    assert line[6:9] == ["3", "unit, quantity", "the target has no unit; odd"]


def test_a_file_in_the_making_is_not_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keep(tmp_path / "clean")
    path = tmp_path / "fill.csv"
    path.write_text("half filled in")
    with pytest.raises(SystemExit) as ended:
        main(["check", "--clean", str(tmp_path / "clean"), "--fill", str(path)])
    assert ended.value.code == 1
    assert "is there already" in capsys.readouterr().err
    assert path.read_text() == "half filled in"
