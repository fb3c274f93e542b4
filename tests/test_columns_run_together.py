"""PDFs whose rulings between columns are missing, in the header too: read all the same, and what is wrong is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.source import read_source
from normalize.names import plan_names
from normalize.records import build
from pipeline.lexicon import lexicon
from tests.measure import Score, compare
from tests.typeset.fixture import PLAIN, Fixture, invented, make
from tests.typeset.headers import slots
from tests.typeset.layout import Kind
from tests.typeset.paginate import Sheet
from tests.typeset.paint import Segment
from tests.typeset.setter import Spoil

COLUMNS = [kind for kind, _ in slots(PLAIN)]
LAST = 2


def without_ruling(kind: Kind, pages: int) -> Fixture:
    """A plan of two pages that do not rule the left side of a column on so many of them."""
    column = COLUMNS.index(kind)

    def lines(sheet: Sheet, page: int, lines: list[Segment]) -> list[Segment]:
        x = next(piece.x0 for piece in sheet.pieces if piece.cell.column == column)
        return [line for line in lines if page >= pages or line.x0 != line.x1 or abs(line.x0 - x) > 0.01]

    return make("run-together", "a vertical ruling is missing", invented(0, 16), PLAIN, Spoil(lines=lines))


def scored(folder: Path, made: Fixture) -> tuple[Score, frozenset[str]]:
    path = folder / "plan-2027.pdf"
    path.write_bytes(made.pdf)
    extract = read_source(path, lexicon=lexicon, names=plan_names)
    score = compare(build(extract, (), "test"), made.rows)
    return score, frozenset(doubt.code for doubt in extract.table.doubts)


def test_a_first_page_that_runs_columns_together_is_parted_where_the_other_rules_them(tmp_path: Path) -> None:
    score, codes = scored(tmp_path, without_ruling("indicator", 1))
    assert score.rows_read == score.rows_true
    assert "ruling_missing" in codes
    assert not [wrong for wrong in score.silent if not wrong.column.endswith("_no")]


@pytest.mark.parametrize("kind", ["indicator", "evidence"])
def test_columns_run_together_on_every_page_are_told_by_their_words(tmp_path: Path, kind: Kind) -> None:
    score, codes = scored(tmp_path, without_ruling(kind, LAST))
    assert score.rows_read == score.rows_true
    assert "columns_run_together" in codes
    assert len(score.silent) <= 0.1 * score.cells
