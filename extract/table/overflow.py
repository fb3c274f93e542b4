"""Text that does not fit its cell's width: it runs on over the ruling, or stops at it with its rest cut off.

Spreadsheets print texts that are not wrapped so: over blank neighbours to the end, up to the next text otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extract.geometry import Word
from extract.model import Cell, Doubt, cell_doubt
from extract.table.cut_text import HALF_GAP, whole
from extract.table.lines import line_groups
from extract.table.walls import Region

# Words of one line are parted by at most this share of its height.
SPACE = 0.45
# In a table with so many texts that do not fit, none is wrapped: those that end this near to the edge, in shares of
# their size, may be cut off, too.
UNWRAPPED, LETTER, LONG = 3, 0.7, 8
# Lines set tight overlap by a fifth of their height, words printed over each other by more than this.
OVERPRINT = 0.4
# A table whose last ruling is no further from the page's edge than this runs off the page, in points.
AT_EDGE = 1.0
# Texts of a left-aligned column begin at one place, within this many points; so many of them tell which. Letters keep
# other distances from it ("J" hangs over by a point): what begins so twice, this near to it, is a text's begin, too.
SAME_PLACE, TEXTS = 0.6, 3
BEARING = 1.5


def over_rulings(
    xs: Sequence[float], regions: Sequence[Region], placed: Sequence[tuple[Word, ...]]
) -> tuple[list[tuple[Word, ...]], set[int]]:
    """Each region's words, those that run on over a ruling put back; the regions whose text does not fit."""
    words = list(placed)
    spilled: set[int] = set()
    begins = _begins(xs, regions, placed)
    by_left: dict[int, list[int]] = {}
    for i, (_, column, _, _) in enumerate(regions):
        by_left.setdefault(column, []).append(i)
    for i, (row, column, height, width) in enumerate(regions):
        at = column + width
        while (
            _long(words[i])
            and words[i][0].engine == "pdf"
            and max(w.bbox.x1 for w in words[i]) > xs[at] - _size(words[i])
        ):
            beside = [j for j in by_left.get(at, ()) if _rows_meet(regions[j], row, height) and words[j]]
            rest = next((j for j in beside if _runs_on(words[i], words[j], xs[at], begins.get(at, ()))), None)
            if rest is None:
                spilled |= {i} if max(w.bbox.x1 for w in words[i]) > xs[at] else set()
                break
            spilled |= {i, rest}
            run = _run(words[rest])
            words[i] = tuple(whole((*words[i], *run)))
            words[rest] = tuple(word for word in words[rest] if word not in run)
            if words[rest]:
                break
            at = regions[rest][1] + regions[rest][3]
    if sum(_long(words[i]) for i in spilled) >= UNWRAPPED:
        spilled |= {i for i, (_, c, _, w) in enumerate(regions) if _long(words[i]) and _ends_at(words[i], xs[c + w])}
    return words, spilled


def _long(words: Sequence[Word]) -> bool:
    """Whether a cell prints more than a mark or a number that is centred in a column too narrow for it."""
    return sum(letter.isalpha() for word in words for letter in word.text) >= LONG


def _ends_at(words: Sequence[Word], edge: float) -> bool:
    """Whether the one line of a cell ends where no further letter would fit."""
    gap = edge - max(word.bbox.x1 for word in words)
    return gap < LETTER * _size(words) and len(line_groups(words)) == 1


def _size(words: Sequence[Word]) -> float:
    return words[0].bbox.bottom - words[0].bbox.top


def _run(words: Sequence[Word]) -> list[Word]:
    """The words of the first line that follow one another as those of one text do."""
    first, *others = line_groups(words)[0]
    run = [first]
    for word in others:
        gap = word.bbox.x0 - run[-1].bbox.x1
        if not -0.5 <= gap <= SPACE * _size(words):
            break
        run.append(word)
    return run


def _rows_meet(region: Region, row: int, height: int) -> bool:
    return region[0] < row + height and row < region[0] + region[2]


