"""A transcript's header: which columns the plan has, and what to drop of its repeats wherever they were scattered.

Header words end in wrong cells ("NO PENGUNGKIT | KOMPONEN PEMENUHAN"), the row (1)…(8) is spread over header and body,
and body text strays into the header ("Desember 2026 (7)"): words of the header go, all others stay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from rapidfuzz import fuzz, process

from extract.model import ColumnSpec, SourceError
from extract.table import shape
from extract.table.columns import HeaderCell, is_heading, is_plan, map_columns, nearest
from extract.transcript.headings import NUMBERING, bare, partings
from extract.transcript.likeliest import Candidate, likeliest, rivals, weight
from extract.transcript.lines import Field, TextLine
from extract.transcript.stacked import stacked, stacks

# A line is of the header when this share of its words are the header's; body lines that name "Target" or "Waktu"
# reach 0.3, header lines with strayed body text 0.5 and more.
HEADER_SHARE = 0.45
# Header words with one letter misread still agree this well (0-100): KOMP0NEN 87, and none of the body's does.
WORD_LIKENESS = 82.0
# A header takes at most so many lines of its block: words, words pushed down, (1)…(8).
MAX_LINES = 5
# The header is looked for in the first lines of so many blocks.
TOP_LINES = 4
MOST_TOPS = 400
# Headers whose words stand in wrong cells are parted anew on so many lines; a transcript has one header.
MOST_PARTED = 120
_NUMBERED_END = re.compile(r"\S\s*\(\d{1,2}\)\s*$|^\(\d{1,2}\)\s*\S|[^\W\d_]{3,}\s\d{1,2}$")
_COLUMN_NUMBER = re.compile(r"^\d{1,2}$")
_LAST_NUMBER = re.compile(r"(?<=[^\W\d_]{3})\s\d{1,2}$")
_ONLY_NUMBERS = re.compile(r"^(?:\W*\d{1,2}\W*)+$")
_LEFT = re.compile(r"[^\W\d_]{3}|\b(?:19|20)\d{2}\b")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Head:
    """The plan's columns, and the header's words as its lines print them, how often each at most."""

    specs: tuple[ColumnSpec, ...]
    words: tuple[tuple[str, int], ...]
    lines: frozenset[tuple[int, int]]


def find_head(lines: Sequence[TextLine], name: str, *, torn: bool = False) -> Head:
    """The likeliest header; ``torn`` and what is raised as for ``find_heads``."""
    return find_heads(lines, name, torn=torn)[0]


def find_heads(lines: Sequence[TextLine], name: str, *, torn: bool = False) -> tuple[Head, ...]:
    """The header that tells most columns, whole or stacked over two lines; behind it those that tell as many.

    ``torn`` says that columns run together, so that lines have fewer cells than the plan has columns.

    Raises SourceError where no line is a plan's header, naming the nearest known headers.
    """
    table = [line for line in lines if line.table]
    if not table:
        raise SourceError(f"{name}: holds no table (no line with tabs, pipes or cells); see that the columns are kept")
    found = list(_candidates(table, 0 if torn else _width(table)))
    if not found:
        raise SourceError(f"{name}: {_no_plan(table)}")
    best = likeliest(found, table)
    heads = []
    for _, specs, printed in (best, *rivals(best, found)):
        head = Head(specs, tuple(sorted(Counter(_words(printed)).items())), frozenset())
        heads.append(Head(specs, head.words, frozenset(_header_lines(table, head))))
    return tuple(heads)


def _candidates(table: Sequence[TextLine], width: int) -> Iterator[Candidate]:
    """Headers with their weights: as the cells stand, and with the words of a line parted anew.

    ``width`` is how many columns the plan has, 0 where that is unknown.
    """
    tops = _tops(table)
    for i in tops:
        for stack in stacks(table, i):
            printed = " ".join(line.text for line in stack)
            specs = _specs([line.cells for line in stack])
            if is_plan(specs):
                yield weight(specs, width, as_printed=True), specs, printed
    for i in tops[:MOST_PARTED]:
        for specs in partings(bare(table[i].text)):
            if is_plan(specs):
                yield weight(specs, width, as_printed=False), specs, table[i].text
        for stack in stacks(table, i):
            for specs in stacked(stack[0].cells, [cell for line in stack[1:] for cell in line.cells]):
                if is_plan(specs):
                    yield weight(specs, width, as_printed=False), specs, " ".join(line.text for line in stack)


def _tops(table: Sequence[TextLine]) -> list[int]:
    """The first lines of each block, where headers stand."""
    tops, block, below = [], 0, 0
    for i, line in enumerate(table):
        below = below + 1 if line.block == block else 0
        block = line.block
        if below < TOP_LINES:
            tops.append(i)
    return tops[:MOST_TOPS]


def _specs(rows: Sequence[tuple[str, ...]]) -> tuple[ColumnSpec, ...]:
    width = max(map(len, rows))
    rows = _spread(*rows) if len(rows) == 2 else rows
    texts = [[bare(row[i]) if i < len(row) else "" for row in rows] for i in range(width)]
    while texts and not any(texts[-1]):
        texts.pop()
    return map_columns([HeaderCell(tuple(t for t in column if t)) for column in texts])


def _spread(upper: Sequence[str], lower: Sequence[str]) -> Sequence[tuple[str, ...]]:
    """Two stacked header rows, where a heading over several columns stands over each of them."""
    spread: list[str] = []
    group = ""
    for text, under in zip_longest(upper, lower, fillvalue=""):
        group = (text or group) if under else ""
        spread.append(text or group)
    return [tuple(spread), tuple(lower)]


def _width(table: Sequence[TextLine]) -> int:
    """How many cells most lines have."""
    return Counter(len(line.cells) for line in table).most_common(1)[0][0]


def _no_plan(table: Sequence[TextLine]) -> str:
    widest = max(table[:50], key=lambda line: sum(bool(c) for c in line.cells))
    headers = nearest([HeaderCell((bare(cell),)) for cell in widest.cells if cell])
    return (
        f"no line of its table is headed like an action plan; block {widest.block} has {headers}; add the office's"
        " wording to extract/table/columns.toml"
    )


def _header_lines(table: Sequence[TextLine], head: Head) -> Iterable[tuple[int, int]]:
    """Lines that print the header or a part of it: by their words, or column numbers below one that does."""
    known = frozenset(word for word, _ in head.words)
    before: TextLine | None = None
    run = 0
    for line in table:
        near = before is not None and before.block == line.block and line.number == before.number + 1
        run = run + 1 if near else 0
        if _heads(line, known, len(head.specs), near) and run < MAX_LINES:
            yield line.block, line.number
            before = line
        else:
            before = None


def _heads(line: TextLine, known: frozenset[str], columns: int, near: bool) -> bool:
    """Whether a line is of the header; below a header line fewer words tell."""
    cells = [cell for cell in line.cells if cell]
    if all(_ONLY_NUMBERS.match(NUMBERING.sub("1", cell)) for cell in cells):
        return near or (len(cells) >= min(3, columns) and not any("." in cell for cell in cells))
    words = _words(line.text)
    hits = sum(_is_header_word(word, known) for word in words)
    named = [[word for word in _words(cell) if not _COLUMN_NUMBER.match(word)] for cell in cells]
    whole = sum(bool(words) and all(_is_header_word(w, known) for w in words) for words in named)
    if near and len(cells) <= 3 and (whole or any(_NUMBERED_END.search(cell) for cell in cells)):
        return True
    return hits >= HEADER_SHARE * len(words) and whole >= (1 if near else 2) and (near or whole >= 0.5 * len(cells))


def _words(text: str) -> list[str]:
    """Header words as printed, column numbers left out."""
    return _WORD.findall(NUMBERING.sub(" ", text))


@lru_cache(maxsize=16384)
def _is_header_word(word: str, known: frozenset[str]) -> bool:
    """Whether the header prints the word, in its case, perhaps with a letter misread."""
    if word in known or word.isdigit():
        return word in known
    best = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=WORD_LIKENESS) if len(word) > 3 else None
    # "Kerja" is no "Kinerja": letters are misread, not lost.
    return best is not None and _case(best[0]) == _case(word) and abs(len(best[0]) - len(word)) <= 1


def _case(word: str) -> tuple[bool, bool]:
    return word.isupper(), word[:1].isupper()


def body_fields(line: TextLine, head: Head) -> list[Field]:
    """The cells of a line that belong to the body: of a header line only the words that no header prints."""
    if (line.block, line.number) not in head.lines:
        return [Field(line.block, line.number, i, cell) for i, cell in enumerate(line.cells) if cell]
    known = frozenset(word for word, _ in head.words)
    kept = [(i, _without_header(cell, known)) for i, cell in enumerate(line.cells)]
    return [Field(line.block, line.number, i, text) for i, text in kept if text]


def _reworded(text: str, known: frozenset[str]) -> bool:
    """Whether a cell is a heading that later pages word otherwise ("LANGKAH AKSI" for "RENCANA AKSI").

    A lone word is one only in capitals, and any only where the header is: "Kegiatan" may be a target's unit.
    """
    cased = text.isupper() if "".join(known).isupper() else text.istitle() and " " in text
    return cased and is_heading(text)


def _without_header(cell: str, known: frozenset[str]) -> str:
    """What is left of a header cell: column numbers and header words go; a lone sign is nothing."""
    if _reworded(bare(cell), known):
        return ""
    parts = NUMBERING.sub(" ", cell).split()
    kept = [part for part in parts if not all(_is_header_word(w, known) for w in _WORD.findall(part))]
    text = " ".join(kept)
    if not shape.time_like(text):
        text = _LAST_NUMBER.sub("", text)
    # Years are of the body: "Januari s.d. Desember" goes on with one.
    return text if _LEFT.search(text) else ""
