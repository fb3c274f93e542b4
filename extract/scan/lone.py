"""Strokes that stand alone: arcs and stars of stamps, stems of letters between two rulings of a table."""

from __future__ import annotations

from collections.abc import Sequence

from extract.scan.ridges import Piece

# Pieces of one ruling stand within so many pixels (150 dpi).
IN_LINE = 5
# A level ruling that no other continues is longer than this: rows end under texts, which need 30 mm at least.
LONE_LEVEL = 130
# An upright one that no other continues covers more than this share of what its neighbours do.
LONE_UPRIGHT = 0.35


def continued(level: Sequence[Piece], upright: Sequence[Piece]) -> list[Piece]:
    """Level rulings without short ones inside a table that no other is in line with.

    This and ``not_stray`` took the strokes of all 14 stamps that had left any on 140 pages, and no ruling.
    """
    return [p for p in level if p.end - p.start > LONE_LEVEL or _in_line(p, level) or not _inside(p, upright)]


def not_stray(upright: Sequence[Piece], level: Sequence[Piece]) -> list[Piece]:
    """Upright rulings without short ones inside a table that no other is in line with."""
    return [p for p in upright if not _stray(p, upright, level)]


def _in_line(piece: Piece, others: Sequence[Piece]) -> bool:
    return any(abs(o.at - piece.at) <= IN_LINE for o in others if o is not piece)


def _inside(piece: Piece, cross: Sequence[Piece]) -> bool:
    """Whether a piece lies between crossing rulings that go on at both of its sides."""
    return sum(c.start < piece.at - IN_LINE and c.end > piece.at + IN_LINE for c in cross if _meets(piece, c)) >= 2


def _meets(piece: Piece, cross: Piece) -> bool:
    return piece.start - IN_LINE <= cross.at <= piece.end + IN_LINE


def _stray(piece: Piece, uprights: Sequence[Piece], levels: Sequence[Piece]) -> bool:
    """Whether an upright covers little of what those beside it do, and crosses no more than a row or two."""
    beside = [o for o in uprights if o.start <= piece.start + IN_LINE and o.end >= piece.end - IN_LINE]
    longest = max(o.end - o.start for o in beside)
    covered = sum(o.end - o.start for o in uprights if abs(o.at - piece.at) <= IN_LINE)
    return covered < LONE_UPRIGHT * longest and _inside(piece, levels)
