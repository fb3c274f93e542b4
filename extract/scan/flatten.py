"""A page that lay curled on the glass made flat: its level rulings bend alike, and are drawn straight again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.raster import Picture

# Rulings are followed at half of 300 dpi; lengths are pixels there. Pieces of a bent ruling are at least so long and so
# much darker than what lies around; it covers so much of the page's width, wanders at most so far, and is so thick.
PIECE, DARKER, BROAD, WANDER, THICK = 11, 10, 0.45, 60, 9
# They are looked at every so many pixels, and their course is smoothed over this (sigma, in steps).
STEP, SMOOTH = 8, 3.0
# A page is bent where so many rulings wander so far, within so much of each other. Of flat pages they wander 1.5.
FEWEST, BENT, ALIKE = 3, 3.0, 1.5

Floats = NDArray[np.float32]


def flattened(picture: Picture) -> Picture:
    """The picture (BGR, 300 dpi, level) with its rulings straight; the same where they are.

    Places move by as much as the page was bent, 3 to 10 points at its edge.
    """
    half = cv2.resize(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    courses = list(_courses(np.asarray(half, np.uint8)))
    bend = _bend(courses)
    if bend is None:
        return picture
    height, width = picture.shape[:2]
    along = np.interp(np.arange(width) / 2, np.arange(len(bend)) * STEP, bend * 2).astype(np.float32)
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    flat = cv2.remap(picture, x, y + along, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(flat, np.uint8)


def _courses(grey: Picture) -> Iterator[Floats]:
    """By how much each long ruling lies below its middle height, step by step over the page; nan where it is not."""
    smooth = cv2.blur(grey, (9, 1))
    dark = cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 21, DARKER)
    runs = np.asarray(cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, PIECE), np.uint8)), np.uint8)
    linked = cv2.dilate(runs, np.ones((3, PIECE), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(linked, connectivity=8)
    for index, (x, y, w, h, _) in enumerate(stats[1:].tolist(), 1):
        if w > BROAD * grey.shape[1] and h <= WANDER:
            part = (labels[y : y + h, x : x + w] == index) & (runs[y : y + h, x : x + w] > 0)
            yield _course(part, x, grey.shape[1])


def _course(part: NDArray[np.bool_], x: int, width: int) -> Floats:
    count = part.sum(axis=0)
    middle = (part * np.arange(part.shape[0])[:, None]).sum(axis=0) / np.maximum(count, 1)
    middle[(count == 0) | (count > THICK)] = np.nan
    whole = np.full(width, np.nan, np.float32)
    whole[x : x + part.shape[1]] = middle
    steps = whole[::STEP]
    return np.asarray(steps - np.nanmedian(steps) if np.isfinite(steps).any() else steps, np.float32)


def _bend(courses: Sequence[Floats]) -> Floats | None:
    """How far the page is bent down, step by step; None where it is flat or its rulings do not tell."""
    if len(courses) < FEWEST:
        return None
    stack = np.array(courses)
    told = np.isfinite(stack).sum(axis=0) >= FEWEST
    if not told.any():
        return None
    bend = np.full(stack.shape[1], np.nan)
    bend[told] = np.nanmedian(stack[:, told], axis=0)
    off = np.nanmedian(np.abs(stack[:, told] - bend[told]))
    if np.ptp(bend[told]) < BENT or off > ALIKE:
        return None
    places = np.flatnonzero(told)
    filled = np.interp(np.arange(len(bend)), places, bend[told])
    filled[: places[0]] += (
        (filled[places[0]] - filled[min(places[0] + 6, len(bend) - 1)]) / 6 * np.arange(places[0], 0, -1)
    )
    return np.asarray(cv2.GaussianBlur(filled[None].astype(np.float32), (0, 0), SMOOTH)[0], np.float32)
