"""HTML and Word transcripts to lines of cells: paragraphs are running text, tables tables."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from extract.model import SourceError
from extract.transcript.lines import TextLine, clean
from extract.transcript.text import MAX_CELLS, Row, read_text

# A Word file may unpack to so many bytes.
MAX_UNPACKED = 200_000_000
_Spanning = tuple[str, int, int]


def html_lines(path: Path) -> list[TextLine]:
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


def docx_lines(path: Path) -> list[TextLine]:
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
            yield _docx_rows(part)
        elif part.text.strip():
            yield from part.text.split("\n")


def _docx_rows(table: Any) -> list[list[_Spanning]]:  # noqa: ANN401
    """Rows of cells; one merged over rows stands in the first of them only, as in HTML."""
    rows = [list(_docx_row(row)) for row in table.rows]
    below = [{at for at, _, _, goes_on in row if goes_on} for row in rows[1:]] + [set()]
    made: list[list[_Spanning]] = []
    open_: set[int] = set()
    for number, row in enumerate(rows):
        cells: list[_Spanning] = []
        for at, text, across, goes_on in row:
            if goes_on and at in open_:
                continue
            cells.append((text, 1 + _run(below[number:], at), across))
        open_ = {at for at, _, _, goes_on in row if at in open_ or not goes_on} & below[number]
        made.append(cells)
    return made


def _run(below: Sequence[set[int]], at: int) -> int:
    """How many of the rows below a merged cell goes on through."""
    return next((count for count, under in enumerate(below) if at not in under), len(below))


def _docx_row(row: Any) -> Iterator[tuple[int, str, int, bool]]:  # noqa: ANN401
    """Each cell's first column, text, columns, and whether it goes on from the row above."""
    at = row.grid_cols_before
    if at:
        yield 0, "", at, False
    for cell in row._tr.tc_lst:
        goes_on = cell.vMerge == "continue"
        text = "\n".join("".join(node.text or "" for node in p.iter() if _is_text(node)) for p in cell.p_lst)
        yield at, "" if goes_on else text, cell.grid_span, goes_on
        at += cell.grid_span


def _is_text(node: Any) -> bool:  # noqa: ANN401
    return isinstance(node.tag, str) and node.tag.endswith("}t")
