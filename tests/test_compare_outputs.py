"""``renaksi diff`` in every format, and ``diff --all``."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from compare.changes import changes_schema
from compare.coverage import cover
from compare.load import Kept
from normalize.schema import Dataset
from pipeline.cli import renaksi
from tests.editor.dataset import build
from tests.editor.draft import read_draft
from tests.editor.kept import keep, other_office, two_years

OLD, NEW, PALU = "kpu-kab-banggai-2026-3", "kpu-kab-banggai-2027-3", "kpu-kota-palu-2027-3"


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return keep(two_years(tmp_path_factory.mktemp("clean"), seed=3), other_office())


def run(*words: object) -> Result:
    return CliRunner().invoke(renaksi, [str(word) for word in words])


def test_two_years_pair_by_office_and_name_what_has_no_partner(clean: Path) -> None:
    result = run("diff", 2026, 2027, "--clean", clean)
    assert result.exit_code == 0
    assert "57 changes: 4 added, 4 removed" in " ".join(result.output.split())
    assert f"not compared: {PALU}" in result.output
    assert "[-Rencana-]" in result.output
    assert "{+berdasarkan+}" in result.output


def test_changes_are_kept_beside_the_tables(clean: Path) -> None:
    run("diff", OLD, NEW, "--clean", clean)
    kept = pq.read_table(clean / "changes" / "2027" / f"{OLD}--{NEW}.parquet")
    assert kept.schema.names == changes_schema().names
    assert all(field.metadata[b"description"] for field in kept.schema)
    assert kept.num_rows == 57


def test_a_folder_stands_for_a_plan_and_is_left_as_it_is(clean: Path, tmp_path: Path) -> None:
    draft = keep(tmp_path / "draft", build(read_draft()).dataset)
    result = run("diff", OLD, draft, "--clean", clean)
    assert "no changes" in result.output
    assert not (draft / "changes").exists()


@pytest.mark.parametrize(("old", "new", "code"), [(OLD, NEW, 1), (OLD, OLD, 0)])
def test_the_exit_code_tells_of_changes_only_when_asked(clean: Path, old: str, new: str, code: int) -> None:
    assert run("diff", old, new, "--clean", clean, "--exit-code").exit_code == code
    assert run("diff", old, new, "--clean", clean).exit_code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((OLD, "2031"), "holds no plan 2031"),
        ((OLD,), "name two plans"),
        ((OLD, NEW, "-o", "changes.docx"), "name the format"),
        ((OLD, NEW, "--format", "png"), "--all only"),
    ],
)
def test_wrong_usage_is_one_sentence(clean: Path, words: tuple[str, ...], told: str) -> None:
    result = run("diff", *words, "--clean", clean)
    assert result.exit_code == 2
    assert told in result.output


def test_two_plans_of_one_office_in_a_year_are_not_guessed_at(tmp_path: Path) -> None:
    draft = read_draft()
    first, second = build(draft).dataset, build(draft).dataset
    keep(tmp_path, first, _renamed(second, "kpu-kab-banggai-2026-9"), other_office())
    result = run("diff", 2026, 2027, "--clean", tmp_path)
    assert result.output.count("not compared") == 3


def _renamed(dataset: Dataset, decree_id: str) -> Dataset:
    return replace(dataset, decrees=(replace(dataset.decrees[0], decree_id=decree_id),))


@pytest.mark.parametrize("suffix", ["md", "html", "csv", "xlsx", "parquet"])
def test_the_same_plans_give_the_same_bytes(clean: Path, tmp_path: Path, suffix: str) -> None:
    first, second = tmp_path / f"a.{suffix}", tmp_path / f"b.{suffix}"
    for path in (first, second):
        assert run("diff", OLD, NEW, "--clean", clean, "-o", path).exit_code == 0
    assert first.read_bytes() == second.read_bytes()


def test_csv_workbook_and_parquet_hold_the_same_rows(clean: Path, tmp_path: Path) -> None:
    for suffix in ("csv", "xlsx", "parquet"):
        run("diff", OLD, NEW, "--clean", clean, "-o", tmp_path / f"c.{suffix}")
    ids = pq.read_table(tmp_path / "c.parquet")["change_id"].to_pylist()
    text = (tmp_path / "c.csv").read_text(encoding="utf-8")
    assert [row["change_id"] for row in csv.DictReader(io.StringIO(text))] == ids
    sheet = openpyxl.load_workbook(tmp_path / "c.xlsx").worksheets[0]
    assert [sheet.cell(row, 1).value for row in range(2, sheet.max_row + 1)] == ids
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", f"A1:Q{len(ids) + 1}")


def test_markdown_marks_words_and_escapes_what_a_plan_prints(tmp_path: Path) -> None:
    draft = read_draft()
    draft.aspects[0].actions[0].text = "Menyusun *daftar* [a](b) <script>"
    new = draft.copy()
    new.year, new.aspects[0].actions[0].text = 2027, "Menyusun *catatan* [a](b) <script>"
    keep(tmp_path, build(draft).dataset, build(new).dataset)
    told = run("diff", 2026, 2027, "--clean", tmp_path, "--format", "markdown").output
    assert r"\*~~daftar~~ **catatan**\*" in told
    assert r"\<script\>" in told
    page = run("diff", 2026, 2027, "--clean", tmp_path, "--format", "html").output
    assert "&lt;</ins>" in page or "&lt;script&gt;" in page
    assert page.count("<script>") == 1


def test_all_offices_are_laid_out_by_aspect_with_gaps(clean: Path, tmp_path: Path) -> None:
    assert run("diff", "--all", "--clean", clean, "-o", tmp_path / "all.csv").exit_code == 0
    rows = list(csv.DictReader((tmp_path / "all.csv").open(encoding="utf-8")))
    assert len(rows) == 3 * 42
    assert {row["decree_id"] for row in rows} == {OLD, NEW, PALU}
    assert sum(int(row["actions"]) for row in rows if row["decree_id"] == OLD) == 53
    assert {row["aspect_ref"] for row in rows if row["standing"] == "gap"} >= {"A3.5", "A6.3"}


@pytest.mark.parametrize("shape", ["table", "markdown", "html", "xlsx", "parquet", "png"])
def test_all_offices_in_every_format(clean: Path, tmp_path: Path, shape: str) -> None:
    path = tmp_path / "all"
    assert run("diff", "--all", "--clean", clean, "--format", shape, "-o", path).exit_code == 0
    assert path.stat().st_size > 1000


def test_an_office_far_from_the_others_is_an_outlier() -> None:
    plans = []
    for number in range(6):
        draft = read_draft()
        if number == 0:
            aspect = draft.aspects[0]
            aspect.actions = [*aspect.actions] * 12
        plans.append((Kept(Path(), f"d{number}", 2026, None), build(draft).dataset))
    told = [(each.decree_id, each.aspect_ref) for each in cover(plans) if each.standing == "outlier"]
    assert told == [("d0", "A1.1")]


def test_a_damaged_table_is_named(tmp_path: Path) -> None:
    clean = two_years(tmp_path)
    path = clean / "actions" / "2027" / f"{NEW}.parquet"
    path.write_bytes(path.read_bytes()[:400])
    result = run("diff", OLD, NEW, "--clean", clean)
    assert result.exit_code == 2
    assert f"{path}: cannot be read" in result.output
