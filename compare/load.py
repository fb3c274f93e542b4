"""Reading plans back from a folder of clean tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from normalize.schema import TABLES, CellRecord, Clause, Dataset, Feed

# Comparing and planning need no printed cells, which are most of the bytes.
NEEDED = ("decrees", "actions", "indicators", "targets", "findings")


class PlanError(Exception):
    """Plans that cannot be read or told apart: one sentence with the place, the cause and the cure."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A decree in a folder of clean tables."""

    clean: Path
    decree_id: str
    year: int
    institution: str | None


def kept_decrees(clean: Path) -> tuple[Kept, ...]:
    """Decrees in a folder, by year and id; raises PlanError when a file is damaged."""
    found = [(path, row) for path in clean.glob("decrees/*/*.parquet") for row in _rows(path)]
    return tuple(
        Kept(clean, row["decree_id"], row["year"], row.get("institution"))
        for _, row in sorted(found, key=lambda each: (each[1]["year"], each[1]["decree_id"]))
    )


def read_dataset(kept: Kept) -> Dataset:
    """Read one decree's records, but for its printed cells; raises PlanError when a file is missing or damaged."""
    records = {table: tuple(_records(_path(kept, table), table)) for table in NEEDED}
    return Dataset(**records, cells=())  # type: ignore[arg-type]


def read_cells(kept: Kept) -> tuple[CellRecord, ...]:
    """Read one decree's printed cells; raises PlanError when the file is missing or damaged."""
    cells = _rows(_path(kept, "cells"))
    return tuple(CellRecord(**{**row, "feeds": tuple(Feed(**feed) for feed in row["feeds"] or ())}) for row in cells)


def read_tables(kept: Sequence[Kept]) -> dict[str, pa.Table]:
    """Read all tables of some decrees, decrees in the order given."""
    return {
        table: pa.concat_tables([_table(_path(each, table)) for each in kept], promote_options="default")
        for table in TABLES
    }


def _path(kept: Kept, table: str) -> Path:
    path = next(kept.clean.glob(f"{table}/*/{kept.decree_id}.parquet"), None)
    if path is None:
        raise PlanError(f"{kept.clean}: {table} of {kept.decree_id} is missing; run `renaksi extract` again.")
    return path


def _records(path: Path, table: str) -> Iterator[object]:
    kind = TABLES[table]
    names = [each.name for each in fields(kind)]
    for row in _rows(path):
        if lacking := [name for name in names if name not in row]:
            raise PlanError(f"{path}: has no column {lacking[0]}; run `renaksi extract` again with this version.")
        yield kind(**{name: _value(row[name]) for name in names})


def _rows(path: Path) -> list[dict[str, Any]]:
    return _table(path).to_pylist()


def _table(path: Path) -> pa.Table:
    try:
        return pq.ParquetFile(path).read().replace_schema_metadata(None)
    except (OSError, pa.ArrowInvalid) as error:
        raise PlanError(f"{path}: cannot be read, it is damaged; remove it and run `renaksi extract` again.") from error


def _value(value: object) -> object:
    """Return a list as a tuple, a label with its text as a clause."""
    if isinstance(value, list):
        return tuple(map(_value, value))
    return Clause(value["label"], value["text"]) if isinstance(value, dict) else value
