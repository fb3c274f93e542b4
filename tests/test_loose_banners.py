"""Section banners that spreadsheets do not merge across the row."""

from __future__ import annotations

import pytest

from extract.model import Cell, Column, ColumnSpec
from extract.table.body import Body, BodyRow
from extract.table.loose_banners import with_loose_banners

SPECS = tuple(ColumnSpec(c, c.value) for c in (Column.NO, Column.ACTION, Column.INDICATOR, Column.TIME))


def body(*rows: tuple[str, ...]) -> Body:
    """A page's rows of single cells."""
    made = []
    for r, row in enumerate(rows):
        cells = tuple(Cell(f"p1:{r}.{i}", 1, r, i, 1, 1, (text,)) for i, text in enumerate(row))
        made.append(BodyRow(1, cells, (True,) * len(row)))
    return Body(1, tuple(made), 500.0, tuple(c for row in made for c in row.cells if c), (), ())


def banners(*rows: tuple[str, ...], specs: tuple[ColumnSpec, ...] = SPECS) -> list[str]:
    (found,) = with_loose_banners([body(*rows)], specs)
    return [" ".join(cell.text for cell in row.banner) for row in found.rows if row.banner]


ROW = ("1", "Membentuk tim", "Tim terbentuk", "Januari")
OTHER = ("2", "Menyusun SOP", "SOP tersusun", "Maret")


@pytest.mark.parametrize(
    "names",
    [
        (("I", "Manajemen Perubahan"), ("II", "Tata Laksana")),
        (("A.", "MANAJEMEN PERUBAHAN"), ("B.", "TATA LAKSANA")),
        (("", "MANAJEMEN PERUBAHAN"), ("", "TATA LAKSANA")),
    ],
)
def test_a_row_that_only_names_a_section_is_a_banner(names: tuple[tuple[str, str], tuple[str, str]]) -> None:
    one, two = ((*name, "", "") for name in names)
    assert banners(one, ROW, two, OTHER) == [" ".join(name).strip() for name in names]


def test_a_row_with_blanks_that_looks_like_the_others_is_none() -> None:
    assert banners(("1", "Membentuk tim", "", ""), OTHER, ("3", "Menyusun laporan", "", ""), ROW) == []


def test_a_plan_with_its_components_in_a_column_has_none() -> None:
    specs = (SPECS[0], ColumnSpec(Column.COMPONENT, "Komponen"), *SPECS[2:])
    assert banners(("I", "MANAJEMEN PERUBAHAN", "", ""), ROW, ("II", "TATA LAKSANA", "", ""), ROW, specs=specs) == []
