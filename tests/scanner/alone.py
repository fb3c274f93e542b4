"""What Tesseract alone reads, cell by cell and before any repair: how bad a profile is."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from unittest.mock import patch

from extract.geometry import BBox, Word
from extract.lexicon import Knowledge
from extract.scan.engines import tesseract
from extract.scan.ink import MARGIN, cell_ink, padded, to_grey
from extract.scan.raster import Picture
from extract.scan.readings import CellReadings, LineReadings, Reading, Settled
from extract.scan.recognise import cell_crop


@contextmanager
def tesseract_alone() -> Iterator[None]:
    """Within this, cells are read by Tesseract from their pictures as they are, and stand as read; in one process."""
    with (
        tempfile.TemporaryDirectory() as cache,
        patch.dict(os.environ, {"XDG_CACHE_HOME": cache}),
        patch("extract.scan.page.read_cell", _read),
        patch("extract.scan.page.without_inks", lambda picture, _: picture),
        patch("extract.scan.reader.settle_cell", _as_read),
    ):
        yield


def _read(picture: Picture, box: BBox, scale: float, core: float, *, twice: bool, stained: bool) -> CellReadings:
    """One reading of a cell that is not blank; ``twice`` and ``stained`` are what the pipeline would want to know."""
    crop, x0, top = cell_crop(picture, box, scale)
    if min(crop.shape[:2]) < 8 or cell_ink(crop, core, stained=False).blank:
        return CellReadings(box, ())
    words = [
        (
            t.line,
            Word(t.text, _box(t.x0 + x0, t.top + top, t.x1 + x0, t.bottom + top, scale), t.confidence, "tesseract"),
        )
        for t in tesseract(padded(to_grey(crop)))
    ]
    lines = (tuple(word for _, word in group) for _, group in groupby(words, key=lambda pair: pair[0]))
    return CellReadings(box, tuple(LineReadings(line[0].bbox, (Reading("tesseract", line),)) for line in lines))


def _box(x0: float, top: float, x1: float, bottom: float, scale: float) -> BBox:
    return BBox(*((n - MARGIN) / scale for n in (x0, top, x1, bottom)))


def _as_read(cell: CellReadings, _: Knowledge) -> list[Settled]:
    return [Settled(line.readings[0].words) for line in cell.lines]
