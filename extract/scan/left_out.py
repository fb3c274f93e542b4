"""Words that an engine read and that the settled line does not hold: where one goes in silence, a text is cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

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


def none_left_out(line: Settled, readings: Sequence[Reading], know: Knowledge) -> Settled:
    """The line, in doubt where a reading has a word that nothing in it stands for.

    "teknolog: informasi dan" was settled as "teknologi informasi", a line that the document prints elsewhere.
    """
    if line.doubt:
        return line
    lost = dict.fromkeys(word for reading in readings for word in _lost(reading, line, know))
    if len(line.words) == 1 and PERIOD.match(line.text):  # "Triwulan I" under a pen's stroke
        lost |= dict.fromkeys(word.text for reading in readings for word in reading.words[1:])
    return replace(line, doubt=f"read and left out: {', '.join(map(repr, lost))}") if lost else line


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
