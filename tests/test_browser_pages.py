"""Tables as browsers and tight layouts print them: each cell's own borders, columns open over a page, lone headers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.geometry import BBox, Ruling
from extract.model import Cell, Column, ColumnSpec
from extract.pages import pdfium_page
from extract.table.columns import HeaderCell, map_columns
from extract.table.fits import fits
from extract.table.header import Header, find_header
from extract.table.lattice import Grid, grids
from extract.table.meeting import Habit
from extract.table.meetings import meetings
from extract.table.rulings import meshes
from extract.table.stitched import Row, Slot, absorb
from extract.table.walls import edges

SPECS = (ColumnSpec(Column.NO, "No"), ColumnSpec(Column.ASPECT, "Aspek"), ColumnSpec(Column.INDICATOR, "Indikator"))


def upright(x: float, top: float, bottom: float) -> Ruling:
    return Ruling(BBox(x - 0.2, top, x + 0.2, bottom))


def level(y: float, left: float, right: float) -> Ruling:
    return Ruling(BBox(left, y - 0.2, right, y + 0.2))


def grid(xs: Sequence[float], ys: Sequence[float], texts: Sequence[str] = ()) -> Grid:
    cells: list[Cell] = []
    for r, (top, low) in enumerate(pairwise(ys)):
        for c, (left, right) in enumerate(pairwise(xs)):
            lines = (texts[len(cells)],) if len(cells) < len(texts) else ()
            cells.append(Cell(f"p1:{r}.{c}", 1, r, c, 1, 1, lines, BBox(left, top, right, low)))
    return Grid(1, tuple(xs), tuple(ys), tuple(cells), ((),) * len(cells))


def test_tables_of_one_height_beside_each_other_are_one() -> None:
    """A column merged over the whole page has no rulings of its own."""
    rows = (50.0, 80.0, 110.0, 140.0)
    left = [upright(x, 50, 140) for x in (40, 70)] + [level(y, 40, 70) for y in rows]
    right = [upright(x, 50, 140) for x in (150, 240, 330)] + [level(y, 150, 330) for y in rows]
    (mesh,) = meshes([*left, *right])
    assert [round(x) for x in edges(mesh.verticals)] == [40, 70, 150, 240, 330]
    lower = [level(y + 60, 150, 330) for y in rows] + [upright(x, 110, 200) for x in (150, 240, 330)]
    assert len(meshes([*left, *lower])) == 2


def test_two_double_borders_beside_each_other_are_one_ruling() -> None:
    inner = [upright(x, 50, 140) for x in (120.0, 121.5, 122.6, 124.1)]
    (mesh,) = meshes([upright(40, 50, 140), *inner, upright(240, 50, 140), *(level(y, 40, 240) for y in (50, 95, 140))])
    assert len(edges(mesh.verticals)) == 3


@pytest.mark.parametrize(
    ("headers", "columns"),
    [
        (("Program", "Kegiatan", "Rencana Aksi", "Indikator"), (Column.COMPONENT, Column.ASPECT, Column.ACTION)),
        (
            ("Komponen", "Uraian Kegiatan", "Rencana Aksi", "Indikator"),
            (Column.COMPONENT, Column.ASPECT, Column.ACTION),
        ),
        (("No", "Uraian Kegiatan", "Uraian Rencana Aksi", "Indikator"), (Column.NO, Column.ASPECT, Column.ACTION)),
        (("Program", "Aspek", "Rencana Aksi", "Indikator"), (Column.COMPONENT, Column.ASPECT, Column.ACTION)),
        (("Area Perubahan", "Program", "Rencana Aksi", "Indikator"), (Column.COMPONENT, Column.ASPECT, Column.ACTION)),
        (("Aspek", "Rencana Aksi", "Kegiatan", "Indikator"), (Column.ASPECT, Column.ACTION, Column.EXTRA)),
    ],
)
def test_a_second_column_of_a_level_is_the_level_above(headers: tuple[str, ...], columns: tuple[Column, ...]) -> None:
    found = map_columns([HeaderCell((header,)) for header in headers])
    assert tuple(spec.column for spec in found)[:3] == columns


def test_a_header_may_stand_alone_on_its_page() -> None:
    found = find_header(grid((40, 90, 200, 300, 400), (50, 80), ("No", "Rencana Aksi", "Indikator", "Target")))
    assert found is not None
    assert found.rows == 1


def test_a_table_on_neighbouring_columns_is_the_plans() -> None:
    header = Header(1, SPECS, (40.0, 120.0, 230.0, 340.0, 450.0, 560.0, 700.0), ())
    assert fits(grid((120, 230, 340, 450, 560, 700), (50, 80)), header)
    assert not fits(grid((120, 230, 450, 560, 700), (50, 80)), header)
    assert not fits(grid((340, 450, 560, 700), (50, 80)), header)


def test_a_number_in_every_row_opens_no_group() -> None:
    numbers, aspects = Habit(filled=0.95, merged=0.0), Habit(filled=0.95, merged=0.5, blank=0.0)
    rows = [Row(1, [None] * 3, [True] * 3) for _ in range(2)]

    def counting(number: Habit, indicator: Habit) -> bool:
        met = meetings(*rows, SPECS, (True, True, False), [number, aspects, indicator])
        return met[0].counts_rows

    assert counting(numbers, Habit(filled=0.95, merged=0.0))
    assert not counting(Habit(filled=0.95, merged=0.5), Habit(filled=0.95, merged=0.0))


def test_a_cell_over_two_columns_does_not_join_them() -> None:
    aspect, action, both = (
        Slot([Cell(f"p1:{i}", 1, 0, i, 1, 1, (text,))]) for i, text in enumerate(("Tata", "Menyusun", ""))
    )
    last, first = Row(1, [aspect, action], [True, True]), Row(2, [both, both], [True, True])
    for column in (0, 1):
        absorb(last, first, [first], column)
    assert [slot.text.strip() for slot in first.slots if slot] == ["Tata", "Menyusun"]
    assert len(aspect.cells) == len(action.cells) == 2


def printed(lines: Sequence[tuple[float, float, str]], path: Path, font: str = "Times-Roman") -> Grid:
    """A table of two rows with texts at places told from the top left corner."""
    canvas = Canvas(str(path), pagesize=(420.0, 300.0), invariant=1)
    canvas.grid((50, 150, 250, 350), [250.0 - 16 * i for i in range(6)])
    canvas.setFont(font, 10)
    for x, y, text in lines:
        canvas.drawString(x, 300 - y, text)
    canvas.save()
    with pdfium_page.opened(path) as document:
        (found,) = grids(pdfium_page.read_page(document, 1).page)
    return found


def test_lines_under_the_last_ruling_go_on_with_their_cell(tmp_path: Path) -> None:
    lines = [
        (52.5, 126, "Menyusun SOP"),
        (152.5, 126, "SOP"),
        (52.5, 138, "perizinan kapal"),
        (52.5, 170, "Kepala Dinas,"),
    ]
    found = printed(lines, tmp_path / "hanging.pdf")
    cell = next(cell for cell in found.cells if "SOP" in cell.text and cell.column == 0)
    assert cell.lines == ("Menyusun SOP", "perizinan kapal")
    assert [doubt.code for doubt in found.doubts if doubt.cell_id == cell.cell_id] == ["text_over_ruling"]


def test_letters_that_hang_over_their_place_begin_a_text_of_their_own(tmp_path: Path) -> None:
    """Beside a text that ends at the ruling, twice, a point left of where the column's others begin."""
    rows = [(52.0, 62 + 16 * i, "Menyusun prosedur") for i in range(2)]
    others = [(153.0, 62 + 16 * i, "Maret 2027") for i in range(2, 5)]
    near = [(152.0, 62 + 16 * i, "Januari 2027") for i in range(2)]
    wide = [(x + 18.0, y, text) for x, y, text in rows]
    found = printed([*wide, *near, *others], tmp_path / "bearing.pdf")
    assert [cell.text for cell in found.cells if cell.column == 1] == ["Januari 2027"] * 2 + ["Maret 2027"] * 3
