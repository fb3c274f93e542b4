"""Records to Parquet: a decree's six tables as bytes, made part by part, so that they never stand in memory whole."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from operator import attrgetter
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from normalize.schema import TABLES, Dataset, Decree, arrow_schema
from pipeline.columnar import arrow_array
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


def encode(parts: Iterable[Dataset], stamp: Callable[[Decree], Stamp]) -> Encoded:
    """Make the six files of a decree from its parts, rows in the order given; the decree comes with the first.

    The same records and stamp give the same bytes. Raises ValueError where there is no decree.
    """
    decree: Decree | None = None
    stamped: Stamp | None = None
    tables: dict[str, _Table] = {}
    findings: Counter[tuple[str, str]] = Counter()
    for part in parts:
        if decree is None:
            (decree,) = part.decrees
            stamped = stamp(decree)
            told = json.dumps(asdict(stamped), sort_keys=True)
            tables = {name: _Table(arrow_schema(name).with_metadata({STAMP: told})) for name in TABLES}
        for name, table in tables.items():
            table.take(getattr(part, name))
        findings.update((finding.status, finding.severity) for finding in part.findings)
    if decree is None or stamped is None:
        raise ValueError("no decree to write")
    rows = {name: table.rows for name, table in tables.items()}
    return Encoded(stamped, decree, {name: table.done() for name, table in tables.items()}, rows, findings)


@dataclass(slots=True)
class _Table:
    """One table's Parquet file while its parts come up, each a row group."""

    schema: pa.Schema
    rows: int = 0
    held: pa.BufferOutputStream = field(default_factory=pa.BufferOutputStream)
    writer: Any = None

    def take(self, records: Sequence[object]) -> None:
        self.writer = self.writer or pq.ParquetWriter(self.held, self.schema, compression="zstd")
        if records:
            starts = range(0, len(records), BATCH)
            batches = [_batch(records[start : start + BATCH], self.schema) for start in starts]
            self.writer.write_table(pa.Table.from_batches(batches, self.schema))
            self.rows += len(records)

    def done(self) -> bytes:
        self.writer.close()
        return self.held.getvalue().to_pybytes()


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
