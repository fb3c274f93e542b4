"""``renaksi export``: what goes out comes back the same."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import replace
from pathlib import Path

import duckdb
import openpyxl
import pytest
from click.testing import CliRunner, Result

from compare.flat import print_order
from compare.plan import make_plan
from normalize.schema import CellRecord, Dataset
from pipeline.cli import renaksi
from tests.editor.dataset import build
from tests.editor.draft import read_draft
from tests.editor.kept import keep
from tests.made import dataset as made

FORMULAS = ("=1+1", "+62 812", "-", "@nama", '=HYPERLINK("http://x")')


def plan() -> Dataset:
    """The 2026 plan, with texts that a spreadsheet would take for formulas."""
    draft = read_draft()
    for text, action in zip(FORMULAS, draft.actions, strict=False):
        action.text = action.indicators[0].evidence = text
    return build(draft).dataset


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    return keep(tmp_path / "clean", plan())


def run(*words: object) -> Result:
    return CliRunner().invoke(renaksi, [str(word) for word in words])


def expected() -> list[dict[str, object]]:
    laid = make_plan(plan())
    return [
        {
            "Komponen": action.component,
            "No. Aspek": action.aspect_no,
            "Kegiatan/Aksi": action.action,
            "Indikator": indicator.indicator,
            "Bukti Fisik": indicator.evidence,
            "Waktu Pelaksanaan": target.time_text,
            "Target": target.target_text,
            "Jumlah": target.quantity,
            "Mulai": target.start_on,
            "Jatuh Tempo": ", ".join(day.isoformat() for day in target.due_on) or None,
            "ID Target": target.target_id,
        }
        for action in laid.actions
        for indicator in laid.of(action)
        for target in laid.under(indicator)
    ]


def test_the_flat_sheet_reads_back_the_same(clean: Path, tmp_path: Path) -> None:
    assert run("export", "--clean", clean, "-o", tmp_path / "plan.xlsx").exit_code == 0
    sheet = openpyxl.load_workbook(tmp_path / "plan.xlsx")["Rencana Aksi"]
    headings, *rows = sheet.iter_rows(values_only=True)
    read = [dict(zip(headings, map(_day, row), strict=True)) for row in rows]
    assert [{name: row[name] for name in expected()[0]} for row in read] == expected()


def _day(value: object) -> object:
    return value.date() if isinstance(value, dt.datetime) else value


def test_no_cell_is_a_formula(clean: Path, tmp_path: Path) -> None:
    run("export", "--clean", clean, "-o", tmp_path / "plan.xlsx")
    for sheet in openpyxl.load_workbook(tmp_path / "plan.xlsx").worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type != "f"
            if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@")):
                assert cell.quotePrefix


def test_every_table_has_a_sheet_with_filters_and_frozen_headings(clean: Path, tmp_path: Path) -> None:
    run("export", "2026", "--clean", clean, "-o", tmp_path / "plan.xlsx")
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    assert book.sheetnames == ["Rencana Aksi", "decrees", "actions", "indicators", "targets", "cells", "findings"]
    assert all(sheet.freeze_panes == "A2" and sheet.auto_filter.ref for sheet in book.worksheets)


def test_monitoring_adds_columns_to_fill_in_with_validation(clean: Path, tmp_path: Path) -> None:
    run("export", "--clean", clean, "-o", tmp_path / "plan.xlsx", "--monitoring")
    sheet = openpyxl.load_workbook(tmp_path / "plan.xlsx")["Rencana Aksi"]
    headings = [cell.value for cell in sheet[1]]
    assert headings[-4:] == ["Realisasi", "Tautan Bukti", "Kendala", "Tindak Lanjut"]
    rules = sheet.data_validations.dataValidation
    assert [rule.type for rule in rules] == ["decimal", "custom", "textLength", "textLength"]
    assert all(area.max_row == sheet.max_row for rule in rules for area in rule.sqref.ranges)


def test_csv_holds_values_exactly(clean: Path, tmp_path: Path) -> None:
    run("export", "--clean", clean, "-o", tmp_path / "plan.csv")
    rows = list(csv.DictReader((tmp_path / "plan.csv").open(encoding="utf-8", newline="")))
    assert [row["Kegiatan/Aksi"] for row in rows[: len(FORMULAS) - 1]] == [*FORMULAS[:3], FORMULAS[3]]
    assert [row["ID Target"] for row in rows] == [row["ID Target"] for row in expected()]


def test_duckdb_holds_the_tables_with_lists_and_dates(clean: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert run("export", "--clean", clean, "-o", tmp_path / "plan.duckdb").exit_code == 0
    with duckdb.connect(str(tmp_path / "plan.duckdb"), read_only=True) as database:
        due = database.execute("SELECT target_id, due_on FROM targets ORDER BY position").fetchall()
        assert [(key, tuple(days)) for key, days in due] == [(t.target_id, t.due_on) for t in plan().targets]
        assert database.execute("SELECT count(*) FROM decrees").fetchall() == [(1,)]


def test_the_same_plan_gives_the_same_workbook(clean: Path, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        run("export", "--clean", clean, "-o", tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_columns_stand_as_the_decree_prints_them() -> None:
    cell = made().cells[0]

    def printed(name: str, place: int) -> CellRecord:
        return replace(cell, column_name=name, column_index=place)

    order = print_order(
        [printed("aspect", 0), printed("indicator", 1), printed("action", 2), printed("target_time", 3)]
    )
    assert order[:6] == ("component", "aspect", "indicator", "evidence", "action", "time")


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "duckdb"])
def test_a_file_that_cannot_be_written_is_told_in_one_sentence(clean: Path, tmp_path: Path, suffix: str) -> None:
    result = run("export", "--clean", clean, "-o", tmp_path / "nowhere" / f"plan.{suffix}")
    assert result.exit_code in (1, 2)
    assert "cannot be written" in result.output


@pytest.mark.parametrize("words", [(), ("-o", "plan.docx"), ("2031", "-o", "plan.csv")])
def test_wrong_usage_exits_with_two(clean: Path, words: tuple[str, ...]) -> None:
    assert run("export", *words, "--clean", clean).exit_code == 2
