"""Where a ruling is interrupted: the stretches between two crossing rulings that show none, as merged cells do.

A faint ruling only shows when much is averaged, and that reaches over the height of a section banner. So what was found
is looked at again, stretch by stretch, beside the rest of the same ruling. Measured on 7,200 stretches of 20 layouts
at 200 and 150 dpi: all but two of 95 absent ones that nothing crosses were told, and none of the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from extract.scan.ridges import Piece, Ridges, both_sides, evenness, inner_part, thickness
from extract.scan.stretches import OPEN_ENDS, Seen, stretches, tips

# A stretch shows no ruling when the 15th percentile of its darkness is below this share of the ruling's median (true
# ones 0.19 and more, half of them 0.93) ...
ABSENT = 0.15
# ... and a trace is left on less than this: text that crosses uprights leaves up to 0.94; stamped level ones keep 0.68.
UPRIGHT_TRACE, LEVEL_TRACE = 0.95, 0.5
# Such a stretch is dark all the same where letters stand on both of its sides on so much of its length, ...
LETTERS = 0.5
# ... else it may be a ruling under a stamp, unless it is this much lighter than the rest.
LIGHT = 0.5
# With one end so light a stretch as uneven as this is no ruling either, nor an upright whose gaps are so light, nor one
# darker than the rest (by STEMS_DARK) whose ends are lighter than this. Of 10,000 level stretches 2 true ones were so,
# both under a stamp, and 21 of 72 lines of 5 to 7 pt text; another 35 are light at both ends.
# An end beside a stroke that crosses it tells nothing: lighter than both its sides by more than this.
ONE_OPEN, TEXT_EVEN, STEM_LOW, STEM_ENDS, CROSSED_END = 0.2, 0.78, 0.2, 0.5, -0.5
# Small letters are so high (pixels): rulings so thick are more even than this (all but 2 of 2,200, double ones) or
# darker at both ends.
# or letters stand on both sides of so much of it ("Agen perubahan ditetapkan", 7 pt, 0.98).
LETTERS_EVEN, LETTERS_HIGH, LETTER_ENDS, AMONG_LETTERS = 0.7, range(6, 9), 0.6, 0.9
# With letters on both sides, one that is less even or darker than this is taken for their stems: 18 of 20 were; where
# most uprights of the same row are interrupted, as by a banner, any is: all of 8 were.
STEMS_EVEN, STEMS_DARK = 0.45, 1.35
BANNER = 0.5
# Rows so low (pixels) hold one line of text: there an upright may be one letter's stem.
ONE_LINE = 60
# (than the rest of its ruling, and than the others in its row: a light fill makes the rest lighter)
BLACKER = 1.1
# Darker by STEMS_DARK than the others in its row, fewer letters tell; by this (bars of a schedule make 1.8), none are
# needed ("TARGET" over two columns, the first T in line with what parts them).
FEW_LETTERS, STEMS_BLACK = 0.25, 2.0
# None is a stretch whose ends are this dark beside the crossing rulings, as a share of its middle: hairlines of one row
# may differ so.
WHOLE_ENDS = 0.6
# Through a fill a ruling shows, but faintly (0.31 and more at its darker end, where none is at most 0.13).
FILLED_ENDS = 0.2
# Where a trace is left on so much of an interrupted stretch and its neighbours show none, it is not sure.
INKED = 0.5
# Pieces of one ruling stand within this, in pixels.
ONE_RULING = 6


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch where a ruling is interrupted; not ``sure`` where strokes cross it and its neighbours stand."""

    stretch: Piece
    sure: bool


def upright_gaps(found: Sequence[Piece], levels: Sequence[Piece], ridge: Ridges) -> list[Gap]:
    """Where upright rulings are interrupted between two level ones: banners, headers over several columns."""
    seen = list(stretches(found, levels, ridge))
    absent = [_nothing(s, ridge, UPRIGHT_TRACE) or _open_ended(s, ridge) for s in seen]
    standing = [s for s, gone in zip(seen, absent, strict=True) if not gone]
    ats = {piece.at for piece in found}
    return [
        Gap(s.stretch, gone and (s.trace < INKED or _interrupted(_row(s, standing), ats)))
        for s, gone in zip(seen, absent, strict=True)
        if gone or _stems(s, _row(s, standing), ats, ridge)
    ]


def level_gaps(found: Sequence[Piece], uprights: Sequence[Piece], ridge: Ridges) -> list[Gap]:
    """Where level rulings are interrupted between two upright ones: cells merged over several rows."""
    seen = list(stretches(found, uprights, ridge))
    absent = [_nothing(s, ridge, LEVEL_TRACE) or _text(s, ridge) for s in seen]
    ends = {(s.stretch.at, end) for s, gone in zip(seen, absent, strict=True) if not gone for end in _ends(s)}
    return [
        Gap(s.stretch, s.trace < INKED or not all((s.stretch.at, end) in ends for end in _ends(s)))
        for s, gone in zip(seen, absent, strict=True)
        if gone
    ]


