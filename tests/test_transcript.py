"""Transcripts in every format: what is read, what is dropped, what stays open."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from extract.model import SourceError
from extract.transcript.reader import read_transcript
from normalize.names import plan_names
from normalize.records import build
from tests.damage.sheets import text_of, undamaged
from tests.transcripts import HEADER, as_text, open_cells, read, rows

PLAN = [
    ["1.", "Manajemen Perubahan", "1. Tim Kerja", "1. Membentuk tim", "Tim dibentuk", "SK", "Mei 2026", "1 (satu) SK"],
    ["", "", "", "2. Menyusun rencana", "Rencana tersusun", "Rencana", "Maret 2026", "1 (satu) Dokumen"],
    ["", "", "2. Evaluasi", "1. Memantau rencana", "Rencana terpantau", "Laporan", "Per Triwulan", "4 (empat) Laporan"],
]  # fmt: skip


def written(folder: Path, suffix: str) -> Path:
    path = folder / f"plan-2026{suffix}"
    lines = [list(HEADER), *PLAN]
    if suffix == ".csv":
        stream = io.StringIO()
        csv.writer(stream).writerows(lines)
        path.write_text(stream.getvalue())
    elif suffix == ".md":
        table = ["| " + " | ".join(line) + " |" for line in lines]
        path.write_text("\n".join([table[0], "|---" * len(HEADER) + "|", *table[1:]]))
    elif suffix == ".html":
        cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in line) + "</tr>" for line in lines)
        path.write_text(f"<html><body><p>RENCANA AKSI</p><table>{cells}</table></body></html>")
    elif suffix == ".docx":
        document = docx.Document()
        table = document.add_table(len(lines), len(HEADER))
        for r, line in enumerate(lines):
            for c, text in enumerate(line):
                table.cell(r, c).text = text
        document.save(str(path))
    else:
        path.write_text("\n".join("\t".join(line) for line in lines))
    return path


@pytest.mark.parametrize("suffix", [".txt", ".tsv", ".csv", ".md", ".html", ".docx"])
def test_every_format_gives_the_same_rows(tmp_path: Path, suffix: str) -> None:
    extract = read_transcript(written(tmp_path, suffix), plan_names())
    assert rows(extract) == PLAN
    assert extract.kind == "transcript"
    assert not open_cells(extract)
    assert all(cell.bbox is None for cell in extract.table.cells)


def test_cells_are_named_by_block_line_and_cell(tmp_path: Path) -> None:
    extract = read(tmp_path, as_text(PLAN))
    assert extract.table.rows[1].values[3].cell_ids == ("b1:l3:c4",)


def test_merged_html_cells_serve_the_rows_below(tmp_path: Path) -> None:
    head = "".join(f"<th>{name}</th>" for name in HEADER)
    first = "<td rowspan=2>1.</td><td rowspan=2>Manajemen Perubahan</td><td rowspan=2>1. Tim Kerja</td>"
    body = f"<tr>{first}{''.join(f'<td>{c}</td>' for c in PLAN[0][3:])}</tr>"
    body += f"<tr>{''.join(f'<td>{c}</td>' for c in PLAN[1][3:])}</tr>"
    extract = read(tmp_path, f"<table><tr>{head}</tr>{body}</table>", "plan-2026.html")
    assert rows(extract) == PLAN[:2]


SHARED = [[*PLAN[0][:6], "Mei 2026", "1 (satu) SK"], [*PLAN[1][:6], "Mei 2026", "1 (satu) SK"], PLAN[2]]


def merged_html(folder: Path) -> Path:
    head = "".join(f"<th>{name}</th>" for name in HEADER)
    upper = "".join(f"<td>{c}</td>" for c in PLAN[0][:6]) + "<td rowspan=2>Mei 2026</td><td rowspan=2>1 (satu) SK</td>"
    below = "".join(f"<td>{c}</td>" for c in PLAN[1][:6])
    last = "".join(f"<td>{c}</td>" for c in PLAN[2])
    path = folder / "plan-2026.html"
    path.write_text(f"<table><tr>{head}</tr><tr>{upper}</tr><tr>{below}</tr><tr>{last}</tr></table>")
    return path


def merged_docx(folder: Path) -> Path:
    document = docx.Document()
    table = document.add_table(4, len(HEADER))
    for r, line in enumerate([list(HEADER), *PLAN]):
        for c, text in enumerate(line):
            table.cell(r, c).text = "" if r == 2 and c >= 6 else text
    for c in (6, 7):
        table.cell(1, c).merge(table.cell(2, c))
    path = folder / "plan-2026.docx"
    document.save(str(path))
    return path


@pytest.mark.parametrize("made", [merged_html, merged_docx])
def test_a_time_and_target_merged_over_rows_serve_each_of_them(tmp_path: Path, made: Callable[[Path], Path]) -> None:
    extract = read_transcript(made(tmp_path), plan_names())
    assert rows(extract) == SHARED
    assert [value.spanned for value in extract.table.rows[1].values[6:]] == [True, True]
    assert not open_cells(extract)


def test_byte_order_mark_and_line_ends_are_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "plan-2026.txt"
    path.write_bytes(b"\xef\xbb\xbf" + as_text(PLAN).replace("\n", "\r\n").encode())
    assert rows(read_transcript(path)) == PLAN
    path.write_bytes(as_text(PLAN).encode("utf-16"))
    assert rows(read_transcript(path)) == PLAN


def test_body_text_in_a_header_line_is_kept(tmp_path: Path) -> None:
    names = [f"{name} ({i})" for i, name in enumerate(HEADER[:6], 1)]
    pages, _ = undamaged("decree-2026")
    page = [*pages[0].body]
    time = page[0][6]
    strayed = [*names, "WAKTU", "TARGET"], ["", "", "", "", "", "", f"{time} (7)", "(8)"]
    page[0] = [*page[0][:6], "", page[0][7]]
    text = "\n".join("\t".join(cells) for cells in (*strayed, *page))
    assert rows(read(tmp_path, text))[0][6] == time


def test_tags_go_and_look_alike_letters_are_mended(tmp_path: Path) -> None:
    lines = [*PLAN[:2], [*PLAN[2][:4], "Rекомendasi <i>online</i> terpantau", *PLAN[2][5:]]]
    extract = read(tmp_path, as_text(lines))
    assert rows(extract)[2][4] == "Rekomendasi online terpantau"
    [doubt] = [d for d in extract.table.doubts if d.code == "stray_script"]
    assert (doubt.status, doubt.before, doubt.after) == ("repaired", "Rекомendasi", "Rekomendasi")


def test_a_strange_letter_in_an_unknown_word_stays_open(tmp_path: Path) -> None:
    extract = read(tmp_path, as_text([*PLAN[:2], [*PLAN[2][:4], "Zxqвrы terpantau", *PLAN[2][5:]]]))
    assert [d.status for d in extract.table.doubts if d.code == "stray_script"] == ["open"]


def test_a_lost_unit_is_told(tmp_path: Path) -> None:
    lost = [[*row[:7], "2 (dua)"] if i == 20 else row for i, row in enumerate(PLAN * 8)]
    extract = read(tmp_path, as_text(lost))
    assert any(d.code == "target_unit_lost" and d.status == "open" for d in extract.table.doubts)


def test_decree_and_plan_are_read_together(tmp_path: Path) -> None:
    pages, preamble = undamaged("office-b")
    dataset = build(read(tmp_path, text_of(pages, preamble)), (), "0")
    assert dataset.decrees[0].source_kind == "transcript"
    assert len(dataset.indicators) == 35
    assert {indicator.x0 for indicator in dataset.indicators} == {None}


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"Hanya teks.\nTanpa tabel.\n", "a.txt", "holds no table"),
        (b"a,b,c\n1,2,3\n4,5,6\n", "a.csv", "headed like an action plan"),
        ("NO\tINDIKATOR é\n".encode() + b"caf\xe9\n", "a.txt", "mixes UTF-8"),
        (b"PK\x00\x00\x01\x02", "a.txt", "no text file"),
        (b"not a word file", "a.docx", "Word file"),
        (b"", "a.html", "holds no table"),
        (b"", "a.txt", "holds no table"),
    ],
)
def test_bad_input_is_one_clear_sentence(tmp_path: Path, content: bytes, name: str, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(SourceError, match=says) as error:
        read_transcript(path)
    assert str(error.value).startswith(name)
    assert "\n" not in str(error.value)


def test_200_megabytes_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(SourceError, match="200 MB"):
        read_transcript(path)
