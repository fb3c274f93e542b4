"""A plan as an undamaged transcript: page by page a header, the row of column numbers, and rows of cells."""

from __future__ import annotations

from dataclasses import dataclass

from tests.typeset.build import cell_text, group_key
from tests.typeset.layout import Kind, Layout
from tests.typeset.named import LAYOUTS
from tests.typeset.plan import Plan, Preamble, office
from tests.typeset.reproduction import REPRODUCTION
from tests.typeset.vocabulary import header_name

Cells = list[str]
# The offices' plans with the columns each prints: eight, and nine in another order with another wording.
OFFICES: dict[str, Layout] = {"decree-2026": REPRODUCTION, "office-b": LAYOUTS["area-once"]}
ANCESTORS: tuple[Kind, ...] = ("no", "component", "aspect", "action")
ROWS_A_PAGE = 5


@dataclass(slots=True)
class Sheet:
    """One page: the lines of its header, and those of its body."""

    header: list[Cells]
    body: list[Cells]


def sheets(plan: Plan, layout: Layout) -> list[Sheet]:
    """The plan's rows in pages of five; ancestors stand on their first row only."""
    rows = [_row(plan, i, layout) for i in range(len(plan.rows))]
    return [Sheet(_header(layout), rows[i : i + ROWS_A_PAGE]) for i in range(0, len(rows), ROWS_A_PAGE)]


def _header(layout: Layout) -> list[Cells]:
    names = [header_name(layout.vocabulary, kind, False, False) for kind in layout.columns]
    numbers = [f"({i})" for i in range(1, len(names) + 1)]
    return [names, numbers] if layout.number_row != "none" else [names]


def _row(plan: Plan, i: int, layout: Layout) -> Cells:
    row, above = plan.rows[i], plan.rows[i - 1] if i else None
    cells = []
    for kind in layout.columns:
        text = cell_text(row, kind, layout).replace("\n", " ")
        ancestor = kind in ANCESTORS
        again = ancestor and above is not None and group_key(row, kind, layout) == group_key(above, kind, layout)
        cells.append("" if again else text)
    return cells


def text_of(pages: list[Sheet], preamble: Preamble) -> str:
    """The transcript's text: what the decree says of itself, then a block for each page."""
    before = [*preamble.letterhead, preamble.kind, f"NOMOR {preamble.number} TAHUN {preamble.number_year}", "TENTANG"]
    blocks = ["\n".join([*before, preamble.title])]
    blocks += ["\n".join("\t".join(cells) for cells in (*page.header, *page.body)) for page in pages]
    return "\n\n\n".join(blocks) + "\n"


def undamaged(name: str) -> tuple[list[Sheet], Preamble]:
    """An office's plan, page by page, and its preamble."""
    plan, preamble = office(name)
    return sheets(plan, OFFICES[name]), preamble
