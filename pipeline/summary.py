"""What a run tells of each decree, in plain lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import get_args

from extract.model import Severity, Status
from pipeline import store
from pipeline.corpus import Kept, Outcome, Refused, Unchanged


def describe(kept: Kept, clean: Path) -> Iterator[str]:
    """Tell of one decree: pages, rows, findings, seconds and where the files lie."""
    tables, stamp = kept.result.tables, kept.stamp
    decree = tables.decree
    yield f"{kept.source} -> {stamp.decree_id}"
    yield f"  plan      {decree.year}, {decree.institution or 'institution not told'}"
    yield f"  pages     {decree.page_count} ({len(decree.table_pages)} with the table), {decree.source_kind}"
    yield f"  rows      {_rows(tables.rows)}"
    for status, told in _findings(tables.findings):
        yield f"  {status:<9} {told}"
    if kept.result.unfilled:
        yield f"  waiting   {_count(kept.result.unfilled, 'correction')} not filled in yet"
    yield f"  seconds   {kept.result.seconds:.1f}"
    yield f"  output    {store.file_pattern(clean, stamp)}"
    for old in kept.replaced:
        if (old.decree_id, old.year) != (stamp.decree_id, stamp.year):
            yield f"  removed   {store.file_pattern(clean, old)}, the files this source had before"
    if any(status == "open" for status, _ in tables.findings):
        yield f"  look at   renaksi check {stamp.decree_id}"


def close(outcomes: Sequence[Outcome], seconds: float) -> str:
    """Tell of the whole run in one line."""
    kept, unchanged, refused = (
        sum(isinstance(outcome, kind) for outcome in outcomes) for kind in (Kept, Unchanged, Refused)
    )
    if not kept and not refused:
        return f"Nothing to do: {_count(unchanged, 'source')} unchanged, {seconds:.1f} s"
    return f"{kept} extracted, {unchanged} unchanged, {refused} failed, {seconds:.1f} s"


def _rows(rows: Mapping[str, int]) -> str:
    counts = ((rows[table], table) for table in ("actions", "indicators", "targets"))
    return ", ".join(_count(number, table.removesuffix("s")) for number, table in counts)


def _findings(counts: Mapping[tuple[str, str], int]) -> Iterator[tuple[str, str]]:
    """Findings counted: one line per status, open ones always, worst severity first."""
    for status in get_args(Status):
        told = [_count(found, level) for level in get_args(Severity) if (found := counts.get((status, level), 0))]
        if told or status == "open":
            yield status, ", ".join(told) or "no findings"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 or noun == "info" else f"{number} {noun}s"
