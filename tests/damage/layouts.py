"""``python -m tests.damage.layouts FIRST LAST``: transcripts in random layouts, undamaged and damaged by their seed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace

from tests.damage.damage import STRENGTHS, damaged
from tests.damage.measure import Figures, measured_rows, repaired
from tests.damage.sheets import ANCESTORS, ROWS_A_PAGE, Cells, Sheet, text_of
from tests.typeset.build import cell_text, group_key
from tests.typeset.generate import prepared, random_layout
from tests.typeset.headers import header, slots
from tests.typeset.layout import Layout
from tests.typeset.periods import period_values
from tests.typeset.plan import Plan, office
from tests.typeset.truth import truth_rows


def layout_sheets(plan: Plan, layout: Layout) -> list[Sheet]:
    """A plan as a transcript in a layout: banners in lines of their own, later headers as the layout repeats them."""
    rows = list(_rows(plan, layout))
    pages = []
    for first in range(0, len(rows), ROWS_A_PAGE):
        later = first > 0 and layout.repeat == "reworded"
        heads = first == 0 or later or layout.repeat == "every"
        pages.append(Sheet(_header(layout, later) if heads else [], rows[first : first + ROWS_A_PAGE]))
    return pages


def _header(layout: Layout, later: bool) -> list[Cells]:
    """The header's lines; a heading over several columns stands in the first of them."""
    cells = header(layout, later)
    lines = [[""] * len(slots(layout)) for _ in range(max(cell.row for cell in cells) + 1)]
    for cell in cells:
        lines[cell.row][cell.column] = " ".join(cell.text.split())
    return lines


def _rows(plan: Plan, layout: Layout) -> Iterator[Cells]:
    for i, row in enumerate(plan.rows):
        above = plan.rows[i - 1] if i else None
        if layout.banner != "none" and (above is None or row.component != above.component):
            yield _banner(row.component_no, (row.component or "").upper(), layout)
        yield _row(plan, i, layout)


def _banner(number: str | None, name: str, layout: Layout) -> Cells:
    printed = [f"{number}.", name] if layout.banner == "numbered" else [f"{number}. {name}" if number else name]
    return [*printed, *[""] * (len(slots(layout)) - len(printed))]


def _row(plan: Plan, i: int, layout: Layout) -> Cells:
    row, above = plan.rows[i], plan.rows[i - 1] if i else None
    cells = []
    for kind, period in slots(layout):
        if kind == "periods":
            value = period_values(row, layout, plan.year)[period] or ""
            cells.append("v" if value and layout.periods and layout.periods.mark == "shade" else value)
            continue
        once = kind in ANCESTORS and layout.merging != "repeated" and above is not None
        again = once and above is not None and group_key(row, kind, layout) == group_key(above, kind, layout)
        cells.append("" if again else " ".join(cell_text(row, kind, layout).split()))
    return cells


def figures(seed: int, strength: str | None) -> Figures:
    """How well the transcript in a seed's layout is read, undamaged or damaged by the same seed."""
    layout = random_layout(seed)
    plan, preamble = office(("decree-2026", "office-b")[seed % 2])
    plan = prepared(plan, layout)
    pages = layout_sheets(plan, layout)
    if strength:
        how = STRENGTHS[strength]
        headed = all(page.header for page in pages)
        pages = damaged(pages, how if headed else replace(how, scatter_header=0.0), seed)
    return measured_rows(text_of(pages, preamble), truth_rows(plan, layout), repaired)


def main() -> None:
    """Print for each strength the means over the layouts, and the layouts read worst."""
    first, last = map(int, sys.argv[1:3])
    for strength in (None, *STRENGTHS):
        found = {seed: figures(seed, strength) for seed in range(first, last + 1)}
        means = [
            sum(getattr(f, name) for f in found.values()) / len(found) for name in ("cell_exact", "silent", "flagged")
        ]
        worst = sorted(found, key=lambda seed: -found[seed].silent)[:3]
        told = ", ".join(f"{seed} {found[seed].silent:.3f}" for seed in worst)
        print(strength or "undamaged", *(f"{mean:.4f}" for mean in means), "most silent:", told)


if __name__ == "__main__":
    main()