def _begins(
    xs: Sequence[float], regions: Sequence[Region], placed: Sequence[tuple[Word, ...]]
) -> dict[int, tuple[float, ...]]:
    """Where the texts of each column begin, from its left edge, in points; no entry where they do not agree."""
    found: dict[int, list[float]] = {}
    for (_, column, _, _), words in zip(regions, placed, strict=True):
        if words:
            found.setdefault(column, []).append(min(w.bbox.x0 for w in words) - xs[column])
    places = {}
    for column, offsets in found.items():
        place, count = Counter(round(offset / SAME_PLACE) for offset in offsets).most_common(1)[0]
        if count >= max(TEXTS, len(offsets) / 2):
            usual = place * SAME_PLACE
            places[column] = (usual, *(p for p in _twice(offsets) if abs(p - usual) <= BEARING))
    return places


def _twice(offsets: Sequence[float]) -> list[float]:
    return [place for place, count in Counter(round(offset, 1) for offset in offsets).items() if count > 1]


def _runs_on(left: Sequence[Word], right: Sequence[Word], wall: float, begins: Sequence[float]) -> bool:
    """Whether a line beside the wall goes on behind it: inside a word, or where no text of that column begins."""
    first = line_groups(right)[0][0]
    height, (_, y) = first.bbox.bottom - first.bbox.top, first.bbox.middle
    before = [w for w in left if abs(w.bbox.middle[1] - y) <= 0.25 * height and w.bbox.x0 < first.bbox.x0]
    if not before:
        return False
    gap = first.bbox.x0 - max(w.bbox.x1 for w in before)
    if any(abs(first.bbox.x0 - wall - place) <= SAME_PLACE for place in begins):
        return False
    return abs(gap) <= HALF_GAP * height or (0 <= gap <= SPACE * height and bool(begins))


def off_page(
    page_width: float, xs: Sequence[float], regions: Sequence[Region], placed: Sequence[Sequence[Word]]
) -> set[int]:
    """The regions of a table that runs off its page whose text ends there: the letters beyond the edge are not read."""
    if xs[-1] < page_width - AT_EDGE:
        return set()
    last = [i for i, (_, column, _, width) in enumerate(regions) if column + width == len(xs) - 1 and placed[i]]
    return {i for i in last if any(word.bbox.x1 > page_width - _size([word]) for word in placed[i])}


def overprinted(lines: Sequence[Sequence[Word]]) -> bool:
    """Whether words of a cell's lines are printed over each other: a text runs into another that is not its own."""
    if not lines or lines[0][0].engine != "pdf":
        return False
    beside = (pair for line in lines for pair in pairwise(line))
    if any(a.bbox.x1 - b.bbox.x0 > OVERPRINT * (a.bbox.bottom - a.bbox.top) for a, b in beside):
        return True
    near = (pair for pair in pairwise(lines) if _down(pair[0][0], pair[1][0]) > 0)
    return any(_lies_over(a, b) for upper, lower in near for a in upper for b in lower)


def with_above(numbers: Sequence[int], regions: Sequence[Region]) -> list[int]:
    """Regions with those right above them, whose text ran down into them."""
    ends: dict[tuple[int, int], int] = {(row + height, column): i for i, (row, column, height, _) in enumerate(regions)}
    above = (ends.get((regions[i][0], regions[i][1])) for i in numbers)
    return sorted({*numbers, *(i for i in above if i is not None)})


def _lies_over(one: Word, other: Word) -> bool:
    across = min(one.bbox.x1, other.bbox.x1) - max(one.bbox.x0, other.bbox.x0)
    return across > 0 and _down(one, other) > OVERPRINT * min(_size([one]), _size([other]))


def _down(one: Word, other: Word) -> float:
    """How much two words overlap in height, in points."""
    return min(one.bbox.bottom, other.bbox.bottom) - max(one.bbox.top, other.bbox.top)


def lies_over_text(cell: Cell) -> Doubt:
    """What tells of a cell where texts are printed over each other."""
    return cell_doubt(
        "text_overprinted",
        "texts are printed over each other here: look which of their words are this cell's",
        cell,
        before=cell.raw,
    )


def does_not_fit(cell: Cell) -> Doubt:
    """What tells of a text that reaches over its cell's edge."""
    return cell_doubt(
        "text_over_ruling",
        "the text here reaches over the cell's edge: its end may be cut off, or stand in the next cell",
        cell,
        before=cell.raw,
    )
