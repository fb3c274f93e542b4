"""Pieces of rulings sifted from a ridge map: long enough, dark enough, even; what is too light is told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from camelot.image_processing import find_lines
from numpy.typing import NDArray

from extract.scan.raster import Picture
from extract.scan.ridges import (
    TRACE_ALONG,
    Piece,
    Ridges,
    deep_fills,
    drift,
    evenness,
    ridges,
    shown_of,
    threshold_of,
)

# A ruling is at most so thick.
THICK = 5


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
# One lighter than this shines through from the back: print at 0.15 of its ink makes rulings of 0.07 to 0.2, faded ones
# have 0.5 and more.
BACK = 0.25
# A piece shorter than this may be a pen's stroke; one that wanders further than this is.
PEN, DRIFT = 160, 1.5


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
    dark, usual = _darkness(found, traces)
    return [p for p, d in zip(found, dark, strict=True) if d >= LIGHT * usual or evenness(p, traces) >= EVEN_SHORT]


def shining_through(found: Sequence[Piece], traces: Ridges) -> list[Piece]:
    """The even pieces so much lighter than the others that they may be the rulings of the sheet's back."""
    dark, usual = _darkness(found, traces)
    return [p for p, d in zip(found, dark, strict=True) if d < BACK * usual and evenness(p, traces) >= EVEN_SHORT]


def _darkness(found: Sequence[Piece], traces: Ridges) -> tuple[list[float], float]:
    """How dark each piece is, and the median over all their length."""
    dark = [float(np.median(shown_of(traces, p))) for p in found]
    lengths = np.array([p.end - p.start for p in found])
    order = np.argsort(dark)
    return dark, dark[order[np.searchsorted(lengths[order].cumsum(), lengths.sum() / 2)]] if found else 0.0


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