def _ends(one: Seen) -> tuple[float, float]:
    return one.stretch.start, one.stretch.end


def crossed(stretch: Piece, ridge: Ridges, least: float) -> bool:
    """Whether letters stand on both sides of a stretch, on so much (0-1) of its length."""
    return both_sides(ridge.grey, inner_part(stretch)) >= least


def without(found: Sequence[Piece], gaps: Sequence[Gap]) -> list[Piece]:
    """The rulings, parted where they are interrupted."""
    out: list[Piece] = []
    for piece in found:
        start = piece.start
        for gap in sorted((g.stretch for g in gaps if _within(g.stretch, piece)), key=lambda g: g.start):
            if gap.start > start:
                out.append(Piece(piece.at, start, gap.start))
            start = gap.end
        if piece.end > start:
            out.append(Piece(piece.at, start, piece.end))
    return out


def _nothing(seen: Seen, ridge: Ridges, most_trace: float) -> bool:
    if seen.hidden or seen.filled or seen.low >= ABSENT or seen.trace >= most_trace:
        return False
    return seen.dark < LIGHT or crossed(seen.stretch, ridge, LETTERS)


def _open_ended(one: Seen, ridge: Ridges) -> bool:
    """Whether a stretch meets neither of the crossing rulings, as stems of letters do."""
    if one.hidden:
        return False
    lighter, darker = tips(one, ridge)
    if one.filled:
        return darker < FILLED_ENDS
    return (
        darker < OPEN_ENDS
        or (lighter < ONE_OPEN and one.low < STEM_LOW)
        or (darker < STEM_ENDS and one.dark > STEMS_DARK)
    )


def _text(one: Seen, ridge: Ridges) -> bool:
    """Whether a level stretch is a line of small text, which keeps clear of the uprights and has gaps."""
    if one.hidden or one.filled:
        return False
    lighter, darker = tips(one, ridge)
    even = evenness(inner_part(one.stretch), ridge)
    letters = (
        even < LETTERS_EVEN and thickness(ridge, inner_part(one.stretch)) in LETTERS_HIGH and lighter < LETTER_ENDS
    )
    if darker < LETTER_ENDS and crossed(one.stretch, ridge, AMONG_LETTERS):
        return True
    return darker < OPEN_ENDS or (CROSSED_END < lighter < ONE_OPEN and even < TEXT_EVEN) or letters


def _row(one: Seen, standing: Sequence[Seen]) -> list[Seen]:
    """The uprights that stand in a stretch's row."""
    middle = (one.stretch.start + one.stretch.end) / 2
    return [s for s in standing if s.stretch.start < middle < s.stretch.end]


def _stems(one: Seen, row: Sequence[Seen], ats: Collection[float], ridge: Ridges) -> bool:
    """Whether what looks like an inner upright are the stems of letters in line with it."""
    left, right = min(s.stretch.at for s in row), max(s.stretch.at for s in row)
    if one.hidden or one.filled or not left < one.stretch.at < right:
        return False
    banner = _interrupted(row, ats)
    letters = both_sides(ridge.grey, inner_part(one.stretch))
    beside = [s.dark * s.whole for s in row if not (s.hidden or s.filled)] or [one.dark * one.whole]
    black = one.dark * one.whole / float(np.median(beside))
    low_row = one.stretch.end - one.stretch.start < ONE_LINE
    return (
        (low_row and _text(one, ridge))
        or (banner and low_row and tips(one, ridge)[0] < OPEN_ENDS)
        or (letters >= LETTERS and (banner or one.low < STEMS_EVEN or (one.dark > STEMS_DARK and black > BLACKER)))
        or (letters >= FEW_LETTERS and black > STEMS_DARK)
        or (black > STEMS_BLACK and tips(one, ridge)[0] < WHOLE_ENDS * one.dark)
    )


def _interrupted(row: Sequence[Seen], ats: Collection[float]) -> bool:
    """Whether most inner uprights are interrupted in a row, as by a banner."""
    left, right = min((s.stretch.at for s in row), default=0.0), max((s.stretch.at for s in row), default=0.0)
    inner = _apart(at for at in ats if left < at < right)
    standing = _apart(s.stretch.at for s in row if left < s.stretch.at < right)
    return not inner or 1 - len(standing) / len(inner) >= BANNER


def _apart(ats: Iterable[float]) -> list[float]:
    """Places that are further apart than the pieces of one ruling are."""
    out: list[float] = []
    for at in sorted(ats):
        if not out or at - out[-1] > ONE_RULING:
            out.append(at)
    return out


def _within(gap: Piece, piece: Piece) -> bool:
    return gap.at == piece.at and piece.start <= gap.start and gap.end <= piece.end
