"""Printed lines of a decree's own text: from a page's words, without page numbers, catchwords and footers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from extract.geometry import BBox, Page, Word

# Words recognised with less confidence than this may be wrong: of 759 cells none above it was.
SURE = 0.90
# Vertical distance of two baselines of one line, in word heights; body text is set at 1.1 or more.
SAME_LINE = 0.5
# A gap of more than this many word heights parts two columns; justified words stand closer.
COLUMN_GAP = 2.0
# Lines further apart than this many usual line distances are two paragraphs.
PARAGRAPH_GAP = 1.35
# Catchwords are short: "3. Peraturan ..." at a page's end repeats the next page's beginning.
CATCHWORD_WORDS = 5
CATCHWORD_LETTERS = 80
# "- 2 -" was recognised as "Se" above the 2026 decree's second page.
SPECK = 4
# Stands for a hyphen that broke a word at a line end.
BROKEN = "\u00ad"
_CUT = re.compile(rf"\w[-{BROKEN}]$")
# Lines at a page's head or foot that may be furniture.
EDGE_LINES = 3

PAGE_NUMBER = re.compile(
    r"^[\W_]*(?:(?:halaman|hal|page)\W*)?\d{1,3}(?:\s*(?:dari|of|/)\s*\d{1,3})?[\W_]*$", re.IGNORECASE
)
ELLIPSIS = re.compile(r"(?:\.\s*){3,}$|(?:…\s*\.?\s*)+$")
FURNITURE = re.compile(
    r"sertifikat elektronik|ditandatangani secara elektronik|^\W*(?:https?://|www\.|jdih\.)", re.IGNORECASE
)
# List marks, heading marks and tags that a text source wraps printed lines in ("- KESATU : ...", "<i>stakeholder</i>").
MARKUP = re.compile(r"^\s*(?:[-*•>]|#{1,6})\s+|</?[a-z]{1,6}/?>|\*\*")
# Words that open a part, with their colon or in capitals, inside a line of a text source.
OPENING = re.compile(
    r"\s+(?=(?:Menimbang|Mengingat|Memperhatikan|Menetapkan|KE(?:SATU|DUA|TIGA|EMPAT|LIMA|ENAM)|PERTAMA)\s*:"
    r"|(?:MENIMBANG|MENGINGAT|MENETAPKAN|MEMPERHATIKAN)\s*:|MEMUTUSKAN\b|M E M U T U S K A N\b|Ditetapkan di\b)"
)
# A civil servant's number, 18 digits, printed together or in groups (19700101 199003 1 001), after NIP or not.
CIVIL_SERVANT_NUMBER = re.compile(r"\bN[I1l]P\b[\s.:]*[\dOolI ]{9,24}|(?<!\d)\d{8}[ .]?\d{6}[ .]?\d[ .]?\d{3}(?!\d)")


@dataclass(frozen=True, slots=True)
class Part:
    """Words of one line that stand together; ``x0`` and ``x1`` in points."""

    text: str
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. ``parts`` (where the page is known) are its columns, ``bbox`` its box in points.

    ``breaks`` says that more than the usual distance, or a blank line, stands above it. ``unsure`` are the words
    recognised with confidence below 0.9.
    """

    text: str
    page: int
    breaks: bool = False
    parts: tuple[Part, ...] = ()
    bbox: BBox | None = None
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """Joined lines: white space folded, with the words in doubt and the page they begin on."""

    text: str
    page: int | None = None
    unsure: tuple[str, ...] = ()


def joined(lines: Iterable[Line]) -> Passage:
    """Join printed lines with a space; a hyphen inside a word at a line end joins as printed (Undang-/Undang).

    A hyphen that only broke its word (``BROKEN``) is taken out.
    """
    lines = tuple(lines)
    text = ""
    for line in lines:
        whole = bool(text) and not _CUT.search(text[-2:])
        text = f"{text.removesuffix(BROKEN)}{' ' if whole else ''}{line.text}"
    text = text.replace(BROKEN, "-")
    unsure = tuple(word for line in lines for word in line.unsure)
    return Passage(" ".join(text.split()), lines[0].page if lines else None, unsure)


def with_text(line: Line, text: str) -> Line:
    """The same line holding only part of its text."""
    return replace(line, text=text.strip(), unsure=tuple(word for word in line.unsure if word in text))


def page_lines(page: Page) -> tuple[Line, ...]:
    """The lines of one page from top to bottom, civil servants' numbers left out."""
    words = [w for w in page.words if w.text.strip() and _upright(w)]
    if not words:
        return ()
    height = median(w.bbox.bottom - w.bbox.top for w in words) or 1.0
    lines = [_line(group, page.number, height) for group in _baselines(words, height)]
    return tuple(line for line in _with_breaks(lines) if line.text)


