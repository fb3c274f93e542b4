"""Plans that a reader could choke on: right or flagged, in bounded time."""

from __future__ import annotations

from dataclasses import replace

from tests.typeset.build import build_grid
from tests.typeset.fixture import PLAIN, Fixture, invented, make, real
from tests.typeset.grid import Grid, GridCell
from tests.typeset.pages import Press
from tests.typeset.paginate import Sheet
from tests.typeset.paint import text, write
from tests.typeset.plan import Plan
from tests.typeset.setter import Spoil

_INVISIBLE, _VISIBLE = 3, 0


def hostile() -> list[Fixture]:
    """Every hostile fixture."""
    return [
        forty_columns(),
        long_cell(),
        doubled_text(),
        upright_headers(),
        invisible_text(),
        stray_script(),
    ]


def forty_columns() -> Fixture:
    """The eight columns of a plan and 32 that nobody knows, on a very wide page."""
    layout = replace(PLAIN, page=(2400.0, 609.0))
    grid = build_grid(invented(0, 6), layout)
    share = (layout.page[0] - 112.0) / 40
    more = [
        GridCell(row, 8 + i, f"{row + 1}/{i + 1}" if (row + i) % 3 == 0 else "-", align="center")
        for row in range(grid.rows)
        for i in range(32)
    ]
    header = [
        cell
        for i in range(32)
        for cell in (
            GridCell(0, 8 + i, f"Lampiran {i + 1}", role="header", align="center", bold=True),
            GridCell(1, 8 + i, f"({i + 9})", role="number", align="center"),
        )
    ]
    widths = (share / 2, *[share * 1.5] * 7, *[(layout.page[0] - 112.0 - 11 * share) / 32] * 32)
    wide = Grid(widths, (*grid.header, *header), (*grid.body, *more))
    return make("forty-columns", "40 columns, 32 of them unknown", invented(0, 6), layout, grid=wide)


def long_cell() -> Fixture:
    """One indicator's evidence has 10,000 letters and runs over several pages."""
    words = " ".join(row.indicator for row in invented(0, 30).rows)
    story = " ".join([words] * 5)[:10_000].rsplit(" ", 1)[0]
    plan = invented(0, 4)
    rows = (plan.rows[0], replace(plan.rows[1], evidence=story), *plan.rows[2:])
    return make("long-cell", "one cell of 10,000 characters over several pages", replace(plan, rows=rows), PLAIN)


def doubled_text() -> Fixture:
    """Every text of the table is drawn twice, 0.3 points apart, as a printer's bold."""

    def over(press: Press, sheet: Sheet) -> None:
        press.canvas.saveState()
        press.canvas.translate(0.3, 0)
        for piece in sheet.pieces:
            write(press.canvas, press.page[1], piece, PLAIN.style, PLAIN.brush)
        press.canvas.restoreState()

    return make(
        "doubled-text", "every word is drawn twice, 0.3 pt apart, for bold", real(5, 7), PLAIN, Spoil(over=over)
    )


def upright_headers() -> Fixture:
    """The header's texts run from bottom to top."""
    layout = replace(PLAIN, upright=True, size=8.0)
    return make("upright-headers", "the header's texts are rotated by 90 degrees", invented(4, 7), layout)


def invisible_text() -> Fixture:
    """Words without ink lie over the cells: in text mode 3, and in white."""

    def over(press: Press, sheet: Sheet) -> None:
        canvas, height = press.canvas, press.page[1]
        hidden = canvas.beginText()
        hidden.setTextRenderMode(_INVISIBLE)
        hidden.setFont("Times-Roman", 9)
        for piece in sheet.pieces[::3]:
            if piece.cell.role == "body":
                hidden.setTextOrigin(piece.x0 + 6, height - piece.top - 9)
                hidden.textOut("RAHASIA sandi 4711")
        hidden.setTextRenderMode(_VISIBLE)
        canvas.drawText(hidden)
        canvas.saveState()
        canvas.setFillGray(1.0)
        for piece in sheet.pieces[1::4]:
            if piece.cell.role == "body":
                text(canvas, piece.x0 + 6, height - piece.bottom + 3, "konsep", PLAIN.face)
        canvas.restoreState()

    why = "words in text mode 3 (invisible) and in white lie over the cells: they are not printed"
    return make("invisible-text", why, real(8, 6), PLAIN, Spoil(over=over))


def stray_script() -> Fixture:
    """Letters of other scripts stand in words, as a faulty conversion leaves them: as printed, or flagged."""
    plan = real(46, 7)
    rows = list(plan.rows)
    rows[0] = replace(rows[0], action=(rows[0].action or "").replace("Melakukan", "Melaku\u043aan"))
    rows[1] = replace(rows[1], indicator="Tersusunnya \u0623\u0628\u062c DIM tindak lanjut")
    rows[6] = replace(rows[6], action=(rows[6].action or "").replace("Menindaklanjuti", "Men\u0eb4daklanjuti"))
    made = make("stray-script", "Cyrillic, Arabic and Lao letters inside words", Plan(tuple(rows)), PLAIN)
    doubtful = {0: "action", 1: "indicator", 6: "action"}
    marked = [row | {"doubtful": [doubtful[i]]} if i in doubtful else row for i, row in enumerate(made.rows)]
    return replace(made, rows=tuple(marked))
