"""One column at a page break: what it prints on both sides, and how it behaves elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from extract.model import Column

# What merged cells of leaf columns seldom reach over, if the column shows nothing else.
GROUPS = (Column.COMPONENT, Column.ASPECT)
# Stands for the text of a cell that is only shaded.
SHADE = "■"


@dataclass(frozen=True, slots=True)
class Habit:
    """How a column behaves away from page breaks.

    ``filled`` is the share of rows with text, ``merged`` the share of rows that a merged cell serves after its
    first, ``blank`` the share of cells without text, ``numbered`` the share of texts with a printed number; ``texts``
    are the whole texts seen, without white space, ``length`` is their median length; ``tight`` is
    the share of texts that reach their cell's bottom although nothing cuts them. ``starts`` are their first words,
    ``again`` is the share of texts whose first word begins another text, too; ``pairs`` are words that follow each
    other in any column's texts, as "one two". All words are in small letters. ``across`` tells that a merged cell
    reaches over a new component or aspect.
    """

    filled: float = 0.9
    merged: float = 0.1
    blank: float = 0.1
    numbered: float = 0.0
    texts: frozenset[str] = frozenset()
    length: int = 0
    tight: float = 0.5
    starts: frozenset[str] = frozenset()
    again: float = 0.0
    pairs: frozenset[str] = frozenset()
    across: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """One column at a page break: the text above and the text below, as printed.

    ``depth`` is the free space under the text above, in lines; ``room`` the free space in its last line, in letters.
    """

    column: Column
    ancestor: bool
    above: str
    below: str
    depth: float
    room: float
    habit: Habit
    above_merged: bool = False
    below_merged: bool = False
