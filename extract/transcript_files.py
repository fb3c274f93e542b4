"""Transcript files to lines of cells: text with tabs or pipes, CSV, HTML and Word tables."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from extract.model import SourceError
from extract.transcript_lines import TextLine, clean

# A plan of 1,000 rows is a transcript of 0.6 MB; what is larger is no transcript of one decree.
MAX_BYTES = 20_000_000
MAX_UNPACKED = 200_000_000
MAX_LINES = 200_000
MAX_CELLS = 200
PIPED = re.compile(r"^\s*\|.*\|\s*$|^[^|]+(?:\|[^|]*){2,}$")
RULE = re.compile(r"^[\s|:+=-]+$")

Row = tuple[str, ...]


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
    lines = READERS[path.suffix.casefold()](path)
    if len(lines) > MAX_LINES:
        raise SourceError(f"{path.name}: has more than {MAX_LINES:,} lines; keep only the decree and its plan")
    return lines


def read_text(path: Path) -> str:
    """The text of a file: UTF-8 or UTF-16 with or without a mark, else Windows-1252, line ends made one.

    Raises SourceError where it is no text or mixes encodings.
    """
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(path, data, "utf-16")
    if b"\x00" in data:
        raise SourceError(f"{path.name}: is no text file (it holds zero bytes); save the transcript as UTF-8 text")
    try:
        return _lined(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        if re.search(rb"[\xc2-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}", data):
            line = data[: error.start].count(b"\n") + 1
            raise SourceError(
                f"{path.name}: line {line}: mixes UTF-8 with another encoding; save the whole file as UTF-8"
            ) from error
        return _decoded(path, data, "cp1252")


def _decoded(path: Path, data: bytes, encoding: str) -> str:
    try:
        return _lined(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise SourceError(f"{path.name}: is neither UTF-8 nor {encoding} text; save the file as UTF-8") from error


def _lined(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


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


def _html(path: Path) -> list[TextLine]:
    """HTML: every table is a block of its own, text outside of tables is running text."""
    from lxml import etree, html  # noqa: PLC0415 - only this kind of source needs it

    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", read_text(path))
    try:
        root: Any = html.fromstring(text or "<p></p>", parser=html.HTMLParser(no_network=True, remove_comments=True))
    except (etree.ParserError, ValueError) as error:
        raise SourceError(f"{path.name}: is no HTML ({error}); save the page again") from error
    for drop in root.xpath("//script|//style|//head"):
        drop.drop_tree()
    for line_break in root.xpath("//br"):
        line_break.tail = "\n" + (line_break.tail or "")
    return list(_parts_lined(_html_parts(root)))


def _html_parts(root: Any) -> Iterator[str | list[list[_Spanning]]]:  # noqa: ANN401 - lxml has no types
    """Paragraphs and tables of a page in order; of nested tables the innermost."""
    blocks = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "pre", "td", "body", "center"}
    for element in root.iter():
        if element.tag == "table" and not element.xpath(".//table"):
            yield [
                [(_inner(cell), _span(cell, "rowspan"), _span(cell, "colspan")) for cell in row.xpath("./td|./th")]
                for row in element.xpath(".//tr")
            ]
        elif element.tag in blocks and not element.xpath("ancestor-or-self::table"):
            own = element.text or ""
            own += "".join(
                (child.text_content() if child.tag not in blocks | {"table", "ul", "ol"} else "\n") + (child.tail or "")
                for child in element
                if isinstance(child.tag, str)
            )
            yield from (line for line in own.split("\n") if line.strip())


def _inner(cell: Any) -> str:  # noqa: ANN401
    return str(cell.text_content())


def _span(cell: Any, name: str) -> int:  # noqa: ANN401
    found = re.match(r"\d{1,3}", cell.get(name) or "")
    return max(1, int(found.group())) if found else 1


_Spanning = tuple[str, int, int]


def _parts_lined(parts: Iterator[str | list[list[_Spanning]]]) -> Iterator[TextLine]:
    """Number paragraphs and tables: a table that follows a table begins a new block."""
    block, number, last_table = 1, 0, False
    for part in parts:
        if isinstance(part, str):
            number, last_table = number + 1, False
            yield TextLine(block, number, (clean(part),), table=False, breaks=True)
            continue
        if last_table:
            block, number = block + 1, 0
        for cells, above in _grid(part):
            number += 1
            yield TextLine(block, number, cells, above=above)
        last_table = True


def _grid(rows: Sequence[Sequence[_Spanning]]) -> Iterator[tuple[Row, frozenset[int]]]:
    """Rows of cells with spans to rows of equal columns; a merged cell's text stands in its first place only."""
    running: dict[int, int] = {}
    for row in rows:
        cells: dict[int, str] = {}
        above = {column for column, left in running.items() if left > 0}
        running = {column: left - 1 for column, left in running.items() if left > 1}
        at = 0
        for text, down, across in row:
            while at in above:
                at += 1
            cells[at] = text
            running |= dict.fromkeys(range(at, at + min(across, MAX_CELLS)), down - 1) if down > 1 else {}
            at += across
        width = min(max([at, *(c + 1 for c in above)]), MAX_CELLS)
        yield tuple(clean(cells.get(column, "")) for column in range(width)), frozenset(above)


def _docx(path: Path) -> list[TextLine]:
    """Word: paragraphs and tables in the order of the document."""
    import docx  # noqa: PLC0415 - only this kind of source needs it
    from docx.opc.exceptions import OpcError  # noqa: PLC0415

    try:
        with zipfile.ZipFile(path) as packed:
            if sum(item.file_size for item in packed.infolist()) > MAX_UNPACKED:
                raise SourceError(f"{path.name}: unpacks to more than {MAX_UNPACKED / 1e6:.0f} MB; keep only the plan")
        document = docx.Document(str(path))
    except (zipfile.BadZipFile, KeyError, ValueError, OpcError) as error:
        raise SourceError(f"{path.name}: cannot be opened as a Word file; save it again as .docx") from error
    return list(_parts_lined(_docx_parts(document)))


def _docx_parts(document: Any) -> Iterator[str | list[list[_Spanning]]]:  # noqa: ANN401 - its types are partial
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            yield [list(_docx_row(part, row)) for row in part.rows]
        elif part.text.strip():
            yield from part.text.split("\n")


def _docx_row(table: Any, row: Any) -> Iterator[_Spanning]:  # noqa: ANN401
    for cell in row._tr.tc_lst:
        text = "\n".join("".join(node.text or "" for node in p.iter() if _is_text(node)) for p in cell.p_lst)
        yield ("" if cell.vMerge == "continue" else text), 1, cell.grid_span


def _is_text(node: Any) -> bool:  # noqa: ANN401
    return isinstance(node.tag, str) and node.tag.endswith("}t")


READERS: dict[str, Callable[[Path], list[TextLine]]] = {
    ".txt": _plain,
    ".tsv": _separated,
    ".md": _plain,
    ".csv": _separated,
    ".html": _html,
    ".htm": _html,
    ".docx": _docx,
}
SUFFIXES = frozenset(READERS)
