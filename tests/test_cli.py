"""The ``renaksi`` command: exit codes, one sentence per error, and a start that loads nothing heavy."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from extract.model import SourceError
from normalize.schema import Dataset
from pipeline import run
from pipeline.cli import COMMANDS, main
from pipeline.encode import Columns, Stamp, columns
from pipeline.fingerprint import Fingerprint
from tests.made import DECREE_ID, dataset, finding
from tests.stored import write

HEAVY = ("pandas", "pdfplumber", "pdfminer", "pypdfium2", "camelot", "cv2", "scipy", "onnxruntime", "rich", "wordfreq")


def called(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of one command."""
    with pytest.raises(SystemExit) as ended:
        main(words)
    printed = capsys.readouterr()
    return int(ended.value.code or 0), printed.out, printed.err


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with one source whose reading is stubbed."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data/raw").mkdir(parents=True)
    (tmp_path / "data/raw/contoh.pdf").write_text("stub")
    give(monkeypatch, dataset())
    return tmp_path


def give(monkeypatch: pytest.MonkeyPatch, result: Dataset | Exception) -> None:
    def read(_source: Path, _corrections: Path, _jobs: int, _progress: object) -> tuple[Iterator[Columns], int]:
        if isinstance(result, Exception):
            raise result
        digest = "725c546b990dd1b41f3d5791b37c3c0edcb1f08cf150bdae32a73dfd166e02d7"  # of "stub"
        return iter((columns(replace(result, decrees=(replace(result.decrees[0], source_sha256=digest),))),)), 0

    monkeypatch.setattr(run, "_parts", read)


def keep(clean: Path, made: Dataset) -> None:
    decree = made.decrees[0]
    stamp = Stamp(decree.decree_id, decree.year, decree.source_file, Fingerprint("s", "-", "v", "c", "m"))
    write(clean, made, stamp)


