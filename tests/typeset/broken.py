"""Plans whose grid is broken: each fixture breaks one thing."""

from __future__ import annotations

from dataclasses import replace

from tests.typeset.fixture import PLAIN, Fixture, invented, make, real
from tests.typeset.headers import slots
from tests.typeset.layout import Kind, Periods
from tests.typeset.pages import Press
from tests.typeset.paginate import Piece, Sheet
from tests.typeset.paint import Segment
from tests.typeset.setter import Spoil

_SCHEDULE: tuple[Kind, ...] = ("no", "component", "aspect", "action", "indicator", "target", "periods")


def broken_grids() -> list[Fixture]:
    """Every fixture with a broken grid."""
    return [
        shading(),
        stray_rulings(),
        ruling_through_text(),
        open_last_row(),
        missing_vertical(),
        blank_band(),
        horizontal_only(),
    ]


def shading() -> Fixture:
    """Fills lie under texts and as schedule bars thinner than their cells: none of their edges is a ruling."""
    layout = replace(PLAIN, columns=_SCHEDULE, periods=Periods("months", "x"), padding=(2.0, 3.0), size=8.0)

    def under(press: Press, sheet: Sheet) -> None:
        for piece in sheet.pieces:
            if piece.cell.role == "body" and piece.lines and piece.cell.column in (4, 5):
                _fill(press, piece.x0 + 2, piece.top + 2.5, piece.x1 - 6, piece.bottom - 2.5, 0.8)
            if piece.cell.role == "body" and piece.lines and piece.cell.column > 5:
                _fill(press, piece.x0, piece.top + 2, piece.x1, piece.top + 13, 0.6)

    why = "fills under texts and bars inside schedule cells, thicker than 1.5 pt: shading that is no ruling"
    return make("shading-no-ruling", why, invented(0, 14), layout, Spoil(under=under))


def stray_rulings() -> Fixture:
    """Rulings run on through the blank part of merged cells, where a row ends in the other columns."""

    def lines(sheet: Sheet, page: int, lines: list[Segment]) -> list[Segment]:
        merged = [piece for piece in sheet.pieces if piece.cell.row_span > 1]
        return lines + [
            Segment(piece.x0, line.top, piece.x1, line.top)
            for piece in merged
            for line in lines
            if line.top == line.bottom and line.x1 > piece.x1 and _text_end(piece) + 4 < line.top < piece.bottom - 1
        ]

    why = "row rulings run on through the blank part of merged cells and split them"
    return make("stray-rulings", why, real(0, 12), PLAIN, Spoil(lines=lines))


def ruling_through_text() -> Fixture:
    """A stray ruling splits a merged action between two lines of its text."""

    def lines(sheet: Sheet, page: int, lines: list[Segment]) -> list[Segment]:
        split = [p for p in sheet.pieces if p.cell.row_span > 1 and p.cell.column == 3 and len(p.lines) > 4]
        ends = [Segment(p.x0, p.top + PLAIN.padding[1] + 3 * PLAIN.face.leading, p.x1, 0.0) for p in split]
        return lines + [replace(end, bottom=end.top) for end in ends]

    why = "a stray ruling splits a merged action in mid-sentence, where no row ends"
    return make("ruling-through-text", why, real(2, 6), PLAIN, Spoil(lines=lines))


def open_last_row() -> Fixture:
    """No page draws the line under its last row."""

    def lines(sheet: Sheet, page: int, lines: list[Segment]) -> list[Segment]:
        return [line for line in lines if not (line.top == line.bottom and line.top > sheet.bottom - 0.01)]

    layout = replace(PLAIN, split_rows=False)
    return make(
        "last-row-open", "the last row of each page has no bottom line", real(8, 12), layout, Spoil(lines=lines)
    )


def missing_vertical() -> Fixture:
    """On the second page the ruling between time and target is missing."""
    column = [kind for kind, _ in slots(PLAIN)].index("target")

    def lines(sheet: Sheet, page: int, lines: list[Segment]) -> list[Segment]:
        x = next(piece.x0 for piece in sheet.pieces if piece.cell.column == column)
        return [line for line in lines if page != 1 or line.x0 != line.x1 or abs(line.x0 - x) > 0.01]

    why = "a vertical ruling is missing on page 2: two columns run together there"
    return make("missing-vertical", why, invented(0, 16), PLAIN, Spoil(lines=lines))


def blank_band() -> Fixture:
    """A band of 24 points without rulings or text lies between two rows, no cell of which is merged."""

    def sheets(sheets: list[Sheet]) -> list[Sheet]:
        first = sheets[0]
        at = sorted({piece.top for piece in first.pieces if piece.cell.role == "body"})[3]
        return [Sheet(tuple(_below(piece, at, 24.0) for piece in first.pieces), first.bottom + 24.0), *sheets[1:]]

    layout = replace(PLAIN, merging="repeated", split_rows=False, margins=(56.0, 56.0, 56.0, 90.0))
    why = "a blank band lies between two rows of one page's table"
    return make("blank-band", why, invented(10, 12), layout, Spoil(sheets=sheets))


def horizontal_only() -> Fixture:
    """The table has no vertical rulings at all."""
    layout = replace(PLAIN, ruling="horizontal", merging="once")
    return make("horizontal-rulings", "the table has only horizontal rulings", invented(18, 12), layout)


def _below(piece: Piece, at: float, shift: float) -> Piece:
    if piece.top < at - 0.01:
        return piece
    return replace(piece, top=piece.top + shift, bottom=piece.bottom + shift)


def _text_end(piece: Piece) -> float:
    return piece.top + 2 * PLAIN.padding[1] + len(piece.lines) * PLAIN.face.leading


def _fill(press: Press, x0: float, top: float, x1: float, bottom: float, grey: float) -> None:
    if bottom - top < 3 or x1 - x0 < 3:
        return
    press.canvas.saveState()
    press.canvas.setFillGray(grey)
    press.canvas.rect(x0, press.page[1] - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
    press.canvas.restoreState()
