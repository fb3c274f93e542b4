"""Set a whole decree: preamble, annex, table and closing block, in one layout."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.typeset.build import build_grid
from tests.typeset.fonts import Face
from tests.typeset.grid import Grid
from tests.typeset.layout import Layout
from tests.typeset.pages import Press, closing_height, set_annex, set_closing, set_preamble
from tests.typeset.paginate import Frame, Sheet, paginate
from tests.typeset.paint import Segment, paint, segments
from tests.typeset.plan import Plan, Preamble


@dataclass(frozen=True, slots=True)
class Spoil:
    """What to do to a decree to break its grid; each does nothing by default.

    ``sheets`` moves pieces, ``lines`` changes one sheet's rulings (given the sheet and its number from 0), ``under``
    and ``over`` draw on a table page before and after the table, ``after`` adds pages at the end.
    """

    sheets: Callable[[list[Sheet]], list[Sheet]] = lambda sheets: sheets
    lines: Callable[[Sheet, int, list[Segment]], list[Segment]] = lambda sheet, page, lines: lines
    under: Callable[[Press, Sheet], None] = lambda press, sheet: None
    over: Callable[[Press, Sheet], None] = lambda press, sheet: None
    after: Callable[[Press], None] = lambda press: None


def set_decree(plan: Plan, decree: Preamble, layout: Layout) -> bytes:
    """The PDF of a plan's decree in a layout; the same arguments give the same bytes."""
    return set_grid(build_grid(plan, layout), decree, layout)


def set_grid(grid: Grid, decree: Preamble, layout: Layout, spoil: Spoil = Spoil()) -> bytes:
    """The PDF of a decree around any grid, spoiled as asked."""
    press = Press(decree.title, Face(layout.font, 10.0, 13.5))
    if layout.front == "decree":
        set_preamble(press, decree)
    press.open(layout.page, layout.turned)
    left, top, _, bottom = layout.margins
    table_top = set_annex(press, decree.annex, top, left, block=layout.front != "heading")
    frame = Frame(left, table_top, top, layout.page[1] - bottom)
    sheets = spoil.sheets(paginate(grid, layout.style, frame))
    for i, sheet in enumerate(sheets):
        if i:
            press.open(layout.page, layout.turned)
        _furnish(press, layout, sheets[i + 1] if i + 1 < len(sheets) else None)
        spoil.under(press, sheet)
        lines = spoil.lines(sheet, i, segments(sheet, layout.brush))
        paint(press.canvas, layout.page[1], sheet, layout.style, layout.brush, lines)
        spoil.over(press, sheet)
    if layout.front != "heading":
        _close(press, decree, layout, sheets[-1].bottom)
    spoil.after(press)
    return press.finish()


def _furnish(press: Press, layout: Layout, following: Sheet | None) -> None:
    """Print the page number, and the catchword: the next page's first word in the bottom margin."""
    width, height = press.page
    if layout.page_numbers == "top" and press.count > 1:
        press.line(width / 2, layout.margins[1] - 26, f"- {press.count} -", "center")
    if layout.page_numbers == "bottom":
        press.line(width - layout.margins[2], height - layout.margins[3] + 14, str(press.count), "right")
    if layout.catchwords and following:
        words = [line.text for piece in following.pieces if piece.cell.role == "body" for line in piece.lines]
        first = next((word for word in words if word), "")
        place = (width - layout.margins[2] - 40, height - layout.margins[3] + 4)
        press.line(*place, f"{' '.join(first.split()[:2])} . . .", "right", replace(press.face, size=8.0))


def _close(press: Press, decree: Preamble, layout: Layout, top: float) -> None:
    if top + closing_height(press, decree) > layout.page[1] - 20:
        press.open(layout.page, layout.turned)
        top = layout.margins[1]
    set_closing(press, decree, top, layout.margins[0])
