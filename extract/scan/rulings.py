"""Rulings on a picture: found by camelot's morphology on a ridge map, bridged where faint, kept where they meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from extract.geometry import BBox, Ruling
from extract.scan.gaps import Gap, level_gaps, upright_gaps, without
from extract.scan.lone import continued, not_stray
from extract.scan.open_rows import closing, reaching, siding
from extract.scan.raster import Picture
from extract.scan.ridges import TRACE_LEAST, Piece, Ridges, fills_beside, threshold_of, trace_or_hidden
from extract.scan.sifting import PLAIN_LEVEL, PLAIN_UPRIGHT, even, pieces, plain, shining_through

# A gap this long is bridged at once; up to the longer one where a trace of the ruling is left on so much of it.
GAP, FAINT_GAP, TRACE = 20, 130, 0.35
# Pieces of one ruling stand in line within this.
IN_LINE = 3
# An end this near to another ruling meets it; one that would meet it within the longer reach is drawn out to it.
MEETS, REACH = 8, 55
# A piece of a ruling is longer than a letter's stem or a stroke of a stamp (pixels).
LONG = 60
# A row that no line closes is at most so high.
OPEN_ROW = 700


@dataclass(frozen=True, slots=True)
class RasterRulings:
    """The rulings of a picture in pixels, where they are interrupted, and the maps in which traces may be left.

    ``level_back`` and ``upright_back`` are left out: so light that they may shine through from the sheet's back.
    ``long`` counts the long pieces seen first, those of the direction that has fewer.
    """

    level: tuple[Piece, ...]
    upright: tuple[Piece, ...]
    level_map: Ridges
    upright_map: Ridges
    level_gaps: tuple[Gap, ...] = ()
    upright_gaps: tuple[Gap, ...] = ()
    level_back: tuple[Piece, ...] = ()
    upright_back: tuple[Piece, ...] = ()
    long: int = 0

    def in_points(self, scale: float) -> tuple[Ruling, ...]:
        """As rulings of the page; ``scale`` is the picture's pixels per point."""
        scale = scale / 2
        level = [BBox(p.start / scale, p.at / scale, p.end / scale, p.at / scale) for p in self.level]
        upright = [BBox(p.at / scale, p.start / scale, p.at / scale, p.end / scale) for p in self.upright]
        return tuple(Ruling(box) for box in [*level, *upright])