def _upright(word: Word) -> bool:
    """Whether a word runs from left to right; seals and margins print others."""
    box = word.bbox
    return len(word.text) < 4 or box.x1 - box.x0 >= box.bottom - box.top


def _baselines(words: Sequence[Word], height: float) -> list[list[Word]]:
    lines: list[list[Word]] = []
    middle = 0.0
    for word in sorted(words, key=lambda w: (w.bbox.middle[1], w.bbox.x0)):
        y = word.bbox.middle[1]
        if lines and y - middle <= SAME_LINE * height:
            lines[-1].append(word)
            middle += (y - middle) / len(lines[-1])
        else:
            lines.append([word])
            middle = y
    return [sorted(line, key=lambda w: w.bbox.x0) for line in lines]


def _line(words: Sequence[Word], page: int, height: float) -> Line:
    groups: list[list[Word]] = [[words[0]]]
    for before, word in pairwise(words):
        if word.bbox.x0 - before.bbox.x1 > COLUMN_GAP * height:
            groups.append([])
        groups[-1].append(word)
    parts = tuple(Part(_text(g), g[0].bbox.x0, max(w.bbox.x1 for w in g)) for g in groups)
    box = BBox(
        words[0].bbox.x0,
        min(w.bbox.top for w in words),
        max(w.bbox.x1 for w in words),
        max(w.bbox.bottom for w in words),
    )
    unsure = tuple(w.text for w in words if w.confidence is not None and w.confidence < SURE)
    return Line(" ".join(p.text for p in parts if p.text), page, False, parts, box, unsure)


def _text(words: Iterable[Word]) -> str:
    return anonymous(" ".join(word.text for word in words))


def anonymous(text: str) -> str:
    """The text without civil servants' numbers."""
    return " ".join(CIVIL_SERVANT_NUMBER.sub(" ", text).split())


def _with_breaks(lines: Sequence[Line]) -> list[Line]:
    """Mark the lines that stand further below the line above than the page's lines usually do."""
    tops = [line.bbox.middle[1] for line in lines if line.bbox]
    steps = [below - above for above, below in pairwise(tops)]
    usual = median(sorted(steps)[: max(1, len(steps) * 2 // 3)]) if steps else 0.0
    breaks = [False, *(step > PARAGRAPH_GAP * usual for step in steps)]
    return [replace(line, breaks=flag) for line, flag in zip(lines, breaks, strict=True)]


def body_lines(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Lines of several pages without page numbers, footers, running heads, catchwords and specks."""
    pages = [list(group) for _, group in groupby(lines, key=lambda line: line.page)]
    running = _running(pages)
    kept = [[line for line in page if not _is_furniture(line, page, running)] for page in pages]
    for page, following in pairwise(kept):
        if page and following and _is_catchword(page[-1], following[0]):
            page.pop()
    return tuple(line for page in kept for line in page)


def _running(pages: Sequence[Sequence[Line]]) -> frozenset[tuple[str, int]]:
    """First and last lines that several pages print in one place: two pages, or three where no place is known."""
    edges = Counter(key for page in pages for key in {_edge_key(line) for line in (*page[:1], *page[-1:])})
    return frozenset(key for key, count in edges.items() if count > (2 if key[1] < 0 else 1))


def _edge_key(line: Line) -> tuple[str, int]:
    return line.text.casefold(), round(line.bbox.middle[1] / 6) if line.bbox else -1


def unrolled(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines of a text source without its markup, cut before the words that open a part; set lines stay as they are."""
    for line in lines:
        if line.bbox is not None:
            yield line
            continue
        first, *others = OPENING.split(MARKUP.sub("", line.text).strip())
        if first:
            yield replace(line, text=first)
        yield from (replace(line, text=text, breaks=False) for text in others)


def _is_furniture(line: Line, page: Sequence[Line], running: frozenset[tuple[str, int]]) -> bool:
    if FURNITURE.search(line.text):
        return True
    edge = any(line is other for other in (*page[:EDGE_LINES], *page[-EDGE_LINES:]))
    if line.unsure and len(line.text) <= SPECK and line in (page[0], page[-1]):
        return True
    return edge and (bool(PAGE_NUMBER.match(line.text)) or _edge_key(line) in running)


def _is_catchword(last: Line, following: Line) -> bool:
    """Whether a page's last line only announces the next page's first."""
    if len(last.text) > CATCHWORD_LETTERS:
        return False
    words = ELLIPSIS.sub("", last.text).split()
    if len(words) > CATCHWORD_WORDS:
        return False
    announced = bool(words) and following.text.casefold().startswith(" ".join(words).casefold())
    return bool(ELLIPSIS.search(last.text)) or (announced and len(words) > 1)
