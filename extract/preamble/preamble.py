"""The body of a decree: heading, legal basis and dictums, by the fixed words that open each part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.preamble.heading import Heading, read_heading, without_authority
from extract.preamble.keywords import KINDS, first_of, keyword, names_office, ordinal, value
from extract.preamble.lines import Line, Passage, joined, with_text

PARTS = ("menimbang", "mengingat", "memperhatikan", "membaca", "mendengar", "memutuskan", "menetapkan")
DECIDED = ("memutuskan", "menetapkan")
# The first consideration, where the word Menimbang was not read.
CONSIDERED = re.compile(r"^(?:.{0,14}[:;=])?\W*(?:[a1l]\s*[.)]\s*)?bahwa\b")
# What recognition makes of the digits of a printed item number.
FIGURE = re.compile(r"^([\dlIiOoSBZ]{1,2})\s*[.,)](?!\d)\s*(.*)$")
BARE_FIGURE = re.compile(r"^(\d{1,2})\s+(.*)$")
LETTER = re.compile(r"^([a-z])\s*[.)]\s+(.*)$")
ITEM_DIGITS = str.maketrans("lIiOoSBZ", "11100582")
# An item may be skipped in print or its number lost; further jumps are text that wraps before a number.
MAX_JUMP = 3
REGULATIONS = ("undang", "peraturan", "keputusan", "instruksi", "surat", "ketetapan", "pasal")
ARTICLE = re.compile(r"^Pasal\s+\d{1,3}\s*$", re.IGNORECASE)
# KEDUA BELAS, and K E S A T U as some offices space it.
LABEL_WORDS = 12
# Recognition reads a colon as any of these.
LABEL_END = re.compile(r"^\s*[:;=+]")
WORD = re.compile(r"[^\W_]*[^\W\d_][^\W_]*")


@dataclass(frozen=True, slots=True)
class Item:
    """One numbered item: its number as printed (None where none is) and its text."""

    number: int | None
    passage: Passage


@dataclass(frozen=True, slots=True)
class LabelledClause:
    """One clause under Menetapkan: label as printed, place in the sequence (None: no ordinal), text."""

    label: str
    place: int | None
    passage: Passage


@dataclass(frozen=True, slots=True)
class Preamble:
    """What a decree's own pages say, above its signature."""

    heading: Heading
    title: Passage
    authority: Passage
    legal_basis: tuple[Item, ...]
    clauses: tuple[LabelledClause, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The lines under one of the fixed words, and the word as printed; the heading has none."""

    name: str
    label: str
    lines: tuple[Line, ...]


def read_preamble(lines: Sequence[Line]) -> Preamble:
    """Read the lines above the signature; parts that are not printed are empty."""
    sections = {section.name: section for section in _sections(lines)}
    above = sections[""].lines
    cited = sections.get("mengingat", sections[""])
    decided = sections.get("menetapkan") or sections.get("memutuskan")
    heading = read_heading(_from_kind(above))
    title, authority = without_authority(heading.title)
    return Preamble(
        heading=heading,
        title=joined(title),
        authority=joined(authority or _authority(above)),
        legal_basis=tuple(read_items(cited.lines)) if cited.name else (),
        clauses=tuple(read_clauses(decided.label, decided.lines)) if decided else (),
    )


def is_preamble(lines: Iterable[Line]) -> bool:
    """Whether the lines hold a decree's own text rather than a cover or a table's heading."""
    return any(section.name in ("menimbang", "mengingat", "memutuskan") for section in _sections(lines))


def _sections(lines: Iterable[Line]) -> Iterator[Section]:
    """Cut the lines at the words that open a section; a section printed again goes on."""
    labels: dict[str, str] = {"": ""}
    found: dict[str, list[Line]] = {"": []}
    name = ""
    for line in lines:
        text = line.text
        if opened := _opened(line, name):
            name, label, text = opened
            labels.setdefault(name, label)
        held = found.setdefault(name, [])
        if text:
            held.append(with_text(line, text))
    return (Section(part, labels[part], tuple(held)) for part, held in found.items())


def _opened(line: Line, current: str) -> tuple[str, str, str] | None:
    """The section a line opens, its word as printed, the rest; words of the running text open none."""
    for part in ("menetapkan",) if current in DECIDED else PARTS:
        hit = keyword(line.text, part)
        if hit and (LABEL_END.match(hit.rest) or not hit.rest.strip() or _label_column(line, hit.printed)):
            return part, hit.printed, value(hit.rest)
    if not current and CONSIDERED.match(line.text):
        return "menimbang", "", line.text
    label = _label(line, ()) if current and current not in DECIDED else None
    return ("memutuskan", "", line.text) if label and ordinal(label[0]) == 1 else None


def _label_column(line: Line, label: str) -> bool:
    """Whether a label stands in a column of its own."""
    return len(line.parts) > 1 and len(line.parts[0].text) <= len(label) + 2


def _from_kind(lines: Sequence[Line]) -> Sequence[Line]:
    """The heading's lines from the last KEPUTUSAN (PERATURAN ...) that stands above a number or a subject."""
    starts = [i for i, line in enumerate(lines) if first_of(line.text, KINDS)]
    for start in reversed(starts):
        below = read_heading(lines[start:])
        if below.number.text or below.title:
            return lines[start:]
    return lines


def _authority(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The authority above Menimbang where no subject is printed."""
    for index in range(len(lines) - 1, max(len(lines) - 4, -1), -1):
        if names_office(lines[index].text) and lines[-1].text.endswith(","):
            return tuple(lines[index:])
    return ()


def read_items(lines: Sequence[Line]) -> Iterator[Item]:
    """Split a list at its printed numbers, through page breaks; numbers that do not fit the sequence are text.

    An item whose number was not read begins with the name of a regulation, below a line that ends an item.
    """
    starts = [*_item_starts(lines), len(lines)]
    for start, end in pairwise(starts if starts[0] == 0 else [0, *starts]):
        number, text, _ = _item(lines[start].text) if start in starts else (None, lines[start].text, "")
        yield Item(number, joined([with_text(lines[start], text), *lines[start + 1 : end]]))


def _item_starts(lines: Sequence[Line]) -> list[int]:
    """Indices of the lines that open an item."""
    starts: list[int] = []
    last, style = 0, ""
    for index, line in enumerate(lines):
        number, _, kind = _item(line.text)
        finished = index > 0 and lines[index - 1].text.rstrip().endswith(";")
        if number is not None and kind == (style or kind) and _follows(number, last, finished):
            last, style = number, kind
            starts.append(index)
        elif number is None and finished and first_of(line.text, REGULATIONS):
            last += 1
            starts.append(index)
    return starts


def _follows(number: int, last: int, finished: bool) -> bool:
    """Whether an item's number goes on from the last; below an item's end it may repeat or restart."""
    return last < number <= last + MAX_JUMP or (finished and 0 < number <= last)


def _item(text: str) -> tuple[int | None, str, str]:
    """The number a line begins with, the text after it, and whether a figure or a letter is the number."""
    if hit := FIGURE.match(text):
        return int(hit[1].translate(ITEM_DIGITS)), hit[2], "figure"
    if (hit := BARE_FIGURE.match(text)) and first_of(hit[2], REGULATIONS):
        return int(hit[1]), hit[2], "figure"
    if hit := LETTER.match(text):
        return ord(hit[1]) - ord("a") + 1, hit[2], "letter"
    return None, text, ""


def read_clauses(label: str, lines: Sequence[Line]) -> Iterator[LabelledClause]:
    """Split what stands under Menetapkan at its labels (KESATU, PERTAMA, Pasal 1); text above them is its own."""
    place: int | None = None
    held: list[Line] = []
    for index, line in enumerate(lines):
        opened = _label(line, lines[index + 1 : index + 2])
        if opened is None:
            held.append(line)
            continue
        if held or place is not None:
            yield LabelledClause(label, place, joined(held))
        label, rest = opened
        place = ordinal(label)
        held = [with_text(line, rest)] if rest else []
    if held or place is not None:
        yield LabelledClause(label, place, joined(held))


def _label(line: Line, following: Sequence[Line]) -> tuple[str, str] | None:
    """The label and the rest of a line that opens a clause; a word of the running text opens none."""
    if ARTICLE.match(line.text):
        return line.text.strip(), ""
    tokens = list(WORD.finditer(line.text))[:LABEL_WORDS]
    for token in reversed(tokens):
        printed = line.text[tokens[0].start() : token.end()]
        if ordinal(printed) is None:
            continue
        rest = line.text[token.end() :]
        alone = not rest.strip() and any(LABEL_END.match(other.text) for other in following)
        if LABEL_END.match(rest) or alone or _label_column(line, printed):
            return printed, value(rest)
    return None
