"""Words of a scanned decree that look like misreadings of words it prints elsewhere."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from extract.preamble.lines import Line

# Recognition was sure of "BANGGAL" where the decree prints "BANGGAI" eleven times (2026 decree, 150 dpi): a word
# printed once or twice, one letter off a word printed at least so often, is in doubt.
OFTEN = 3
SELDOM = 2
SHORTEST = 5
WORD = re.compile(r"[^\W\d_]+")


def doubt_misreadings(lines: Sequence[Line]) -> list[Line]:
    """The lines of scanned pages with such words added to their ``unsure`` ones."""
    counts = Counter(word for line in lines for word in _words(line))
    often: dict[int, list[str]] = defaultdict(list)
    for word, count in counts.items():
        if count >= OFTEN:
            often[len(word)].append(word)
    seldom = {word for word, count in counts.items() if count <= SELDOM and _near(word, often)}
    return [_doubted(line, seldom) for line in lines]


def _words(line: Line) -> list[str]:
    return [word for word in WORD.findall(line.text.casefold()) if len(word) >= SHORTEST]


def _near(word: str, often: Mapping[int, Sequence[str]]) -> bool:
    near = (other for length in range(len(word) - 1, len(word) + 2) for other in often.get(length, ()))
    return any(Levenshtein.distance(word, other, score_cutoff=1) == 1 for other in near)


def _doubted(line: Line, seldom: set[str]) -> Line:
    words = [w for w in line.text.split() if w not in line.unsure and seldom.intersection(WORD.findall(w.casefold()))]
    return replace(line, unsure=(*line.unsure, *words)) if words else line
