"""The clean folder: one Parquet file per table, year and decree, each stamped with what it was made from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from normalize.schema import TABLES, Dataset, arrow_schema
from pipeline.columnar import arrow_array
from pipeline.commit import StoreError, commit
from pipeline.fingerprint import Fingerprint

STAMP = b"renaksi"
# Rows made into columns at once: lists of their values take more memory than the columns do (30,000 cells: 25 MB).
BATCH = 4096
# Arrow's own pool keeps what it once took: 18 MB more at the end of those cells.
pa.set_memory_pool(pa.system_memory_pool())


@dataclass(frozen=True, slots=True)
class Stamp:
    """What one decree's files say of themselves in their metadata.

    ``source`` is the source's path under the raw folder, or its bare name when it came from elsewhere.
    """

    decree_id: str
    year: int
    source: str
    fingerprint: Fingerprint


def write(clean: Path, dataset: Dataset, stamp: Stamp, replaces: Iterable[Stamp] = ()) -> None:
    """Write a decree's six files, rows in the order given, and remove the files of the stamps it replaces.

    The same records and stamp give the same bytes. Raises StoreError when the disk refuses.
    """
    contents = {path: _parquet(dataset, table, stamp) for table, path in _files(clean, stamp).items()}
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


def _parquet(dataset: Dataset, table: str, stamp: Stamp) -> bytes:
    schema = arrow_schema(table).with_metadata({STAMP: json.dumps(asdict(stamp), sort_keys=True)})
    records = getattr(dataset, table)
    batches = [_batch(records[start : start + BATCH], schema) for start in range(0, len(records), BATCH)]
    buffer = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_batches(batches, schema), buffer, compression="zstd")
    return buffer.getvalue().to_pybytes()


def _batch(records: Sequence[object], schema: pa.Schema) -> pa.RecordBatch:
    arrays = [arrow_array(_column(records, field), field.type) for field in schema]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _column(records: Iterable[object], field: pa.Field[Any]) -> list[object]:
    values = map(attrgetter(field.name), records)
    kind = field.type
    if not (pa.types.is_list(kind) and pa.types.is_struct(kind.value_type)):
        return list(values)
    parts = attrgetter(*(part.name for part in kind.value_type))
    return [list(map(parts, value)) for value in values]


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
