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
    first, ``across`` tells that one reaches over a new component or aspect; ``blank`` is the share of cells without
    text. Of the texts ``numbered`` is the share with a printed number, ``listed`` that with numbers further down,
    ``small`` that of those that begin as the rest of a sentence does, ``tight`` that of those that reach their cell's
    bottom although nothing cuts them, ``again`` that of those whose first word begins another text, too. ``length`` is
    their median length without white space, ``capitals`` the share of the words inside them with a capital letter.
    ``texts`` are the whole texts seen, without white space, ``starts`` their first words, ``pairs`` words that follow
    each other in any column, as "one two", all in small letters.
    """

    filled: float = 0.9
    merged: float = 0.1
    blank: float = 0.1
    numbered: float = 0.0
    listed: float = 1.0
    texts: frozenset[str] = frozenset()
    length: int = 0
    tight: float = 0.5
    starts: frozenset[str] = frozenset()
    again: float = 0.0
    pairs: frozenset[str] = frozenset()
    across: bool = False
    capitals: float = 0.368
    small: float = 0.0

    @property
    def printed(self) -> float:
        """The share of rows that print a text of their own."""
        return self.filled - self.merged


@dataclass(frozen=True, slots=True)
class Meeting:
    """One column at a page break: the text above and the text below, as printed.

    ``depth`` is the free space under the text above, in lines; ``room`` the free space in its last line, and ``needed``
    what the first word below needs of it, in letters of that line. ``counts_rows`` tells that the column numbers rows.
    """

    column: Column
    ancestor: bool
    above: str
    below: str
    depth: float
    room: float
    needed: float
    habit: Habit
    above_merged: bool = False
    below_merged: bool = False
    counts_rows: bool = False
