"""Settle what the engines read: agreement first, then vocabularies, the document's own words, the word list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from rapidfuzz.distance import Levenshtein

from extract.geometry import Word
from extract.lexicon import Knowledge, Lexicon, core, is_ordinal, plain
from extract.scan.align import bare, counterparts
from extract.scan.marks import without_specks
from extract.scan.printed import as_printed
from extract.scan.readings import CellReadings, LineReadings, Reading, Settled
from extract.scan.spacing import respaced
from extract.scan.tidy import tidy

# An agreed word that nothing vouches for is in doubt below these: 10 of 10 wrong ones of five scans were, 1 of 3 true.
AGREED_SURE, TESSERACT_SURE = 0.9, 0.75
# Such a word that Tesseract alone read is in doubt below this, and so is one of several readings that only the word
# list vouches for, unless the recogniser was this sure of it or it was read twice ("layaran" for layanan).
ALONE_SURE, LISTED_SURE = 0.93, 0.8
# Readings that differ in case only are settled by so many votes more ("Seluruh" twice, "seluruh" once: the latter).
CASE_LEAD = 2
# Below this the recogniser's reading of an unknown line under a stamp is the stamp's own ink.
LEGIBLE = 0.6
# The last letter of a word too long for its column begins this near to the left end of the other lines, in points.
WRAPPED = 4.0


# What heads a column in the line of numbers under a header.
_COLUMN_NUMBER = re.compile(r"^\(\d{1,2}\)$")


@dataclass(frozen=True, slots=True)
class Choice:
    """The text chosen for one word, by what: "agreed", "settled" or "open"."""

    text: str
    by: str
    confidence: float


def knowledge(cells: Sequence[CellReadings], lexicon: Lexicon) -> Knowledge:
    """What the document tells about itself: words that both engines read alike, or one that was sure of them."""
    counts: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    ends: list[bool] = []
    for cell in cells:
        agreed = [reading for line in cell.lines if (reading := _agreed(line, lexicon)) is not None]
        words = [word.text for reading in agreed for word in reading.words]
        counts.update(core(text) for text in words)
        forms.update(text.casefold() for text in words)
        if len(words) > 2 and len(agreed) == len(cell.lines):
            ends.append(words[-1].endswith("."))
    counts.pop("", None)
    inked = [cell for cell in cells if cell.lines]
    specks = sum(cell.specks for cell in inked) / max(len(inked), 1)
    return Knowledge(lexicon, counts, forms, sum(ends) / max(len(ends), 1), specks)


def _agreed(line: LineReadings, lexicon: Lexicon) -> Reading | None:
    first, *rest = (_tidied(r) for r in line.readings)
    if not rest:
        return first
    return _spaced(first, rest[0], Knowledge(lexicon)) if bare(first.text) == bare(rest[0].text) else None


def settle_cell(cell: CellReadings, know: Knowledge) -> list[Settled]:
    """Settle the lines of one cell, top to bottom; lines that are stains or specks come back without words."""
    lines = [
        _unstained(settle(line, know, begins=index == 0, stained=cell.stained), line, cell, know)
        for index, line in enumerate(cell.lines)
    ]
    return without_specks([_printed(line, know) for line in lines], know)


def _printed(line: Settled, know: Knowledge) -> Settled:
    words = tuple(as_printed(line.words, know))
    return line if words == line.words else replace(line, words=words, repaired=True)


def _unstained(line: Settled, read: LineReadings, cell: CellReadings, know: Knowledge) -> Settled:
    """Drop what no vocabulary vouches for where a stamp lies, and single blots beside or without text."""
    agreed = len(read.readings) > 1 and bare(read.readings[0].text) == bare(read.readings[1].text)
    vouched = any(know.known(w.text) and (len(core(w.text)) > 3 or agreed) for w in line.words)
    vouched = vouched or bool(_COLUMN_NUMBER.match(line.text))
    if cell.stained and not vouched:
        legible = len(line.text) > 7 and max(r.confidence for r in read.readings if r.engine == "rapidocr") > LEGIBLE
        return Settled(line.words if legible else (), doubt="a stamp or a signature covers this cell")
    alone = len(cell.lines) == 1
    if line.doubt and not vouched and read.glyphs > 1 and _likeness(read) < LEGIBLE:
        return Settled((), doubt=line.doubt)
    if cell.stained and not line.doubt and not agreed and any(_odd(w, know) for w in line.words):
        return replace(line, doubt=f"a stamp or a signature lies here: {line.text!r}")
    if (
        read.glyphs == 1
        and not cell.stained
        and line.words
        and not is_ordinal(line.text)
        and not _wrapped(line, read, cell)
    ):
        return Settled((), doubt=line.doubt if alone else "", repaired=not alone) if not alone or line.doubt else line
    return line


def _likeness(read: LineReadings) -> float:
    """How alike the two most alike readings of a line by different engines are (0-1)."""
    pairs = combinations(read.readings, 2)
    return max(
        (Levenshtein.normalized_similarity(a.text, b.text) for a, b in pairs if a.engine != b.engine), default=1.0
    )


def _odd(word: Word, know: Knowledge) -> bool:
    """Whether only the word list vouches for a word, or a mark that a stroke may have made ends it."""
    marked = not word.text[-1].isalnum() and word.text[-1] not in ".,)%"
    return marked or not (is_ordinal(word.text) or know.closed(word.text) or know.seen(word.text) > 1)


def _wrapped(line: Settled, read: LineReadings, cell: CellReadings) -> bool:
    """Whether a line of one letter is the end of a word that the column was too narrow for, not a blot."""
    left = min(other.bbox.x0 for other in cell.lines)
    return (
        not line.doubt
        and line.text.isalpha()
        and line.text.islower()
        and read.bbox.x0 - left < WRAPPED
        and read is cell.lines[-1]
    )


def settle(line: LineReadings, know: Knowledge, *, begins: bool, stained: bool) -> Settled:
    """Settle one line; ``begins`` says that it is its cell's first."""
    readings = [_tidied(r) for r in line.readings]
    repaired = [r.text for r in readings] != [r.text for r in line.readings]
    if len(readings) > 1 and bare(readings[0].text) != bare(readings[1].text):
        return _disagreement(readings, know, begins)
    agreed = readings[0] if len(readings) == 1 else _spaced(readings[0], readings[1], know)
    words = respaced(agreed.words, readings, know)
    weak = [w.text for w in words if not know.known(w.text) and (stained or _weak(w, readings, know))]
    doubt = f"nothing vouches for {', '.join(map(repr, weak))}" if weak else ""
    return Settled(tuple(words), repaired and _changed(line, agreed), doubt)


