"""Where a table's uprights go on past its last level ruling: a row that a page break cut, without a line of its own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extract.scan.ridges import Piece, Ridges, profile_of

# Uprights end in line within so many pixels (150 dpi) and so far past the last level ruling: less is overshoot.
IN_LINE, PAST = 12, 24
# So many end there, so large a share of those beside them, over so much of the table's width: those between the months
# of a schedule are lost in its bars.
FEWEST, SHARE, WIDE = 3, 0.4, 0.8
# An upright shows where it is so dark, as a share of its median.
DARK = 0.5


def closing(levels: Sequence[Piece], uprights: Sequence[Piece], ridge: Ridges) -> list[Piece]:
    """The level lines that close such rows, at the bottom and at the top; ``ridge`` is the uprights' map."""
    shown = [_shown(piece, ridge) for piece in uprights]
    return [line for side in (-1, 1) if (line := _closing(levels, shown, side))]


def _shown(piece: Piece, ridge: Ridges) -> Piece:
    """An upright as far as it shows: faint ones, seen by averaging, reach 30 pixels past their ends."""
    profile = profile_of(ridge, piece)
    dark = np.flatnonzero(profile > DARK * float(np.median(profile)))
    return Piece(piece.at, piece.start + int(dark[0]), piece.start + int(dark[-1]) + 1) if len(dark) else piece


def _closing(levels: Sequence[Piece], uprights: Sequence[Piece], side: int) -> Piece | None:
    open_ended = [p for p in uprights if _past(p, levels, side) >= PAST]
    if not open_ended:
        return None
    furthest = max(side * _tip(p, side) for p in open_ended)
    last = [p for p in open_ended if furthest - side * _tip(p, side) <= IN_LINE]
    beside = [p for p in uprights if p.start <= last[0].end and p.end >= last[0].start]
    left, right = min(p.at for p in beside), max(p.at for p in beside)
    seen = max(p.at for p in last) - min(p.at for p in last)
    if len(last) < max(FEWEST, SHARE * len(beside)) or seen < WIDE * (right - left):
        return None
    return Piece(side * furthest, left, right)


def _past(piece: Piece, levels: Sequence[Piece], side: int) -> float:
    """How far an upright goes on past the last level ruling that it crosses; 0 where it crosses none."""
    met = [c.at for c in levels if c.start - IN_LINE <= piece.at <= c.end + IN_LINE]
    crossed = [at for at in met if piece.start - IN_LINE <= at <= piece.end + IN_LINE]
    return min((side * (_tip(piece, side) - at) for at in crossed), default=0.0)


def _tip(piece: Piece, side: int) -> float:
    return piece.end if side > 0 else piece.start