def test_extract_tells_of_each_decree_and_a_second_run_does_nothing(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = called(capsys, "extract")
    assert code == 0
    assert f"contoh.pdf -> {DECREE_ID}" in out
    assert "4 (2 with the table), typeset" in out
    assert "1 action, 1 indicator, 1 target" in out
    assert "open      1 warning" in out
    assert f"data/clean/*/2026/{DECREE_ID}.parquet" in out
    code, out, err = called(capsys, "extract")
    assert (code, err) == (0, "")
    assert out.startswith("Nothing to do: 1 source unchanged")


def test_a_failed_source_exits_with_one_and_one_sentence(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    give(monkeypatch, SourceError("contoh.pdf: page 1 is unreadable; scan it again."))
    code, _, err = called(capsys, "extract")
    assert code == 1
    assert err == "error: contoh.pdf: page 1 is unreadable; scan it again.\n"


def test_a_fault_of_our_own_names_the_file_and_shows_a_traceback_only_under_debug(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    give(monkeypatch, ValueError("odd"))
    code, _, err = called(capsys, "extract")
    assert code == 1
    assert "contoh.pdf: renaksi itself failed (ValueError: odd); this is a bug to report" in err
    assert "Traceback" not in err
    code, _, err = called(capsys, "--debug", "extract")
    assert code == 1
    assert "Traceback" in err


def test_a_fault_outside_any_source_is_one_sentence_too(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_raw: Path) -> list[Path]:
        raise RuntimeError("odd")

    monkeypatch.setattr("pipeline.commands.extract.find_sources", broken)
    code, _, err = called(capsys, "extract")
    assert code == 1
    assert err.count("\n") == 1
    with pytest.raises(RuntimeError):
        main(["--debug", "extract"])


def test_strict_exits_with_three_while_errors_are_open_rebuilt_or_not(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert called(capsys, "extract", "--strict")[0] == 0
    give(monkeypatch, replace(dataset(), findings=(finding(1, severity="error"),)))
    assert called(capsys, "extract", "--force")[0] == 0
    assert called(capsys, "extract", "--strict")[0] == 3
    give(monkeypatch, SourceError("contoh.pdf: broken."))
    assert called(capsys, "extract", "--strict", "--force")[0] == 1


@pytest.mark.parametrize("words", [("extract", "--jobs", "0"), ("extract", "--nothing"), ("unknown",), ("check", "x")])
def test_wrong_usage_exits_with_two(here: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    code, _, err = called(capsys, *words)
    assert code == 2
    assert "Traceback" not in err


def test_no_source_at_all_is_wrong_usage(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "data/raw/contoh.pdf").unlink()
    code, _, err = called(capsys, "extract")
    assert code == 2
    assert "data/raw: holds no source" in err


def test_a_missing_source_fails_and_the_others_are_done(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = called(capsys, "extract", "nowhere.pdf", "data/raw/contoh.pdf")
    assert code == 1
    assert "nowhere.pdf: is no file" in err
    assert "1 extracted, 0 unchanged, 1 failed" in out


def test_out_names_the_folder(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert called(capsys, "extract", "data/raw/contoh.pdf", "--out", "elsewhere")[0] == 0
    assert (here / f"elsewhere/targets/2026/{DECREE_ID}.parquet").exists()
    assert not (here / "data/clean").exists()


def test_a_folder_that_cannot_be_written_is_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "taken").write_text("a file")
    code, _, err = called(capsys, "extract", "--out", "taken/clean")
    assert code == 1
    assert err.startswith("error: taken/clean: cannot be used")
    assert err.count("\n") == 1


def test_list_shows_the_decrees_with_their_rows_and_open_findings(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(here / "data/clean", dataset())
    keep(here / "data/clean", dataset("bpatp-2021-1", 2021, institution=None))
    code, out, _ = called(capsys, "list")
    assert code == 0
    _, first, second = (line.split() for line in out.splitlines())
    assert first == ["bpatp-2021-1", "2021", "-", "typeset", "4", "1", "1", "1", "1"]
    assert second[:2] == [DECREE_ID, "2026"]


def test_list_of_nothing_says_what_to_run(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = called(capsys, "list")
    assert code == 2
    assert "run `renaksi extract` first" in err


def test_check_shows_worst_first_one_line_per_printed_cell(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    findings = (
        finding(1, severity="info", message="note", cell_id="p4:1"),
        finding(2, severity="warning", message="shared", cell_id="p3:1"),
        finding(3, severity="warning", message="shared", cell_id="p3:1", record_id="other"),
        finding(4, severity="error", message="lost", cell_id=None, page=None, before=None, top=None),
        finding(5, status="repaired", message="done"),
    )
    keep(here / "data/clean", replace(dataset(), findings=findings))
    code, out, _ = called(capsys, "check", DECREE_ID)
    assert code == 0
    _, error, warning, info, closing = out.splitlines()
    assert error.split() == ["error", "contoh.pdf", "-", "unit", "(blank)", "lost"]
    assert 'p. 3  unit    "1 (satu)"  shared (2 records)' in warning
    assert info.startswith("info")
    assert closing == "3 cells to look at (1 error, 1 warning, 1 info)"


def test_check_of_one_year_and_of_a_clean_decree(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keep(here / "data/clean", replace(dataset(), findings=()))
    keep(here / "data/clean", dataset("bpatp-2021-1", 2021))
    assert called(capsys, "check", "2026")[1] == "No open findings.\n"
    assert "1 cell to" in called(capsys, "check", "2021")[1]


def test_a_damaged_table_is_told_with_its_cure(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keep(here / "data/clean", dataset())
    (path,) = here.glob("data/clean/findings/*/*")
    path.write_bytes(b"damaged")
    code, _, err = called(capsys, "check")
    assert code == 1
    assert "remove it and run `renaksi extract` again" in err


def test_schema_prints_every_column(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = called(capsys, "schema")
    assert code == 0
    assert "quantity_basis" in out
    assert "list of (record_table, record_id, record_column)" in out


def test_the_data_dictionary_is_current(capsys: pytest.CaptureFixture[str]) -> None:
    written = Path(__file__).parents[1] / "docs/data-dictionary.md"
    assert written.read_text() == called(capsys, "schema", "--format", "markdown")[1], "run make docs"


def test_every_command_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        code, out, _ = called(capsys, command, "--help")
        assert code == 0
        assert out.startswith(f"Usage: renaksi {command}")


def test_a_command_that_nobody_knows_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, errors = called(capsys, "extrakt")
    assert code == 2
    assert "No such command 'extrakt'" in errors


def test_a_start_loads_nothing_heavy() -> None:
    """A second ``make extract`` must say within a second that there is nothing to do."""
    asked = "import sys, pipeline.commands.extract; print(*set(sys.modules) & set(sys.argv[1:]))"
    done = subprocess.run([sys.executable, "-c", asked, *HEAVY], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_corrections_that_no_decree_has_the_id_of_are_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "data/corrections").mkdir()
    (here / f"data/corrections/{DECREE_ID}.csv").write_text("")
    (here / "data/corrections/kpu.csv").write_text("")
    code, _, err = called(capsys, "extract")
    assert code == 0
    assert [line for line in err.splitlines() if line.startswith("warning")] == [
        "warning: data/corrections/kpu.csv: no decree kept has this id, so nothing was corrected; rename it."
    ]
