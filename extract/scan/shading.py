"""Shaded cells of a scanned page: headers, bars of a schedule."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from extract.geometry import BBox
from extract.scan.raster import Picture
from extract.scan.recognise import cell_crop
from extract.table.lattice import Grid

Levels = NDArray[np.float64]

# Paper is darker towards one edge of a scan, by up to 30 levels: a plane over the page. A cell is shaded where its
# paper is this much darker, in one colour, than the plane: of six scans white cells are by 9 at most, under stamps at
# 150 dpi by 17, headers in a light grey (0.85) by 22 and more.
DARKER = 20.0
# Parts of the page that are so much darker than the plane are left out of it, in turn.
LEFT_OUT = (30.0, 20.0, 14.0, 10.0, 10.0)
# A part of the page, in pixels; of fewer parts no plane is made.
PART, FEWEST = 100, 8


def shadings(picture: Picture, tables: Sequence[Grid], scale: float) -> tuple[BBox, ...]:
    """The boxes of shaded cells (points) on a page's picture (BGR, ``scale`` pixels per point)."""
    plane = _paper(picture)
    cells = (cell.bbox for table in tables for cell in table.cells if cell.bbox)
    return tuple(box for box in cells if plane is not None and _darker(picture, box, scale, plane) > DARKER)


def _darker(picture: Picture, box: BBox, scale: float, plane: Levels) -> float:
    """How much darker a cell's paper is than the page's, in the colour that shows it most; 0 for the tiniest cells."""
    crop, x0, top = cell_crop(picture, box, scale)
    if min(crop.shape[:2]) < FEWEST:
        return 0.0
    middle = np.array([1.0, x0 + crop.shape[1] / 2, top + crop.shape[0] / 2])
    return float((middle @ plane - _brightest(crop)).max())


def _brightest(part: Picture) -> Levels:
    """The colour of a part's paper: print covers less than a quarter of it."""
    return np.asarray(np.percentile(part.reshape(-1, 3), 75, axis=0), np.float64)


def _paper(picture: Picture) -> Levels | None:
    """The plane of the page's paper (constant, across, down; by colour), through its brightest parts."""
    height, width = picture.shape[0] // PART, picture.shape[1] // PART
    corners = [(x * PART, y * PART) for y in range(height) for x in range(width)]
    if len(corners) < FEWEST:
        return None
    places = np.array([(1.0, x + PART / 2, y + PART / 2) for x, y in corners])
    papers = np.array([_brightest(picture[y : y + PART : 4, x : x + PART : 4]) for x, y in corners])
    plane = np.vstack([np.percentile(papers, 90, axis=0), np.zeros((2, 3))])
    for limit in LEFT_OUT:
        bright = (places @ plane - papers).max(axis=1) < limit
        if bright.sum() < FEWEST:
            return None
        plane = np.linalg.lstsq(places[bright], papers[bright], rcond=None)[0]
    return np.asarray(plane, np.float64)
