"""What else scans show: tables without a frame, filled rows, the sheet's back, borders of the glass, punch holes."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.geometry import BBox

Picture = NDArray[np.uint8]


def unframed(clean: Picture, table: BBox, *, ends: bool) -> Picture:
    """A clean page (grey) whose ``table`` (pixels) has no lines at its sides, nor, with ``ends``, first and last."""
    out = clean.copy()
    for x in (table.x0, table.x1):
        out[:, round(x) - 6 : round(x) + 7] = 255
    for y in (table.top, table.bottom) if ends else ():
        out[round(y) - 6 : round(y) + 7] = 255
    return out


def filled(clean: Picture, box: BBox, light: float) -> Picture:
    """A clean page with a fill that leaves so much ``light`` (0-1) over a box (pixels)."""
    out = clean.astype(np.float32)
    out[round(box.top) : round(box.bottom), round(box.x0) : round(box.x1)] *= light
    return out.astype(np.uint8)


def bled_through(clean: Picture, share: float) -> Picture:
    """A clean page through which its own mirrored print shows with a ``share`` of its ink, as thin paper lets it."""
    back = np.roll(cv2.GaussianBlur(clean[:, ::-1], (0, 0), 3), (17, -60), (0, 1)).astype(np.float32)
    return np.asarray(np.minimum(clean, 255 - (255 - back) * share), np.uint8)


def on_glass(scan: Picture) -> Picture:
    """A scan (BGR) with the black of the scanner's lid at its left and, wedge-shaped, at its right."""
    height, width = scan.shape[:2]
    out = scan.copy()
    out[:, : width // 50] = 20
    wedge = np.array([[width - 1, 0], [width - 1, height - 1], [width - 1 - width // 33, height - 1]])
    return np.asarray(cv2.fillPoly(out, [wedge], (18,) * 3), np.uint8)


def punched(scan: Picture) -> Picture:
    """A scan (BGR) of a sheet with two punch holes at its left."""
    height, width = scan.shape[:2]
    out = scan.copy()
    for share in (0.36, 0.64):
        cv2.circle(out, (width // 28, round(height * share)), width // 80, (30,) * 3, -1)
    return out
