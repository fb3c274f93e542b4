"""Damage of three strengths to a whole transcript."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from tests.damage.kinds import break_row, cut, double, misprint, run_together, scatter_header, slide, stray_letter, tag
from tests.damage.sheets import Cells, Sheet


@dataclass(frozen=True, slots=True)
class Strength:
    """How likely each damage is: to a row, to a page break, to a page's header."""

    slide: float
    cut: float
    run_together: float
    double: float
    stray_letter: float
    misprint: float
    tag: float
    break_row: float
    scatter_header: float


# Calibrated so that reading by position gets at most 0.80, 0.50 and 0.25 of the cells (python -m tests.damage.measure).
STRENGTHS = {
    "light": Strength(0.2, 0.07, 0.02, 0.02, 0.03, 0.02, 0.05, 0.22, 0.3),
    "medium": Strength(0.55, 0.17, 0.07, 0.06, 0.06, 0.04, 0.1, 0.55, 0.6),
    "heavy": Strength(0.9, 0.35, 0.12, 0.08, 0.1, 0.08, 0.15, 0.85, 1.0),
}
_LINES: tuple[tuple[str, Callable[[Cells, Random], Cells]], ...] = (
    ("tag", tag),
    ("stray_letter", stray_letter),
    ("misprint", misprint),
    ("run_together", run_together),
    ("slide", slide),
    ("cut", cut),
    ("double", double),
)


def damaged(pages: list[Sheet], strength: Strength, seed: int) -> list[Sheet]:
    """The pages with damage drawn by a seed; the pages given stay as they are."""
    rng = Random(seed)
    made = [Sheet([list(cells) for cells in page.header], [list(cells) for cells in page.body]) for page in pages]
    for above, below in pairwise(made):
        if rng.random() < strength.break_row:
            break_row(above, below, rng)
    for page in made:
        for number, cells in enumerate(page.body):
            page.body[number] = _line(cells, strength, rng)
        if rng.random() < strength.scatter_header:
            scatter_header(page, rng)
    return made


def _line(cells: Cells, strength: Strength, rng: Random) -> Cells:
    for name, change in _LINES:
        if rng.random() < getattr(strength, name):
            cells = change(cells, rng)
    return cells
