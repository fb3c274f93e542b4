"""Where a table's rulings go on past the last that crosses them: a row that a page break cut, sides without a frame."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extract.scan.ridges import Piece, Ridges, profile_of

# Uprights end in line within so many pixels (150 dpi) and so far past the last level ruling: less is overshoot.
IN_LINE, PAST = 12, 24
# Faint ones, seen by averaging, reach so far past their ends.
OVERSHOOT = 32
# So many end there, so large a share of those beside them, over so much of the table's width: those between the months
# of a schedule are lost in its bars.
FEWEST, SHARE, WIDE = 3, 0.4, 0.8
# Of level rulings merged cells keep most from the sides: two do, the first and the last of a table.
FEWEST_LEVEL, SHARE_LEVEL = 2, 0.0
# An upright shows where it is so dark, as a share of its median.
DARK = 0.5


def closing(levels: Sequence[Piece], uprights: Sequence[Piece], ridge: Ridges) -> list[Piece]:
    """The level lines that close such rows, at the bottom and at the top; ``ridge`` is the uprights' map."""
    return _closings(levels, uprights, ridge, FEWEST, SHARE)


def siding(uprights: Sequence[Piece], levels: Sequence[Piece], ridge: Ridges) -> list[Piece]:
    """The upright lines that close a table which has no frame at its sides; ``ridge`` is the levels' map."""
    return _closings(uprights, levels, ridge, FEWEST_LEVEL, SHARE_LEVEL)


def reaching(levels: Sequence[Piece], uprights: Sequence[Piece]) -> list[Piece]:
    """The level lines, the first and the last of a table drawn out to uprights that end in line with them.

    A cell that a page break cuts keeps no line there, and may be as wide as the outer columns. Such an upright is the
    table's where another level line crosses it and the table's own.
    """
    out = list(levels)
    for index, line in enumerate(levels):
        own = [u for u in uprights if line.start - IN_LINE <= u.at <= line.end + IN_LINE and _meets(u, line)]
        for upright in uprights:
            at_end = min(abs(upright.start - line.at), abs(upright.end - line.at)) <= OVERSHOOT
            beyond = not line.start - IN_LINE <= upright.at <= line.end + IN_LINE
            if len(own) >= FEWEST and at_end and beyond and _tied(upright, line, own, levels):
                start, end = min(out[index].start, upright.at), max(out[index].end, upright.at)
                out[index] = Piece(line.at, start, end)
    return out


def _meets(upright: Piece, line: Piece) -> bool:
    return upright.start - IN_LINE <= line.at <= upright.end + IN_LINE


def _tied(upright: Piece, line: Piece, own: Sequence[Piece], levels: Sequence[Piece]) -> bool:
    """Whether another level line crosses an upright and those of a line that is the first or the last of them."""
    crossing = [o for o in levels if o is not line and any(_across(u, o) for u in own)]
    outermost = all(o.at > line.at for o in crossing) or all(o.at < line.at for o in crossing)
    return outermost and any(_across(upright, o) for o in crossing)


def _across(upright: Piece, line: Piece) -> bool:
    return line.start - IN_LINE <= upright.at <= line.end + IN_LINE and _meets(upright, line)


def _closings(cross: Sequence[Piece], found: Sequence[Piece], ridge: Ridges, fewest: int, share: float) -> list[Piece]:
    shown = [_shown(piece, ridge) for piece in found]
    return [line for side in (-1, 1) if (line := _closing(cross, shown, side, fewest, share))]


def _closing(cross: Sequence[Piece], found: Sequence[Piece], side: int, fewest: int, share: float) -> Piece | None:
    """The line at which most rulings end that go on past the last crossing one, the furthest of such."""
    past = [p for p in found if _past(p, cross, side) >= PAST]
    for tip in sorted((side * _tip(p, side) for p in past), reverse=True):
        last = [p for p in past if 0 <= tip - side * _tip(p, side) <= IN_LINE]
        beside = [p for p in found if p.start <= last[0].end and p.end >= last[0].start and _crossed(p, cross)]
        first, end = min(p.at for p in beside), max(p.at for p in beside)
        seen = max(p.at for p in last) - min(p.at for p in last)
        if len(last) >= max(fewest, share * len(beside)) and seen >= WIDE * (end - first):
            return Piece(side * tip, first, end)
    return None


def _shown(piece: Piece, ridge: Ridges) -> Piece:
    """An upright as far as it shows: faint ones, seen by averaging, reach 30 pixels past their ends."""
    profile = profile_of(ridge, piece)
    dark = np.flatnonzero(profile > DARK * float(np.median(profile)))
    return Piece(piece.at, piece.start + int(dark[0]), piece.start + int(dark[-1]) + 1) if len(dark) else piece


def _crossed(piece: Piece, cross: Sequence[Piece]) -> list[float]:
    """Where other rulings cross one."""
    met = [c.at for c in cross if c.start - IN_LINE <= piece.at <= c.end + IN_LINE]
    return [at for at in met if piece.start - IN_LINE <= at <= piece.end + IN_LINE]


def _past(piece: Piece, cross: Sequence[Piece], side: int) -> float:
    """How far a ruling goes on past the last that crosses it; 0 where none does."""
    return min((side * (_tip(piece, side) - at) for at in _crossed(piece, cross)), default=0.0)


def _tip(piece: Piece, side: int) -> float:
    return piece.end if side > 0 else piece.start
