"""What a run tells of each decree, in plain lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import get_args

from extract.model import Severity, Status
from normalize.schema import Dataset, Finding
from pipeline import store
from pipeline.corpus import Kept, Outcome, Refused, Unchanged


def describe(kept: Kept, clean: Path) -> Iterator[str]:
    """Tell of one decree: pages, rows, findings, seconds and where the files lie."""
    dataset, stamp = kept.result.dataset, kept.stamp
    decree = dataset.decrees[0]
    yield f"{kept.source} -> {stamp.decree_id}"
    yield f"  plan      {decree.year}, {decree.institution or 'institution not told'}"
    yield f"  pages     {decree.page_count} ({len(decree.table_pages)} with the table), {decree.source_kind}"
    yield f"  rows      {_rows(dataset)}"
    for status, told in _findings(dataset.findings):
        yield f"  {status:<9} {told}"
    if kept.result.unfilled:
        yield f"  waiting   {_count(kept.result.unfilled, 'correction')} not filled in yet"
    yield f"  seconds   {kept.result.seconds:.1f}"
    yield f"  output    {store.file_pattern(clean, stamp)}"
    for old in kept.replaced:
        if (old.decree_id, old.year) != (stamp.decree_id, stamp.year):
            yield f"  removed   {store.file_pattern(clean, old)}, the files this source had before"
    if any(finding.status == "open" for finding in dataset.findings):
        yield f"  look at   renaksi check {stamp.decree_id}"


def close(outcomes: Sequence[Outcome], seconds: float) -> str:
    """Tell of the whole run in one line."""
    kept, unchanged, refused = (
        sum(isinstance(outcome, kind) for outcome in outcomes) for kind in (Kept, Unchanged, Refused)
    )
    if not kept and not refused:
        return f"Nothing to do: {_count(unchanged, 'source')} unchanged, {seconds:.1f} s"
    return f"{kept} extracted, {unchanged} unchanged, {refused} failed, {seconds:.1f} s"


def _rows(dataset: Dataset) -> str:
    counts = ((len(getattr(dataset, table)), table) for table in ("actions", "indicators", "targets"))
    return ", ".join(_count(number, table.removesuffix("s")) for number, table in counts)


def _findings(findings: Iterable[Finding]) -> Iterator[tuple[str, str]]:
    """Findings counted: one line per status, open ones always, worst severity first."""
    counts = Counter((finding.status, finding.severity) for finding in findings)
    for status in get_args(Status):
        told = [_count(counts[status, level], level) for level in get_args(Severity) if counts[status, level]]
        if told or status == "open":
            yield status, ", ".join(told) or "no findings"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 or noun == "info" else f"{number} {noun}s"