def find_rulings(picture: Picture) -> RasterRulings:
    """Rulings of an upright picture (BGR, 300 dpi), level and upright, joined where they are faint."""
    half = cv2.resize(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    grey = np.asarray(half, np.uint8)
    level, level_map = pieces(grey, PLAIN_LEVEL)
    upright, upright_map = pieces(np.ascontiguousarray(grey.T), PLAIN_UPRIGHT)
    long = min(sum(p.end - p.start > LONG for p in seen) for seen in (level, upright))
    level_back: list[Piece] = []
    upright_back: list[Piece] = []
    for _ in range(3):
        level, upright = even(joined(level, level_map), level_map), even(joined(upright, upright_map), upright_map)
        level = reaching(level, upright)
        sides = siding(upright, level, level_map)
        ends = [_drawn_to(sides, line) for line in closing(level, upright, upright_map)]
        sides = [_drawn_to(ends, line) for line in sides]
        level = continued(meeting(level, [*upright, *sides], level_map), upright)
        upright = meeting(upright, [*level, *ends], upright_map)
        level_back += shining_through(level, level_map)
        upright_back += shining_through(upright, upright_map)
        level, upright = [p for p in level if p not in level_back], [p for p in upright if p not in upright_back]
    level, upright = plain(even(level, level_map), level_map), plain(even(upright, upright_map), upright_map)
    upright = not_stray(upright, [*level, *ends])
    over = level_gaps(level, [*upright, *sides], level_map)
    through = upright_gaps(upright, [*level, *ends], upright_map)
    level, upright = [*without(level, over), *ends], [*without(upright, through), *sides]
    return RasterRulings(
        tuple(level), tuple(upright), level_map, upright_map, tuple(over), tuple(through), tuple(level_back),
        tuple(upright_back), long,
    )  # fmt: skip


def _drawn_to(sides: Sequence[Piece], line: Piece) -> Piece:
    """A line that closes a table drawn out to the lines that close it across."""
    at = [side.at for side in sides if side.start - OPEN_ROW <= line.at <= side.end + OPEN_ROW]
    return replace(line, start=min(line.start, *at), end=max(line.end, *at)) if at else line


def joined(found: Sequence[Piece], ridge: Ridges) -> list[Piece]:
    """Pieces in line, joined over small gaps, and over long ones where a trace of ink is left."""
    threshold = threshold_of(ridge, TRACE_LEAST) / 2
    out: list[Piece] = []
    for piece in sorted(found, key=lambda p: p.start):
        mate = _mate(piece, out, ridge, threshold)
        if mate is None:
            out.append(piece)
            continue
        other = out[mate]
        weight, new = other.end - other.start, piece.end - piece.start
        at = (other.at * weight + piece.at * new) / max(weight + new, 1)
        out[mate] = Piece(at, other.start, max(other.end, piece.end))
    return out


def _mate(piece: Piece, out: Sequence[Piece], ridge: Ridges, threshold: float) -> int | None:
    for index in range(len(out) - 1, -1, -1):
        other = out[index]
        gap, at = piece.start - other.end, (other.at + piece.at) / 2
        if abs(other.at - piece.at) > IN_LINE:
            continue
        if gap > FAINT_GAP and gap - _filled(ridge, Piece(at, other.end, piece.start)) > FAINT_GAP:
            continue
        if gap <= GAP or trace_or_hidden(ridge, at, other.end, piece.start, threshold) >= TRACE:
            return index
    return None


def _filled(ridge: Ridges, piece: Piece) -> int:
    """How much of a stretch has a deep fill beside it."""
    return int(np.logical_or(*fills_beside(ridge, piece)).sum())


def meeting(found: Sequence[Piece], cross: Sequence[Piece], ridge: Ridges) -> list[Piece]:
    """Rulings that meet crossing ones at both ends, drawn out where they nearly do; underlines and stems go."""
    threshold = threshold_of(ridge, TRACE_LEAST) / 2
    out = []
    for piece in found:
        touching = sorted(c.at for c in cross if c.start - REACH <= piece.at <= c.end + REACH)
        start, end = (_end(piece, touching, side, _Trace(ridge, piece.at, threshold)) for side in (-1, 1))
        drawn_out = (
            max(0.0, piece.start - start) + max(0.0, end - piece.end) if start is not None and end is not None else 0
        )
        if start is not None and end is not None and end - start > MEETS and drawn_out <= piece.end - piece.start:
            out.append(replace(piece, start=start, end=end))
    return out


@dataclass(frozen=True, slots=True)
class _Trace:
    """How much of a stretch in line with a ruling shows a trace of it."""

    ridge: Ridges
    at: float
    threshold: float

    def __call__(self, start: float, end: float) -> float:
        """Share (0-1) of the stretch."""
        return trace_or_hidden(self.ridge, self.at, start, end, self.threshold)


def _end(piece: Piece, touching: Sequence[float], side: int, trace: _Trace) -> float | None:
    """Where a ruling ends: at the crossing ruling it meets, beyond it, or at the next one that a trace leads to."""
    tip = piece.end if side > 0 else piece.start
    near = [at for at in touching if abs(at - tip) <= MEETS]
    if near:
        return min(near, key=lambda at: abs(at - tip))
    ahead = [at for at in touching if 0 < (at - tip) * side <= REACH]
    if ahead:
        target = min(ahead, key=lambda at: abs(at - tip))
        if trace(min(tip, target), max(tip, target)) >= TRACE:
            return target
    inside = [at for at in touching if (tip - at) * side > 0 and piece.start - MEETS <= at <= piece.end + MEETS]
    return min(inside, key=lambda at: abs(at - tip)) if inside else None
