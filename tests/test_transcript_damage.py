"""Damaged transcripts are repaired, or what is wrong is flagged."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.model import Cell, Extract
from extract.transcript.grid import place_grid
from extract.transcript.reader import read_transcript
from normalize.names import plan_names
from tests.damage.damage import STRENGTHS, damaged
from tests.damage.kinds import cut, slide
from tests.damage.measure import SCORER, measured, repaired
from tests.damage.sheets import OFFICES, Sheet, text_of, undamaged
from tests.transcripts import flagged_columns, read, rows

SHARED = SCORER.parent
needs_scorer = pytest.mark.skipif(not SCORER.exists(), reason="the scorer lies beside the project, not in it")
# Least share of exact cells, most silent and most flagged ones, for one seed of each strength.
BOUNDS = {"light": (0.98, 0.01, 0.05), "medium": (0.95, 0.02, 0.10), "heavy": (0.88, 0.03, 0.20)}


def whole(text: str) -> Extract:
    with tempfile.TemporaryDirectory() as folder:
        return read(Path(folder), text)


@pytest.mark.parametrize("name", OFFICES)
def test_an_undamaged_transcript_gives_its_rows_back(name: str) -> None:
    pages, preamble = undamaged(name)
    printed = [[" ".join(cell.split()) for cell in cells] for page in pages for cells in page.body]
    assert rows(whole(text_of(pages, preamble))) == printed


@needs_scorer
@pytest.mark.parametrize("strength", STRENGTHS)
@pytest.mark.parametrize("name", OFFICES)
def test_damage_is_repaired_or_flagged(name: str, strength: str) -> None:
    pages, preamble = undamaged(name)
    figures = measured(text_of(damaged(pages, STRENGTHS[strength], 7), preamble), name, repaired)
    exact, silent, flagged = BOUNDS[strength]
    assert figures.cell_exact >= exact
    assert figures.silent <= silent
    assert figures.flagged <= flagged


@needs_scorer
def test_the_real_transcript() -> None:
    path = SHARED / "decree-2026" / "transcript.txt"
    figures = measured(path.read_text(encoding="utf-8"), "decree-2026", repaired)
    assert figures.cell_exact >= 0.90
    assert figures.silent <= 0.01
    assert figures.flagged <= 0.15


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(sorted(OFFICES)), st.integers(0, 34), st.sampled_from([slide, cut]), st.integers(0, 999))
def test_a_damaged_row_comes_back_or_is_flagged(name: str, number: int, change: object, seed: int) -> None:
    pages, preamble = undamaged(name)
    page, line = divmod(number, 5)
    before = rows(whole(text_of(pages, preamble)))[number]
    pages[page].body[line] = change(pages[page].body[line], Random(seed))  # type: ignore[operator]
    extract = whole(text_of(pages, preamble))
    after = rows(extract)[number]
    wrong = {i for i, (a, b) in enumerate(zip(before, after, strict=True)) if a != b}
    assert wrong <= flagged_columns(extract, number)


@settings(max_examples=6, deadline=None)
@given(st.sampled_from(sorted(OFFICES)), st.sampled_from(sorted(STRENGTHS)), st.integers(0, 999))
def test_repairing_twice_changes_nothing_more(name: str, strength: str, seed: int) -> None:
    pages, preamble = undamaged(name)
    once = rows(whole(text_of(damaged(pages, STRENGTHS[strength], seed), preamble)))
    again = rows(whole(text_of([Sheet(pages[0].header, once)], preamble)))
    # Rows that stayed in doubt may still be parted or folded by a second repair; all others stand.
    assert abs(len(again) - len(once)) <= 2
    assert sum(row in again for row in once) >= 0.85 * len(once)


@settings(max_examples=8, deadline=None)
@given(st.sampled_from(sorted(OFFICES)), st.sampled_from(sorted(STRENGTHS)), st.integers(0, 999))
def test_characters_are_conserved(name: str, strength: str, seed: int) -> None:
    pages, preamble = undamaged(name)
    made = damaged(pages, STRENGTHS[strength], seed)
    cells = [cell for page in made for cells in (*page.header, *page.body) for cell in cells]
    printed = Counter("".join(cells).replace("<i>", "").replace("</i>", ""))
    extract = whole(text_of(made, preamble))
    kept = Counter("".join(line for cell in extract.table.cells for line in cell.lines))
    listed = Counter("".join(d.before or "" for d in extract.table.doubts if d.status == "repaired"))
    assert not [letter for letter in (printed - kept) - listed if not letter.isspace()]


def test_reading_is_deterministic(tmp_path: Path) -> None:
    pages, preamble = undamaged("office-b")
    text = text_of(damaged(pages, STRENGTHS["heavy"], 3), preamble)
    assert read(tmp_path, text) == read(tmp_path, text)


def test_a_grid_run_together_is_placed_with_its_boxes() -> None:
    pages, _ = undamaged("decree-2026")
    specs = whole("\n".join("\t".join(c) for c in (*pages[0].header, *pages[0].body))).table.columns
    grid = [
        [
            Cell(f"p{number}:{r}-{i}", number, r, i, 1, 1, (text,))
            for i, text in enumerate([*cells[:6], f"{cells[6]} {cells[7]}".strip()])
            if text
        ]
        for number, page in enumerate(pages, 1)
        for r, cells in enumerate(page.body)
    ]
    table = place_grid(grid, specs, plan_names())
    cells = {cell.cell_id: cell for cell in table.cells}
    placed = [[" ".join(cells[c].text for c in value.cell_ids) for value in row.values] for row in table.rows]
    truth = [cells for page in pages for cells in page.body]
    assert sum(a[6:] == b[6:] for a, b in zip(placed, truth, strict=True)) >= 0.9 * len(truth)
    known = {cell.cell_id for row in grid for cell in row}
    assert {cell_id.partition(".")[0] for cell_id in cells} <= known


def test_transcripts_are_read_without_any_names(tmp_path: Path) -> None:
    pages, preamble = undamaged("office-b")
    path = tmp_path / "plan-2027.txt"
    path.write_text(text_of(pages, preamble))
    assert len(read_transcript(path).table.rows) == 35
