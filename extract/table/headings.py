"""Headings between the plan's tables: "A. MANAJEMEN PERUBAHAN" over a table of its own names the rows below it.

A text over a table is such a heading where it is one of a series: numbered on from table to table, or, without
numbers, over each table that begins anew below another. A title over the first table is in no series.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.geometry import BBox, Page, Word
from extract.model import Cell, Column, ColumnSpec
from extract.packed import Packed
from extract.table.body import Body, BodyRow
from extract.table.lattice import cell_id
from extract.table.lines import line_groups
from extract.table.periods import ROMAN
from extract.table.sections import capitals

# Headings have at most so many letters and, where they are not numbered, words.
MOST_LETTERS, MOST_WORDS = 160, 12
# Lines further apart than this share of their height are paragraphs of their own.
PARAGRAPH = 0.9
# Over the first table stands the decree's own text: only its last paragraphs may be headings.
LAST = 3
# Lines of one paragraph are of one size, within this share.
SAME_SIZE = 0.08
# Left edges or middles of headings of one series agree within so many points.
ALIGNED = 3.0
_NUMBER = r"(?:(?P<roman>[IVX]+)|(?P<capital>[A-Z])|(?P<digits>\d{1,2}(?:\.\d{1,2})*))"
_NAMED = r"(?:area(?: perubahan)?|komponen|pokja|kelompok kerja|pilar|bagian|program|sasaran|tujuan|tabel|table)"
_MARK = re.compile(
    rf"(?:{_NUMBER}[.)]+|\(?{_NUMBER.replace('<', '<b_')}\)|{_NAMED}\s+{_NUMBER.replace('<', '<n_')}\b[.:)]*)\s*(?=\S)",
    re.IGNORECASE,
)
_STROKES = re.compile(r"(?=.*[Il|])[Il1|]{1,3}V?[.)]")
_TITLE = re.compile(
    r"\b(?:rencana|lampiran|keputusan|matriks?|peraturan|nomor|tahun|jadwal|daftar|tabel|pelaksanaan)\b", re.IGNORECASE
)
_CATCHWORD = re.compile(r"(?:\.\s?){2,}$|…$")
_GOES_ON = re.compile(r"\W*\b(?:lanjutan|sambungan|lanj)\b\W*$", re.IGNORECASE)

Kind = tuple[str, int]


@dataclass(frozen=True, slots=True)
class _Mark:
    """The number before a heading: what kind it is of (roman, capital, digits and their dots) and its place."""

    kind: Kind
    place: int


def paragraphs(page: Page, top: float, bottom: float) -> tuple[Cell, ...]:
    """The short paragraphs of a page between two heights, as cells; page numbers and the like are left out."""
    found: list[list[list[Word]]] = []
    for line in line_groups([w for w in page.words if top <= w.bbox.middle[1] < bottom]):
        if sum(letter.isalpha() for word in line for letter in word.text) < 3:
            continue
        if found and _goes_on(found[-1][-1], line):
            found[-1].append(line)
        else:
            found.append([line])
    cells = (_cell(page.number, lines) for lines in found)
    return tuple(cell for cell in cells if len(cell.text) <= MOST_LETTERS and not _CATCHWORD.search(cell.text))


def _goes_on(above: Sequence[Word], line: Sequence[Word]) -> bool:
    """Whether a line is of the paragraph above it: near, of the same size, and set under it."""
    height, own = (words[0].bbox.bottom - words[0].bbox.top for words in (above, line))
    near = line[0].bbox.top - above[0].bbox.bottom <= PARAGRAPH * height and abs(own - height) <= SAME_SIZE * height
    under = _aligned(_around(above), _around(line)) or bool(_MARK.match(_text(above)))
    return near and under and not _MARK.match(_text(line))


def _text(line: Sequence[Word]) -> str:
    """A line's words; the strokes of a recognised roman number before it ("Il.") are all one letter."""
    first, *rest = (word.text for word in line)
    roman = line[0].engine != "pdf" and _STROKES.fullmatch(first)
    return " ".join([re.sub("[l1|]", "I", first) if roman else first, *rest])


def _around(words: Sequence[Word]) -> BBox:
    box = words[0].bbox
    for word in words[1:]:
        box = box.union(word.bbox)
    return box


def _aligned(one: BBox, other: BBox) -> bool:
    return min(abs(one.x0 - other.x0), abs(one.middle[0] - other.middle[0])) <= ALIGNED


def _cell(page: int, lines: Sequence[Sequence[Word]]) -> Cell:
    box = _around([word for line in lines for word in line])
    texts, sure = tuple(map(_text, lines)), [w.confidence for line in lines for w in line if w.confidence is not None]
    engine = lines[0][0].engine
    return Cell(cell_id(page, box), page, 0, 0, 1, 1, texts, box, min(sure, default=None), engine=engine)


