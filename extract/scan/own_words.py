"""What a scanned document tells about its own words and lines: what both engines read alike vouches for the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extract.lexicon import Knowledge, Lexicon, core
from extract.scan.align import bare
from extract.scan.readings import CellReadings, LineReadings, Reading
from extract.scan.spacing import spaced
from extract.scan.tidy import tidied


def knowledge(cells: Sequence[CellReadings], lexicon: Lexicon) -> Knowledge:
    """What the document tells about itself: words that both engines read alike, or one that was sure of them."""
    counts: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    lines: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    ends: list[bool] = []
    for cell in cells:
        agreed = [reading for line in cell.lines if (reading := _agreed(line, lexicon)) is not None]
        words = [word.text for reading in agreed for word in reading.words]
        counts.update(core(text) for text in words)
        forms.update(text.casefold() for text in words)
        lines.update(reading.text for reading in agreed)
        pairs.update(pair for reading in agreed for pair in pairwise(word.text for word in reading.words))
        if len(words) > 2 and len(agreed) == len(cell.lines):
            ends.append(words[-1].endswith("."))
    counts.pop("", None)
    inked = [cell for cell in cells if cell.lines]
    specks = sum(cell.specks for cell in inked) / max(len(inked), 1)
    return Knowledge(lexicon, counts, forms, sum(ends) / max(len(ends), 1), specks, lines, pairs)


def _agreed(line: LineReadings, lexicon: Lexicon) -> Reading | None:
    first, *rest = (tidied(r) for r in line.readings)
    if not rest:
        return first
    return spaced(first, rest[0], Knowledge(lexicon)) if bare(first.text) == bare(rest[0].text) else None
