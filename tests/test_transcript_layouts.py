"""Transcripts of other layouts: section banners, stacked headings, agreements, and what headers and cells swallow."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.model import Column, Extract, SourceError
from tests.transcripts import as_text, flagged_columns, open_cells, read, rows

HEADER = ("NO", "ASPEK", "KEGIATAN", "INDIKATOR", "BUKTI FISIK", "WAKTU", "TARGET")
FIRST = ["1.", "Tim Kerja", "1. Membentuk tim", "Tim dibentuk", "Surat keputusan", "Mei 2026", "1 (satu) SK"]
SECOND = ["2.", "Evaluasi", "1. Memantau rencana", "Rencana terpantau", "Laporan", "Per Triwulan", "4 (empat) Laporan"]
THIRD = ["1.", "Prosedur", "1. Menyusun peta", "Peta tersusun", "Peta proses", "Juni 2026", "1 (satu) Peta"]


def banners(extract: Extract) -> list[str]:
    """The text of the banner over each row."""
    cells = {cell.cell_id: cell for cell in extract.table.cells}
    return [" ".join(cells[c].text for c in row.banner) for row in extract.table.rows]


@pytest.mark.parametrize(
    "upper", [["I.", "MANAJEMEN PERUBAHAN"], ["I. MANAJEMEN PERUBAHAN"], ["I.", "MANAJEMEN", "PERUBAHAN"]]
)
def test_banners_stand_over_their_rows(tmp_path: Path, upper: list[str]) -> None:
    lines = [[*upper, "", "", "", ""], FIRST, SECOND, ["II.", "PENATAAN TATALAKSANA", "", "", ""], THIRD]
    extract = read(tmp_path, as_text(lines, HEADER))
    assert rows(extract) == [FIRST, SECOND, THIRD]
    assert banners(extract) == [*["I. MANAJEMEN PERUBAHAN"] * 2, "II. PENATAAN TATALAKSANA"]


def test_a_paragraph_between_tables_is_a_banner(tmp_path: Path) -> None:
    pages = [
        f"{name}\n" + as_text(lines, HEADER)
        for name, lines in (("I. MANAJEMEN PERUBAHAN", [FIRST, SECOND]), ("II. PENATAAN TATALAKSANA", [THIRD]))
    ]
    extract = read(tmp_path, "\n\n\n".join(pages))
    assert rows(extract) == [FIRST, SECOND, THIRD]
    assert banners(extract) == [*["I. MANAJEMEN PERUBAHAN"] * 2, "II. PENATAAN TATALAKSANA"]


def test_a_banner_cut_by_a_page_break_is_one(tmp_path: Path) -> None:
    above = as_text([FIRST, ["II.", "PENATAAN SISTEM MANAJEMEN", "", "", "", "", ""]], HEADER)
    below = as_text([["", "SUMBER DAYA MANUSIA", "", "", "", "", ""], THIRD], HEADER)
    extract = read(tmp_path, f"{above}\n\n{below}")
    assert banners(extract) == ["", "II. PENATAAN SISTEM MANAJEMEN SUMBER DAYA MANUSIA"]


def test_a_heading_over_numbered_months_stands_over_each(tmp_path: Path) -> None:
    header = "\n".join(
        [
            "\t".join(["NO", "ASPEK", "KEGIATAN", "INDIKATOR", "BULAN", *[""] * 11, "TARGET"]),
            "\t".join(["", "", "", "", *map(str, range(1, 13)), ""]),
        ]
    )
    marks = ["x", "", "", "x", *[""] * 8]
    line = ["1.", "Tim Kerja", "1. Membentuk tim", "Tim dibentuk", *marks, "1 (satu) SK"]
    extract = read(tmp_path, f"{header}\n" + "\t".join(line) + "\n")
    assert sum(spec.column is Column.PERIOD for spec in extract.table.columns) == 12
    assert rows(extract) == [line]


def test_what_strayed_into_a_header_goes_back_to_its_row(tmp_path: Path) -> None:
    header = ("No", "Sasaran Strategis", "Indikator Kinerja", "Target")
    first = ["1.", "Tim Kerja", "Tim dibentuk dengan seleksi terbuka", "1 (satu) Keputusan"]
    page = "\t".join(header) + "\n\t\tRencana kerja tersusun tepat waktu (3)\t(4)\n2.\tRencana\t\t1 (satu) Dokumen\n"
    extract = read(tmp_path, f"{as_text([first], header)}\n\n{page}")
    assert rows(extract) == [first, ["2.", "Rencana", "Rencana kerja tersusun tepat waktu", "1 (satu) Dokumen"]]


def test_a_year_in_a_header_belongs_to_the_time_above_it(tmp_path: Path) -> None:
    above = as_text([FIRST, [*SECOND[:5], "Januari s.d. Desember", SECOND[6]]], HEADER)
    below = "\t".join(HEADER) + "\n\t\t\t\t\t2026 (6)\t(7)\n" + "\t".join(THIRD) + "\n"
    placed = rows(read(tmp_path, f"{above}\n\n{below}"))
    assert placed[1][5] == "Januari s.d. Desember 2026"


def test_numbers_that_begin_again_inside_a_cell_part_it_or_are_told(tmp_path: Path) -> None:
    lines = [FIRST, ["2.", "Evaluasi", "2. Memantau rencana 1. Rencana terpantau", *SECOND[4:]], THIRD]
    extract = read(tmp_path, as_text(lines, HEADER))
    assert rows(extract)[1][2] == "2. Memantau rencana" or 2 in flagged_columns(extract, 1)


def test_half_a_time_beside_another_text_is_told(tmp_path: Path) -> None:
    torn = [*SECOND[:4], "Laporan Januari s.d.", "Desember 2026", SECOND[6]]
    extract = read(tmp_path, as_text([FIRST, torn, THIRD], HEADER))
    texts = {cell.text for cell in extract.table.cells if cell.cell_id in open_cells(extract)}
    assert rows(extract)[1][5] == "Januari s.d. Desember 2026" or {"Laporan Januari s.d.", "Desember 2026"} <= texts


def test_a_header_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no row below"):
        read(tmp_path, as_text([], HEADER))


def test_sub_headings_in_place_tell_which_heading_of_a_scattered_line_they_stand_under(tmp_path: Path) -> None:
    upper = (
        "No (1)",
        "Area (2)",
        "Perubahan Rencana (3)",
        "Aksi Indikator",
        "Output Target",
        "Jadwal",
        "",
        "",
        "Anggaran",
    )
    lower = ("", "", "", "", "", "", "TW 1", "TW 2", "TW 3", "TW 4", "")
    first = ("1.", "Penataan Tata Laksana", "Menyusun prosedur", "Prosedur disahkan", "Keputusan", "1 (satu) Dokumen")
    page = "\n".join("\t".join(cells) for cells in (upper, lower, (*first, "v", "", "", "", "1.000.000")))
    columns = [spec.column for spec in read(tmp_path, f"{page}\n").table.columns]
    assert columns == [
        *(Column.NO, Column.COMPONENT, Column.ACTION, Column.INDICATOR, Column.EVIDENCE, Column.TARGET),
        *[Column.PERIOD] * 4,
        Column.EXTRA,
    ]


def test_a_tick_run_into_the_text_before_it_goes_under_its_period(tmp_path: Path) -> None:
    header = ("NO", "ASPEK", "KEGIATAN", "INDIKATOR", "BUKTI FISIK", "TARGET", "TW 1", "TW 2", "TW 3", "TW 4")
    lines = [[*line[:5], line[6], "v", "", "v", ""] for line in (FIRST, SECOND, THIRD)]
    torn = [*lines[1][:5], f"{lines[1][5]} v", "", "v", "", ""]
    extract = read(tmp_path, as_text([lines[0], torn, lines[2]], header))
    assert [row[5] for row in rows(extract)] == [line[5] for line in lines]


def test_a_tick_left_in_a_text_is_told(tmp_path: Path) -> None:
    header = ("NO", "ASPEK", "KEGIATAN", "INDIKATOR", "BUKTI FISIK", "TARGET", "TW 1", "TW 2", "TW 3", "TW 4")
    lines = [[*line[:5], line[6], "v", "", "v", ""] for line in (FIRST, SECOND, THIRD)]
    lines[1][4] = "Laporan v tahunan"
    assert 4 in flagged_columns(read(tmp_path, as_text(lines, header)), 1)


def test_a_later_header_that_is_worded_otherwise_leaves_nothing_in_a_row(tmp_path: Path) -> None:
    later = ["LANGKAH AKSI" if name == "KEGIATAN" else name for name in HEADER]
    extract = read(tmp_path, f"{as_text([FIRST, SECOND], HEADER)}\n\n{as_text([THIRD], later)}")
    assert rows(extract) == [FIRST, SECOND, THIRD]
