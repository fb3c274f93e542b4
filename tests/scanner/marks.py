"""Stamps and signatures, drawn on a layer of ink (0 none, 1 full) the size of the page."""

import cv2
import numpy as np
from numpy.typing import NDArray

Ink = NDArray[np.float32]
STAMP_WORDS = ("KOMISI PEMILIHAN UMUM", "KABUPATEN", "SEKRETARIAT", "REPUBLIK INDONESIA", "BALAI PENELITIAN")


def stamp(shape: tuple[int, int], dpi: int, rng: np.random.Generator) -> Ink:
    """A round office stamp of 32-40 mm: two rings, words around, a star; patchy as from a dry pad."""
    height, width = shape
    radius = rng.uniform(16, 20) / 25.4 * dpi
    centre = (rng.uniform(0.15, 0.85) * width, rng.uniform(0.25, 0.75) * height)
    layer = np.zeros(shape, np.uint8)
    pen = max(1, round(dpi / 110))
    for share in (1.0, 0.93, 0.62):
        cv2.circle(layer, _pixel(centre), round(radius * share), 255, pen, cv2.LINE_AA)
    words = "  ".join(rng.permutation(STAMP_WORDS)[:2])
    for letter, angle in zip(words, np.linspace(-2.6, 2.6, len(words)), strict=True):
        _letter(layer, letter, centre, radius * 0.78, angle, dpi)
    _star(layer, centre, radius * 0.45, pen)
    patches = cv2.resize(rng.random((24, 24), np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    return (layer.astype(np.float32) / 255 * np.clip(patches * 1.6, 0.25, 1)).astype(np.float32)


def _letter(
    layer: NDArray[np.uint8], letter: str, centre: tuple[float, float], radius: float, angle: float, dpi: int
) -> None:
    size = max(8, round(dpi / 9))
    tile = np.zeros((size, size), np.uint8)
    cv2.putText(
        tile, letter, (size // 6, size - size // 5), cv2.FONT_HERSHEY_SIMPLEX, size / 34, 255, max(1, size // 12),
        cv2.LINE_AA,
    )  # fmt: skip
    turn = cv2.getRotationMatrix2D((size / 2, size / 2), -float(np.degrees(angle)), 1)
    tile = cv2.warpAffine(tile, turn, (size, size))
    x = round(centre[0] + radius * float(np.sin(angle)) - size / 2)
    y = round(centre[1] - radius * float(np.cos(angle)) - size / 2)
    if 0 <= x < layer.shape[1] - size and 0 <= y < layer.shape[0] - size:
        part = layer[y : y + size, x : x + size]
        np.maximum(part, tile, out=part)


def _star(layer: NDArray[np.uint8], centre: tuple[float, float], radius: float, pen: int) -> None:
    angles = np.arange(5) * 4 * np.pi / 5 - np.pi / 2
    points = np.stack([centre[0] + radius * np.cos(angles), centre[1] + radius * np.sin(angles)], axis=1)
    cv2.polylines(layer, [points.round().astype(np.int32)], True, 255, pen, cv2.LINE_AA)


def signature(shape: tuple[int, int], dpi: int, rng: np.random.Generator) -> Ink:
    """A signature of 40-60 mm: one swinging stroke of a ball pen and an underline."""
    height, width = shape
    layer = np.zeros(shape, np.uint8)
    length = rng.uniform(40, 60) / 25.4 * dpi
    x, y = rng.uniform(0.1, 0.75) * width, rng.uniform(0.3, 0.8) * height
    knots = 14
    along = np.linspace(0, length, knots) + rng.normal(0, length / 18, knots)
    across = rng.normal(0, length / 9, knots)
    time = np.linspace(0, knots - 1, 300)
    path = np.stack([x + np.interp(time, range(knots), along), y + np.interp(time, range(knots), across)], axis=1)
    path = cv2.GaussianBlur(path, (1, 31), 7)
    pen = max(1, round(dpi / 90))
    cv2.polylines(layer, [path.round().astype(np.int32)], False, 255, pen, cv2.LINE_AA)
    cv2.line(layer, _pixel((x, y + length / 6)), _pixel((x + length, y + length / 9)), 255, pen, cv2.LINE_AA)
    return layer.astype(np.float32) / 255


def _pixel(point: tuple[float, float]) -> tuple[int, int]:
    return round(point[0]), round(point[1])
