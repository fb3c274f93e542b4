"""Camelot's vector lattice as the second opinion on a grid that fails its checks.

Both find the same tables on sound grids; they differ on broken ones: camelot closes a last row without a bottom line
and drops strays by its own tolerances. It wins only where its grid passes the checks that ours fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from extract.geometry import BBox, Page, Ruling
from extract.model import Doubt
from extract.table.fits import fits
from extract.table.header import Header
from extract.table.lattice import Grid, grid_of
from extract.table.rulings import meshes
from extract.table.walls import closed

BROKEN = frozenset({"cell_not_rectangular", "word_outside"})


def checked(grid: Grid, page: Page, header: Header, path: Path) -> Grid:
    """The grid, or camelot's of the same place where ours fails its checks and camelot's passes; a doubt tells."""
    faults = sorted({d.code for d in grid.doubts if d.code in BROKEN})
    if not faults or page.kind != "typeset" or path.suffix.casefold() != ".pdf":
        return grid
    other = _opinion(grid, page, path)
    passes = other is not None and not any(d.code in BROKEN for d in other.doubts) and fits(other, header)
    verdict = "camelot's reading was taken, it passes" if passes else "ours was kept, camelot's is no better"
    told = Doubt(
        code="second_opinion",
        message=f"page {page.number}: the grid fails its checks ({', '.join(faults)}); {verdict}",
        severity="info",
        status="repaired" if passes else "open",
        page=page.number,
    )
    chosen = other if passes and other is not None else grid
    return replace(chosen, doubts=(*chosen.doubts, told))


def _opinion(grid: Grid, page: Page, path: Path) -> Grid | None:
    """Camelot's grid that lies on ours, or None."""
    import camelot  # noqa: PLC0415 - takes a second to load, and few sources need it

    try:
        tables = camelot.read_pdf(str(path), pages=str(page.number), flavor="lattice", engine="vector")
    except Exception:  # noqa: BLE001 - an opinion that fails is no opinion
        return None
    for table in tables:
        for mesh in map(closed, meshes(_rulings(table, page.height))):
            other = grid_of(page, mesh)
            if abs(other.bbox.top - grid.bbox.top) < 20 and abs(other.bbox.x0 - grid.bbox.x0) < 20:
                return other
    return None


def _rulings(table: Any, height: float) -> Iterator[Ruling]:  # noqa: ANN401 - camelot has no types
    """The walls of camelot's cells, from the top of the page."""
    for cell in (c for row in table.cells for c in row):
        top, bottom = height - cell.y2, height - cell.y1
        if cell.left:
            yield Ruling(BBox(cell.x1, top, cell.x1, bottom))
        if cell.right:
            yield Ruling(BBox(cell.x2, top, cell.x2, bottom))
        if cell.top:
            yield Ruling(BBox(cell.x1, top, cell.x2, top))
        if cell.bottom:
            yield Ruling(BBox(cell.x1, bottom, cell.x2, bottom))
