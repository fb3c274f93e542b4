"""Records to Parquet: a decree's six tables as bytes, made part by part, so that they never stand in memory whole."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from operator import attrgetter
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from normalize.schema import TABLES, Dataset, Decree, arrow_schema
from pipeline.columnar import arrow_array
from pipeline.fingerprint import Fingerprint

STAMP = b"renaksi"
# Rows made into columns at once, and rows of a row group. 500 pages of the 2026 layout take 132 MB and 0.7 MB of files;
# with 1,024 rows 130 and 1.0, with 4,096 rows 142 and 0.6.
BATCH = 2048
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


@dataclass(frozen=True, slots=True)
class Encoded:
    """A decree's six tables as the bytes of Parquet files, by name, and what a summary tells of them.

    ``rows`` counts each table's, ``findings`` counts by status and severity.
    """

    stamp: Stamp
    decree: Decree
    files: Mapping[str, bytes]
    rows: Mapping[str, int]
    findings: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Columns:
    """Some of a decree's records as columns, in batches by table; the decree where it is among them."""

    decree: Decree | None
    tables: Mapping[str, tuple[pa.RecordBatch, ...]]
    findings: Mapping[tuple[str, str], int]


def columns(part: Dataset) -> Columns:
    """Records as columns."""
    tables = {name: tuple(_batches(getattr(part, name), _schema(name))) for name in TABLES}
    counts = Counter((finding.status, finding.severity) for finding in part.findings)
    return Columns(next(iter(part.decrees), None), tables, counts)


def encode(parts: Iterable[Columns], stamp: Callable[[Decree], Stamp]) -> Encoded:
    """Make the six files of a decree from its parts, rows in the order given; the decree comes with the first.

    The same records and stamp give the same bytes. Raises ValueError where there is no decree.
    """
    decree: Decree | None = None
    stamped: Stamp | None = None
    tables: dict[str, _Table] = {}
    findings: Counter[tuple[str, str]] = Counter()
    for part in parts:
        if decree is None and part.decree:
            decree, stamped = part.decree, stamp(part.decree)
            told = json.dumps(asdict(stamped), sort_keys=True)
            tables = {name: _Table(_schema(name).with_metadata({STAMP: told})) for name in TABLES}
        for name, table in tables.items():
            table.take(part.tables[name])
        findings.update(part.findings)
    if decree is None or stamped is None:
        raise ValueError("no decree to write")
    rows = {name: table.rows for name, table in tables.items()}
    return Encoded(stamped, decree, {name: table.done() for name, table in tables.items()}, rows, findings)


@dataclass(slots=True)
class _Table:
    """One table's Parquet file while its parts come up; ``waiting`` are the rows of its last row group."""

    schema: pa.Schema
    rows: int = 0
    waiting: pa.Table | None = None
    held: pa.BufferOutputStream = field(default_factory=pa.BufferOutputStream)
    writer: Any = None

    def take(self, batches: Sequence[pa.RecordBatch]) -> None:
        come = [pa.RecordBatch.from_arrays(batch.columns, schema=self.schema) for batch in batches]
        waiting = self.waiting.to_batches() if self.waiting else []
        table = pa.Table.from_batches([*waiting, *come], self.schema)
        self.rows += sum(batch.num_rows for batch in come)
        while table.num_rows > BATCH:
            self._write(table.slice(0, BATCH))
            table = table.slice(BATCH)
        self.waiting = table

    def done(self) -> bytes:
        if self.waiting is not None:
            self._write(self.waiting)
        self.writer.close()
        return self.held.getvalue().to_pybytes()

    def _write(self, table: pa.Table) -> None:
        self.writer = self.writer or pq.ParquetWriter(self.held, self.schema, compression="zstd")
        if table.num_rows:
            self.writer.write_table(table.combine_chunks())


@cache
def _schema(table: str) -> pa.Schema:
    return arrow_schema(table)


def _batches(records: Sequence[object], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    for start in range(0, len(records), BATCH):
        arrays = [arrow_array(_column(records[start : start + BATCH], field), field.type) for field in schema]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)


def _column(records: Iterable[object], field: pa.Field[Any]) -> list[object]:
    values = map(attrgetter(field.name), records)
    kind = field.type
    if not (pa.types.is_list(kind) and pa.types.is_struct(kind.value_type)):
        return list(values)
    parts = attrgetter(*(part.name for part in kind.value_type))
    return [list(map(parts, value)) for value in values]
