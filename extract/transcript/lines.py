"""A transcript as read from its file: blocks (pages) of lines of cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Tags that text services leave around words ("<i>stakeholder</i>") and Markdown's marks for emphasis.
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,9}(?:\s[^<>]{0,200})?/?>|\*\*|__(?=\w)|(?<=\w)__")
# White space that only stands for a tag inside brackets: "( <i>e-sakip</i> )".
_TAG_SPACE = re.compile(r"\(\s+<[a-zA-Z]+>|</[a-zA-Z]+>\s+\)")
_SPACES = re.compile(r"\s{2,}")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of a transcript: its cells from left to right, blank ones too.

    ``block`` is the page it stands on and ``number`` its place there, both from 1. ``table`` is false for running
    text, which is one cell. ``breaks`` says that a blank line stands above. ``above`` are the cells that a merged
    cell of the line above serves, counted from 0.
    """

    block: int
    number: int
    cells: tuple[str, ...]
    table: bool = True
    breaks: bool = False
    above: frozenset[int] = frozenset()

    @property
    def text(self) -> str:
        """All cells, joined by a space."""
        return " ".join(cell for cell in self.cells if cell)


@dataclass(frozen=True, slots=True)
class Field:
    """One cell of a line, or a part of it: the text, and where it stands (block and line from 1, cell from 0).

    ``part`` counts from 0 the parts that a cell was cut into.
    """

    block: int
    line: int
    cell: int
    text: str
    part: int = 0

    @property
    def cell_id(self) -> str:
        """Block, line and cell, from 1; a later part of a cut cell has its number behind: ``b3:l12:c4.2``."""
        return f"b{self.block}:l{self.line}:c{self.cell + 1}" + (f".{self.part + 1}" if self.part else "")


def clean(text: str) -> str:
    """The text without tags, white space folded; two or more spaces, which part lines of one cell, become two."""
    if "<" in text:
        text = _TAG_SPACE.sub(lambda found: found.group().replace(" ", ""), text)
    text = _TAG.sub("", text.replace("\u00a0", " ").replace("\u200b", "").replace("\ufeff", ""))
    return _SPACES.sub("  ", text.strip()).replace("\n", "  ")


def lines_of(rows: Sequence[Sequence[str]], block: int, first: int = 1) -> list[TextLine]:
    """Rows of cells as the lines of one block, numbered from ``first``."""
    return [TextLine(block, number, tuple(map(clean, row))) for number, row in enumerate(rows, first)]
