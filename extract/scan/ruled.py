"""The ruled tables of one page's picture: rulings found, those that were missed restored, and what is in doubt."""

from __future__ import annotations

from dataclasses import dataclass

from extract.geometry import Page, Ruling
from extract.model import Doubt
from extract.scan.beside import text_beside, uprights_beside, uprights_go_on
from extract.scan.raster import Picture
from extract.scan.restore import crossed_by_back, restored, suspects, whole_uprights
from extract.scan.rulings import RasterRulings, find_rulings
from extract.table.lattice import Grid, grids

# Restoring a ruling may show that another goes on beside it.
ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Ruled:
    """Rulings and tables of a page in points, the doubts about them, and the rulings as they were found in pixels."""

    rulings: tuple[Ruling, ...]
    tables: tuple[Grid, ...]
    doubts: tuple[Doubt, ...]
    found: RasterRulings


def ruled(picture: Picture, scale: float, number: int) -> Ruled:
    """Find the tables of page ``number`` on its upright picture (BGR, ``scale`` pixels per point)."""
    width, height = picture.shape[1] / scale, picture.shape[0] / scale
    found = find_rulings(picture)
    rulings = found.in_points(scale)
    tables = grids(Page(number, width, height, (), rulings, kind="scanned"))
    for missing in (whole_uprights, *[restored] * ROUNDS):
        if lost := [ruling for table in tables for ruling in missing(table, found, scale)]:
            rulings = (*rulings, *lost)
            tables = grids(Page(number, width, height, (), rulings, kind="scanned"))
    ridge = found.upright_map
    beyond = [*text_beside(picture, tables, scale), *uprights_go_on(tables, ridge, scale)]
    beyond += uprights_beside(tables, ridge, scale)
    doubts = (*suspects(tables, found, scale), *crossed_by_back(tables, found, scale), *beyond)
    return Ruled(rulings, tables, doubts, found)
