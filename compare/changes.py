"""The changes table: every column defined once, as in ``normalize.schema``."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Literal

import pyarrow as pa

from normalize.schema import COUNT, TEXT, column, schema_of

Kind = Literal["added", "removed", "reworded", "moved", "renumbered", "split", "merged", "changed", "ambiguous"]
KINDS: tuple[Kind, ...] = (
    "added",
    "removed",
    "split",
    "merged",
    "moved",
    "reworded",
    "changed",
    "renumbered",
    "ambiguous",
)
REVERSED: dict[Kind, Kind] = {"added": "removed", "removed": "added", "split": "merged", "merged": "split"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record on the other side that an ambiguous one may stand for."""

    record_id: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference between two plans: one record and one of its fields."""

    change_id: str = column(TEXT, "Key: hash of the decrees, kind, table, record ids and column")
    old_decree_id: str = column(TEXT, "Decree compared from")
    new_decree_id: str = column(TEXT, "Decree compared to")
    kind: Kind = column(TEXT, ", ".join(KINDS))
    record_table: str = column(TEXT, "Table of the record: actions, indicators or targets")
    old_id: str | None = column(TEXT, "Key of the record in the old plan; null where it has none")
    new_id: str | None = column(TEXT, "Key of the record in the new plan; null where it has none")
    record_column: str = column(TEXT, "Column that differs; of a whole record, the column that names it")
    old_value: str | None = column(TEXT, "Value in the old plan; dates in ISO form, lists joined by commas")
    new_value: str | None = column(TEXT, "Value in the new plan")
    delta: float | None = column(
        pa.float64(), "New less old: units of quantity, or days once both plan years are laid on one another"
    )
    score: float | None = column(pa.float64(), "Similarity of the two records, 0-1; null for added and removed")
    old_page: int | None = column(COUNT, "Page in the old decree, from 1")
    new_page: int | None = column(COUNT, "Page in the new decree, from 1")
    doubtful: bool = column(pa.bool_(), "Whether either side's value carries an open finding")
    indicator_count: int | None = column(COUNT, "Indicators that come or go with an added or removed action")
    candidates: tuple[Candidate, ...] = column(
        pa.list_(pa.struct([("record_id", TEXT), ("score", pa.float64())])),
        "Of an ambiguous record: the records it may stand for on the other side, best first",
    )


def changes_schema() -> pa.Schema:
    """Arrow schema of the changes table, a description in every field's metadata."""
    return schema_of(Change)


def changes_table(changes: tuple[Change, ...]) -> pa.Table:
    """Changes as an Arrow table, rows in the order given."""
    schema = changes_schema()
    columns = {name: [getattr(change, name) for change in changes] for name in schema.names}
    columns["candidates"] = [
        [{"record_id": c.record_id, "score": c.score} for c in row] for row in columns["candidates"]
    ]
    return pa.table(columns, schema=schema)


def with_id(change: Change) -> Change:
    """Give a change its key."""
    key = (
        change.old_decree_id,
        change.new_decree_id,
        change.kind,
        change.record_table,
        change.old_id,
        change.new_id,
        change.record_column,
    )
    return replace(change, change_id=hashlib.sha256("\x1f".join(part or "" for part in key).encode()).hexdigest()[:16])


def reverse(change: Change) -> Change:
    """Return the change as the same comparison with its sides swapped tells it."""
    return with_id(
        replace(
            change,
            kind=REVERSED.get(change.kind, change.kind),
            old_decree_id=change.new_decree_id,
            new_decree_id=change.old_decree_id,
            old_id=change.new_id,
            new_id=change.old_id,
            old_value=change.new_value,
            new_value=change.old_value,
            old_page=change.new_page,
            new_page=change.old_page,
            delta=None if change.delta is None else 0.0 - change.delta,
        )
    )
