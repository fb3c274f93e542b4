"""Turn a page's picture upright: quarter turns, skew and mild perspective, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.scan.raster import WORK_DPI, Picture, Raster
from extract.scan.straight import Matrix, Transform

# Angles are measured on a grey picture of this resolution; lengths below are in its pixels.
COARSE_DPI = 150
# Largest skew that is looked for, degrees.
MAX_SKEW = 4.0
# Rulings shorter than this say nothing about skew (12 mm).
MIN_RULING = 70
# A ruling's piece thicker than this is no ruling.
MAX_THICK = 7
# So much of a stroke's outline (percent) keeps to its line: the end of a schedule's bar along a ruling does not.
STRAIGHT = 92
# More strokes than this add time and no certainty.
MOST_STROKES = 80
# Angles below this stay: turning blurs more than it mends.
MIN_TURN = 0.03
# A picture of few dots is enlarged at most this much.
MAX_ZOOM = 2.5
Quarters = Callable[[Picture], int]


@dataclass(frozen=True, slots=True)
class Upright:
    """A page's picture (BGR), text level, its pixels per point, and the map from its points to the page as shown."""

    picture: Picture
    scale: float
    to_shown: Transform

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return self.picture.shape[1] / self.scale, self.picture.shape[0] / self.scale


@dataclass(frozen=True, slots=True)
class Stroke:
    """A long thin component: its middle (x, y) in pixels, its slope across its direction, its length."""

    x: float
    y: float
    slope: float
    length: float


def upright(raster: Raster, quarters: Quarters) -> Upright:
    """Level the page; ``quarters`` tells by how many quarter turns clockwise a picture has to be turned.

    Skew by fitted rulings is within 0.006 degrees up to 1.6 degrees and 0.08 at 3: what the turn leaves, and
    perspective, the rectification takes away. Both and any enlargement are one warp, so that letters blur once.
    """
    turned, back = _quarter(raster.picture, quarters(raster.picture))
    shrink = min(1.0, COARSE_DPI / 72 / raster.scale)
    coarse = _coarse(turned, shrink)
    matrix = _rotation(_skew(coarse), coarse.shape)
    level = cv2.warpPerspective(coarse, matrix, coarse.shape[::-1], borderValue=255)
    matrix = _rectification(np.asarray(level, np.uint8)) @ matrix
    return _warped(raster, turned, _scaling(1 / shrink) @ matrix @ _scaling(shrink), back)


def _warped(raster: Raster, turned: Picture, matrix: Matrix, back: Matrix) -> Upright:
    """One warp from the picture to working resolution; ``back`` maps turned pixels to the raster's."""
    zoom = min(max(1.0, WORK_DPI / 72 / raster.scale), MAX_ZOOM)
    full = _scaling(zoom) @ matrix
    size = (round(turned.shape[1] * zoom), round(turned.shape[0] * zoom))
    picture = turned
    if not np.allclose(full, np.eye(3), atol=1e-9):
        picture = np.asarray(
            cv2.warpPerspective(turned, full, size, flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)), np.uint8
        )
    scale = raster.scale * zoom
    to_shown = _scaling(1 / raster.scale) @ back @ np.linalg.inv(full) @ _scaling(scale)
    return Upright(picture, scale, Transform.of(to_shown))


def _scaling(factor: float) -> Matrix:
    return np.diag([factor, factor, 1.0])


def _quarter(picture: Picture, quarters: int) -> tuple[Picture, Matrix]:
    """The picture turned clockwise, and the map from its pixels back."""
    height, width = picture.shape[:2]
    back = {
        0: np.eye(3),
        1: np.array([[0, 1, 0], [-1, 0, height], [0, 0, 1.0]]),
        2: np.array([[-1, 0, width], [0, -1, height], [0, 0, 1.0]]),
        3: np.array([[0, -1, width], [1, 0, 0], [0, 0, 1.0]]),
    }[quarters % 4]
    return np.ascontiguousarray(np.rot90(picture, -quarters)), back


def _coarse(picture: Picture, shrink: float) -> Picture:
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return np.asarray(cv2.resize(grey, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA), np.uint8)


def _rotation(degrees: float, shape: tuple[int, ...]) -> Matrix:
    if abs(degrees) < MIN_TURN:
        return np.eye(3)
    height, width = shape[:2]
    return np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0), [0, 0, 1]])


def _skew(grey: Picture) -> float:
    """Degrees by which level lines fall to the right: from rulings, else from lines of text."""
    level, _ = strokes(grey, tolerance=MAX_SKEW)
    if sum(s.length for s in level) >= grey.shape[1]:
        return float(np.degrees(np.arctan(_weighted_median(level))))
    return _text_skew(grey)


