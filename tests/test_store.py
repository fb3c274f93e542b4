"""The clean folder: what is written is read back, in every reader, and never stands half."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from normalize.schema import TABLES, Dataset, arrow_schema
from pipeline.commit import StoreError, commit, locked, recover
from pipeline.encode import Stamp
from pipeline.fingerprint import Fingerprint
from pipeline.store import read_decree, read_table, stamps, up_to_date
from tests.made import DECREE_ID, dataset
from tests.stored import write

PRINT = Fingerprint("source", "corrections", "vocabularies", "code", "models")
STAMP = Stamp(DECREE_ID, 2026, "contoh.pdf", PRINT)


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine one fsync takes up to a second; that they are called is tested by making them fail."""
    monkeypatch.setattr(os, "fsync", lambda _number: None)


def put(clean: Path, made: Dataset | None = None, stamp: Stamp = STAMP) -> None:
    write(clean, made or dataset(), stamp)


def snapshot(clean: Path) -> dict[str, bytes]:
    return {str(p.relative_to(clean)): p.read_bytes() for p in sorted(clean.rglob("*")) if p.is_file()}


def test_writes_one_file_per_table_year_and_decree(tmp_path: Path) -> None:
    put(tmp_path)
    assert set(snapshot(tmp_path)) == {f"{table}/2026/{DECREE_ID}.parquet" for table in TABLES}


def test_files_carry_the_contract_s_schema_with_descriptions_and_zstd(tmp_path: Path) -> None:
    put(tmp_path)
    for table in TABLES:
        path = tmp_path / table / "2026" / f"{DECREE_ID}.parquet"
        schema = pq.read_schema(path)
        assert schema.equals(arrow_schema(table))
        assert all((field.metadata or {}).get(b"description") for field in schema)
        assert pq.read_metadata(path).row_group(0).column(0).compression == "ZSTD"


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    put(tmp_path / "one")
    put(tmp_path / "two")
    assert snapshot(tmp_path / "one") == snapshot(tmp_path / "two")


def test_values_come_back_as_they_were(tmp_path: Path) -> None:
    made = dataset()
    put(tmp_path, made)
    target = read_table(tmp_path, "targets").to_pylist()[0]
    assert target["due_on"] == list(made.targets[0].due_on)
    cell = read_table(tmp_path, "cells").to_pylist()[0]
    assert cell["feeds"] == [
        {"record_table": "targets", "record_id": f"{DECREE_ID}/1.1.1.1.1", "record_column": "unit"}
    ]
    assert read_table(tmp_path, "indicators").to_pylist()[0]["extra"] == [("Catatan", "segera")]


def _with_pandas(folder: Path) -> list[str]:
    return sorted(pd.read_parquet(folder)["decree_id"])


def _with_pyarrow(folder: Path) -> list[str]:
    return sorted(pq.read_table(folder)["decree_id"].to_pylist())


def _with_polars(folder: Path) -> list[str]:
    return sorted(pl.read_parquet(folder)["decree_id"])


def _with_duckdb(folder: Path) -> list[str]:
    found = duckdb.sql(f"select decree_id from read_parquet('{folder}/*/*.parquet')").fetchall()
    return sorted(decree_id for (decree_id,) in found)


@pytest.mark.parametrize("read", [_with_pandas, _with_pyarrow, _with_polars, _with_duckdb])
@pytest.mark.parametrize("table", TABLES)
def test_every_reader_opens_the_folder_with_decrees_of_two_years(
    tmp_path: Path, read: Callable[[Path], list[str]], table: str
) -> None:
    put(tmp_path)
    put(tmp_path, dataset("bpatp-2021-1", 2021), Stamp("bpatp-2021-1", 2021, "b.pdf", PRINT))
    assert read(tmp_path / table) == ["bpatp-2021-1", DECREE_ID]


def test_a_table_of_no_decrees_is_empty_and_has_the_columns(tmp_path: Path) -> None:
    table = read_table(tmp_path, "targets")
    assert table.num_rows == 0
    assert table.schema.names == arrow_schema("targets").names


