"""Plans of thousands of rows and hundreds of pages, made when asked for."""

from __future__ import annotations

import itertools
from dataclasses import replace

from tests.typeset.build import build_grid
from tests.typeset.fixture import PLAIN
from tests.typeset.paginate import Frame, paginate
from tests.typeset.plan import Plan, PlanRow, office
from tests.typeset.setter import set_decree
from tests.typeset.truth import Truth, truth_rows

_LAYOUT = replace(PLAIN, split_rows=False)


def big_plan(rows: int) -> Plan:
    """A plan of so many rows: the real one over and over, each round in words of its own."""
    plan, _ = office("decree-2026")
    rounds = (_worded(row, i) for i in itertools.count(1) for row in plan.rows)
    return Plan(tuple(itertools.islice(rounds, rows)), plan.year)


def big_decree(pages: int) -> tuple[bytes, list[Truth]]:
    """A decree of exactly so many pages, all table, and its rows; about nine rows a page."""
    plan = big_plan(pages * 10 + 20)
    top, bottom = _LAYOUT.margins[1], _LAYOUT.page[1] - _LAYOUT.margins[3]
    frame = Frame(_LAYOUT.margins[0], top + 54.0, top, bottom)  # below the heading's three lines
    sheets = paginate(build_grid(plan, _LAYOUT), _LAYOUT.style, frame)
    last = max(piece.cell.last_row for piece in sheets[pages - 2].pieces if piece.cell.column == 4)
    plan = replace(plan, rows=plan.rows[: last + 2])
    return set_decree(plan, office("decree-2026")[1], _LAYOUT), truth_rows(plan, _LAYOUT)


def _worded(row: PlanRow, turn: int) -> PlanRow:
    return replace(row, action=f"{row.action} tahap {turn}", indicator=f"{row.indicator} tahap {turn}")
