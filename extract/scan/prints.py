"""How dark a page's print is and how high its letters are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from extract.scan.ink import CONTRAST, ink_mask, levels, on_white, to_grey
from extract.scan.raster import Picture

# How high a page's letters are is told from so many lines; of fewer nothing is told. Lower bands are dots and dashes.
SAMPLED, FEW_LINES, SMALLEST = 150, 8, 5


@dataclass(frozen=True, slots=True)
class Print:
    """A page's print: how dark its core is (0-255, paper 255), and how high most letters are (pixels; 0 unknown)."""

    core: float
    letter: float


def print_of(crops: Iterable[Picture]) -> Print:
    """The print of a page, told from the pictures of its cells (BGR)."""
    cores: list[float] = []
    heights: list[int] = []
    for crop in crops:
        if min(crop.shape[:2]) < 24:
            continue
        white = on_white(to_grey(crop))
        _, core, paper = levels(white)
        if paper - core < CONTRAST:
            continue
        cores.append(core)
        if len(heights) < SAMPLED:
            heights += _bands(ink_mask(white))
    letter = float(np.median(heights)) if len(heights) >= FEW_LINES else 0.0
    return Print(float(np.median(cores)) if cores else 60.0, letter)


def _bands(mask: Picture) -> list[int]:
    """How high the bands of small letters are of a cell's lines: rows with half as much ink as the fullest."""
    inked = mask.sum(axis=1, dtype=np.int64)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (inked > inked.max() / 2).astype(np.int8), [0]])))
    return [int(h) for h in edges[1::2] - edges[::2] if h >= SMALLEST]
