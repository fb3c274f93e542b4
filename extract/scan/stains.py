"""Stamps and signatures on a page: ink in pieces larger than letters, rulings aside."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.geometry import BBox, Ruling
from extract.scan.ink import on_white, to_grey
from extract.scan.raster import Picture

# All lengths are pixels at 150 dpi: letters are lower than this and words narrower.
TALL, WIDE = 42, 170
# Rulings are cut out this wide, broad ones as wide as most of their length is inked; what is left of one is this thin.
RULING, THIN, BROADEST, INKED = 7, 6, 8, 0.6
# Paler than this (paper 255) is no ink; the palest parts of a stamp are about here, and the box around it is stained.
FAINT, AROUND = 215, 24
# So many stained pixels within a cell stain it.
TOUCH = 12

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Stains:
    """Boxes around stamps and signatures on an upright page, as masks of half its resolution.

    ``inks`` are those taller than letters: what else touches may be print, such as a word and the line under it.
    """

    all: Mask
    inks: Mask


def find_stains(picture: Picture, rulings: tuple[Ruling, ...], scale: float) -> Stains:
    """The stains of an upright page (BGR, 300 dpi)."""
    half = cv2.resize(to_grey(picture), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    soft = np.asarray(cv2.GaussianBlur(on_white(np.asarray(half, np.uint8)), (0, 0), 0.8), np.uint8)
    mask = np.asarray((soft < FAINT) * 255, np.uint8)
    for box in (ruling.bbox for ruling in rulings):
        ends = [round(n * scale / 2) for n in (box.x0, box.top, box.x1, box.bottom)]
        cv2.line(mask, (ends[0], ends[1]), (ends[2], ends[3]), 0, _breadth(mask, *ends))
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    out = Stains(np.zeros(mask.shape, bool), np.zeros(mask.shape, bool))
    for x, y, w, h, _ in stats[1:].tolist():
        if (h > TALL or w > WIDE) and min(w, h) > THIN:
            around = slice(max(0, y - AROUND), y + h + AROUND), slice(max(0, x - AROUND), x + w + AROUND)
            out.all[around] = True
            out.inks[around] |= h > TALL
    return out


def _breadth(mask: Picture, x0: int, top: int, x1: int, bottom: int) -> int:
    """How wide a ruling of a mask of ink is to be cut out, in pixels."""
    level = x1 - x0 > bottom - top
    band = (
        mask[max(0, top - BROADEST) : top + BROADEST + 1, x0:x1]
        if level
        else mask[top:bottom, max(0, x0 - BROADEST) : x0 + BROADEST + 1].T
    )
    if band.shape[0] <= 2 * BROADEST or not band.shape[1]:
        return RULING
    inked = (band > 0).mean(axis=1) > INKED
    sides = [int(np.argmin(side)) if not side.all() else 0 for side in (inked[BROADEST::-1], inked[BROADEST:])]
    return max(RULING, 2 * max(sides) + 1)


def stained(mask: Mask, box: BBox, scale: float) -> bool:
    """Whether a stain lies within a cell (points)."""
    x0, top, x1, bottom = (round(n * scale / 2) for n in (box.x0, box.top, box.x1, box.bottom))
    return int(mask[top + 4 : bottom - 4, x0 + 4 : x1 - 4].sum()) > TOUCH
