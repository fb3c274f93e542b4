"""A committed fixture: its name, its PDF, the rows to be keyed from it, and why it exists."""

from __future__ import annotations

from dataclasses import dataclass

from tests.typeset.build import build_grid
from tests.typeset.generate import excerpt, prepared
from tests.typeset.grid import Grid
from tests.typeset.layout import Layout
from tests.typeset.plan import Plan, office
from tests.typeset.setter import Spoil, set_grid
from tests.typeset.truth import Truth, truth_rows

# small files: a standard font is not embedded
PLAIN = Layout(font="times", size=9.0, leading=1.2, front="heading", page_numbers="bottom")


@dataclass(frozen=True, slots=True)
class Fixture:
    """One PDF under ``tests/fixtures`` with its truth."""

    name: str
    pdf: bytes
    rows: tuple[Truth, ...]
    why: str


def real(start: int, count: int) -> Plan:
    """Neighbouring rows of the real plan."""
    return excerpt(office("decree-2026")[0], start, count)


def invented(start: int, count: int) -> Plan:
    """Neighbouring rows of the invented office's plan."""
    return excerpt(office("office-b")[0], start, count)


def make(
    name: str, why: str, plan: Plan, layout: Layout, spoil: Spoil | None = None, grid: Grid | None = None
) -> Fixture:
    """Set a plan, spoiled as asked, in its own grid or another."""
    plan = prepared(plan, layout)
    decree = office("decree-2026" if plan.year == 2026 else "office-b")[1]
    pdf = set_grid(grid or build_grid(plan, layout), decree, layout, spoil or Spoil())
    return Fixture(name, pdf, tuple(truth_rows(plan, layout)), why)