def _weak(word: Word, readings: Sequence[Reading], know: Knowledge) -> bool:
    """Whether an agreed word that nothing vouches for is in doubt.

    Wrong ones had 0.89 and less from the recogniser, or were a letter away from a word of the document ("Sosjalisasi").
    """
    if len(readings) == 1:
        return (word.confidence or 0) < ALONE_SURE
    if know.near_seen(word.text):
        return True
    read = [w.confidence or 0 for r in readings[:2] for w in r.words if w.text == word.text]
    return len(read) < 2 or read[0] < TESSERACT_SURE or read[1] < AGREED_SURE


def _changed(line: LineReadings, agreed: Reading) -> bool:
    return all(bare(r.text) != bare(agreed.text) for r in line.readings[:1])


def _tidied(reading: Reading) -> Reading:
    words = []
    for index, word in enumerate(reading.words):
        text = tidy(word.text, first=index == 0)
        if text:
            words.append(word if text == word.text else replace(word, text=text))
    return replace(reading, words=tuple(words))


def _spaced(one: Reading, other: Reading, know: Knowledge) -> Reading:
    """Of two readings with the same letters the one whose words are better known; Tesseract's of equals."""
    if [w.text for w in one.words] == [w.text for w in other.words]:
        surest = max((one, other), key=lambda r: r.confidence)
        return replace(
            one, words=tuple(replace(w, confidence=s.confidence) for w, s in zip(one.words, surest.words, strict=True))
        )
    return max((one, other), key=lambda r: _known_share(r, know))


