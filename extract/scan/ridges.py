"""How much a picture looks like a ruling, place by place, and how even a ruling it would be."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.raster import Picture

# Rulings are looked for at half of 300 dpi, in a quarter of the time; all lengths are pixels there.
# A ruling is darker than what lies this far on both of its sides; a line of text is not (x-height 8 and more).
RIDGE = 4
# A ridge is this many times stronger than the map's noise.
RIDGE_NOISE = 4.0
# A trace of a ruling is looked for in a map averaged over this; so many grey levels are one.
TRACE_ALONG, TRACE_LEAST = 9, 4.0
# A stretch that shows a trace on so much of its length may be a ruling that was missed.
HIDDEN = 0.7
# A stretch that is dark on so much of its length is a ruling even where a pen's stroke beside it hides the ridge.
SOLID, DARK = 0.97, 30
# A fill so many levels darker than the paper around it may hide a ruling along its edge or through it (bars of a
# schedule are 80 and more; headers in a light grey 40, on which rulings show); it is broader than a ruling or a letter.
DEEP, BROAD = 55, 17
# The paper around is looked for within this.
AROUND = 220
# How evenly a ruling shows is told from where no fill hides it, if that is so much of it, pixels.
UNHIDDEN = 24
# Print on so much of a stretch's side is a second line (letters 0.93 and less).
DOUBLE = 0.96


@dataclass(frozen=True, slots=True)
class Ridges:
    """How much darker each pixel is than both sides along level lines, and the noise of that (robust sigma).

    ``fills`` are the pixels of deep fills, in which and beside which a ruling may not show.
    """

    levels: NDArray[np.int16]
    noise: float
    grey: Picture
    fills: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Piece:
    """A ruling: it stands at ``at`` (y of a level one, x of an upright one) from ``start`` to ``end``, in pixels."""

    at: float
    start: float
    end: float


def ridges(grey: Picture, along: int, fills: NDArray[np.bool_]) -> Ridges:
    """How much darker each pixel is than both sides, along level lines; 0 and less is no ridge."""
    smooth = cv2.blur(grey, (along, 1)).astype(np.int16)
    above = np.vstack([smooth[:1].repeat(RIDGE, 0), smooth[:-RIDGE]])
    below = np.vstack([smooth[RIDGE:], smooth[-1:].repeat(RIDGE, 0)])
    levels = np.minimum(above, below) - smooth
    sample = levels[::7, ::7]
    return Ridges(levels, 1.4826 * float(np.median(np.abs(sample - np.median(sample)))), grey, fills)


def deep_fills(grey: Picture) -> NDArray[np.bool_]:
    """Where a fill is so deep that rulings may be lost in it."""
    filled = np.asarray(cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((BROAD, BROAD), np.uint8)), np.uint8)
    size = (max(1, grey.shape[1] // 8), max(1, grey.shape[0] // 8))
    small = cv2.resize(filled, size, interpolation=cv2.INTER_AREA)
    bright = cv2.blur(cv2.dilate(small, np.ones((AROUND // 8, AROUND // 8), np.uint8)), (9, 9))
    paper = cv2.resize(bright, grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(filled.astype(np.int16) < paper.astype(np.int16) - DEEP, np.bool_)


def threshold_of(ridge: Ridges, least: float) -> float:
    """The darkness from which on a pixel counts as a ridge: well above noise, and at least ``least``."""
    return max(least, RIDGE_NOISE * ridge.noise)


def drift(piece: Piece, traces: Ridges) -> int:
    """By how many pixels a ruling wanders from its first quarter to its last, told by what both show across it."""
    top = max(0, round(piece.at) - 5)
    band = traces.levels[top : round(piece.at) + 6, round(piece.start) : round(piece.end)].astype(np.int32)
    if band.shape[1] < 8 or band.shape[0] < 11:
        return 0
    quarter = band.shape[1] // 4
    first, last = band[:, :quarter].mean(axis=1), band[:, -quarter:].mean(axis=1)
    alike = [float(np.dot(first[4:-4], last[4 + by : 7 + by])) for by in range(-4, 5)]
    return abs(int(np.argmax(alike)) - 4)


def evenness(piece: Piece, traces: Ridges) -> float:
    """The 15th percentile of darkness along a piece as a share of the median; 0 where it is no darker than noise.

    Where a fill hides it nothing is told.
    """
    profile = np.sort(shown_of(traces, piece))
    middle = float(profile[len(profile) // 2]) if len(profile) else 0.0
    if middle < threshold_of(traces, TRACE_LEAST) / 2:  # noise is even too
        return 0.0
    return float(profile[int(len(profile) * 0.15)]) / middle


def profile_of(ridge: Ridges, piece: Piece) -> NDArray[np.int16]:
    """The strongest ridge within 2 pixels of where a ruling should be, along it."""
    top = max(0, round(piece.at) - 2)
    band = ridge.levels[top : round(piece.at) + 3, max(0, round(piece.start)) : round(piece.end)]
    return np.asarray(band.max(axis=0), np.int16) if band.size else np.zeros(0, np.int16)


def shown_of(ridge: Ridges, piece: Piece) -> NDArray[np.int16]:
    """The strongest ridge along a ruling where no fill lies beside it; all along where fills leave too little."""
    profile, (one, both) = profile_of(ridge, piece), fills_beside(ridge, piece)
    clear = ~(one | both)
    return profile[clear] if clear.sum() >= UNHIDDEN else profile


def fills_beside(ridge: Ridges, piece: Piece) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Where along a ruling a deep fill lies on one side, whose edge hides it, and where on both: there it is faint."""
    row, columns = round(piece.at), slice(max(0, round(piece.start)), max(0, round(piece.end)))
    above = ridge.fills[max(0, row - RIDGE - 1) : max(0, row - 1), columns].any(axis=0)
    below = ridge.fills[row + 2 : row + RIDGE + 2, columns].any(axis=0)
    return np.asarray(above != below, np.bool_), np.asarray(above & below, np.bool_)


