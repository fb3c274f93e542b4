"""Rows that add up a column: "JUMLAH" over many columns and an amount beside it are no action of the plan."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.model import Cell, Doubt, cell_doubt

_TOTAL = re.compile(r"(?:sub\s?-?\s?|grand )?(?:jumlah|total)\b", re.IGNORECASE)
_AMOUNT = re.compile(r"(?:Rp\.?)?[\s\d.,%-]+")


def total_row(starting: Sequence[Cell]) -> Doubt | None:
    """A note where the cells that begin in a row are a total's: its name over several columns, and amounts only."""
    inked = [cell for cell in starting if not cell.blank]
    named = inked[0] if inked else None
    if named is None or named.column_span < 2 or not _TOTAL.match(named.text):
        return None
    if any(not _AMOUNT.fullmatch(cell.text) for cell in inked[1:]):
        return None
    return Doubt(
        code="total_row",
        message="a row that adds up a column is no row of the plan and was left out",
        severity="info",
        status="repaired",
        cell_id=named.cell_id,
        before=" ".join(cell.text for cell in inked),
        page=named.page,
        bbox=named.bbox,
    )


def spread_cells(cells: Sequence[tuple[Cell, int, int]], periods: Sequence[bool]) -> list[Doubt]:
    """Doubts about texts printed over columns of different meanings: each of them got the text."""
    return [
        cell_doubt("cell_over_columns", "this cell lies over several columns; its text was read for each of them", cell)
        for cell, first, last in cells
        if first < last and not cell.blank and not any(periods[first : last + 1])
    ]
