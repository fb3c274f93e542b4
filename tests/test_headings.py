"""Printed headers: the wordings inside them, and what becomes of a column whose header nobody knows."""

from __future__ import annotations

import pytest

from extract.geometry import BBox, Ruling
from extract.model import Cell, Column, DecreeText, Extract, PlanTable, TableRow, Value
from extract.table.columns import HeaderCell, map_columns
from extract.table.header import find_header, repeats_header
from extract.table.lattice import Grid
from extract.table.periods import printed_month
from extract.table.rulings import meshes
from extract.table.totals import spread_cells, total_row
from normalize.records import build


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Data Dukung (Eviden)", Column.EVIDENCE),
        ("Bukti Fisik / Data Dukung", Column.EVIDENCE),
        ("Dokumen dan Eviden", Column.EVIDENCE),
        ("Target Tahun 2026", Column.TARGET),
        ("Target 2025", Column.TARGET),
        ("Rencana Aksi Tahun Anggaran 2025", Column.ACTION),
        ("Waktu (Bulan/Tahun)", Column.TIME),
        ("Target dan Waktu", Column.TARGET_TIME),
        ("Target (Waktu)", Column.TARGET_TIME),
        ("Penanggung Jawab (PIC)", Column.RESPONSIBLE),
        ("Realisasi (%)", Column.REALIZATION_PERCENT),
        ("Realisasi (Dalam %)", Column.REALIZATION_PERCENT),
        ("Sasaran/Indikator", Column.EXTRA),
        ("Target dan Realisasi", Column.EXTRA),
    ],
)
def test_the_wordings_inside_a_header_tell_its_column(header: str, column: Column) -> None:
    assert map_columns([HeaderCell((header,))])[0].column is column


def test_roman_numerals_to_twelve_are_months() -> None:
    numerals = "I II III IV V VI VII VIII IX X XI XII".split()
    specs = map_columns([HeaderCell(("WAKTU PELAKSANAAN (BULAN)", n)) for n in numerals])
    assert [spec.period and (spec.period.first, spec.period.last) for spec in specs] == [(m, m) for m in range(1, 13)]


@pytest.mark.parametrize("heading", ["Triwulan", "TW"])
def test_roman_numerals_under_a_quarters_heading_are_quarters(heading: str) -> None:
    specs = map_columns([HeaderCell(("Target",)), *(HeaderCell((heading, n)) for n in "I II III IV".split())])
    assert [spec.period and spec.period.first for spec in specs] == [None, 1, 4, 7, 10]


@pytest.mark.parametrize(
    "names",
    [
        list("JFMAMJJASOND"),
        [f"Bln {n}" for n in range(1, 13)],
        [f"{m} 2026" for m in "Jan Feb Mar Apr Mei Jun".split()],
    ],
)
def test_months_are_told_by_initials_numbers_and_with_their_year(names: list[str]) -> None:
    specs = map_columns([HeaderCell(("Jadwal", name)) for name in names])
    assert [spec.period and spec.period.first for spec in specs] == list(range(1, len(names) + 1))


@pytest.mark.parametrize(("header", "name"), [("Jadwal Jan", "Jan"), ("Jadwal Ma r", "Mar"), ("Bulan 3", "3")])
def test_a_month_is_named_as_its_header_prints_it(header: str, name: str) -> None:
    assert printed_month(header) == name


def test_weeks_are_told_by_their_month() -> None:
    specs = map_columns([HeaderCell(("Jadwal", month, f"M{n}")) for month in ("Jan", "Feb") for n in range(1, 5)])
    assert [spec.period and spec.period.first for spec in specs] == [1] * 4 + [2] * 4


def grid(*rows: list[str]) -> Grid:
    """A table of single cells."""
    width = len(rows[0])
    cells = [Cell(f"p1:{r}.{i}", 1, r, i, 1, 1, (text,)) for r, row in enumerate(rows) for i, text in enumerate(row)]
    xs, ys = (tuple(float(50 * i) for i in range(n + 1)) for n in (width, len(rows)))
    return Grid(1, xs, ys, tuple(cells), ((),) * len(cells))


def test_a_row_under_whole_headers_is_no_header() -> None:
    body = ["Membentuk tim", "Tim terbentuk", "Januari 2026", "1 SK", "Tim Kerja"]
    found = find_header(grid(["Rencana Aksi", "Indikator", "Waktu", "Target", "Kelengkapan"], body, body, body))
    assert found is not None
    assert found.rows == 1


def test_a_numbered_banner_is_no_header_again() -> None:
    cells = grid(["No", "Kegiatan", "Indikator", "I", "II", "Pelaksana"], ["1", "Rapat", "Notula", "", "x", "Camat"])
    header = find_header(cells)
    assert header
    banner = grid(["II.", "PENATAAN TATALAKSANA"], ["", ""]).cells[:2]
    assert not repeats_header(banner, header)
    assert repeats_header(grid(["No", "Kegiatan"], ["", ""]).cells[:2], header)


