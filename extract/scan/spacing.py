"""Where the spaces go: engines run words together and tear them apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from extract.geometry import BBox, Word
from extract.lexicon import Knowledge, is_number, sane
from extract.scan.align import breaks, counterparts
from extract.scan.marks import BINDING
from extract.scan.readings import Reading

# A space belongs after a number that begins an item, a closing bracket, a full stop and a mark behind a word that ends
# no phrase, whatever the engines read.
_GLUED = re.compile(
    r"^\d{1,2}\.(?=[A-Z][a-z])|\)(?=[A-Za-z]{2})|(?<=[a-z]{4})\.(?=[a-z]{4})|(?<=[a-z]{3})['’,;:](?=[A-Za-z]{3})"
    r"|(?<=[a-z]{3})\.(?=[A-Z][a-z]{2})|(?<=[a-z]{4})\.(?=[A-Z]{2})|(?<=[A-Z]{2})\.(?=[a-z]{2})"
    rf"|^(?:{'|'.join(sorted(BINDING))})[.,:;](?=[a-z]{{3}})"
)
_DASH = re.compile(r"[-–]$")
# A quote between two words is a speck's.
_QUOTE = re.compile(r"['’]$")
# A word that nothing knows is two that were run together where it falls into two of at least so many letters.
RUN_TOGETHER = 4
# A word is cut in at most so many places.
MOST_CUTS = 3


def respaced(words: Sequence[Word], others: Sequence[Reading], know: Knowledge) -> list[Word]:
    """Part words that the recogniser ran together, and join those it parted, where the pieces are better known."""
    letters = [w.text for w in words]
    out: list[Word] = []
    at = 0
    gaps = _gaps("".join(letters), others)
    for word in words:
        forms = {m.end() for m in _GLUED.finditer(word.text)}
        cuts = sorted(forms | {g - at for g in gaps if at < g < at + len(word.text)})
        at += len(word.text)
        cuts = _whole_words(word.text, cuts, know) or cuts or _run_together(word.text, know)
        parts = _pieces(word.text, cuts)
        dashed = any(part.endswith("-") for part in parts[:-1])
        if cuts and not dashed and (forms or not know.known(word.text)) and _part(parts, know):
            out += _cut(word, parts)
        elif out and _joins(out[-1], word, know):
            out[-1] = replace(out[-1], text=out[-1].text + word.text, bbox=out[-1].bbox.union(word.bbox))
        else:
            out.append(word)
    return out


def _whole_words(text: str, cuts: Sequence[int], know: Knowledge) -> list[int]:
    """The fewest of the cuts, or the one place between, that leave nothing but known words ("Telah dilakukan")."""
    if not cuts or know.known(text):
        return []
    for count in range(1, min(len(cuts), MOST_CUTS) + 1):
        for some in combinations(cuts, count):
            if all(_sure(part, know) for part in _pieces(text, some)):
                return list(some)
    return _run_together(text, know)


def _sure(part: str, know: Knowledge) -> bool:
    return sane(part) and (know.closed(part) or know.seen(part) > 1 or (len(part) > 3 and know.listed(part)))


def _pieces(text: str, cuts: Sequence[int]) -> list[str]:
    return [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]


def _part(parts: Sequence[str], know: Knowledge) -> bool:
    """Whether pieces are better apart: some known, and none of the others a mere scrap."""
    known = [know.known(part) for part in parts]
    return any(known) and all(sure or len(part) > 3 for part, sure in zip(parts, known, strict=True))


def _run_together(text: str, know: Knowledge) -> list[int]:
    """Where a word falls into two that the document prints for certain; nowhere where there are several ways."""
    if know.known(text) or not text.isalpha():
        return []
    places = range(RUN_TOGETHER, len(text) - RUN_TOGETHER + 1)
    found = [i for i in places if know.seen(text[:i]) > 1 and know.seen(text[i:]) > 1 and sane(text[i:])]
    return found if len(found) == 1 else []


def _gaps(text: str, others: Sequence[Reading]) -> set[int]:
    """Where other readings of the same letters have spaces, counted in letters."""
    found: set[int] = set()
    for reading in others:
        words = [w.text for w in reading.words]
        if len(words) > 1 and words:
            spans = counterparts(words, [text])
            found |= breaks(spans)
    return found


def _joins(left: Word, right: Word, know: Knowledge) -> bool:
    joined = left.text + right.text
    return know.known(joined) and not know.known(left.text) and not know.known(right.text)


def _cut(word: Word, parts: Sequence[str]) -> list[Word]:
    """The word's parts as words, its box shared out by letters."""
    width = (word.bbox.x1 - word.bbox.x0) / len(word.text)
    out, x = [], word.bbox.x0
    for index, part in enumerate(parts):
        box = BBox(x, word.bbox.top, x + width * len(part), word.bbox.bottom)
        out.append(replace(word, text=_QUOTE.sub("", part) if index < len(parts) - 1 else part, bbox=box))
        x = box.x1
    return out


def spaced(one: Reading, other: Reading, know: Knowledge) -> Reading:
    """Of two readings with the same letters the one whose words are better known; the first of equals."""
    if [w.text for w in one.words] == [w.text for w in other.words]:
        surest = max((one, other), key=lambda r: r.confidence)
        return replace(
            one, words=tuple(replace(w, confidence=s.confidence) for w, s in zip(one.words, surest.words, strict=True))
        )
    if one.text.replace(" %", "%") == other.text:
        return one  # of 100 % in Helvetica the recogniser sees no space
    wider = max((one, other), key=lambda r: len(r.words))
    if any(_DASH.match(w.text) for w in wider.words[1:-1]) and all(_timed(w.text, know) for w in wider.words):
        return wider  # nor beside the dash of "April – Juni"
    return max((one, other), key=lambda r: known_share(r, know))


def _timed(text: str, know: Knowledge) -> bool:
    return bool(_DASH.match(text)) or is_number(text) or know.closed(text)


def known_share(reading: Reading, know: Knowledge) -> float:
    """Share of a reading's words that anything vouches for."""
    return sum(know.known(w.text) for w in reading.words) / max(len(reading.words), 1)
