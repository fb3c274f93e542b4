"""Rulings on a picture: found by camelot's morphology on a ridge map, bridged where faint, kept where they meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from camelot.image_processing import find_lines
from numpy.typing import NDArray

from extract.geometry import BBox, Ruling
from extract.scan.gaps import Gap, level_gaps, upright_gaps, without
from extract.scan.lone import continued, not_stray
from extract.scan.open_rows import closing
from extract.scan.raster import Picture
from extract.scan.ridges import (
    TRACE_ALONG,
    TRACE_LEAST,
    Piece,
    Ridges,
    deep_fills,
    drift,
    evenness,
    hidden_of,
    ridges,
    shown_of,
    threshold_of,
    trace_or_hidden,
)

# A gap this long is bridged at once; up to the longer one where a trace of the ruling is left on so much of it.
GAP, FAINT_GAP, TRACE = 20, 130, 0.35
# A ruling is at most so thick.
THICK = 5
# Pieces of one ruling stand in line within this.
IN_LINE = 3
# An end this near to another ruling meets it; one that would meet it within the longer reach is drawn out to it.
MEETS, REACH = 8, 55


@dataclass(frozen=True, slots=True)
class Sieve:
    """What counts as a piece: grey averaged over ``along``, at least ``least`` levels dark, ``shortest`` long."""

    along: int
    least: float
    shortest: int


# Plain rulings. Averaged over little, letters keep their gaps; longer than a stem of 14 pt bold capitals (21),
# shorter than the upright side of a row of 11 pt text.
PLAIN_LEVEL, PLAIN_UPRIGHT = Sieve(5, 22.0, 30), Sieve(5, 22.0, 25)
# Faint ones only show when much is averaged, and only where they are long.
FAINT = Sieve(61, 4.0, 150)
# A ruling is even: along it, the 15th percentile of darkness is at least this share of the median. Rulings of four
# scans have 0.53 and more (0.9 at 200 dpi), stems and lines of text 0.28 and less.
EVEN, EVEN_SHORT, SHORT = 0.42, 0.6, 50
# A piece lighter than this share of the page's usual ruling has to be as even as a short one (text: 0.23 and 0.48).
LIGHT = 0.4
# A piece shorter than this may be a pen's stroke; one that wanders further than this is.
PEN, DRIFT = 160, 1.5


@dataclass(frozen=True, slots=True)
class RasterRulings:
    """The rulings of a picture in pixels, where they are interrupted, and the maps in which traces may be left."""

    level: tuple[Piece, ...]
    upright: tuple[Piece, ...]
    level_map: Ridges
    upright_map: Ridges
    level_gaps: tuple[Gap, ...] = ()
    upright_gaps: tuple[Gap, ...] = ()

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
    for _ in range(3):
        level, upright = even(joined(level, level_map), level_map), even(joined(upright, upright_map), upright_map)
        ends = closing(level, upright, upright_map)
        level = continued(meeting(level, upright, level_map), upright)
        upright = meeting(upright, [*level, *ends], upright_map)
    level, upright = plain(even(level, level_map), level_map), plain(even(upright, upright_map), upright_map)
    upright = not_stray(upright, [*level, *ends])
    over, through = level_gaps(level, upright, level_map), upright_gaps(upright, [*level, *ends], upright_map)
    level, upright = [*without(level, over), *ends], without(upright, through)
    return RasterRulings(tuple(level), tuple(upright), level_map, upright_map, tuple(over), tuple(through))


def pieces(grey: Picture, plain: Sieve) -> tuple[list[Piece], Ridges]:
    """Level pieces of rulings, plain and faint, unjoined, and the ridge map that traces are looked for in."""
    fills = deep_fills(grey)
    traces = ridges(grey, TRACE_ALONG, fills)
    found = [p for sieve in (plain, FAINT) for p in _sifted(ridges(grey, sieve.along, fills), sieve)]
    return even(found, traces), traces


def even(found: Sequence[Piece], traces: Ridges) -> list[Piece]:
    """The pieces that are about as dark all along, as rulings are and lines of letters are not; no slanting strokes."""
    return [
        p
        for p in found
        if evenness(p, traces) >= (EVEN if p.end - p.start > SHORT else EVEN_SHORT)
        and (p.end - p.start > PEN or drift(p, traces) <= DRIFT)
    ]


def plain(found: Sequence[Piece], traces: Ridges) -> list[Piece]:
    """The pieces that are as dark as the page's rulings or as even: a line of 7 pt text at 200 dpi is neither."""
    dark = [float(np.median(shown_of(traces, p))) for p in found]
    lengths = np.array([p.end - p.start for p in found])
    order = np.argsort(dark)
    usual = dark[order[np.searchsorted(lengths[order].cumsum(), lengths.sum() / 2)]] if found else 0.0
    return [p for p, d in zip(found, dark, strict=True) if d >= LIGHT * usual or evenness(p, traces) >= EVEN_SHORT]


def _sifted(ridge: Ridges, sieve: Sieve) -> list[Piece]:
    mask = (ridge.levels > threshold_of(ridge, sieve.least)).astype(np.uint8) * 255
    mask = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((2, 3), np.uint8)), np.uint8)
    runs, _ = find_lines(mask, direction="horizontal", line_scale=max(1, mask.shape[1] // sieve.shortest))
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(runs, np.uint8))
    found: list[Piece] = []
    for x, y, w, h, _ in stats[1:].tolist():
        if h <= THICK:
            found.append(Piece(y + (h - 1) / 2, float(x), float(x + w)))
        else:  # a pen's stroke or a letter touches it
            found += _parted(runs[y : y + h, x : x + w] > 0, x, y, sieve.shortest)
    return found


def _parted(block: NDArray[np.bool_], x: int, y: int, shortest: int) -> list[Piece]:
    """The longest runs of a thick component, row by row, none within a ruling's thickness of a longer one."""
    runs = []
    for row, line in enumerate(block):
        edges = np.flatnonzero(np.diff(np.concatenate([[0], line.astype(np.int8), [0]])))
        runs += [(int(b - a), row, int(a)) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= shortest]
    out: list[Piece] = []
    for length, row, start in sorted(runs, reverse=True):
        piece = Piece(float(y + row), float(x + start), float(x + start + length))
        if all(abs(p.at - piece.at) > THICK or p.end < piece.start or p.start > piece.end for p in out):
            out.append(piece)
    return out


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
        if gap > FAINT_GAP and gap - hidden_of(ridge, Piece(at, other.end, piece.start)).sum() > FAINT_GAP:
            continue
        if gap <= GAP or trace_or_hidden(ridge, at, other.end, piece.start, threshold) >= TRACE:
            return index
    return None


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
