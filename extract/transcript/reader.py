"""A transcript (text, CSV, Markdown, HTML or Word) to what it shows: cells placed by what they say, rows joined."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from extract.model import DecreeText, Extract, PlanTable, SourceError
from extract.preamble.lines import Line
from extract.preamble.reader import read_decree_lines
from extract.transcript.files import read_lines
from extract.transcript.header import find_heads
from extract.transcript.lines import TextLine
from extract.transcript.names import PlanNames
from extract.transcript.place import best_head, place_lines


def read_transcript(path: Path, names: PlanNames | None = None) -> Extract:
    """Read one transcript; ``names`` are the component and aspect names and words that help to place cells.

    Raises SourceError where the file cannot be read as what its suffix says, or holds no plan's table.
    """
    lines = read_lines(path)
    names = names or PlanNames()
    head = best_head(find_heads(lines, path.name), lines, names)
    table = place_lines(lines, head, names)
    if not table.rows:
        raise SourceError(f"{path.name}: has a plan's header and no row below it; see that all lines are kept")
    return Extract(
        file=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        kind="transcript",
        page_count=max((line.block for line in lines), default=1),
        decree=_decree(lines, table),
        chapters=(table,),
    )


def _decree(lines: Sequence[TextLine], table: PlanTable) -> DecreeText:
    """What the running text before and after the table says of the decree."""
    first, last = min(table.pages, default=1), max(table.pages, default=1)
    places = [i for i, line in enumerate(lines) if line.table and first <= line.block <= last]
    start, end = (places[0], places[-1]) if places else (len(lines), len(lines))
    return read_decree_lines(_running(lines[:start]), _running(lines[end + 1 :]))


def _running(lines: Sequence[TextLine]) -> list[Line]:
    return [Line(line.text.replace("  ", " "), line.block, breaks=line.breaks) for line in lines if line.text]
