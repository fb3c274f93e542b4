"""Pages as small pictures for people to look at, at the size that cells' boxes are told in."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from extract.model import SourceError
from extract.scan.files import is_picture
from extract.scan.raster import Raster, image_rasters

# Pixels per point: small print (7 pt) is read with ease, a landscape page of the 2026 decree takes 60 to 110 kB.
SCALE = 2.0
MAX_PIXELS = 6_000_000
SHADES = 16


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page as PNG, as shown; ``width`` and ``height`` in points."""

    number: int
    width: float
    height: float
    png: bytes


def page_pictures(path: Path, numbers: Collection[int]) -> Iterator[PagePicture]:
    """The pages of a PDF or a picture file with these numbers, from 1; those that cannot be shown are left out.

    Raises SourceError when the file cannot be opened. Text sources have no pages to show.
    """
    if is_picture(path):
        for number, raster in enumerate(image_rasters(path), 1):
            if number in numbers and isinstance(raster, Raster):
                image = Image.fromarray(raster.picture[:, :, ::-1])
                yield _picture(number, raster.width, raster.height, image)
    elif path.suffix.lower() == ".pdf":
        yield from _pdf_pictures(path, numbers)


def _pdf_pictures(path: Path, numbers: Collection[int]) -> Iterator[PagePicture]:
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise SourceError(f"{path.name}: cannot be shown ({error}); copy it again") from error
    try:
        for number in sorted(n for n in numbers if 1 <= n <= len(document)):
            with suppress(pdfium.PdfiumError):
                page = document[number - 1]
                width, height = page.get_size()
                scale = min(SCALE, (MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
                yield _picture(number, width, height, page.render(scale=scale, grayscale=True).to_pil())
    finally:
        document.close()


def _picture(number: int, width: float, height: float, image: Image.Image) -> PagePicture:
    """The picture in few shades of grey, no bigger than ``SCALE`` asks for."""
    most = (max(1, round(width * SCALE)), max(1, round(height * SCALE)))
    if image.width > most[0]:
        image = image.resize(most)
    grey = image.convert("L").point([round(v / 255 * (SHADES - 1)) * 255 // (SHADES - 1) for v in range(256)])
    held = io.BytesIO()
    grey.quantize(SHADES).save(held, "PNG", optimize=True)
    return PagePicture(number, float(width), float(height), held.getvalue())