def _known_share(reading: Reading, know: Knowledge) -> float:
    return sum(know.known(w.text) for w in reading.words) / max(len(reading.words), 1)


def _disagreement(readings: Sequence[Reading], know: Knowledge, begins: bool) -> Settled:
    """Word by word along the recogniser's reading, or Tesseract's where it read nothing."""
    pivot = next((r for r in (readings[1], *readings[2:], readings[0]) if r.words), None)
    if pivot is None:
        return Settled((), repaired=True)
    others = [r for r in readings if r is not pivot]
    columns = [counterparts([w.text for w in pivot.words], [w.text for w in r.words]) for r in others]
    choices = [
        _choose(pivot, index, [(r, column[index]) for r, column in zip(others, columns, strict=True)], know, begins)
        for index in range(len(pivot.words))
    ]
    words = [
        replace(word, text=choice.text, confidence=choice.confidence)
        for word, choice in zip(pivot.words, choices, strict=True)
        if choice.text
    ]
    spaced = respaced(words, others, know)
    doubtful = [c.text or w.text for c, w in zip(choices, pivot.words, strict=True) if c.by == "open"]
    doubt = "read differently: " + " | ".join(dict.fromkeys(r.text for r in readings)) if doubtful else ""
    return Settled(tuple(spaced), any(c.by == "settled" for c in choices), doubt)


def _choose(pivot: Reading, index: int, others: Sequence[tuple[Reading, str]], know: Knowledge, begins: bool) -> Choice:
    """The text of one word: what both engines read, else what one of the vocabularies knows."""
    word = pivot.words[index]
    sure = word.confidence or 0.0
    if any(r.engine != pivot.engine and text == bare(word.text) for r, text in others):
        if know.known(word.text) or (sure >= AGREED_SURE and not know.near_seen(word.text)):
            return Choice(word.text, "agreed", sure)
        near = know.near_closed(word.text)
        return Choice(near or word.text, "settled" if near else "open", sure)
    candidates = list(dict.fromkeys([word.text, *(text for _, text in others)]))
    if seen := [c for c in candidates if plain(c) and know.seen(c) > 1]:
        candidates = [c for c in candidates if c in seen or not plain(c) or not any(core(c) in core(s) for s in seen)]
    if index == 0 and begins and (numbers := [c for c in candidates if is_ordinal(c)]):
        return Choice(numbers[0], "settled" if len(numbers) == 1 else "open", sure)
    for vouches in (know.closed, lambda c: plain(c) and know.seen(c) > 1, lambda c: plain(c) and know.listed(c)):
        vouched = list(dict.fromkeys(c for c in candidates if c and vouches(c)))
        if not vouched:
            continue
        found = _best(vouched, [word.text, *(text for _, text in others)], sure, know)
        votes = [word.text, *(text for _, text in others)].count(found.text)
        trusted = votes > 1 or (found.text == word.text and sure >= LISTED_SURE)
        return found if trusted or know.closed(found.text) or know.seen(found.text) > 1 else replace(found, by="open")
    near = know.near_closed(word.text)
    return Choice(near or word.text, "settled" if near else "open", sure)


def _best(vouched: Sequence[str], read: Sequence[str], sure: float, know: Knowledge) -> Choice:
    """The one vouched for; of several that differ in marks or case only, the one read most often."""
    if len(vouched) == 1:
        return Choice(vouched[0], "settled", sure)
    votes = Counter(text for text in read if text in vouched).most_common(2)
    alike = len({core(text) for text in vouched}) == 1
    if alike and (usual := know.usual_form(vouched)):
        return Choice(usual, "settled", sure)
    lead = 1 if len({text.casefold() for text in vouched}) > 1 else CASE_LEAD
    clear = len(votes) == 1 or votes[0][1] - votes[1][1] >= lead
    return Choice(votes[0][0] if clear else vouched[0], "settled" if alike and clear else "open", sure)
