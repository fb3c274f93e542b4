"""Make a scan of a typeset PDF: ``python -m tests.scanner.make IN.pdf OUT.pdf --profile office200 --seed 1``."""

import argparse
import io
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
from PIL import Image
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.scanner.degrade import Picture, degrade
from tests.scanner.profiles import PROFILES, Profile, Variant

SOURCE_DPI = 300
rl_config.useA85 = 0
GARBAGE = "iIl1|.,:;~^'`rnmuvwceo0O8B3S5"


def make_scan(
    source: Path,
    target: Path,
    profile: Profile,
    seed: int,
    variant: Variant = Variant.PLAIN,
    pages: Sequence[int] | None = None,
) -> None:
    """Write ``target``, the scan of ``pages`` (from 1; all of them by default) of ``source``."""
    typeset = pdfium.PdfDocument(source)
    chosen = list(pages or range(1, len(typeset) + 1))
    colour = np.random.default_rng([seed, 0]).random() < profile.colour
    scans = pdfium.PdfDocument.new()
    for order, number in enumerate(chosen):
        if variant is Variant.MIXED and order % 3 == 1:
            scans.import_pages(typeset, [number - 1])
            continue
        rng = np.random.default_rng([seed, number])
        page = typeset[number - 1]
        picture = degrade(_render(page), SOURCE_DPI, profile, colour, rng)
        scans.import_pages(pdfium.PdfDocument(_one_page(picture, page.get_size(), profile, variant, rng)))
    with target.open("wb") as file:
        scans.save(file)


def _render(page: pdfium.PdfPage) -> Picture:
    grey: Picture = page.render(scale=SOURCE_DPI / 72, grayscale=True).to_numpy().reshape(-1)
    width, height = (int(np.ceil(n * SOURCE_DPI / 72)) for n in page.get_size())
    return grey.reshape(height, width).copy()


def _one_page(
    picture: Picture, size: tuple[float, float], profile: Profile, variant: Variant, rng: np.random.Generator
) -> bytes:
    """A PDF of one page that shows the picture, as JPEG."""
    if variant is Variant.SIDEWAYS:
        picture, size = _turn(picture, size, rng)
    jpeg = io.BytesIO()
    rgb = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)
    Image.fromarray(rgb).save(jpeg, "JPEG", quality=profile.jpeg, dpi=(profile.dpi, profile.dpi))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    if variant is Variant.GARBAGE:
        _garbage(canvas, size, rng)
    canvas.drawImage(ImageReader(jpeg), 0, 0, *size)
    canvas.save()
    return out.getvalue()


def _turn(picture: Picture, size: tuple[float, float], rng: np.random.Generator) -> tuple[Picture, tuple[float, float]]:
    width, height = size
    if width > height:
        quarter = int(rng.choice([1, 3]))
        return np.ascontiguousarray(np.rot90(picture, quarter)), (height, width)
    half = 2 * int(rng.random() < 0.3)
    return np.ascontiguousarray(np.rot90(picture, half)), size


def _garbage(canvas: Canvas, size: tuple[float, float], rng: np.random.Generator) -> None:
    """Invisible letters all over the page, like what a scanner's own OCR makes of a page it cannot read."""
    text = canvas.beginText()
    text.setTextRenderMode(3)
    text.setFont("Helvetica", 9)
    for top in np.arange(60, size[1] - 60, 14):
        text.setTextOrigin(60, float(top))
        text.textLine(" ".join("".join(rng.choice(list(GARBAGE), rng.integers(1, 9))) for _ in range(18)))
    canvas.drawText(text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--profile", choices=sorted(PROFILES), default="office200")
    parser.add_argument("--variant", choices=[v.value for v in Variant], default="plain")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages", type=int, nargs="*")
    o = parser.parse_args()
    make_scan(o.source, o.target, PROFILES[o.profile], o.seed, Variant(o.variant), o.pages)


if __name__ == "__main__":
    main()
