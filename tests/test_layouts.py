"""Every layout gives the plan back: the 2026 decree, its variants, named layouts and layouts drawn at random."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.measure import Score, compare, read
from tests.typeset.fixture import invented, real
from tests.typeset.generate import excerpts, layouts, random_layout, set_plan
from tests.typeset.layout import Layout
from tests.typeset.named import LAYOUTS
from tests.typeset.plan import Plan

FIXTURES = Path(__file__).parent / "fixtures"
RAW = Path(__file__).parent.parent / "data" / "raw"
DECREES = [RAW / "kpu-banggai-2026.pdf", *sorted(FIXTURES.glob("*.pdf"))]
# Seeds that were wrong once; each stays as a test.
MENDED_SEEDS = (7, 14, 24, 32, 36, 45, 87, 111, 203, 208, 209, 227)


def scored(pdf: bytes, truth: list[dict[str, object]], folder: Path) -> Score:
    """Set, read and compare one plan."""
    path = folder / "plan-2027.pdf"
    path.write_bytes(pdf)
    return compare(read(path), truth)


def drawn(seed: int, folder: Path) -> Score:
    """A plan in the layout of a seed."""
    pdf, truth = set_plan(real(0, 40) if seed % 2 else invented(0, 40), random_layout(seed))
    return scored(pdf, truth, folder)


def assert_exact(score: Score) -> None:
    """Every row and every value is the plan's."""
    assert score.rows_read == score.rows_true
    assert score.differences == []


def assert_told(score: Score) -> None:
    """What is not the plan's carries an open finding; rows are the plan's unless a page break is told to be in doubt.

    At some breaks the page itself can be read in two ways: a rest that begins with a capital letter, or a blank cell
    where the column merges cells.
    """
    if "row_break_uncertain" not in score.codes:
        assert score.rows_read == score.rows_true
        assert score.silent == []


@pytest.mark.parametrize("path", DECREES, ids=lambda p: p.stem)
def test_a_set_decree_comes_back_exactly(path: Path) -> None:
    truth = json.loads((FIXTURES / f"{path.stem}.truth.json").read_text(encoding="utf-8"))
    assert_exact(compare(read(path), truth))


@pytest.mark.parametrize("name", sorted(LAYOUTS))
@pytest.mark.parametrize("office", ["real", "invented"])
def test_a_named_layout_gives_the_plan(name: str, office: str, tmp_path: Path) -> None:
    plan = real(0, 64) if office == "real" else invented(0, 40)
    pdf, truth = set_plan(plan, LAYOUTS[name])
    assert_exact(scored(pdf, truth, tmp_path))


@pytest.mark.parametrize("seed", MENDED_SEEDS)
def test_a_seed_that_was_wrong_once_stays_right(seed: int, tmp_path: Path) -> None:
    assert_told(drawn(seed, tmp_path))


@pytest.mark.parametrize(
    "seed",
    [
        pytest.param(150019, id="a row on top of a page reads like a header"),
        pytest.param(200007, id="a merged target stands above the break, its new row below"),
        pytest.param(200012, id="the last word of the last row stands on a page of its own"),
        pytest.param(180017, id="a row without evidence leaves its target blank, too, on top of a page"),
        pytest.param(240043, id="a new aspect without a target begins on top of a page"),
        pytest.param(230031, id="a row that marks no month has no target, either"),
        pytest.param(220001, id="a merged action goes on with a capital letter"),
        pytest.param(260028, id="a row of two short texts with a capital letter where the column has none inside"),
        pytest.param(260070, id="a long word of broad letters did not fit the line above"),
        pytest.param(270047, id="a second number in a column that lists nothing is a new row"),
        pytest.param(210049, id="a banner and its number stand alone on a page"),
    ],
)
def test_a_page_break_that_was_misread_once_is_read(seed: int, tmp_path: Path) -> None:
    pdf, truth = set_plan(real(0, 64) if seed % 2 else invented(0, 40), random_layout(seed))
    assert_exact(scored(pdf, truth, tmp_path))


@pytest.mark.parametrize("draw", [1, 2])
def test_a_layout_drawn_at_random_gives_the_plan_or_says_so(draw: int, tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(10_000, 1_000_000)
    print(f"layout {draw} drawn by seed {seed}")
    assert_told(drawn(seed, tmp_path))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=excerpts(), layout=layouts())
def test_a_plan_set_and_read_is_the_plan(plan: Plan, layout: Layout, tmp_path: Path) -> None:
    pdf, truth = set_plan(plan, layout)
    assert_told(scored(pdf, truth, tmp_path))
