"""Coloured ink (stamps, ball pens) taken out of a page's picture, the print under it left: ink lets print through."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.raster import Picture

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]

# A grey scan's channels differ by no more than this.
GREY = 6
# Absorption is minus the logarithm of what paper sends back; a page's colour differs this much between its channels
# where it is ink (print in a JPEG: 0.12 and less; stamps 0.5 and more).
COLOURED = 0.06
# Pixels of one hue that make an ink, and into how many hues colours are parted.
INK, HUES = 150, 24
# A stamp absorbs this share (percentile) of its colour's range where no print lies under it.
ALONE = 45
# JPEG keeps colour at half the resolution and scanners add noise: it is averaged over this (sigma, pixels at 300 dpi).
SMOOTH = 1.2


def without_inks(picture: Picture, stains: Mask) -> Picture:
    """The picture (BGR, 300 dpi) with coloured ink within ``stains`` (at half the resolution) made paper.

    Light that passes ink and print is the product of both, so their absorptions add: what a pixel's colour tells of
    the ink is taken away, and what is left is print, black in all three channels.
    """
    if not stains.any():
        return picture
    out = picture.copy()
    _, _, stats, _ = cv2.connectedComponentsWithStats(stains.astype(np.uint8))
    for box in stats[1:, :4] * 2:
        x, y, w, h = box.tolist()
        part = out[y : y + h, x : x + w]
        if part.size and coloured(np.asarray(part, np.uint8)):
            within = cv2.resize(
                stains[y // 2 : (y + h) // 2, x // 2 : (x + w) // 2].astype(np.uint8), part.shape[1::-1]
            )
            part[:] = _cleaned(np.asarray(part, np.uint8), within > 0)
    return out


def coloured(part: Picture) -> bool:
    """Whether there is any colour at all: most scans are grey."""
    return int(np.ptp(part[::3, ::3], axis=2).max()) > GREY


def _cleaned(part: Picture, within: Mask) -> Picture:
    paper = _paper(part)
    grey = -np.log(np.maximum(part.mean(axis=2), 1) / paper.mean())
    first, second = _colour(part, paper)
    colour, hues = np.hypot(first, second), _hues(first, second)
    inked = (colour > COLOURED) & within
    ratios = _ratios(hues[inked], (grey / np.maximum(colour, 1e-3))[inked])
    taken = colour * ratios[hues] * np.clip(2 * colour / COLOURED - 1, 0, 1)
    left = np.maximum(grey - np.where(within, taken, 0), 0)
    clean = paper * np.exp(-left)[:, :, None]
    return np.where((within & (taken > 0))[:, :, None], clean, part).astype(np.uint8)


def _paper(part: Picture) -> Floats:
    """The paper's colour."""
    return np.maximum(np.percentile(part.reshape(-1, 3), 85, axis=0), 60).astype(np.float32)


def _colour(part: Picture, paper: Floats) -> tuple[Floats, Floats]:
    """The two coordinates of the absorption's colour: what differs between the channels."""
    soft = np.maximum(cv2.GaussianBlur(part, (0, 0), SMOOTH), 1).astype(np.float32)
    blue, green, red = (-np.log(soft[:, :, i] / paper[i]) for i in range(3))
    return np.asarray((red - blue) / 2**0.5, np.float32), np.asarray((red + blue - 2 * green) / 6**0.5, np.float32)


def _hues(first: Floats, second: Floats) -> NDArray[np.int64]:
    return ((np.arctan2(second, first) / (2 * np.pi) + 0.5) * HUES).astype(np.int64) % HUES


def _ratios(hues: NDArray[np.int64], ratios: Floats) -> Floats:
    """By hue, how much ink of it absorbs in all for each unit of colour; 0 where no ink has that hue."""
    out = np.zeros(HUES, np.float32)
    for hue in range(HUES):
        own = ratios[hues == hue]
        if len(own) >= INK:
            out[hue] = np.percentile(own, ALONE)
    return out
