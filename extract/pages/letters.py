"""Letters to words: one grouping for every reader of typeset pages.

Letters come in the order of the file. Letters that follow each other on one baseline are a run; runs that continue
each other are joined by where they stand; spaces, gaps and vertical rulings part words. Baselines are never chained
over the page's width: columns whose lines are offset by a point or two stay apart.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extract.geometry import BBox, Ruling, Word

# Two letters further apart than this share of the font size belong to two words, where no space is printed.
WORD_GAP = 0.25
# Letters whose baselines differ by at most this many points stand on one line.
BASELINE = 2.0
# A letter may begin this share of its size before the end of the last one (kerning, slanted type).
OVERLAP = 0.5
# Text printed twice for bold stands this near (points); two letters "ii" of a 6-point font stand 1.7 apart.
DOUBLE_PRINT = 0.8
# Letters reach this share of their size below the baseline, whatever their font says: fonts on one line then agree
# (Times says 0.216, Arial 0.212, Calibri 0.25, some say 0).
DESCENT = 0.21
# So many runs that begin at one place are looked at, no more: a page may print thousands over each other.
NEIGHBOURS = 8


class Letter(NamedTuple):
    """One letter, its box in points as its reader sees it: ``x`` runs along the line, ``bottom`` is the descender.

    ``turn`` counts the quarter turns of its line: 0 reads to the right, 1 upwards, 2 to the left, 3 downwards.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    turn: int = 0

    @property
    def size(self) -> float:
        """The font's size."""
        return self.bottom - self.top


Line = list[Letter]
"""Letters that stand side by side on one baseline, printed spaces among them."""


def turned(box: BBox, turn: int) -> BBox:
    """A box of the page as a reader of a line with so many quarter turns sees it; ``4 - turn`` turns it back."""
    turn %= 4
    if turn == 0:
        return box
    if turn == 1:
        return BBox(-box.bottom, box.x0, -box.top, box.x1)
    if turn == 2:
        return BBox(-box.x1, -box.bottom, -box.x0, -box.top)
    return BBox(box.top, -box.x1, box.bottom, -box.x0)


def lines_of(letters: Sequence[Letter]) -> list[Line]:
    """Letters of one turn as lines without a gap, in no order; what is printed twice for bold is read once."""
    runs, doubled = _runs(letters)
    bands = _bands(runs)
    if doubled or _overprinted(runs, bands):
        runs, _ = _runs(_read_once(letters))
        bands = _bands(runs)
    return _joined(runs, bands)


def words_of(letters: Sequence[Letter], rulings: Sequence[Ruling]) -> list[Word]:
    """Words of letters that read to the right; no word crosses a vertical ruling."""
    walls = Walls(ruling.bbox for ruling in rulings if not ruling.horizontal)
    return [word_of(part) for line in lines_of(letters) for piece in spaced(line) for part in walls.cut(piece)]


def word_of(letters: Sequence[Letter]) -> Word:
    """The word that some letters make."""
    texts, x0s, tops, x1s, bottoms, _ = zip(*letters, strict=True)
    return Word("".join(texts), BBox(min(x0s), min(tops), max(x1s), max(bottoms)))


def spaced(line: Line) -> Iterator[Line]:
    """The parts of a line between its printed spaces."""
    part: Line = []
    for letter in line:
        if letter.text != " ":
            part.append(letter)
        elif part:
            yield part
            part = []
    if part:
        yield part


class Walls:
    """Vertical rulings of a page, to cut lines at (columns set without a gap)."""

    def __init__(self, boxes: Iterable[BBox]) -> None:
        self._boxes = sorted(boxes, key=lambda box: box.x0)
        self._xs = [box.x0 for box in self._boxes]

    def between(self, x0: float, x1: float, y: float) -> list[float]:
        """Where walls cross the height ``y`` between two places, from left to right."""
        first, last = bisect_right(self._xs, x0), bisect_left(self._xs, x1)
        return [box.x0 for box in self._boxes[first:last] if box.top <= y <= box.bottom]

    def cut(self, line: Line) -> Iterator[Line]:
        """The parts of a line on either side of the walls."""
        cuts = self.between(line[0].x0, line[-1].x1, (line[0].top + line[0].bottom) / 2)
        start = 0
        if cuts:
            for index in range(1, len(line)):
                before, after = (line[i].x0 + line[i].x1 for i in (index - 1, index))
                if any(before / 2 < x <= after / 2 for x in cuts):
                    yield line[start:index]
                    start = index
        yield line[start:]


