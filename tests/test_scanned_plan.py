"""A small scan from file to dataset: all rows, and every value right or in doubt."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extract.source import read_source
from normalize.records import build
from normalize.schema import Dataset
from pipeline.lexicon import lexicon

SCAN = Path(__file__).parent / "fixtures/scans/sideways.pdf"


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """The scan's dataset, read anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        return build(read_source(SCAN, jobs=2, lexicon=lexicon), (), "test")


def test_a_sideways_stamped_scan_gives_its_rows(plan: Dataset) -> None:
    assert plan.decrees[0].source_kind == "scanned"
    assert plan.decrees[0].year == 2026
    assert len(plan.indicators) == len(plan.targets) == 6


def test_every_text_of_it_is_right_or_in_doubt(plan: Dataset) -> None:
    truth = json.loads(SCAN.with_suffix(".truth.json").read_text(encoding="utf-8"))
    actions = {action.action_id: action for action in plan.actions}
    doubted = {(f.record_id, f.record_column) for f in plan.findings if f.status == "open"}
    wrong = [
        (column, getattr(record, column))
        for want, indicator, target in zip(truth, plan.indicators, plan.targets, strict=True)
        for key, record, columns in (
            (indicator.action_id, actions[indicator.action_id], ("component", "aspect", "action")),
            (indicator.indicator_id, indicator, ("indicator", "evidence")),
            (target.target_id, target, ("time_text", "target_text", "quantity", "frequency")),
        )
        for column in columns
        if getattr(record, column) != want[column] and (key, column) not in doubted
    ]
    assert wrong == []
