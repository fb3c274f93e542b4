"""Words that an engine read and that the settled line does not hold: where one goes in silence, a text is cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from extract.lexicon import Knowledge, sane
from extract.scan.align import bare
from extract.scan.readings import Reading, Settled
from extract.scan.tidy import PERIOD

# Shorter words may be scraps of a stroke.
SHORTEST = 3
# An unknown word of so many letters is a word misread ("kexja"), no scrap.
LONG = 5
# A settled word so like a read one stands for it.
ALIKE = 0.5
# So like the line is what the recogniser shows between letters (so many at least) before and behind it.
SAME, SCRAP = 80, 2


def none_left_out(line: Settled, readings: Sequence[Reading], know: Knowledge) -> Settled:
    """The line, in doubt where a reading has a word that nothing in it stands for.

    "teknolog: informasi dan" was settled as "teknologi informasi", a line that the document prints elsewhere.
    """
    if line.doubt:
        return line
    lost = dict.fromkeys(word for reading in readings[:2] for word in _lost(reading, line, know))
    if len(line.words) == 1 and PERIOD.match(line.text):  # "Triwulan I" under a pen's stroke
        lost |= dict.fromkeys(word.text for reading in readings[:2] for word in reading.words[1:])
    lost |= dict.fromkeys(_at_ends(line, readings))
    return replace(line, doubt=f"read and left out: {', '.join(map(repr, lost))}") if lost else line


def _at_ends(line: Settled, readings: Sequence[Reading]) -> Iterator[str]:
    """What all looks of the recogniser show before or behind the line ("KPUKabupatenBanggai" for the last two)."""
    looks = [_letters(r.text) for r in readings if r.engine == "rapidocr" and r.words]
    met = [(look, fuzz.partial_ratio_alignment(_letters(line.text), look)) for look in looks]
    if not line.words or any(at is None or at.score < SAME for _, at in met):
        return
    ends = [(look[: at.dest_start], look[at.dest_end :]) for look, at in met if at]
    for more in zip(*ends, strict=True):
        if min(map(len, more)) >= SCRAP:
            yield more[0]


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def _lost(reading: Reading, line: Settled, know: Knowledge) -> Iterator[str]:
    held = [bare(word.text).casefold() for word in line.words]
    whole = "".join(held)
    for word in reading.words:
        text = bare(word.text).casefold()
        if len(text) < SHORTEST or not text.isalpha() or text in whole:
            continue
        alike = any(Levenshtein.normalized_similarity(text, other) >= ALIKE for other in held)
        if not alike and (know.known(word.text) or (len(text) >= LONG and sane(word.text))):
            yield word.text
