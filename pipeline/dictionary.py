"""The data dictionary: every column of every table with its type and its meaning, from the schema itself."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import pyarrow as pa

from compare.changes import Change
from normalize.schema import TABLES, schema_of
from pipeline.listing import aligned

INTRODUCTION = """\
# Data dictionary

The six tables of `data/clean/<table>/YYYY/<decree_id>.parquet`, and `changes`, which `renaksi diff` writes beside them.
Generated from the schema by `make docs`; the same descriptions stand in the metadata of every field. Any column may be
null unless it is a key."""

RECORDS = {**TABLES, "changes": Change}


def as_text() -> Iterator[str]:
    """Lines for a terminal."""
    for table, record in RECORDS.items():
        yield f"{table}: {_purpose(record)}"
        rows = [(f"  {name}", kind, description) for name, kind, description in _columns(record)]
        yield from aligned(("  column", "type", "description"), rows)
        yield ""


def as_markdown() -> Iterator[str]:
    """Lines of ``docs/data-dictionary.md``."""
    yield INTRODUCTION
    for table, record in RECORDS.items():
        yield from ("", f"## {table}", "", _purpose(record), "", "| column | type | description |", "|---|---|---|")
        for name, kind, description in _columns(record):
            yield f"| `{name}` | {kind} | {description} |"


def _columns(record: type) -> Iterator[tuple[str, str, str]]:
    for field in schema_of(record):
        yield field.name, _kind(field.type), (field.metadata or {})[b"description"].decode()


def _purpose(record: type) -> str:
    told = inspect.getdoc(record) or ""
    return f"Each row is {told[:1].lower()}{told[1:]}"


def _kind(kind: pa.DataType) -> str:
    """Name of a type in words that readers of any library know."""
    if isinstance(kind, pa.MapType):
        return f"map of {_kind(kind.key_type)} to {_kind(kind.item_type)}"
    if isinstance(kind, pa.ListType):
        return f"list of {_kind(kind.value_type)}"
    if isinstance(kind, pa.StructType):
        return f"({', '.join(part.name for part in kind)})"
    return {"double": "float64", "date32[day]": "date"}.get(str(kind), str(kind))
