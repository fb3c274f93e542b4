"""What the number column counts."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from normalize.schema import Dataset
from tests.measure import read

XS = (40.0, 70.0, 170.0, 300.0, 430.0, 520.0)
HEADS = ("No", "Sub Komponen", "Kegiatan", "Indikator", "Waktu")


def plan(tmp_path: Path, rows: list[tuple[str, str, str]]) -> Dataset:
    """A plan whose rows print a number, an aspect and an action."""
    path = tmp_path / "plan-2026.pdf"
    canvas = Canvas(str(path), pagesize=(560.0, 400.0), invariant=1)
    lines = [HEADS, *((*row, f"Indikator {i} tercapai", "Maret 2026") for i, row in enumerate(rows))]
    ys = [360.0 - 18 * i for i in range(len(lines) + 1)]
    canvas.grid(list(XS), ys)
    for line, y in zip(lines, ys, strict=False):
        for x, text in zip(XS, line, strict=False):
            canvas.drawString(x + 3, y - 13, text)
    canvas.save()
    return read(path)


def codes(data: Dataset) -> set[str]:
    return {f.code for f in data.findings if f.status == "open" and f.record_table == "actions"}


def test_numbers_that_count_actions_leave_blank_aspects_to_inherit(tmp_path: Path) -> None:
    rows = [("1", "Tim Kerja", "Rapat"), ("2", "", "Seleksi"), ("3", "", "Apel"), ("4", "Rencana Kerja", "Reviu")]
    data = plan(tmp_path, rows)
    assert [(a.aspect, a.aspect_no, a.action_no) for a in data.actions] == [
        ("Tim Kerja", None, "1"),
        ("Tim Kerja", None, "2"),
        ("Tim Kerja", None, "3"),
        ("Rencana Kerja", None, "4"),
    ]
    assert not codes(data)


def test_numbers_that_count_actions_do_not_part_an_aspect_printed_again(tmp_path: Path) -> None:
    rows = [("1", "Tim Kerja", "Rapat"), ("2", "Tim Kerja", "Seleksi"), ("3", "Tim Kerja", "Apel")]
    assert [a.action_id.split("/")[1] for a in plan(tmp_path, rows).actions] == ["0.1.1", "0.1.2", "0.1.3"]


def test_a_number_of_aspects_whose_text_is_lost_is_told(tmp_path: Path) -> None:
    rows = [("1", "Tim Kerja", "Rapat"), ("", "", "Seleksi"), ("2", "", "Apel"), ("3", "Rencana Kerja", "Reviu")]
    rows += [("", "", "Sosialisasi")]
    data = plan(tmp_path, rows)
    assert [a.aspect for a in data.actions] == ["Tim Kerja", "Tim Kerja", None, "Rencana Kerja", "Rencana Kerja"]
    assert codes(data) == {"ancestor_missing"}


def test_a_merged_number_beside_a_blank_begins_no_new_action(tmp_path: Path) -> None:
    path = tmp_path / "plan-2026.pdf"
    canvas = Canvas(str(path), pagesize=(560.0, 400.0), invariant=1)
    ys = [360.0 - 18 * i for i in range(5)]
    lines = [(HEADS[0], *HEADS[2:]), ("1", "Rapat", "Rapat terlaksana", "Mei 2026")]
    lines += [("", "", "Notula tersusun", "Juni 2026"), ("2", "Apel", "Apel terlaksana", "Juli 2026")]
    for x, right in pairwise(XS[1:]):
        canvas.grid([x, right], ys)
    for top, bottom in ((0, 1), (1, 3), (3, 4)):
        canvas.rect(XS[0], ys[bottom], XS[1] - XS[0], ys[top] - ys[bottom])
    for line, y in zip(lines, ys, strict=False):
        for x, text in zip(XS, line, strict=False):
            canvas.drawString(x + 3, y - 13, text)
    canvas.save()
    data = read(path)
    assert [(a.action, a.action_no) for a in data.actions] == [("Rapat", "1"), ("Apel", "2")]
    assert len(data.indicators) == 3
    assert not codes(data)
