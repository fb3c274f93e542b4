"""Comparing two plans: what must hold for any two, and how well edits are found."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.changes import changes_schema, changes_table, reverse
from compare.diff import diff
from normalize.schema import Dataset
from tests.editor.dataset import build
from tests.editor.draft import read_draft
from tests.editor.edit import STRENGTHS, Strength, next_print, next_year
from tests.editor.figures import measure

UNSEEN = range(100, 110)
seeds = st.integers(0, 10_000)
strengths = st.sampled_from(STRENGTHS)


def dataset(seed: int, strength: Strength) -> Dataset:
    return build(next_year(read_draft(), seed, strength)[0]).dataset


def shuffled(plan: Dataset, seed: int) -> Dataset:
    rng = random.Random(seed)

    def mix(rows: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(rng.sample(rows, len(rows)))

    return replace(
        plan,
        actions=mix(plan.actions),
        indicators=mix(plan.indicators),
        targets=mix(plan.targets),
        findings=mix(plan.findings),
    )


@settings(max_examples=10, deadline=None)
@given(seeds, strengths, seeds)
def test_a_plan_does_not_differ_from_itself_in_any_row_order(seed: int, strength: Strength, order: int) -> None:
    plan = dataset(seed, strength)
    assert diff(plan, plan) == ()
    assert diff(plan, shuffled(plan, order)) == ()


@settings(max_examples=10, deadline=None)
@given(seeds, strengths)
def test_swapping_the_sides_reverses_every_change(seed: int, strength: Strength) -> None:
    old, new = build(read_draft()).dataset, dataset(seed, strength)
    forth, back = diff(old, new), diff(new, old)
    assert {change.change_id: change for change in forth} == {change.change_id: change for change in map(reverse, back)}


@settings(max_examples=10, deadline=None)
@given(seeds, strengths, seeds)
def test_row_order_plays_no_part(seed: int, strength: Strength, order: int) -> None:
    old, new = build(read_draft()).dataset, dataset(seed, strength)
    assert diff(old, new) == diff(shuffled(old, order), shuffled(new, order + 1))


@pytest.mark.parametrize("institution", [None, "Komisi Pemilihan Umum Kota Palu", "KPU Kota Palu"])
def test_year_and_office_alone_are_no_change(institution: str | None) -> None:
    draft = read_draft()
    assert diff(build(draft).dataset, build(next_print(draft, institution)).dataset) == ()


@pytest.mark.parametrize(("strength", "least"), [("none", 1.0), ("light", 0.98), ("medium", 0.98), ("heavy", 0.95)])
def test_precision_and_recall_over_ten_unseen_years(strength: Strength, least: float) -> None:
    figures = measure(UNSEEN, strength)
    assert figures.precision >= least
    assert figures.recall >= least


def test_change_ids_are_unique_and_rows_fit_the_schema() -> None:
    changes = diff(build(read_draft()).dataset, dataset(1, "heavy"))
    assert len({change.change_id for change in changes}) == len(changes)
    assert changes_table(changes).schema.equals(changes_schema(), check_metadata=True)
    assert all(field.metadata[b"description"] for field in changes_schema())
