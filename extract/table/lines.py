"""Words to printed lines."""

from __future__ import annotations

from collections.abc import Sequence

from extract.geometry import Word

# A line is centred when it is indented at all and its two free sides differ by at most this, in points.
CENTRED_INDENT = 3.0
CENTRED_SKEW = 2.5


def line_groups(words: Sequence[Word]) -> list[list[Word]]:
    """Words grouped into printed lines, top to bottom, each from left to right.

    A word joins the line whose vertical middle lies inside it (superscripts and mixed sizes share a line).
    """
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.bbox.middle[1], w.bbox.x0)):
        if lines and _same_line(lines[-1][0], word):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda w: w.bbox.x0) for line in lines]


def _same_line(first: Word, word: Word) -> bool:
    height = min(first.bbox.bottom - first.bbox.top, word.bbox.bottom - word.bbox.top)
    return abs(word.bbox.middle[1] - first.bbox.middle[1]) <= max(height * 0.5, 0.5)


def room_for_more(line: Sequence[Word], left: float, right: float, letter: float) -> float:
    """Free space beside a line that runs between ``left`` and ``right`` (points), in letters ``letter`` points wide.

    What is free left of a centred line counts too.
    """
    before, after = line[0].bbox.x0 - left, right - line[-1].bbox.x1
    free = before + after if before > CENTRED_INDENT and abs(before - after) <= CENTRED_SKEW else after
    return free / max(letter, 0.1)


def letter_width(line: Sequence[Word]) -> float:
    """Mean width of a line's letters, in points."""
    letters = sum(len(word.text) for word in line)
    return sum(word.bbox.x1 - word.bbox.x0 for word in line) / max(letters, 1)


def depth_below(lines: Sequence[Sequence[Word]], bottom: float) -> float:
    """Free space between the last line and ``bottom`` (points), in lines."""
    if not lines:
        return 0.0
    height = max(word.bbox.bottom - word.bbox.top for word in lines[-1])
    return (bottom - max(word.bbox.bottom for word in lines[-1])) / max(height, 1.0)
