"""Corrections of cells whose boxes have moved a little: another version of the reader draws them a point aside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.geometry import BBox
from extract.model import Cell
from normalize.corrections import Correction
from normalize.text import fold

# Half a line of small print: no other cell of a table has all four sides so near.
NEAR = 4.0
PLACED = re.compile(r"p(?P<page>\d+):(?P<box>\d+(?:\.\d+)?(?:,\d+(?:\.\d+)?){3})(?P<rest>:\+.*)?")


def found_again(corrections: Iterable[Correction], cells: Sequence[Cell]) -> Iterator[Correction]:
    """The corrections, each naming the cell that stands where the one it was made for stood.

    Only where no cell has the id any more, and exactly one with the text expected has all its sides within ``NEAR``
    points of the old box.
    """
    known = {cell.cell_id for cell in cells}
    for made in corrections:
        near = [] if made.cell_id in known else list(_near(made, cells, known))
        yield replace(made, cell_id=near[0]) if len(near) == 1 else made


def _near(made: Correction, cells: Sequence[Cell], known: set[str]) -> Iterator[str]:
    match = PLACED.fullmatch(made.cell_id)
    if not match:
        return
    page, sides, rest = int(match["page"]), [float(side) for side in match["box"].split(",")], match["rest"] or ""
    expected = fold(made.expect)
    for cell in cells:
        stands = cell.cell_id + rest
        if cell.page == page and stands in known and cell.bbox and _apart(cell.bbox, sides) <= NEAR:
            text = "" if rest else fold(cell.text)
            if text == expected or (text and expected.startswith(text)):
                yield stands


def _apart(box: BBox, sides: Sequence[float]) -> float:
    return max(abs(one - other) for one, other in zip((box.x0, box.top, box.x1, box.bottom), sides, strict=True))
