"""The transcript of the real decree, its every open doubt filled in from the decree as read by hand."""

from __future__ import annotations

import importlib.util
import json
import shutil
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from extract.transcript.reader import read_transcript
from normalize.records import build
from normalize.schema import Dataset
from pipeline.encode import Stamp
from pipeline.fingerprint import Fingerprint
from tests.filling import filled
from tests.stored import write

SHARED = Path(__file__).parents[2] / "shared"
TRANSCRIPT = SHARED / "decree-2026/transcript.txt"
NUMBERED = ("component", "aspect", "action", "indicator")
Wrong = set[tuple[int, str]]


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def scored(data: Dataset, rows: list[dict[str, Any]], folder: Path) -> tuple[Wrong, Wrong, dict[int, int]]:
    """Wrong values that are doubted, those that nobody doubts, and the truth's row of each row read."""
    score = scorer()
    decree = data.decrees[0]
    write(folder, data, Stamp(decree.decree_id, decree.year, "source", Fingerprint("s", "-", "v", "c", "m")))
    predicted = score.predicted(folder, None)
    _, wrong = score.figures(predicted, rows)
    shutil.rmtree(folder)
    truth = [{name: score.fold(row.get(name)) for name in score.TEXT} for row in rows]
    pairs = dict(score.align(predicted[0], truth, list(score.TEXT)))
    told = [{(row, field) for row, field, _, _, loud in wrong if loud is wanted} for wanted in (True, False)]
    return told[0], told[1], pairs


def answers(data: Dataset, rows: list[dict[str, Any]], pairs: dict[int, int]) -> dict[str, set[str | None]]:
    """What a person would write for each cell: the texts of the values it feeds; None where the truth is lost, too."""
    place = {i.indicator_id: n for n, i in enumerate(data.indicators)}
    served: dict[str, list[int]] = defaultdict(list)
    for indicator, n in place.items():
        served[indicator].append(n)
    for record in data.indicators:
        served[record.action_id].append(place[record.indicator_id])
    for target in data.targets:
        served[target.target_id].append(place[target.indicator_id])
    found: dict[str, set[str | None]] = defaultdict(set)
    for cell in data.cells:
        for feed in cell.feeds:
            name = feed.record_column.removesuffix("_no")
            found[cell.cell_id] |= {
                _printed(rows[pairs[n]], name) if n in pairs else "" for n in served[feed.record_id]
            }
    return found


def _printed(row: dict[str, Any], name: str) -> str | None:
    if name in row.get("lost", ()):
        return None
    text, number = row.get(name) or "", row.get(f"{name}_no") if name in NUMBERED else None
    return f"{number}. {text}" if number and text else text


@pytest.mark.skipif(not TRANSCRIPT.exists(), reason="the transcript of the real decree is not at hand")
def test_filling_every_doubt_of_the_transcript_leaves_only_the_silent_cells_wrong(tmp_path: Path) -> None:
    source = read_transcript(TRANSCRIPT)
    assert source
    plan = json.loads((SHARED / "decree-2026/plan.json").read_text(encoding="utf-8"))
    rows = plan["rows"] if isinstance(plan, dict) else plan
    printed = build(source, (), "test")
    _, silent, pairs = scored(printed, rows, tmp_path / "before")
    texts = answers(printed, rows, pairs)

    def answer(place: str, expect: str) -> tuple[str, str] | None:
        wanted = texts.get(place)
        if not wanted:
            return "dismiss", ""
        if None in wanted:  # lost in the transcript: what stands there belongs elsewhere, and nobody knows the value
            return ("correct", "(kosong)") if expect and wanted == {None} else None
        return "correct", sorted(filter(None, wanted))[0] if any(wanted) else "(kosong)"

    data, lines = filled(source, tmp_path, answer)
    still_loud, still_silent, _ = scored(data, rows, tmp_path / "after")
    # A cell that serves two rows of the truth has two right texts: one of the two stays wrong.
    torn = {place for place, wanted in texts.items() if len(wanted) > 1}
    assert len(still_silent - silent) <= len(torn)
    assert len(still_loud) == 0
    assert lines <= 120