def trace(ridge: Ridges, at: float, start: float, end: float, threshold: float) -> float:
    """Share of a stretch that shows a trace of a ruling."""
    profile = profile_of(ridge, Piece(at, start, end))
    return float((profile > threshold).mean()) if profile.size else 1.0


def trace_or_hidden(ridge: Ridges, at: float, start: float, end: float, threshold: float) -> float:
    """Share of a stretch that shows a trace of a ruling, or where a fill may hide it."""
    profile = profile_of(ridge, Piece(at, start, end))
    hidden, _ = fills_beside(ridge, Piece(at, start, end))
    return float(((profile > threshold) | hidden).mean()) if profile.size else 1.0


def thickness(ridge: Ridges, piece: Piece) -> int:
    """How many pixels across a stretch are at least half as dark as its middle; a fill beside it counts, too."""
    row, columns = round(piece.at), slice(max(0, round(piece.start)), max(0, round(piece.end)))
    around = ridge.grey[max(0, row - 9) : row + 10, columns]
    if not around.size:
        return 0
    dark = np.percentile(around, 90) - around.mean(axis=1)
    middle = int(dark[7:12].argmax()) + 7 if len(dark) > 12 else len(dark) // 2
    thin = np.flatnonzero(dark <= dark[middle] / 2)
    before, after = thin[thin < middle], thin[thin > middle]
    return int((after[0] if len(after) else len(dark)) - (before[-1] if len(before) else -1) - 1)


def inner_part(stretch: Piece) -> Piece:
    """A stretch without its ends, where the crossing rulings show."""
    margin = min(10.0, (stretch.end - stretch.start) / 4)
    return Piece(stretch.at, stretch.start + margin, stretch.end - margin)


def hidden_ruling(ridge: Ridges, stretch: Piece) -> float:
    """How even a ruling shows in a stretch where none was found; 0 where too little is seen."""
    inner = inner_part(stretch)
    if _dark(inner, ridge.grey) >= SOLID:
        return 1.0
    seen = trace(ridge, inner.at, inner.start, inner.end, threshold_of(ridge, TRACE_LEAST) / 2)
    return evenness(inner, ridge) if seen >= HIDDEN else 0.0


def _dark(piece: Piece, grey: Picture) -> float:
    """Share of a stretch that is darker than the paper around it."""
    row, columns = round(piece.at), slice(max(0, round(piece.start)), max(0, round(piece.end)))
    around = grey[max(0, row - 12) : row + 13, columns]
    if not around.size:
        return 0.0
    line = cv2.blur(grey[max(0, row - 2) : row + 3, columns], (5, 1)).min(axis=0)
    return float((line < np.percentile(around, 85) - DARK).mean())


def both_sides(grey: Picture, piece: Piece) -> float:
    """Share of a stretch with print close by on both of its sides: letters that cross it, no cell keeps so little room.

    Close by is 3 to 6 pixels away, within 5 pixels along. 0 beside the other line of a double ruling.
    """
    row, columns = round(piece.at), slice(max(0, round(piece.start)), max(0, round(piece.end)))
    around = grey[max(0, row - 12) : row + 13, columns]
    if not around.size:
        return 0.0
    dark = grey[:, columns] < np.percentile(around, 85) - DARK
    near = [dark[max(0, row - 6) : max(0, row - 2)].any(axis=0), dark[row + 3 : row + 7].any(axis=0)]
    if max(float(side.mean()) for side in near) > DOUBLE:
        return 0.0
    above, below = (np.convolve(side, np.ones(5), "same") > 0 for side in near)
    return float((above & below).mean())
