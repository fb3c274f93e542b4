"""One decree's doubts as a page for the browser: each cell on its page, and a place to decide. No network is needed."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.geometry import BBox
from extract.model import SourceError
from pipeline.decided import decided_rows
from pipeline.encode import Stamp
from pipeline.fill import Blank, blanks
from pipeline.fingerprint import file_sha256
from pipeline.review_page import PAGE

# Points shown above and below a cell, and at most in all: a row or two around it, a screen's height.
AROUND, MOST_SHOWN = 45.0, 420.0
# CSS pixels per point: a landscape page of 935 points fits a screen.
ZOOM = 1.2
# Pictures in one file: at some 60 kB each, what a browser opens without delay.
MOST_PICTURES = 400


@dataclass(frozen=True, slots=True)
class View:
    """What is shown of one page, in CSS pixels: the window's top and size, and the box in it."""

    page: int
    top: float
    width: float
    height: float
    box: BBox


@dataclass(frozen=True, slots=True)
class Card:
    """One doubted cell with what is shown of it; ``writable`` where its text can be corrected."""

    line: Blank
    views: tuple[View, ...]
    writable: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page's picture as a data address, and its size in CSS pixels."""

    number: int
    address: str
    width: float
    height: float


def review_page(clean: Path, raw: Path, corrections: Path, stamp: Stamp) -> tuple[str, int]:
    """The page of one decree and the count of its cards; the same tables and source give the same page.

    Pictures are left out where the source is gone or has changed since. Raises StoreError where a table cannot be read,
    SourceError where the corrections made so far cannot.
    """
    from jinja2 import Environment  # noqa: PLC0415 - slow to import

    lines = blanks(clean, stamp.decree_id, stamp.year)
    sheets = _sheets(raw / stamp.source, stamp, lines)
    cards = [Card(line, tuple(_views(line, sheets)), _writable(line)) for line in lines]
    page = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(PAGE)
    held = json.dumps(decided_rows(corrections, stamp.decree_id), ensure_ascii=False).replace("<", "\\u003c")
    told = page.render(stamp=stamp, cards=cards, sheets=tuple(sheets.values()), held=held)
    return told, len(cards)


def _writable(line: Blank) -> bool:
    from normalize.mending import FACTS  # noqa: PLC0415 - slow to import

    kind, _, name = line.place.partition(":")
    return name in FACTS if kind == "decrees" else kind != "finding"


def _sheets(source: Path, stamp: Stamp, lines: Sequence[Blank]) -> dict[int, Sheet]:
    """The pictures of all pages with doubts, by number."""
    from extract.pages.picture import page_pictures  # noqa: PLC0415 - slow to import

    numbers = sorted({page for line in lines for page, _ in line.parts})[:MOST_PICTURES]
    try:
        if not numbers or file_sha256(source) != stamp.fingerprint.source:
            return {}
        pictures = list(page_pictures(source, numbers))
    except (OSError, SourceError):
        return {}
    return {
        p.number: Sheet(p.number, base64.b64encode(p.png).decode(), round(p.width * ZOOM, 1), round(p.height * ZOOM, 1))
        for p in pictures
    }


def _views(line: Blank, sheets: Mapping[int, Sheet]) -> Iterator[View]:
    for number, box in line.parts:
        sheet = sheets.get(number)
        if sheet is None:
            continue
        top = max(0.0, (box.top - AROUND) * ZOOM)
        height = min(sheet.height - top, (box.bottom + AROUND) * ZOOM - top, MOST_SHOWN * ZOOM)
        sides = (round(side * ZOOM, 1) for side in (box.x0, box.top - top / ZOOM, box.x1, box.bottom - top / ZOOM))
        yield View(number, round(top, 1), sheet.width, round(max(height, 1.0), 1), BBox(*sides))
