"""From the clean picture of a page to what a scanner makes of it."""

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.scanner.marks import signature, stamp
from tests.scanner.profiles import Profile

Picture = NDArray[np.uint8]
Layer = NDArray[np.float32]
Matrix = NDArray[np.float64]
STAMP_COLOURS = ((150, 60, 90), (170, 70, 60), (90, 40, 130))  # blue-violet, blue, red-violet; BGR
PEN_COLOURS = ((140, 50, 30), (60, 60, 60))


def degrade(clean: Picture, source_dpi: int, profile: Profile, colour: bool, rng: np.random.Generator) -> Picture:
    """A scan (grey, or BGR when ``colour``) of the page's picture ``clean`` (grey, at ``source_dpi``)."""
    if rng.random() < profile.faint:
        clean = _fade_rulings(clean, profile, rng)
    paper = _warp(clean, source_dpi, profile, rng)
    ink = (255 - paper) / 255 * _toner(paper.shape, profile, rng)
    picture = np.repeat((1 - ink)[:, :, None], 3, axis=2) * 255
    picture = _mark(picture, profile, colour, rng)
    picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(*profile.blur))
    picture = _shade(_specks(picture, profile, rng), profile, rng)
    picture += _noise(picture.shape, profile, colour, rng)
    out: Picture = np.clip(picture, 0, 255).astype(np.uint8)
    return out if colour else cv2.cvtColor(out, cv2.COLOR_BGR2GRAY)


def _fade_rulings(clean: Picture, profile: Profile, rng: np.random.Generator) -> Picture:
    """Rulings at half of their ink, gone in places, as a tired printer leaves hairlines."""
    mask = np.zeros_like(clean)
    for kernel in ((120, 1), (1, 120)):
        mask |= cv2.morphologyEx(255 - clean, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, kernel))
    keep = cv2.resize(rng.uniform(*profile.fade, (60, 60)).astype(np.float32), clean.shape[::-1])
    keep[cv2.resize(rng.random((300, 300), np.float32), clean.shape[::-1]) < 0.06] = 0
    return np.where(mask > 40, 255 - (255 - clean) * keep, clean).astype(np.uint8)


def _warp(clean: Picture, source_dpi: int, profile: Profile, rng: np.random.Generator) -> Layer:
    """Skew, perspective and a shifted sheet, at the scan's resolution."""
    height, width = (round(n * profile.dpi / source_dpi) for n in clean.shape)
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) * [width, height]
    turn = np.radians(rng.uniform(-profile.skew, profile.skew))
    centre = np.array([width, height]) / 2
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    moved = (corners - centre) @ rotation.T + centre + rng.uniform(-0.006, 0.006, 2) * width
    moved += rng.uniform(-profile.keystone, profile.keystone, (4, 2)) * width
    source = np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) * list(clean.shape[::-1])
    matrix = cv2.getPerspectiveTransform(source.astype(np.float32), moved.astype(np.float32))
    sharp = cv2.GaussianBlur(clean, (0, 0), 0.45 * source_dpi / profile.dpi)
    return cv2.warpPerspective(sharp, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255).astype(
        np.float32
    )


def _toner(shape: tuple[int, ...], profile: Profile, rng: np.random.Generator) -> Layer:
    coarse = cv2.resize(rng.random((30, 30), np.float32), shape[1::-1], interpolation=cv2.INTER_CUBIC)
    fine = cv2.GaussianBlur(rng.random(shape[:2], np.float32), (0, 0), 0.8)
    fine = (fine - fine.min()) / (fine.max() - fine.min())
    return np.clip(1 - profile.ink_loss * (0.6 * coarse + 0.4 * fine), 0, 1)


def _mark(picture: Layer, profile: Profile, colour: bool, rng: np.random.Generator) -> Layer:
    """Stamps and signatures let the print through, as ink does."""
    for chance, draw, colours, strength in (
        (profile.stamp, stamp, STAMP_COLOURS, 0.85),
        (profile.signature, signature, PEN_COLOURS, 0.95),
    ):
        if rng.random() >= chance:
            continue
        ink = draw(picture.shape[:2], profile.dpi, rng)[:, :, None] * strength
        tint = np.array(colours[rng.integers(len(colours))], np.float32) / 255
        if not colour:
            tint = np.full(3, rng.uniform(0.35, 0.6), np.float32)
        picture = picture * (1 - ink + ink * tint)
    return picture


def _specks(picture: Layer, profile: Profile, rng: np.random.Generator) -> Layer:
    height, width = picture.shape[:2]
    for _ in range(rng.poisson(profile.speckle * height * width / profile.dpi**2)):
        centre = (int(rng.integers(width)), int(rng.integers(height)))
        size = max(1, round(rng.exponential(profile.dpi / 220)))
        axes = (size, max(1, round(size * rng.uniform(0.3, 1))))
        cv2.ellipse(picture, centre, axes, float(rng.uniform(0, 180)), 0, 360, (rng.uniform(20, 140),) * 3, -1)
    return picture


def _shade(picture: Layer, profile: Profile, rng: np.random.Generator) -> Layer:
    height, width = picture.shape[:2]
    along, across = np.linspace(0, 1, width), np.linspace(0, 1, height)[:, None]
    slope = (along if rng.random() < 0.5 else 1 - along) * (across if rng.random() < 0.5 else 1 - across)
    edge = np.exp(-along * rng.uniform(25, 60)) * profile.shade * 3
    return np.clip(picture - (slope * profile.shade + edge)[:, :, None] - rng.uniform(0, 8), 0, 255).astype(np.float32)


def _noise(shape: tuple[int, ...], profile: Profile, colour: bool, rng: np.random.Generator) -> Layer:
    planes = 3 if colour else 1
    fine = rng.standard_normal((*shape[:2], planes), np.float32) * profile.noise
    half = rng.standard_normal((shape[0] // 2, shape[1] // 2), np.float32) * profile.grain
    return fine + cv2.resize(half, shape[1::-1], interpolation=cv2.INTER_LINEAR)[:, :, None]
