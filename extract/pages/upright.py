"""Turned text (headers that run upwards): each paragraph becomes one word, so that it reads in its own direction.

A word has no direction of its own, and cells order words from left to right and from top to bottom: a line that runs
upwards would read backwards, word by word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extract.geometry import BBox, Ruling, Word
from extract.pages.letters import BASELINE, NEIGHBOURS, Letter, Walls, lines_of, spaced, turned, word_of

# Words of one turned line, and lines of one turned paragraph, stand no further apart than this share of their size.
LINE_GAP = 1.0
PARAGRAPH_GAP = 0.8
# So many paragraphs back a turned line's own is looked for: a header has dozens, a hostile page thousands.
RECENT = 200


@dataclass(frozen=True, slots=True)
class _Rulings:
    """The page's rulings as a reader of turned text sees them: ``level`` part lines, ``walls`` part words."""

    walls: Walls
    level: tuple[BBox, ...]


def upright_words(letters: Sequence[Letter], rulings: Sequence[Ruling]) -> list[Word]:
    """One word for each paragraph of turned letters, its box as on the page."""
    words: list[Word] = []
    for turn in (1, 2, 3):
        own = [letter for letter in letters if letter.turn == turn]
        if own:
            seen = _turned_rulings(rulings, turn)
            parts = [p for line in lines_of(own) for piece in spaced(line) for p in seen.walls.cut(piece)]
            words += _turned_back(_paragraphs(_lines([word_of(p) for p in parts], seen.walls), seen.level), turn)
    return words


def _turned_rulings(rulings: Iterable[Ruling], turn: int) -> _Rulings:
    boxes = [turned(ruling.bbox, turn) for ruling in rulings]
    level = tuple(box for box in boxes if box.x1 - box.x0 >= box.bottom - box.top)
    return _Rulings(Walls(box for box in boxes if box.x1 - box.x0 < box.bottom - box.top), level)


def _turned_back(words: Iterable[Word], turn: int) -> list[Word]:
    return [replace(word, bbox=turned(word.bbox, 4 - turn)) for word in words]


def _lines(words: Sequence[Word], walls: Walls) -> list[Word]:
    """Words of one line joined, where no wall stands between them."""
    lines: list[Word] = []
    bands: dict[int, list[int]] = defaultdict(list)  # lines by the height they stand at
    for word in sorted(words, key=lambda w: w.bbox.x0):
        at = int(word.bbox.bottom // BASELINE)
        near = [i for band in (at - 1, at, at + 1) for i in bands[band][-NEIGHBOURS:]]
        before = [i for i in near if _goes_on(lines[i].bbox, word.bbox, walls)]
        if before:
            lines[before[-1]] = _together(lines[before[-1]], word)
        else:
            bands[at].append(len(lines))
            lines.append(word)
    return lines


def _goes_on(line: BBox, word: BBox, walls: Walls) -> bool:
    near = abs(line.bottom - word.bottom) <= BASELINE
    size = word.bottom - word.top
    near = near and 0 <= word.x0 - line.x1 <= LINE_GAP * size
    return near and not walls.between(line.x1 - size / 2, word.x0 + size / 2, word.middle[1])


def _paragraphs(lines: Sequence[Word], level: Sequence[BBox]) -> list[Word]:
    """Lines over each other joined, where no ruling stands between them."""
    blocks: list[tuple[Word, Word]] = []  # the paragraph so far and its last line
    for line in sorted(lines, key=lambda w: w.bbox.bottom):
        recent = range(max(0, len(blocks) - RECENT), len(blocks))
        above = [i for i in recent if _below(blocks[i][1].bbox, line.bbox, level)]
        if above:
            blocks[above[-1]] = (_together(blocks[above[-1]][0], line), line)
        else:
            blocks.append((line, line))
    return [block for block, _ in blocks]


def _below(last: BBox, line: BBox, level: Sequence[BBox]) -> bool:
    near = -BASELINE <= line.top - last.bottom <= PARAGRAPH_GAP * (line.bottom - line.top)
    overlap = min(last.x1, line.x1) - max(last.x0, line.x0)
    if not near or overlap <= 0:
        return False
    x = max(last.x0, line.x0) + overlap / 2
    return not any(r.x0 <= x <= r.x1 and last.middle[1] <= r.top <= line.middle[1] for r in level)


def _together(first: Word, second: Word) -> Word:
    return Word(f"{first.text} {second.text}", first.bbox.union(second.bbox))
