"""The kinds of damage, each a change to one line or one page, drawn by a seeded generator.

All were seen on the transcript of the 2026 decree.
"""

from __future__ import annotations

import textwrap
from random import Random

from tests.damage.sheets import Cells, Sheet

# Letters that a printed column holds.
COLUMN_WIDTH = 22
_FOREIGN = {"a": "а", "e": "е", "o": "о", "m": "м", "k": "к", "p": "р", "n": "ิ"}


def slide(cells: Cells, rng: Random) -> Cells:
    """Slide cells left over one or two blank ones, as where cells were merged."""
    blanks = [i for i, cell in enumerate(cells) if not cell and any(cells[i:])]
    if not blanks:
        return cells
    first = blanks[0]
    run = 1 + (first + 1 in blanks and rng.random() < 0.5)
    return [*cells[:first], *cells[first + run :], *[""] * run]


def cut(cells: Cells, rng: Random) -> Cells:
    """Cut a cell in two: a count from its unit, a number from its text, or a text anywhere."""
    places = [i for i, cell in enumerate(cells) if " " in cell]
    if not places:
        return cells
    at = rng.choice([places[-1], places[-1], rng.choice(places)])
    words = cells[at].split()
    if ")" in cells[at][:14] and "(" in cells[at][:4]:
        where = next(i for i, word in enumerate(words, 1) if word.endswith(")"))
    elif words[0].rstrip(".").isalnum() and words[0].endswith("."):
        where = 1
    else:
        where = rng.randint(1, len(words) - 1)
    where = min(where, len(words) - 1)
    return _fitted([*cells[:at], " ".join(words[:where]), " ".join(words[where:]), *cells[at + 1 :]], len(cells))


def run_together(cells: Cells, rng: Random) -> Cells:
    """Run two neighbouring cells together; the others slide left."""
    places = [i for i in range(len(cells) - 1) if cells[i] and cells[i + 1]]
    if not places:
        return cells
    at = rng.choice(places)
    return [*cells[:at], f"{cells[at]} {cells[at + 1]}", *cells[at + 2 :], ""]


def double(cells: Cells, rng: Random) -> Cells:
    """Print a cell's text in its neighbour too: a blank one, or one pushed in."""
    places = [i for i, cell in enumerate(cells) if len(cell) > 8]
    if not places:
        return cells
    at = rng.choice(places)
    if at + 1 < len(cells) and not cells[at + 1]:
        return [*cells[: at + 1], cells[at], *cells[at + 2 :]]
    return _fitted([*cells[: at + 1], cells[at], *cells[at + 1 :]], len(cells))


def stray_letter(cells: Cells, rng: Random) -> Cells:
    """Put a letter of another script inside a word."""
    places = [
        (i, j) for i, cell in enumerate(cells) for j, c in enumerate(cell) if c in _FOREIGN and 0 < j < len(cell) - 1
    ]
    places = [(i, j) for i, j in places if cells[i][j - 1].isalpha() and cells[i][j + 1].isalpha()]
    if not places:
        return cells
    at, letter = rng.choice(places)
    text = cells[at]
    return [*cells[:at], text[:letter] + _FOREIGN[text[letter]] + text[letter + 1 :], *cells[at + 1 :]]


def misprint(cells: Cells, rng: Random) -> Cells:
    """Print another number before a text."""
    places = [i for i, cell in enumerate(cells) if cell[:1].isdigit() and cell[1:3] == ". "]
    if not places:
        return cells
    at = rng.choice(places)
    return [*cells[:at], str(rng.randint(1, 9)) + cells[at][1:], *cells[at + 1 :]]


def tag(cells: Cells, rng: Random) -> Cells:
    """Wrap a word in tags."""
    places = [i for i, cell in enumerate(cells) if " " in cell]
    if not places:
        return cells
    at = rng.choice(places)
    words = cells[at].split()
    word = rng.randrange(len(words))
    words[word] = f"<i>{words[word]}</i>"
    return [*cells[:at], " ".join(words), *cells[at + 1 :]]


def break_row(above: Sheet, below: Sheet, rng: Random) -> None:
    """Cut the last row of a page: the first printed lines of each cell here, the others on the next page."""
    row = above.body[-1]
    lines = [textwrap.wrap(cell, COLUMN_WIDTH, break_long_words=False, break_on_hyphens=False) for cell in row]
    longest = max(map(len, lines))
    if longest < 2:
        return
    fits = rng.randint(1, longest - 1)
    above.body[-1] = [" ".join(cell[:fits]) for cell in lines]
    below.body.insert(0, [" ".join(cell[fits:]) for cell in lines])


def scatter_header(page: Sheet, rng: Random) -> None:
    """Put header words into wrong cells and spread the column numbers, some into cells of the body."""
    names = page.header[0]
    words = [word for name in names for word in name.split()]
    edges = sorted(rng.sample(range(1, len(words)), min(len(names) - 1, len(words) - 1)))
    parts = [" ".join(words[a:b]) for a, b in zip([0, *edges], [*edges, len(words)], strict=True)]
    page.header[0] = [*parts, *[""] * (len(names) - len(parts))]
    if len(page.header) > 1:
        _scatter_numbers(page, rng)


def _scatter_numbers(page: Sheet, rng: Random) -> None:
    numbers = page.header.pop()
    behind = rng.randint(1, len(numbers) - 1)
    page.header[0] = [
        f"{name} {n}".strip() for name, n in zip(page.header[0], [*numbers[:behind], *[""] * 9], strict=False)
    ]
    left = [*[""] * (len(numbers) - 2), *numbers[behind : behind + 2]][-len(numbers) :]
    page.header.append(left)
    last = len(numbers) - 2
    if page.body and page.body[0][last] and rng.random() < 0.4 and len(page.body[0]) == len(numbers):
        page.header[1][last] = f"{page.body[0][last]} {left[last]}".strip()
        page.body[0] = [*page.body[0][:last], "", *page.body[0][last + 1 :]]


def _fitted(cells: Cells, width: int) -> Cells:
    """The line without trailing blank cells that it no longer needs."""
    while len(cells) > width and not cells[-1]:
        cells = cells[:-1]
    return cells