@dataclass(frozen=True, slots=True)
class Above:
    """What stands between a part of the plan and the one before: ``cells``, its short paragraphs.

    ``begun`` tells whether the part prints a header, ``same_page`` whether it follows another on its page.
    """

    cells: tuple[Cell, ...]
    begun: bool
    same_page: bool


def under_headings(bodies: Packed[Body], above: Sequence[Above], specs: Sequence[ColumnSpec]) -> Packed[Body]:
    """The plan's parts with the headings ``above`` them as section banners.

    A plan that prints both components and aspects in columns needs no headings.
    """
    if {Column.COMPONENT, Column.ASPECT} <= {spec.column for spec in specs}:
        return bodies
    near = [above[0].cells[-LAST:], *(over.cells for over in above[1:])] if above else []
    chosen = _numbered(near) or _alike(near, above) or _single(near)
    if not any(chosen):
        return bodies
    made: Packed[Body] = Packed()
    last: dict[Kind | None, str] = {}
    for body, cells in zip(bodies, chosen, strict=True):
        new = [cell for cell in cells if not _repeats(cell, last)]
        rows = (BodyRow(cell.page, (None,) * len(specs), (False,) * len(specs), (cell,)) for cell in new)
        wide = tuple(replace(cell, column_span=len(specs)) for cell in new)
        made.append(replace(body, rows=(*rows, *body.rows), cells=(*wide, *body.cells)) if new else body)
    return made


def _repeats(cell: Cell, last: dict[Kind | None, str]) -> bool:
    """Whether a heading is printed again over the rest of its table on the next page; ``last`` are those in force."""
    mark, text = _mark(cell.text), _GOES_ON.sub("", cell.text.casefold())
    kind = mark.kind if mark else None
    again = last.get(kind) == text
    last[kind] = text
    return again


def _mark(text: str) -> _Mark | None:
    match = _MARK.match(text)
    if not match:
        return None
    name, value = next((k, v) for k, v in match.groupdict().items() if v)
    name = name.split("_")[-1]
    if name == "roman":
        return _Mark((name, 0), ROMAN.get(value.casefold(), 0))
    if name == "capital":
        return _Mark((name, 0), ord(value.upper()) - ord("A") + 1)
    return _Mark((name, value.count(".")), int(value.split(".")[-1]))


def _numbered(above: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]] | None:
    """The numbered headings over each part, of kinds that count on from part to part; None where there are none.

    Under a kind that counts on, another may begin again at 1.
    """
    places: dict[Kind, list[int]] = {}
    for cells in above:
        for mark in filter(None, (_mark(cell.text) for cell in cells)):
            held = places.setdefault(mark.kind, [])
            if not held or held[-1] != mark.place:
                held.append(mark.place)
    several = {kind: list(pairwise(held)) for kind, held in places.items() if len(held) > 1}
    if not any(all(b > a for a, b in steps) for steps in several.values()):
        return None
    kinds = {kind for kind, steps in several.items() if all(b > a or b == 1 for a, b in steps)}
    return [[c for c in cells if (m := _mark(c.text)) and m.kind in kinds] for cells in above]


def _single(near: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
    """The heading of a plan of one section: the paragraph right over its table, numbered and in capitals."""
    last = near[0][-1:] if near else ()
    named = [c for c in last if _mark(c.text) and capitals(c.text) and _like_a_name(c)]
    return [named, *([()] * len(near[1:]))]


def _alike(near: Sequence[Sequence[Cell]], above: Sequence[Above]) -> list[Sequence[Cell]] | None:
    """The last paragraph over each part that begins anew, where these differ and stand alike; None where not.

    Two at least stand over the later parts, and one between two parts of a page: over each page stands a running title.
    """
    seen = Counter(text for cells in near for text in {_plain(cell) for cell in cells})
    last = [[cell for cell in cells if seen[_plain(cell)] == 1][-1:] for cells in near]
    later = [(cell, over) for cells, over in zip(last[1:], above[1:], strict=True) for cell in cells if over.begun]
    inside = [cell for cell, over in later if over.same_page and _like_a_name(cell)]
    series = [cell for cell, _ in later if any(_stand_alike(cell, other) for other in inside)]
    if len({cell.text for cell in series}) < 2:
        return None
    first = [cell for cell in last[0] if any(_stand_alike(cell, other) for other in series)]
    return [first, *([cell for cell in cells if cell in series] for cells in last[1:])]


def _plain(cell: Cell) -> str:
    """A paragraph's text without its numbers: pages have the same "Halaman 3 dari 7" all over."""
    return re.sub(r"\W*\d+\W*", " ", cell.text.casefold()).strip()


def _like_a_name(cell: Cell) -> bool:
    return len(cell.text.split()) <= MOST_WORDS and not _TITLE.search(cell.text)


def _stand_alike(one: Cell, other: Cell) -> bool:
    return _like_a_name(one) and bool(one.bbox and other.bbox and _aligned(one.bbox, other.bbox))
