"""Can a page's text layer be trusted? Told from the page's own picture and from how its words look."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from extract.lexicon import Lexicon

# Pictures smaller than this share of the page are logos and emblems.
LOGO = 0.1
# Resolution at which ink is looked for.
PROBE_DPI = 60
# Letters are looked at until so many are seen; so many of them must show where the text layer says they are.
PROBED, SHOWN = 400, 0.7
# A picture that holds more than this share of the page's ink is part of what the page says.
PICTURE_INK = 0.3
# Fewer letters than this are page numbers and the like.
FEW_LETTERS = 25
# A page of so many words shows at least this share that looks like words, and that the word list knows.
MANY_WORDS, WORDLIKE, KNOWN = 30, 0.7, 0.3
# Ink on less than this share of the page is nothing to read.
BLANK = 0.0005
_WORDLIKE = re.compile(r"^(?=.*[aeiouyAEIOUY])(?!.*[^aeiouyAEIOUY\W]{6})(?!.*[aeiouAEIOU]{4})(?:[A-Z]?[a-z]+|[A-Z]+)$")
_WORD = re.compile(r"[^\W\d_]{3,}")

Mask = NDArray[np.bool_]


@contextmanager
def trusting(path: Path, lexicon: Lexicon) -> Iterator[Callable[[int], bool]]:
    """Tells of the pages of a PDF, by number (from 1), whether there is a text layer that can be trusted."""
    with closing(pdfium.PdfDocument(path)) as document:

        def trusted(number: int) -> bool:
            with closing(document[number - 1]) as page:
                return not untrusted(page, lexicon)

        yield trusted


def untrusted(page: pdfium.PdfPage, lexicon: Lexicon) -> bool:
    """Whether a page has to be read from its picture. The page is changed: do not use it afterwards."""
    text = page.get_textpage()
    letters = text.get_text_range()
    images = list(page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE], max_depth=1))
    large = _share(page, images) >= LOGO
    few = len("".join(letters.split())) < FEW_LETTERS
    if few:
        return large or _ink(page).mean() > BLANK
    if not large:
        return not plausible(letters, lexicon)
    whole = _ink(page)
    for image in images:
        page.remove_obj(image)
    drawn = _ink(page)
    if _shown(page, text, drawn) < SHOWN or not plausible(letters, lexicon):
        return True
    import cv2  # noqa: PLC0415 - pages without large pictures do not need it

    around = cv2.dilate(drawn.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(bool)
    return bool((whole & ~around).sum() > PICTURE_INK * max(1, whole.sum()))


def _share(page: pdfium.PdfPage, images: Iterable[pdfium.PdfObject]) -> float:
    """The largest picture's share of the page."""
    width, height = page.get_size()
    areas = [0.0]
    for image in images:
        left, bottom, right, top = image.get_bounds()
        across, up = min(right, width) - max(left, 0), min(top, height) - max(bottom, 0)
        areas.append(max(0.0, across) * max(0.0, up))
    return float(max(areas) / (width * height))


def _ink(page: pdfium.PdfPage) -> Mask:
    """Where the page is darker than its paper, at ``PROBE_DPI``."""
    scale = min(PROBE_DPI / 72, 1500 / max(page.get_size()))
    grey = page.render(scale=scale, grayscale=True).to_numpy()
    grey = grey.reshape(grey.shape[0], grey.shape[1])
    return np.asarray(grey < np.median(grey) - 60, bool)


def _shown(page: pdfium.PdfPage, text: pdfium.PdfTextPage, ink: Mask) -> float:
    """Share of the text layer's letters with ink in their box; invisible text, and text under a picture, has none."""
    count = text.count_chars()
    step = max(1, count // PROBED)
    height = page.get_height()
    scale = ink.shape[0] / height
    seen = []
    for index in range(0, count, step):
        left, bottom, right, top = text.get_charbox(index)
        if right - left < 0.5:
            continue
        rows = slice(max(0, int((height - top) * scale)), int((height - bottom) * scale) + 1)
        seen.append(bool(ink[rows, max(0, int(left * scale)) : int(right * scale) + 1].any()))
    return sum(seen) / max(len(seen), 1)


def plausible(text: str, lexicon: Lexicon) -> bool:
    """Whether a page's text looks like words: what a scanner's own OCR or a broken font leaves does not."""
    tokens = text.split()
    words: Sequence[str] = _WORD.findall(text)
    if len(tokens) < MANY_WORDS:
        return True
    if len(words) < len(tokens) * 0.3:  # a page of numbers, or of debris
        return sum(any(c.isdigit() for c in token) for token in tokens) > len(tokens) * 0.5
    wordlike = sum(bool(_WORDLIKE.match(word)) for word in words) / len(words)
    if wordlike >= WORDLIKE:
        return True
    return sum(lexicon.listed(word.casefold()) for word in words) / len(words) >= KNOWN