def _runs(letters: Sequence[Letter]) -> tuple[list[Line], bool]:
    """Letters that follow each other in the file and on the page; whether one repeats its neighbour in place."""
    runs: list[Line] = []
    doubled = False
    end, baseline, start, last = 0.0, float("inf"), 0.0, ""
    for letter in letters:
        text, x0, top, x1, bottom, _ = letter
        size = bottom - top
        if abs(bottom - baseline) <= BASELINE and -OVERLAP * size <= x0 - end <= WORD_GAP * size and x0 >= start:
            runs[-1].append(letter)
            doubled = doubled or (text == last and x0 - start < DOUBLE_PRINT and x1 > end)
        else:
            runs.append([letter])
        end, baseline, start, last = x1, bottom, x0, text
    return runs, doubled


Bands = dict[int, tuple[list[float], list[int]]]
"""Runs by the height they stand at, in steps of ``BASELINE``: their left ends in order, and their numbers."""


def _bands(runs: Sequence[Line]) -> Bands:
    grouped: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for number, run in enumerate(runs):
        grouped[int(run[0].bottom // BASELINE)].append((run[0].x0, number))
    return {
        band: ([x for x, _ in ordered], [number for _, number in ordered])
        for band, ordered in ((band, sorted(group)) for band, group in grouped.items())
    }


def _near(letter: Letter, x0: float, x1: float, bands: Bands) -> Iterator[int]:
    """Runs that begin between two places, in the band of a letter and in those above and below; a few of each."""
    middle = int(letter.bottom // BASELINE)
    for band in (middle - 1, middle, middle + 1):
        if band in bands:
            xs, numbers = bands[band]
            first = bisect_left(xs, x0)
            yield from numbers[first : min(bisect_right(xs, x1), first + NEIGHBOURS)]


def _overprinted(runs: Sequence[Line], bands: Bands) -> bool:
    """Whether two runs begin at one place, as text printed twice does."""
    for number, run in enumerate(runs):
        first = run[0]
        for other in _near(first, first.x0 - DOUBLE_PRINT, first.x0 + DOUBLE_PRINT, bands):
            if other != number and abs(runs[other][0].bottom - first.bottom) <= DOUBLE_PRINT:
                return True
    return False


def _read_once(letters: Iterable[Letter]) -> list[Letter]:
    """The letters without those printed before at the same place."""
    kept: list[Letter] = []
    seen: dict[tuple[str, int, int], list[Letter]] = defaultdict(list)
    for letter in letters:
        column, row = int(letter.x0 // DOUBLE_PRINT), int(letter.bottom // DOUBLE_PRINT)
        around = ((letter.text, column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1))
        if not any(_repeats(letter, other) for key in around for other in seen.get(key, ())):
            kept.append(letter)
            seen[letter.text, column, row].append(letter)
    return kept


def _repeats(letter: Letter, other: Letter) -> bool:
    """Whether two equal letters stand at one place; a ligature's parts ("ff") share their box exactly."""
    across, down = abs(letter.x0 - other.x0), abs(letter.bottom - other.bottom)
    return across <= DOUBLE_PRINT and down <= DOUBLE_PRINT


def _joined(runs: Sequence[Line], bands: Bands) -> list[Line]:
    """Runs put together where one begins at another's end."""
    after: dict[int, int] = {}
    taken: set[int] = set()
    for number in sorted(range(len(runs)), key=lambda n: runs[n][0].x0):
        last = runs[number][-1]
        begin, limit = max(last.x0 + 1e-6, last.x1 - OVERLAP * last.size), last.x1 + WORD_GAP * last.size
        found = [
            (abs(runs[other][0].x0 - last.x1), other)
            for other in _near(last, begin, limit, bands)
            if other not in taken and _continues(last, runs[other][0])
        ]
        if found:
            after[number] = min(found)[1]
            taken.add(after[number])
    return [_chain(number, runs, after) for number in range(len(runs)) if number not in taken]


def _continues(last: Letter, first: Letter) -> bool:
    return abs(first.bottom - last.bottom) <= BASELINE and first.x0 - last.x1 <= WORD_GAP * min(last.size, first.size)


def _chain(number: int, runs: Sequence[Line], after: dict[int, int]) -> Line:
    line = list(runs[number])
    while number in after:
        number = after[number]
        line += runs[number]
    return line
