"""The clean folder: one Parquet file per table, year and decree, each stamped with what it was made from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from normalize.schema import TABLES, arrow_schema
from pipeline.commit import StoreError, commit
from pipeline.encode import STAMP, Encoded, Stamp
from pipeline.fingerprint import Fingerprint


def write(clean: Path, encoded: Encoded, replaces: Iterable[Stamp] = ()) -> None:
    """Write a decree's six files, and remove the files of the stamps it replaces.

    Raises StoreError when the disk refuses.
    """
    stamp = encoded.stamp
    contents = {path: encoded.files[table] for table, path in _files(clean, stamp).items()}
    outdated = {path for old in replaces for path in _files(clean, old).values()} - contents.keys()
    commit(clean, stamp.decree_id, contents, sorted(outdated))


def stamps(clean: Path) -> Iterator[Stamp]:
    """Stamps of all decrees kept, by reading footers only; damaged files are passed over."""
    for path in sorted(clean.glob("decrees/*/*.parquet")):
        stamp = _read_stamp(path)
        if stamp:
            yield stamp


def up_to_date(clean: Path, kept: Stamp, current: Fingerprint) -> bool:
    """Whether all six files of a decree stand and were made from exactly this, by reading footers only."""
    if kept.fingerprint != current:
        return False
    return all(_read_stamp(path) == kept for path in _files(clean, kept).values())


def read_table(clean: Path, table: str) -> pa.Table:
    """Return all decrees' rows of one table, decrees in the order of their years and ids; empty where none is kept.

    Raises StoreError when a file is damaged.
    """
    parts = [_read(path) for path in sorted(clean.glob(f"{table}/*/*.parquet"))]
    return pa.concat_tables([arrow_schema(table).empty_table(), *parts], promote_options="default")


def read_decree(clean: Path, decree_id: str, year: int, table: str) -> pa.Table:
    """Return one decree's rows of one table; raises StoreError when the file is missing or damaged."""
    return _read(_file(clean, decree_id, year, table))


def count_rows(clean: Path, decree_id: str, year: int, table: str) -> int:
    """Count one decree's rows of one table by its footer; raises StoreError when the file is missing or damaged."""
    path = _file(clean, decree_id, year, table)
    with _told(path):
        return pq.read_metadata(path).num_rows


def file_pattern(clean: Path, stamp: Stamp) -> str:
    """Where a decree's six files lie, for people."""
    return str(clean / "*" / f"{stamp.year:04d}" / f"{stamp.decree_id}.parquet")


def _files(clean: Path, stamp: Stamp) -> dict[str, Path]:
    # "decrees" comes last: a reader that joins from it never meets a new decree without its rows.
    tables = sorted(TABLES, key="decrees".__eq__)
    return {table: _file(clean, stamp.decree_id, stamp.year, table) for table in tables}


def _file(clean: Path, decree_id: str, year: int, table: str) -> Path:
    return clean / table / f"{year:04d}" / f"{decree_id}.parquet"


def _read_stamp(path: Path) -> Stamp | None:
    try:
        metadata = pq.read_metadata(path).metadata or {}
        found = json.loads(metadata[STAMP])
        return Stamp(**{**found, "fingerprint": Fingerprint(**found["fingerprint"])})
    except (OSError, pa.ArrowInvalid, KeyError, TypeError, ValueError):
        return None


def _read(path: Path) -> pa.Table:
    with _told(path):
        return pq.ParquetFile(path).read().replace_schema_metadata(None)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Tell of a file that cannot be read in one sentence."""
    try:
        yield
    except (OSError, pa.ArrowInvalid) as error:
        cause = "it is damaged" if isinstance(error, pa.ArrowInvalid) else error.strerror
        raise StoreError(f"{path}: cannot be read ({cause}); remove it and run `renaksi extract` again.") from error
