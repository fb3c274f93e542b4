"""One page as a picture: from a PDF, a PNG, a JPEG or a multi-page TIFF, within bounds of size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from extract.model import SourceError

Picture = NDArray[np.uint8]
# The picture that is read: constants in pixels hold at this resolution. Scans of 150 and 200 dpi are brought up to it.
WORK_DPI = 300
# An A3 page at 600 dpi has 70 million pixels; a decoder holds up to 4 bytes of each (budget: 800 MB a worker).
MAX_SOURCE_PIXELS = 80_000_000
# What is read: an A3 page at 300 dpi has 17.4 million pixels.
MAX_WORK_PIXELS = 18_000_000
# A picture that states no dpi, or one no scanner has, is taken for a sheet this long (A4 297 mm, F4 330 mm).
SHEET_INCHES = 11.9
PLAUSIBLE_DPI = range(72, 1201)


class PageTooLargeError(Exception):
    """A picture of more pixels than are read; says how many."""


@dataclass(frozen=True, slots=True)
class Raster:
    """The page as shown: BGR picture, pixels per point, and the size of the page in points."""

    picture: Picture
    scale: float
    width: float
    height: float


def pdf_raster(page: pdfium.PdfPage) -> Raster:
    """Render a PDF page as shown, at most at ``WORK_DPI``; raises PageTooLargeError."""
    for image in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        _check_size(*image.get_px_size())
    width, height = page.get_size()
    scale = min(WORK_DPI / 72, (MAX_WORK_PIXELS / (width * height)) ** 0.5)
    picture = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=False).to_numpy()
    return Raster(_bgr(picture), scale, float(width), float(height))


def image_rasters(path: Path) -> Iterator[Raster | PageTooLargeError]:
    """The pages of a picture file, one by one; raises SourceError when it cannot be decoded."""
    Image.MAX_IMAGE_PIXELS = None  # the size is checked below, before anything is decoded
    try:
        with Image.open(path) as image:
            for index in range(getattr(image, "n_frames", 1)):
                image.seek(index)
                yield _image_raster(image)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise SourceError(f"{path.name}: the picture is damaged ({error}); copy or scan it again") from error


def image_page_count(path: Path) -> int:
    """How many pages a picture file holds; raises SourceError when it is none."""
    Image.MAX_IMAGE_PIXELS = None  # pages that are too large are told one by one
    try:
        with Image.open(path) as image:
            return int(getattr(image, "n_frames", 1))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise SourceError(f"{path.name}: this is no picture that can be read; scan it again as PDF") from error


def _image_raster(image: Image.Image) -> Raster | PageTooLargeError:
    try:
        _check_size(*image.size)
    except PageTooLargeError as error:
        return error
    dpi = _stated_dpi(image) or max(image.size) / SHEET_INCHES
    upright = ImageOps.exif_transpose(image)
    rgb = np.asarray(_on_white(upright))
    width, height = upright.width / dpi * 72, upright.height / dpi * 72
    scale = min(dpi, WORK_DPI, (MAX_WORK_PIXELS / (width * height)) ** 0.5 * 72) / 72
    if scale < dpi / 72:
        import cv2  # noqa: PLC0415 - typeset pages do without it, and it takes 0.1 s to load

        rgb = cv2.resize(rgb, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA)
    return Raster(_bgr(rgb[:, :, ::-1]), scale, width, height)


def _stated_dpi(image: Image.Image) -> float | None:
    stated = image.info.get("dpi")
    dpi = float(stated[0]) if stated else 0.0
    return dpi if round(dpi) in PLAUSIBLE_DPI else None


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        rgba = image.convert("RGBA")
        white = Image.new("RGBA", rgba.size, "white")
        return Image.alpha_composite(white, rgba).convert("RGB")
    if image.mode.startswith("I"):
        return image.point(lambda value: value / 256).convert("L").convert("RGB")
    return image.convert("RGB")


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_SOURCE_PIXELS:
        raise PageTooLargeError(
            f"the picture has {width:,} x {height:,} pixels and at most {MAX_SOURCE_PIXELS // 1_000_000} million are "
            "read; scan the page at 300 dpi"
        )


def _bgr(picture: Picture) -> Picture:
    if picture.ndim == 2 or picture.shape[2] == 1:
        import cv2  # noqa: PLC0415 - as above

        return np.asarray(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR), np.uint8)
    return np.ascontiguousarray(picture[:, :, :3])
