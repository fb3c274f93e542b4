"""Rulings on a picture: found by camelot's morphology on a ridge map, bridged where faint, kept where they meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from camelot.image_processing import find_lines
from numpy.typing import NDArray

from extract.model import BBox, Ruling
from extract.raster import Picture

# Rulings are looked for at half of 300 dpi, in a quarter of the time; all lengths are pixels there.
# A ruling is darker than what lies this far on both of its sides; a line of text is not (x-height 8 and more).
RIDGE = 4
# A ridge is this many times stronger than the map's noise.
RIDGE_NOISE = 4.0
# A gap this long is bridged at once; up to the longer one where a trace of the ruling is left on so much of it.
GAP, FAINT_GAP, TRACE = 20, 130, 0.35
# A stretch that shows a trace on so much of its length may be a ruling that was missed.
HIDDEN = 0.7
# A ruling is at most so thick.
THICK = 5
# A stretch that is dark on so much of its length is a ruling even where a pen's stroke beside it hides the ridge.
SOLID, DARK = 0.97, 30
# Pieces of one ruling stand in line within this.
IN_LINE = 3
# An end this near to another ruling meets it; one that would meet it within the longer reach is drawn out to it.
MEETS, REACH = 8, 55


@dataclass(frozen=True, slots=True)
class Ridges:
    """How much darker each pixel is than both sides along level lines, and the noise of that (robust sigma)."""

    levels: NDArray[np.int16]
    noise: float
    grey: Picture


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
# A trace of a ruling is looked for in a map averaged over this; so many grey levels are one.
TRACE_ALONG, TRACE_LEAST = 9, 4.0
# A ruling is even: along it, the 15th percentile of darkness is at least this share of the median. Rulings of four
# scans have 0.53 and more (0.9 at 200 dpi), stems and lines of text 0.28 and less.
EVEN, EVEN_SHORT, SHORT = 0.42, 0.6, 50
# A piece shorter than this may be a pen's stroke; one that wanders further than this is.
PEN, DRIFT = 160, 1.5


@dataclass(frozen=True, slots=True)
class Piece:
    """A ruling: it stands at ``at`` (y of a level one, x of an upright one) from ``start`` to ``end``, in pixels."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class RasterRulings:
    """The rulings of a picture in pixels, and the maps in which traces of others may be left."""

    level: tuple[Piece, ...]
    upright: tuple[Piece, ...]
    level_map: Ridges
    upright_map: Ridges

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
        level, upright = meeting(level, upright, level_map), meeting(upright, level, upright_map)
    level, upright = even(level, level_map), even(upright, upright_map)
    return RasterRulings(tuple(level), tuple(upright), level_map, upright_map)


def pieces(grey: Picture, plain: Sieve) -> tuple[list[Piece], Ridges]:
    """Level pieces of rulings, plain and faint, unjoined, and the ridge map that traces are looked for in."""
    traces = ridges(grey, TRACE_ALONG)
    found = [p for sieve in (plain, FAINT) for p in _sifted(ridges(grey, sieve.along), sieve)]
    return even(found, traces), traces


def even(found: Sequence[Piece], traces: Ridges) -> list[Piece]:
    """The pieces that are about as dark all along, as rulings are and lines of letters are not; no slanting strokes."""
    return [
        p
        for p in found
        if _evenness(p, traces) >= (EVEN if p.end - p.start > SHORT else EVEN_SHORT)
        and (p.end - p.start > PEN or _drift(p, traces) <= DRIFT)
    ]


def _drift(piece: Piece, traces: Ridges) -> float:
    """By how many pixels a ruling wanders from its first quarter to its last."""
    top = max(0, round(piece.at) - 4)
    band = traces.levels[top : round(piece.at) + 5, round(piece.start) : round(piece.end)]
    if band.shape[1] < 8:
        return 0.0
    place, quarter = band.argmax(axis=0), band.shape[1] // 4
    return abs(float(np.mean(place[:quarter])) - float(np.mean(place[-quarter:])))


