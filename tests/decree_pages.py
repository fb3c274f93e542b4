"""Small pages set word by word, for tests of the decree's own text: no PDF, no fonts."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extract.geometry import BBox, Page, Ruling, Word

WIDTH, HEIGHT = 612.0, 936.0
SIZE, LEADING = 11.0, 13.5
LETTER = 5.5


@dataclass
class Setter:
    """Lines set down portrait pages; turns the page when it is full or asked to."""

    confidence: float | None = None
    numbers: bool = True
    pages: list[list[Word]] = field(default_factory=list)
    top: float = 0.0

    def __post_init__(self) -> None:
        self.turn()

    def turn(self) -> None:
        self.pages.append([])
        self.top = 72.0
        if self.numbers and len(self.pages) > 1:
            self.at(WIDTH / 2 - 12, f"- {len(self.pages)} -", top=40.0)

    def at(self, x: float, text: str, top: float | None = None) -> None:
        """Words from ``x`` on, one letter 5.5 points wide."""
        y = self.top if top is None else top
        for word in text.split(" "):
            if word:
                box = BBox(x, y, x + LETTER * len(word), y + SIZE)
                self.pages[-1].append(
                    Word(word, box, self.confidence, "pdf" if self.confidence is None else "tesseract")
                )
            x += LETTER * (len(word) + 1)

    def step(self, lines: float = 1.0) -> None:
        self.top += LEADING * lines
        if self.top > HEIGHT - 72:
            self.turn()

    def centred(self, *lines: str, gap: float = 1.0) -> None:
        for line in lines:
            self.at(WIDTH / 2 - LETTER * len(line) / 2, line)
            self.step()
        self.step(gap)

    def block(self, x: float, *lines: str) -> None:
        for line in lines:
            self.at(x, line)
            self.step()

    def clause(self, label: str, marker: str, text: str, colon: str = ":") -> None:
        """A label, a colon, an item's number and hanging text, each in its column."""
        inner = 185.0 if marker else 165.0
        lines = textwrap.wrap(text, int((WIDTH - 72 - inner) / LETTER), break_on_hyphens=True)
        for index, line in enumerate(lines or [""]):
            if index == 0:
                self.at(72.0, label)
                self.at(152.0, colon if label else "")
                self.at(165.0, marker)
            self.at(inner, line)
            self.step()
        self.step(0.4)

    def listed(self, label: str, texts: Sequence[str], markers: Iterable[str] | None = None) -> None:
        given = list(markers) if markers is not None else [f"{n}." for n in range(1, len(texts) + 1)]
        for index, (marker, text) in enumerate(zip(given, texts, strict=True)):
            self.clause("" if index else label, marker, text)

    def made(self, kind: str = "typeset") -> tuple[Page, ...]:
        return tuple(
            Page(n, WIDTH, HEIGHT, tuple(words), (), (), "scanned" if kind == "scanned" else "typeset")
            for n, words in enumerate(self.pages, 1)
        )


def with_table(page: Page, top: float) -> Page:
    """The page with rulings of a table from ``top`` to 300 points below it."""
    lines = [Ruling(BBox(72, y, 540, y)) for y in (top, top + 300)]
    return Page(page.number, page.width, page.height, page.words, (*page.rulings, *lines))
