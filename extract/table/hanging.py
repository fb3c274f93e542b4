"""Text that hangs out of a table's last row, under its last ruling: browsers and tight rows print it so.

What follows the lines of a cell at their distance and begins where they do is the cell's; text under the table stands
further down, or elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.geometry import Word
from extract.table.lines import line_groups
from extract.table.walls import Region

# A ruling that runs through words cuts off so much of their height; text under a table keeps clear of its last line.
CROSSED = 0.08
# Lines of one text follow each other at one distance, within this share, at most so many of their heights; under a cell
# of one line, which does not tell its distance, at most so many.
SAME_PITCH, PITCH, CLOSE = 0.12, 1.6, 1.3
# Lines of one text begin at one place, within this many points.
ALIGNED = 1.5


def hanging_out(words: Sequence[Word], xs: Sequence[float], ys: Sequence[float], regions: Sequence[Region]) -> set[int]:
    """The regions at a table's lower end out of which text hangs: its last ruling crosses words that stand below it."""
    low = [w for w in words if w.bbox.top + CROSSED * _size(w) < ys[-1] < w.bbox.middle[1]]
    ends = {i: (xs[c], xs[c + w]) for i, (r, c, h, w) in enumerate(regions) if r + h == len(ys) - 1} if low else {}
    return {i for i, (x0, x1) in ends.items() if any(x0 <= word.bbox.middle[0] <= x1 for word in low)}


def with_hanging(
    words: Sequence[Word],
    xs: Sequence[float],
    ys: Sequence[float],
    regions: Sequence[Region],
    placed: Sequence[tuple[Word, ...]],
) -> tuple[list[tuple[Word, ...]], set[int]]:
    """Each region's words with the lines that hang out of it under the table, and the regions that have such lines."""
    held = list(placed)
    hung: set[int] = set()
    under = [w for w in words if w.bbox.middle[1] > ys[-1]]
    for i, (row, column, height, width) in enumerate(regions) if under else ():
        if row + height == len(ys) - 1 and held[i] and held[i][0].engine == "pdf":
            inside = [w for w in under if xs[column] <= w.bbox.x0 and w.bbox.x1 <= xs[column + width]]
            lines = _following(line_groups(held[i]), line_groups(inside))
            hung |= {i} if lines else set()
            held[i] = (*held[i], *(word for line in lines for word in line))
    return held, hung


def _following(lines: list[list[Word]], under: Sequence[list[Word]]) -> list[list[Word]]:
    """The lines under the table that go on with a cell's."""
    begin = min(line[0].bbox.x0 for line in lines)
    pitch = _down(lines[-2], lines[-1]) if len(lines) > 1 else None
    taken: list[list[Word]] = []
    for line in under:
        step, size = _down((taken or lines)[-1], line), _size(line[0])
        even = abs(step - pitch) <= SAME_PITCH * pitch if pitch else size * 0.9 <= step <= size * CLOSE
        if not even or step > size * PITCH or abs(line[0].bbox.x0 - begin) > ALIGNED:
            break
        taken.append(line)
    return taken


def _down(upper: Sequence[Word], lower: Sequence[Word]) -> float:
    return lower[0].bbox.bottom - upper[0].bbox.bottom


def _size(word: Word) -> float:
    return word.bbox.bottom - word.bbox.top