def test_up_to_date_only_while_all_six_files_stand_with_the_same_fingerprint(tmp_path: Path) -> None:
    put(tmp_path)
    (kept,) = stamps(tmp_path)
    assert kept == STAMP
    assert up_to_date(tmp_path, kept, PRINT)
    for part in ("source", "corrections", "vocabularies", "code", "models"):
        changed = replace(PRINT, **{part: "other"})
        assert not up_to_date(tmp_path, kept, changed)
        assert changed.changes(PRINT) == (part,)
    (tmp_path / "cells/2026" / f"{DECREE_ID}.parquet").unlink()
    assert not up_to_date(tmp_path, kept, PRINT)


def test_a_damaged_file_is_not_up_to_date_and_reading_it_names_it(tmp_path: Path) -> None:
    put(tmp_path)
    path = tmp_path / "targets/2026" / f"{DECREE_ID}.parquet"
    path.write_bytes(path.read_bytes()[:40])
    assert not up_to_date(tmp_path, STAMP, PRINT)
    with pytest.raises(StoreError, match=rf"{path}: cannot be read .*; remove it and run"):
        read_table(tmp_path, "targets")
    path.unlink()
    with pytest.raises(StoreError, match="No such file"):
        read_decree(tmp_path, DECREE_ID, 2026, "targets")


def test_a_decree_whose_id_or_year_changes_takes_its_old_files_along(tmp_path: Path) -> None:
    put(tmp_path)
    new = Stamp("kpu-kab-contoh-2027-7", 2027, "contoh.pdf", PRINT)
    write(tmp_path, dataset(new.decree_id, 2027), new, [STAMP])
    assert set(snapshot(tmp_path)) == {f"{table}/2027/{new.decree_id}.parquet" for table in TABLES}
    assert not (tmp_path / "targets/2026").exists()


class Killed(BaseException):
    """Stands for the process being stopped at one step."""


@pytest.mark.parametrize("step", range(20))
@pytest.mark.parametrize("call", ["fsync", "replace", "unlink"])
@pytest.mark.parametrize("lasting", [False, True])
def test_stopped_at_any_step_the_next_run_finds_all_old_or_all_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, step: int, lasting: bool
) -> None:
    """``lasting``: nothing works any more from that step on, as when the process is gone."""
    put(tmp_path / "old")
    put(tmp_path / "new", dataset(action="Membentuk tim lain"))
    clean = tmp_path / "clean"
    put(clean)
    old, new = snapshot(tmp_path / "old"), snapshot(tmp_path / "new")
    calls = 0
    place, name = (os, call) if call == "fsync" else (Path, call)
    real = getattr(place, name)

    def fails(*given: object, **named: object) -> object:
        nonlocal calls
        calls += 1
        if calls == step + 1 or (lasting and calls > step):
            raise Killed
        return real(*given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(place, name, fails)
        try:
            put(clean, dataset(action="Membentuk tim lain"))
        except Killed:
            if not lasting:
                assert snapshot(clean) in (old, new)
    recover(clean)
    assert snapshot(clean) in (old, new)


def test_readers_pass_over_what_an_interrupted_run_leaves(tmp_path: Path) -> None:
    put(tmp_path)
    stray = tmp_path / "targets/2026" / f".{DECREE_ID}.parquet.new"
    stray.write_bytes(b"half")
    assert _with_pandas(tmp_path / "targets") == _with_duckdb(tmp_path / "targets") == [DECREE_ID]
    assert _with_polars(tmp_path / "targets/2026/*.parquet") == [DECREE_ID]
    recover(tmp_path)
    assert not stray.exists()


def test_a_full_disk_is_told_in_one_sentence_and_leaves_the_old_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path)
    before = snapshot(tmp_path)

    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match=r"No space left on device.*untouched"):
        put(tmp_path, dataset(action="Membentuk tim lain"))
    assert snapshot(tmp_path) == before


def test_two_runs_do_not_write_at_once(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(StoreError, match="another run is writing"), locked(tmp_path):
        pass


def test_commit_without_removals_is_only_moves(tmp_path: Path) -> None:
    commit(tmp_path, "x", {tmp_path / "a" / "b.txt": b"text"}, [])
    assert snapshot(tmp_path) == {"a/b.txt": b"text"}