def _weighted_median(found: list[Stroke]) -> float:
    ordered = sorted(found, key=lambda s: s.slope)
    weights = np.cumsum([s.length for s in ordered])
    return ordered[int(np.searchsorted(weights, weights[-1] / 2))].slope


def strokes(grey: Picture, tolerance: float) -> tuple[list[Stroke], list[Stroke]]:
    """Long thin components, level and upright, that lean at most ``tolerance`` degrees.

    An upright stroke is given as a level one of the transposed picture: ``x`` runs down the page.
    """
    return _level(grey, tolerance), _level(np.ascontiguousarray(grey.T), tolerance)


def _level(grey: Picture, tolerance: float) -> list[Stroke]:
    smooth = cv2.blur(grey, (9, 1))
    dark = cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 21, 10)
    mask = cv2.morphologyEx(dark, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (15, 1)))
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    lean = float(np.tan(np.radians(tolerance)))
    found = []
    boxes = [cv2.boundingRect(contour) for contour in contours]
    longest = sorted(range(len(contours)), key=lambda i: -boxes[i][2])[:MOST_STROKES]
    for contour, (_, _, width, height) in ((contours[i], boxes[i]) for i in sorted(longest)):
        if width < MIN_RULING or height > width * lean + MAX_THICK:
            continue
        dx, dy, x, y = (float(n) for n in np.ravel(cv2.fitLine(contour, cv2.DIST_HUBER, 0, 0.01, 0.01)))
        off = (contour[:, 0, 1] - y) * dx - (contour[:, 0, 0] - x) * dy
        if abs(dy) <= abs(dx) * lean and np.percentile(np.abs(off), STRAIGHT) <= MAX_THICK / 2:
            found.append(Stroke(x, y, dy / dx, float(width)))
    return found


def _text_skew(grey: Picture) -> float:
    """The angle at which rows of text stand out most, by projection profiles."""
    small = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    inked = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 21, 15)
    dark = np.asarray(inked, np.uint8)
    best = 0.0
    for step in (0.5, 0.1, 0.05):
        span = MAX_SKEW if step == 0.5 else step * 5
        angles = best + np.arange(-span, span + step / 2, step)
        best = float(angles[int(np.argmax([_sharpness(dark, float(a)) for a in angles]))])
    return best


def _sharpness(dark: NDArray[np.uint8], degrees: float) -> float:
    matrix = cv2.getRotationMatrix2D((dark.shape[1] / 2, dark.shape[0] / 2), degrees, 1.0)
    profile = cv2.warpAffine(dark, matrix, dark.shape[::-1], flags=cv2.INTER_NEAREST).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(profile)).sum())


def _rectification(grey: Picture) -> Matrix:
    """What is left after the turn: slopes of rulings as a line over the page give the four corners of a frame."""
    level, standing = strokes(grey, tolerance=1.5)
    height, width = grey.shape
    slope_at_y = _trend([(s.y, s.slope, s.length) for s in level], height)
    slope_at_x = _trend([(s.y, s.slope, s.length) for s in standing], width)
    if slope_at_y is None or slope_at_x is None:
        return np.eye(3)
    x0, x1, y0, y1 = width * 0.05, width * 0.95, height * 0.05, height * 0.95
    source = [
        _meet(x, y, slope_at_x(x), slope_at_y(y), width, height) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
    ]
    target = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], np.float32)
    return np.asarray(cv2.getPerspectiveTransform(np.array(source, np.float32), target), np.float64)


def _trend(points: list[tuple[float, float, float]], extent: float) -> Callable[[float], float] | None:
    """Slope as a function of place: a line where the rulings are spread enough to tell, else their median."""
    if len(points) < 2:
        return None
    at, slope, weight = (np.array(column) for column in zip(*points, strict=True))
    keep = np.abs(slope - np.median(slope)) < 0.012
    if not keep.any():  # two strokes that lean apart: pens, no rulings
        return None
    at, slope, weight = at[keep], slope[keep], weight[keep]
    if len(at) < 4 or np.ptp(at) < extent * 0.25:
        middle = float(np.average(slope, weights=weight))
        return lambda _: middle
    first, constant = np.polyfit(at, slope, 1, w=np.sqrt(weight))
    return lambda place: float(constant + first * place)


def _meet(x: float, y: float, sx: float, sy: float, width: float, height: float) -> tuple[float, float]:
    """Where the upright through (x, middle) with slope ``sx`` meets the level line through (middle, y)."""
    cx, cy = width / 2, height / 2
    # u = x + sx (v - cy) and v = y + sy (u - cx)
    u = (x + sx * (y - cy - sy * cx)) / (1 - sx * sy)
    return u, y + sy * (u - cx)
