"""Ticks of a schedule: lone marks that no engine has a letter for, and that each reads as another.

What they made of 220 ticks of scans at 200 dpi: "v" and a root are V to all of them, "x" is X; a disc is O, 0
or e to the recogniser and nothing to Tesseract; a check mark is 4, 7, J, V, /, ¥, ¢, é or “, hardly ever the same to
both. A number that stands alone is the same to both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from statistics import median

from extract.scan.readings import CellReadings, PageReadings, Reading

_VEE, _CROSS, _DISC = frozenset("vy¥"), frozenset("x×"), frozenset("oe06•")
_CHECK = frozenset("47j1/f¢vy¥“é")
# Of those what is no digit: one engine at least must have read one.
_STROKES = _CHECK - frozenset("471")
# As many ticks of a kind, but for "v" and "x" on clean paper, a document that ticks its schedule has at least, and no
# cell that is ticked is so many times as wide as the middle one: a speck in an empty cell reads like a disc, the end of
# a signature like a V.
USUAL, BROAD = 3, 2.0
# How sure a tick is that all readings make one.
SURE = 0.95


def with_ticks(pages: Iterable[PageReadings]) -> list[PageReadings]:
    """The pages with lone marks that are ticks read as such by both engines; discs and checks if there are several."""
    pages = list(pages)
    widths: dict[str, list[float]] = {"v": [], "x": [], "●": [], "✓": [], "": []}
    for cell in (cell for page in pages for cell in page.cells):
        widths[_tick(cell)].append(cell.bbox.x1 - cell.bbox.x0)
    broadest = {tick: BROAD * median(found) for tick, found in widths.items() if tick and len(found) >= USUAL}
    return [replace(page, cells=tuple(_ticked(cell, broadest) for cell in page.cells)) for page in pages]


def _ticked(cell: CellReadings, broadest: Mapping[str, float]) -> CellReadings:
    """The cell, both engines reading its tick where it holds one and is no broader than such cells are."""
    tick = _tick(cell)
    plain = bool(tick) and tick in "vx" and not cell.stained
    if not tick or (not plain and cell.bbox.x1 - cell.bbox.x0 > broadest.get(tick, 0.0)):
        return cell
    (line,) = cell.lines
    word = next(replace(w, text=tick, confidence=SURE) for reading in line.readings for w in reading.words)
    readings = tuple(Reading(engine, (word,)) for engine in ("tesseract", "rapidocr"))
    return replace(cell, lines=(replace(line, readings=readings),), stained=False, unread=0.0)


def _tick(cell: CellReadings) -> str:
    """The tick that a cell holds and nothing else, "" where it holds none."""
    if len(cell.lines) != 1 or cell.lines[0].glyphs != 1:
        return ""
    read = _letters(cell.lines[0].readings, lighter=cell.stained)
    seen = {letter for letter in read if letter}
    if len(read) < 2 or not seen:
        return ""
    if seen <= _VEE and "v" in seen:
        return "v"
    if seen <= _CROSS:
        return "x"
    if seen <= _DISC and "" in read:
        return "●"
    return "✓" if len(seen) > 1 and seen <= _CHECK and seen & _STROKES else ""


def _letters(readings: Sequence[Reading], *, lighter: bool) -> list[str]:
    """What each reading makes of one mark, in small letters; one letter read twice is one ("Vv")."""
    clear = [r for r in readings if r.lighter] if lighter and any(r.lighter for r in readings) else readings
    texts = [reading.text.casefold().rstrip(".") for reading in clear]
    return [text[0] if text and len(set(text)) == 1 else text for text in texts]
