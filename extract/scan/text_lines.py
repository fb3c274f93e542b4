"""Lines of text in a cell: from its glyphs, or from a detector where a stamp lies over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

# A glyph is at least this high, in pixels at 300 dpi.
GLYPH_LEAST = 14
# A line that the detector overlooked shows so many glyphs, and its height is so many times that of the others.
OVERLOOKED, LIKE = 4, (0.5, 1.5)

Boxes = NDArray[np.int32]  # rows of (x, y, width, height, area)


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text in a cell's picture: pixels, right and bottom edges excluded.

    ``glyphs`` tells how many made it; of a line under a stain, how many stand clear of that.
    """

    x0: int
    top: int
    x1: int
    bottom: int
    glyphs: int


def detected_lines(boxes: Sequence[tuple[int, int, int, int]], shape: tuple[int, ...]) -> list[TextLine]:
    """Lines of text from the detector's boxes; boxes much higher than the others, and upright ones, are stamps."""
    if not boxes:
        return []
    usual = sorted(bottom - top for _, top, _, bottom in boxes)[len(boxes) // 2]
    lines = [
        TextLine(max(0, x0), max(0, top), min(shape[1], x1), min(shape[0], bottom), max(1, (x1 - x0) // (bottom - top)))
        for x0, top, x1, bottom in sorted(boxes, key=lambda box: box[1] + box[3])
        if bottom - top <= max(1.5 * usual, GLYPH_LEAST) and x1 - x0 > 0.6 * (bottom - top)
    ]
    return merged(lines)


def with_overlooked(lines: Sequence[TextLine], others: Sequence[TextLine]) -> list[TextLine]:
    """The detector's lines and, of the lines that glyphs make, those as high as the detector's that it overlooked.

    A pen's stroke over a line makes its box so high that it is taken for a stamp ("unsur dalam unit"); of a header
    under a stamp it may see the stamp's letters only, which tell nothing about height ("INDIKATOR").
    """
    sound = [line for line in lines if line.glyphs >= OVERLOOKED]
    usual = sorted(line.bottom - line.top for line in sound)[len(sound) // 2] if sound else 0
    lost = [
        other
        for other in others
        if other.glyphs >= OVERLOOKED
        and (not sound or LIKE[0] < (other.bottom - other.top) / usual < LIKE[1])
        and all(_overlap(other, line) < 0.2 for line in lines)
    ]
    return sorted((*lines, *lost), key=lambda line: line.top + line.bottom)


def counted(line: TextLine, letters: Boxes) -> TextLine:
    """The line with the number of letters (boxes) whose middles lie in it."""
    x, y = letters[:, 0] + letters[:, 2] / 2, letters[:, 1] + letters[:, 3] / 2
    inside = (x >= line.x0) & (x <= line.x1) & (y >= line.top) & (y <= line.bottom)
    return replace(line, glyphs=int(inside.sum()))


def text_lines(glyphs: Boxes) -> list[TextLine]:
    """Glyphs grouped into lines by their vertical middles, from top to bottom."""
    boxes = sorted(map(tuple, glyphs.tolist()), key=_middle)
    groups: list[list[tuple[int, ...]]] = []
    for box in boxes:
        # Sorted by their middles, the middle one of a group is the one half way through it.
        if groups and _middle(box) - _share(list(map(_middle, groups[-1])), 0.5) <= 0.5 * _usual_height(groups[-1]):
            groups[-1].append(box)
        else:
            groups.append([box])
    return merged([_hull(group) for group in groups])


def merged(lines: list[TextLine]) -> list[TextLine]:
    """Lines that overlap are one: pieces of letters under a stamp make a second line beside the true one."""
    out: list[TextLine] = []
    for line in lines:
        if out and _overlap(out[-1], line) > 0.35:
            tall = max(out[-1], line, key=lambda t: t.glyphs)
            joint = (min(out[-1].x0, line.x0), tall.top, max(out[-1].x1, line.x1), tall.bottom)
            out[-1] = TextLine(*joint, out[-1].glyphs + line.glyphs)
        else:
            out.append(line)
    return out


def _overlap(one: TextLine, other: TextLine) -> float:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared / max(1, min(one.bottom - one.top, other.bottom - other.top))


def _middle(box: Sequence[int]) -> float:
    return box[1] + box[3] / 2


def _usual_height(boxes: Sequence[Sequence[int]]) -> float:
    return _share(sorted(box[3] for box in boxes), 0.5)


def _share(ordered: Sequence[float], share: float) -> float:
    """The value below which such a share of the ordered values lies (numpy's takes 20 times as long on a few)."""
    at = share * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def _hull(boxes: Sequence[Sequence[int]]) -> TextLine:
    """Around a line's glyphs; its height is that of most of them, so that a stray stroke does not stretch it."""
    top = _share(sorted(y for _, y, *_ in boxes), 0.2)
    bottom = _share(sorted(y + h for _, y, _, h, *_ in boxes), 0.7)
    right = max(x + w for x, _, w, *_ in boxes)
    return TextLine(min(box[0] for box in boxes), round(top), right, round(max(bottom, top + 1)), len(boxes))
