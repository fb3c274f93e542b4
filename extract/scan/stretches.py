"""The stretches of rulings between two crossing ones: how dark they are, beside the whole ruling and at their ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extract.scan.ridges import (
    TRACE_LEAST,
    Piece,
    Ridges,
    fills_beside,
    inner_part,
    profile_of,
    shown_of,
    threshold_of,
)

# Darkness at the ends, beside the crossing rulings, as a share of the ruling's: below this at both, nothing meets them
# (of 2,455 true stretches the least had 0.31, half of the absent ones 0.2 and less).
OPEN_ENDS = 0.28
# A stretch that the edge of a fill hides on more than this tells nothing: the ruling goes on along it.
HIDDEN_SHARE = 0.5
# Shorter stretches (pixels at 150 dpi) tell nothing.
SHORTEST = 12


@dataclass(frozen=True, slots=True)
class Seen:
    """A stretch of a ruling: its 15th percentile and its median of darkness, as shares of the whole ruling's median.

    ``trace`` is the share of it that shows a trace of a ruling; ``hidden``, that the edge
    of a fill hides most of it; ``filled``, that it runs through a fill.
    """

    stretch: Piece
    low: float
    dark: float
    whole: float
    trace: float
    hidden: bool
    filled: bool


def stretches(found: Sequence[Piece], cross: Sequence[Piece], ridge: Ridges) -> Iterator[Seen]:
    """Every ruling's stretches between neighbouring crossing ones."""
    least = threshold_of(ridge, TRACE_LEAST) / 2
    for piece in found:
        whole = max(1.0, float(np.median(shown_of(ridge, piece))))
        met = sorted(c.at for c in cross if c.start <= piece.at <= c.end and piece.start <= c.at <= piece.end)
        for start, end in pairwise(met):
            if end - start >= SHORTEST:
                yield _seen(Piece(piece.at, start, end), whole, ridge, least)


def _seen(stretch: Piece, whole: float, ridge: Ridges, least: float) -> Seen:
    inner = inner_part(stretch)
    profile = np.sort(shown_of(ridge, inner))
    low, dark = float(profile[int(len(profile) * 0.15)]) / whole, float(np.median(profile)) / whole
    hidden, filled = (float(share.mean()) > HIDDEN_SHARE for share in fills_beside(ridge, inner))
    return Seen(stretch, low, dark, whole, float((profile > least).mean()), hidden, filled)


def tips(one: Seen, ridge: Ridges) -> tuple[float, float]:
    """Darkness of a stretch beside the two crossing rulings, the lighter first, as shares of the whole ruling's."""
    return _ends_of(one.stretch, one.whole, ridge)


def _ends_of(stretch: Piece, whole: float, ridge: Ridges) -> tuple[float, float]:
    at, start, end = stretch.at, stretch.start, stretch.end
    ends = (Piece(at, start + 2, start + 7), Piece(at, end - 6, end - 1))
    first, second = sorted(float(np.median(profile_of(ridge, tip))) / whole for tip in ends)
    return first, second


def open_end(stretch: Piece, ridge: Ridges) -> bool:
    """Whether one end of a stretch is far lighter than its middle, as beside a stem that reaches not so far."""
    profile = profile_of(ridge, inner_part(stretch))
    return bool(profile.size) and _ends_of(stretch, max(1.0, float(np.median(profile))), ridge)[0] < OPEN_ENDS
