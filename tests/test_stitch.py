"""Stitching: a table cut at any row, or inside any cell, comes back whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from extract.geometry import BBox
from extract.model import Cell, Column, ColumnSpec, PlanTable, joined
from extract.packed import Packed
from extract.table.body import Body, BodyRow
from extract.table.chapters import chapters
from extract.table.continuation import carried_on, undecided
from extract.table.meeting import Habit, Meeting

COLUMNS = (Column.ASPECT, Column.ACTION, Column.INDICATOR, Column.EVIDENCE, Column.TIME, Column.TARGET)
SPECS = tuple(ColumnSpec(column, column.value) for column in COLUMNS)
WORDS = st.sampled_from("rapat evaluasi pegawai laporan publik kinerja standar layanan tim kerja zona".split())
TIMES = st.sampled_from(["Januari 2026", "Per Triwulan", "Januari s.d. Desember 2026", "Setiap Bulan"])
TARGETS = st.sampled_from(["1 (satu) Laporan", "4 (empat) Kegiatan", "100 %", "2 (dua) Dokumen"])


@dataclass(frozen=True)
class Row:
    """One printed row: its texts as lists of lines, by column."""

    cells: tuple[tuple[str, ...], ...]


def wrapped(text: str) -> tuple[str, ...]:
    """A text in lines of at most two words, as a narrow cell prints it."""
    words = text.split()
    return tuple(" ".join(words[i : i + 2]) for i in range(0, len(words), 2))


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    """Rows of one aspect each, actions numbered, every leaf filled."""
    made = []
    for number in range(1, draw(st.integers(6, 9)) + 1):
        action = " ".join(draw(st.lists(WORDS, min_size=5, max_size=9)))
        indicator = " ".join(draw(st.lists(WORDS, min_size=5, max_size=9)))
        texts = (
            f"{number}. Aspek ke {number}",
            f"{number}. Melakukan {action}",
            f"Terlaksananya {indicator}",
            "Laporan dan dokumentasi",
            draw(TIMES),
            draw(TARGETS),
        )
        made.append(Row(tuple(wrapped(text) for text in texts)))
    return made


def stitch(pages: Sequence[Body], specs: Sequence[ColumnSpec]) -> PlanTable:
    """The table of these pages, all chapters joined."""
    return joined(chapters(Packed(pages), specs, max((page.bottom for page in pages), default=0.0)))


def body(page: int, printed: list[Row]) -> Body:
    """A page that prints these rows; a last line stands at the cell's bottom."""
    made: list[BodyRow] = []
    for r, row in enumerate(printed):
        tallest = max(len(lines) for lines in row.cells)
        cells = tuple(
            Cell(
                f"p{page}:{c},{r}", page, r, c, 1, 1, lines, BBox(c, r, c + 1, r + 1), depth=float(tallest - len(lines))
            )
            for c, lines in enumerate(row.cells)
        )
        made.append(BodyRow(page, cells, (True,) * len(cells)))
    every = tuple(cell for row in made for cell in row.cells if cell)
    return Body(page, tuple(made), 500.0, every, (), ())


def texts(table: PlanTable) -> list[list[str]]:
    """The stitched table's texts."""
    cells = {cell.cell_id: cell for cell in table.cells}
    return [[" ".join(line for c in v.cell_ids for line in cells[c].lines) for v in row.values] for row in table.rows]


def printed_texts(printed: list[Row]) -> list[list[str]]:
    """The texts of the uncut table."""
    return [[" ".join(lines) for lines in row.cells] for row in printed]


@given(rows(), st.data())
def test_a_table_cut_between_rows_comes_back(printed: list[Row], data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(printed) - 1))
    table = stitch([body(1, printed[:at]), body(2, printed[at:])], SPECS)
    assert texts(table) == printed_texts(printed)


@given(rows(), st.data())
def test_a_table_cut_inside_a_row_comes_back(printed: list[Row], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(printed) - 1))
    tallest = max(len(lines) for lines in printed[at].cells)
    line = data.draw(st.integers(1, tallest - 1))
    upper = Row(tuple(lines[:line] for lines in printed[at].cells))
    lower = Row(tuple(lines[line:] for lines in printed[at].cells))
    table = stitch([body(1, [*printed[:at], upper]), body(2, [lower, *printed[at + 1 :]])], SPECS)
    assert texts(table) == printed_texts(printed)


@given(rows(), st.data())
def test_every_printed_cell_is_kept_once(printed: list[Row], data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(printed) - 1))
    pages = [body(1, printed[:at]), body(2, printed[at:])]
    table = stitch(pages, SPECS)
    assert sorted(c.cell_id for c in table.cells) == sorted(c.cell_id for page in pages for c in page.cells)


def test_an_empty_plan_has_no_rows() -> None:
    assert stitch([], SPECS).rows == ()


def test_an_ancestor_goes_on_where_the_one_under_it_surely_does() -> None:
    """A component cut before a capital letter, with an action under it that is cut in mid-sentence."""

    def cut(column: Column, above: str, below: str) -> Meeting:
        return Meeting(column, True, above, below, depth=1.0, room=0.0, needed=5.0, habit=Habit(tight=0.9, merged=0.3))

    held = cut(Column.ACTION, "a. Memetakan proses bisnis", "dan meninjau ulang prosedur")
    assert carried_on([cut(Column.COMPONENT, "Penataan Tata", "Laksana"), held]) == [0, 1]
    assert carried_on([cut(Column.COMPONENT, "I. Penataan", "II. Pengawasan"), held]) == []


def meeting(column: Column, above: str, below: str, habit: Habit, *, ancestor: bool = False) -> Meeting:
    return Meeting(column, ancestor, above, below, depth=1.0, room=0.0, needed=5.0, habit=habit)


def test_a_text_that_may_be_new_or_a_rest_is_told() -> None:
    merging = Habit(merged=0.3, capitals=0.37)
    either = meeting(Column.ACTION, "Menyusun pedoman", "Rencana Aksi", merging, ancestor=True)
    assert undecided([either], []) == [0]
    sure = meeting(Column.ASPECT, "1. Tata Laksana", "2. Pengawasan", Habit(numbered=0.9), ancestor=True)
    assert undecided([sure, either], []) == []


def test_a_text_kept_apart_that_begins_inside_a_sentence_is_told() -> None:
    below = "ramah lingkungan"
    odd = meeting(Column.ACTION, "Mengikuti pelatihan", below, Habit())
    assert undecided([odd], []) == [0]
    assert undecided([odd], [0]) == []
    assert undecided([meeting(Column.ACTION, "mengikuti pelatihan", below, Habit(small=0.9))], []) == []


def test_a_blank_under_a_merging_column_is_a_blank_where_a_new_aspect_begins() -> None:
    merging = Habit(filled=0.9, merged=0.2, blank=0.02)

    def carried(below: str, habit: Habit) -> list[int]:
        aspect = meeting(Column.ASPECT, "Standar Pelayanan", below, Habit(merged=0.5), ancestor=True)
        return carried_on([aspect, meeting(Column.TARGET, "2 (dua) Laporan", "", habit)])

    assert carried("", merging) == [0, 1]
    assert carried("2. Budaya Pelayanan", merging) == []
    assert carried("2. Budaya Pelayanan", replace(merging, across=True)) == [1]