def _evenness(piece: Piece, traces: Ridges) -> float:
    profile = np.sort(_profile(traces, piece.at, piece.start, piece.end))
    middle = float(profile[len(profile) // 2]) if len(profile) else 0.0
    if middle < _threshold(traces, TRACE_LEAST) / 2:  # noise is even too
        return 0.0
    return float(profile[int(len(profile) * 0.15)]) / middle


def _profile(ridge: Ridges, at: float, start: float, end: float) -> NDArray[np.int16]:
    """The strongest ridge within 2 pixels of where a ruling should be, along it."""
    band = ridge.levels[max(0, round(at) - 2) : round(at) + 3, max(0, round(start)) : round(end)]
    return np.asarray(band.max(axis=0), np.int16) if band.size else np.zeros(0, np.int16)


def _sifted(ridge: Ridges, sieve: Sieve) -> list[Piece]:
    mask = (ridge.levels > _threshold(ridge, sieve.least)).astype(np.uint8) * 255
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


def ridges(grey: Picture, along: int) -> Ridges:
    """How much darker each pixel is than both sides, along level lines; 0 and less is no ridge."""
    smooth = cv2.blur(grey, (along, 1)).astype(np.int16)
    above = np.vstack([smooth[:1].repeat(RIDGE, 0), smooth[:-RIDGE]])
    below = np.vstack([smooth[RIDGE:], smooth[-1:].repeat(RIDGE, 0)])
    levels = np.minimum(above, below) - smooth
    sample = levels[::7, ::7]
    return Ridges(levels, 1.4826 * float(np.median(np.abs(sample - np.median(sample)))), grey)


def _threshold(ridge: Ridges, least: float) -> float:
    return max(least, RIDGE_NOISE * ridge.noise)


def joined(found: Sequence[Piece], ridge: Ridges) -> list[Piece]:
    """Pieces in line, joined over small gaps, and over long ones where a trace of ink is left."""
    threshold = _threshold(ridge, TRACE_LEAST) / 2
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
        gap = piece.start - other.end
        if abs(other.at - piece.at) > IN_LINE or gap > FAINT_GAP:
            continue
        if gap <= GAP or _trace(ridge, (other.at + piece.at) / 2, other.end, piece.start, threshold) >= TRACE:
            return index
    return None


def _trace(ridge: Ridges, at: float, start: float, end: float, threshold: float) -> float:
    """Share of a stretch that shows a trace of a ruling."""
    profile = _profile(ridge, at, start, end)
    return float((profile > threshold).mean()) if profile.size else 1.0


def meeting(found: Sequence[Piece], cross: Sequence[Piece], ridge: Ridges) -> list[Piece]:
    """Rulings that meet crossing ones at both ends, drawn out where they nearly do; underlines and stems go."""
    threshold = _threshold(ridge, TRACE_LEAST) / 2
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
        return _trace(self.ridge, self.at, start, end, self.threshold)


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


def hidden_ruling(ridge: Ridges, at: float, start: float, end: float) -> float:
    """How even a ruling shows in a stretch (picture's pixels) where none was found; 0 where too little is seen."""
    at, start, end = at / 2, start / 2, end / 2
    margin = min(10.0, (end - start) / 4)
    inner = Piece(at, start + margin, end - margin)
    if _dark(inner, ridge.grey) >= SOLID:
        return 1.0
    seen = _trace(ridge, at, inner.start, inner.end, _threshold(ridge, TRACE_LEAST) / 2)
    return _evenness(inner, ridge) if seen >= HIDDEN else 0.0


def _dark(piece: Piece, grey: Picture) -> float:
    """Share of a stretch that is darker than the paper around it."""
    row, columns = round(piece.at), slice(max(0, round(piece.start)), max(0, round(piece.end)))
    around = grey[max(0, row - 12) : row + 13, columns]
    if not around.size:
        return 0.0
    line = cv2.blur(grey[max(0, row - 2) : row + 3, columns], (5, 1)).min(axis=0)
    return float((line < np.percentile(around, 85) - DARK).mean())
