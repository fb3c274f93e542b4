"""Transcript files to lines of cells: text with tabs or pipes, CSV, HTML and Word tables."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from extract.model import SourceError
from extract.transcript.lines import TextLine, clean
from extract.transcript.markup import docx_lines, html_lines
from extract.transcript.suffixes import FORMS, Form
from extract.transcript.text import MAX_CELLS, Row, read_text

# A plan of 1,000 rows is a transcript of 0.6 MB; what is larger is no transcript of one decree.
MAX_BYTES = 20_000_000
MAX_LINES = 200_000
PIPED = re.compile(r"^\s*\|.*\|\s*$|^[^|]+(?:\|[^|]*){2,}$")
RULE = re.compile(r"^[\s|:+=-]+$")


def read_lines(path: Path) -> list[TextLine]:
    """All lines of a transcript, by its suffix.

    Raises SourceError where the file is too large, is no text, mixes encodings or cannot be opened as what it says.
    """
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise SourceError(
            f"{path.name}: has {size / 1e6:.0f} MB, a transcript at most {MAX_BYTES / 1e6:.0f} MB;"
            " keep only the decree and its plan"
        )
    lines = READERS[FORMS[path.suffix.casefold()]](path)
    if len(lines) > MAX_LINES:
        raise SourceError(f"{path.name}: has more than {MAX_LINES:,} lines; keep only the decree and its plan")
    return lines


def _plain(path: Path) -> list[TextLine]:
    """Text: tab-separated lines and lines with pipes are tables, all others running text."""
    return list(_paged(read_text(path).split("\n")))


def _paged(printed: Sequence[str]) -> Iterator[TextLine]:
    """Number the lines page by page: a form feed, two blank lines, or one between two tables turns the page."""
    block, number, blanks, seen, turn, last_table = 1, 0, 0, False, False, False
    for raw in printed:
        turn, line = turn or "\f" in raw, raw.replace("\f", "")
        if not line.strip():
            number, blanks = number + 1, blanks + 1
            continue
        cells = _cells(line)
        if cells is None:
            continue
        table = len(cells) > 1
        if seen and (turn or blanks >= 2 or (blanks and table and last_table)):
            block, number = block + 1, 0
        number += 1
        yield TextLine(block, number, cells, table, breaks=blanks > 0)
        blanks, seen, turn, last_table = 0, True, False, table


def _cells(line: str) -> Row | None:
    """The cells of a text line; None for the rule under a Markdown header."""
    if "\t" in line:
        return tuple(map(clean, line.split("\t")[:MAX_CELLS]))
    if PIPED.match(line):
        return None if RULE.match(line) else tuple(map(clean, _unpiped(line)[:MAX_CELLS]))
    return (clean(line),)


def _unpiped(line: str) -> list[str]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [cell.replace("\\|", "|").replace("<br>", "  ") for cell in re.split(r"(?<!\\)\|", inner)]


def _separated(path: Path) -> list[TextLine]:
    """CSV by commas, semicolons or tabs, quoted fields with line breaks inside."""
    text = read_text(path)
    sample = "\n".join(text.split("\n")[:50])
    delimiter = max("\t;,", key=sample.count) if path.suffix.casefold() == ".csv" else "\t"
    if delimiter == "\t" and path.suffix.casefold() != ".csv":
        return _plain(path)
    csv.field_size_limit(1_000_000)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise SourceError(f"{path.name}: is no CSV ({error}); save the table as CSV again") from error
    return list(_rows_paged(rows))


def _rows_paged(rows: Sequence[Sequence[str]]) -> Iterator[TextLine]:
    """Rows of a sheet: an empty one turns the page, one with a single field is running text."""
    block, number, blank = 1, 0, False
    for row in rows:
        cells = tuple(map(clean, row[:MAX_CELLS]))
        if not any(cells):
            blank = number > 0
            continue
        if blank:
            block, number = block + 1, 0
        number += 1
        alone = len(cells) < 2 or (not any(cells[1:]) and len(cells[0]) > 8)
        yield TextLine(block, number, (cells[0],) if alone else cells, not alone, breaks=blank)
        blank = False


READERS: dict[Form, Callable[[Path], list[TextLine]]] = {
    "text": _plain,
    "separated": _separated,
    "html": html_lines,
    "word": docx_lines,
}