def test_the_lower_text_of_a_stacked_header_tells_first() -> None:
    volume, unit = map_columns([HeaderCell(("TARGET", "VOLUME")), HeaderCell(("TARGET", "SATUAN"))])
    assert (volume.column, unit.column) == (Column.TARGET, Column.EXTRA)


def test_short_verticals_between_two_rulings_rule_a_low_row() -> None:
    level = [Ruling(BBox(0, y, 400, y)) for y in (0, 7, 30)]
    upright = [Ruling(BBox(x, 0, x, 7)) for x in (0, 100, 200, 300, 400)]
    (mesh,) = meshes([*level, *upright, *(Ruling(BBox(x, 7, x, 30)) for x in (0, 400))])
    assert [v.at for v in mesh.verticals if v.end <= 8] == [100, 200, 300]


def test_a_total_is_no_row_and_other_wide_cells_are_doubtful() -> None:
    name, amount = Cell("a", 1, 5, 0, 1, 4, ("JUMLAH",)), Cell("b", 1, 5, 4, 1, 1, ("569.850.000",))
    note = Cell("c", 1, 5, 4, 1, 1, ("Dana DIPA",))
    assert total_row([name, amount]) is not None
    assert total_row([name, note]) is None
    assert [d.cell_id for d in spread_cells([(name, 0, 3), (note, 4, 4)], [False] * 5)] == ["a"]
    assert spread_cells([(name, 0, 3)], [True] * 5) == []


def open_findings(headers: list[str], texts: list[str]) -> list[tuple[str, str | None]]:
    """Code and column of what is open after building a plan of one row."""
    cells = tuple(
        Cell(f"p1:{row}.{i}", 1, row, i, 1, 1, (text,))
        for row, line in enumerate((headers, texts))
        for i, text in enumerate(line)
    )
    specs = map_columns([HeaderCell((header,)) for header in headers])
    row = TableRow(1, tuple(Value((f"p1:1.{i}",)) for i in range(len(texts))))
    text = DecreeText(office="DINAS CONTOH", number="1/2026", number_year="2026", title="RENCANA AKSI TAHUN 2026")
    data = build(Extract("a.pdf", "ab" * 32, "typeset", 1, text, (PlanTable(specs, (row,), cells, (1,)),)), (), "0")
    return [(f.code, f.record_column) for f in data.findings if f.code == "column_unknown"]


ROW = ["Menyusun SOP", "SOP tersusun", "Januari 2026", "1 SOP", "Sekretaris", "SK, foto"]
KNOWN = ["Rencana Aksi", "Indikator", "Waktu", "Target", "PIC"]


def test_an_unknown_column_is_told_on_the_value_that_it_may_hold() -> None:
    assert open_findings([*KNOWN, "Kelengkapan"], ROW) == [("column_unknown", "evidence")]


def test_an_unknown_column_beside_all_others_is_not_doubtful() -> None:
    assert open_findings([*KNOWN, "Bukti Dukung", "Kelengkapan"], [*ROW, "map biru"]) == []
    assert open_findings([*KNOWN, "Keterangan"], ROW) == []


def test_a_column_before_the_action_may_hold_the_aspect() -> None:
    found = open_findings(["Rumpun", *KNOWN, "Bukti Dukung"], ["Tim Kerja", *ROW])
    assert sorted(found, key=str) == [("column_unknown", "aspect"), ("column_unknown", "component")]


@pytest.mark.parametrize(
    ("headers", "columns"),
    [
        (("Mulai", "Selesai"), (Column.TIME_START, Column.TIME_END)),
        (("Tanggal Awal", "Tanggal Akhir"), (Column.TIME_START, Column.TIME_END)),
        (("Start", "Finish"), (Column.TIME_START, Column.TIME_END)),
        (("Kegiatan", "Target Selesai"), (Column.ACTION, Column.TIME)),
        (("Waktu", "Mulai", "Selesai"), (Column.TIME, Column.EXTRA, Column.EXTRA)),
    ],
)
def test_begin_and_end_are_a_pair_or_one_time(headers: tuple[str, ...], columns: tuple[Column, ...]) -> None:
    specs = map_columns([HeaderCell((header,)) for header in headers])
    assert tuple(spec.column for spec in specs) == columns


def test_what_stands_beside_the_targets_is_the_time() -> None:
    specs = map_columns([HeaderCell(("TARGET", name)) for name in ("CAPAIAN", "WAKTU")])
    assert [spec.column for spec in specs] == [Column.TARGET, Column.TIME]
    assert map_columns([HeaderCell(("TARGET WAKTU",))])[0].column is Column.TARGET_TIME


def test_begin_and_end_under_one_heading_are_a_pair() -> None:
    specs = map_columns([HeaderCell(("Waktu Pelaksanaan", name)) for name in ("Mulai", "Selesai")])
    assert [spec.column for spec in specs] == [Column.TIME_START, Column.TIME_END]
