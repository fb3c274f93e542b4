"""The annex heading (LAMPIRAN) and the title over the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.preamble.heading import Heading, pieces, read_heading
from extract.preamble.keywords import KINDS, first_of, folded, keyword, value
from extract.preamble.lines import Line, Passage, joined, with_text

# The annex's own heading is short: kind, number, date and subject in a narrow column.
BLOCK_LINES = 24
# The title over the table has at most so many lines; above it stand paragraphs.
TITLE_LINES = 8
ALONE = re.compile(r"^[\s:.]*(?:[IVXLl1\d]{1,5}|[A-Z])?[\s:.]*$")
PERSON = re.compile(r"^\W*(?:nama|nip|jabatan|pangkat|n\s*i\s*p)\b", re.IGNORECASE)
FIELDS = ("nomor", "tanggal", "tentang", *KINDS)
# The title is centred on the page, the block stands right of the middle; points.
OUTDENT = 24.0
PLAN = re.compile(r"\b(?:rencana|aksi|kinerja|zona|program|matriks?|target|tahun)", re.IGNORECASE)
YEAR_END = re.compile(r"\b(?:19|20)\d\d\W*$")


@dataclass(frozen=True, slots=True)
class Annex:
    """What the annex's heading repeats of the decree, and the title over the table."""

    heading: Heading
    title: Passage
    table_title: Passage


def annex_start(lines: Sequence[Line]) -> int | None:
    """Index of the line that opens the annex; "Lampiran Keputusan ini" in the running text opens none."""
    return next((index for index, line in enumerate(lines) if _opens(lines, index)), None)


def _opens(lines: Sequence[Line], index: int) -> bool:
    hit = keyword(lines[index].text, "lampiran")
    if not hit:
        return False
    if ALONE.match(hit.rest):
        return True
    capitals = lines[index].text.upper() == lines[index].text or hit.rest.lstrip().startswith(":")
    below = lines[index + 1 : index + 6]
    numbered = any(keyword(line.text, "nomor") or keyword(line.text, "tanggal") for line in below)
    return numbered or (capitals and first_of(_after_roman(hit.rest), KINDS) is not None)


def _after_roman(text: str) -> str:
    return re.sub(r"^\s*[IVXLl\d]{1,4}\b", "", value(text)).strip(" :.")


def read_annex(lines: Sequence[Line]) -> Annex:
    """Read the lines from LAMPIRAN to the table; without LAMPIRAN all of them are the title over the table."""
    start = annex_start(lines)
    if start is None:
        return Annex(Heading(Passage(""), Passage("")), Passage(""), table_title(lines))
    block, below = _block(list(pieces(_opened(lines[start:]))))
    heading = read_heading(block)
    return Annex(heading, joined(heading.title), table_title(below))


def _opened(lines: Sequence[Line]) -> list[Line]:
    """The lines without the word LAMPIRAN and its number."""
    hit = keyword(lines[0].text, "lampiran")
    rest = _after_roman(hit.rest) if hit else ""
    return [*([with_text(lines[0], rest)] if rest else []), *lines[1:]]


def _block(lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """Part the annex's heading (kind, number, date, subject) from the title over the table below it."""
    marks = [index for index, line in enumerate(lines[:BLOCK_LINES]) if _is_field(line)]
    if not marks:
        return (), lines
    end = marks[-1] + 1
    while end < min(len(lines), BLOCK_LINES) and not _title_begins(lines[: end + 1], marks[-1]):
        end += 1
    return lines[:end], lines[end:]


def _is_field(line: Line) -> bool:
    return first_of(line.text, FIELDS) is not None


def _title_begins(lines: Sequence[Line], mark: int) -> bool:
    """Whether the last of these lines begins the title over the table; the field opened at ``mark`` ends above it."""
    line, field = lines[-1], lines[mark:-1]
    said = joined([with_text(field[0], _said(field[0].text)), *field[1:]]).text
    if not said:
        return False
    if keyword(field[0].text, "nomor") or keyword(field[0].text, "tanggal"):
        return not field[-1].text.endswith(("/", "-"))
    return line.page != field[-1].page or _restarts(said, line.text) or _set_apart(line, lines[:-1], said)


def _said(text: str) -> str:
    hit = keyword(text, "tentang")
    return value(hit.rest) if hit else text


def _restarts(said: str, text: str) -> bool:
    """Whether a line says the subject again from its first words."""
    first, again = folded(" ".join(said.split()[:2])), folded(" ".join(text.split()[:2]))
    return len(said.split()) > 2 and first == again


def _set_apart(line: Line, block: Sequence[Line], said: str) -> bool:
    """Whether a line stands apart from the block: below a gap, and left of it or after a year that ends the subject."""
    left = min((other.bbox.x0 for other in block if other.bbox), default=None)
    outdented = left is not None and line.bbox is not None and line.bbox.x0 < left - OUTDENT
    return outdented or (line.breaks and (line.bbox is not None or YEAR_END.search(said) is not None))


def from_title(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines from the first that names a plan on; above it a signature's last lines may stand, with a name."""
    return next((lines[index:] for index, line in enumerate(lines) if PLAN.search(line.text)), ())


def table_title(lines: Sequence[Line]) -> Passage:
    """The last page's lines above the table; where paragraphs stand there, the capitals nearest to it."""
    last = [line for line in lines if line.page == lines[-1].page and not PERSON.match(line.text)]
    if len(last) > TITLE_LINES:
        capitals = 0
        while capitals < TITLE_LINES and last[-1 - capitals].text.isupper():
            capitals += 1
        last = last[len(last) - capitals :]
    return joined(last)
