"""Sheets wider than a page: later columns stand on pages of their own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from normalize.schema import Dataset
from tests.measure import read

ROWS = [
    ("1", "Membentuk tim kerja", "Tim kerja ditetapkan", "SK Tim", "1 SK", "Januari 2026"),
    ("2", "Menyusun SOP layanan", "SOP layanan tersusun", "Dokumen SOP", "3 SOP", "Maret 2026"),
    ("3", "Survei kepuasan", "Hasil survei tersedia", "Laporan survei", "1 Laporan", "Juni 2026"),
    ("", "", "Hasil survei ditindaklanjuti", "Notula", "1 Notula", "Juli 2026"),
    ("4", "Menata arsip", "Arsip tertata", "Daftar arsip", "1 Daftar", "Agustus 2026"),
    ("5", "Merotasi petugas", "Petugas dirotasi", "Surat tugas", "2 Surat Tugas", "Mei 2026"),
]
HEADS = ("No", "Kegiatan", "Indikator", "Bukti Dukung", "Target", "Waktu")
HEIGHTS = (22.0, 30.0, 26.0)  # those of a page's rows differ, as wrapped texts make them
LEFT, RIGHT = (40.0, 70.0, 220.0, 370.0), (40.0, 170.0, 280.0, 390.0)


def sheet(
    path: Path, order: Sequence[tuple[int, int]], *, titles: bool = True, tops: Sequence[float] = (260, 260)
) -> None:
    """Pages of (rows from, columns from): three rows and three columns each; the first rows have a header."""
    canvas = Canvas(str(path), pagesize=(420.0, 300.0), invariant=1)
    for first, column in order:
        lines = [*([HEADS] if titles or first == 0 else []), *ROWS[first : first + 3]]
        y = tops[column // 3]
        xs = RIGHT if column else LEFT
        heights = (18.0, *HEIGHTS)[-len(lines) :]
        for line, height, below in zip(lines, heights, [*lines[1:], HEADS], strict=True):
            for place, (x0, x1) in enumerate(pairwise(xs)):
                merged = not below[0] and column == 0 and place < 2
                canvas.line(x0, y, x0, y - height)
                canvas.line(x1, y, x1, y - height)
                if line[0] or column or place == 2:
                    canvas.line(x0, y, x1, y)
                if not merged:
                    canvas.line(x0, y - height, x1, y - height)
                canvas.drawString(x0 + 3, y - 12, line[column + place])
            y -= height
        canvas.showPage()
    canvas.save()


def printed(data: Dataset) -> list[tuple[str | None, ...]]:
    actions = {a.action_id: a.action for a in data.actions}
    return [
        (actions[i.action_id], i.indicator, i.evidence, t.target_text, t.time_text)
        for i, t in zip(data.indicators, data.targets, strict=True)
    ]


WANTED = [(row[1] or ROWS[i - 1][1], *row[2:]) for i, row in enumerate(ROWS)]
# The fourth row opens the second page: its action is cut off there from the one it goes on from.
OVER, DOWN = [(0, 0), (0, 3), (3, 0), (3, 3)], [(0, 0), (3, 0), (0, 3), (3, 3)]


@pytest.mark.parametrize("order", [OVER, DOWN])
@pytest.mark.parametrize("titles", [True, False])
def test_columns_on_pages_of_their_own_stand_beside_their_rows(
    order: Sequence[tuple[int, int]], titles: bool, tmp_path: Path
) -> None:
    sheet(tmp_path / "plan-2026.pdf", order, titles=titles)
    data = read(tmp_path / "plan-2026.pdf")
    assert [row[1:] for row in printed(data)] == [row[1:] for row in WANTED]
    assert data.decrees[0].table_pages == (1, 2, 3, 4)
    assert not [f for f in data.findings if f.code == "table_left_out"]
    cell = next(c for c in data.cells if c.text == "Dokumen SOP")
    assert cell.page == order.index((0, 3)) + 1


def test_a_table_at_other_heights_is_told_and_left_out(tmp_path: Path) -> None:
    sheet(tmp_path / "plan-2026.pdf", OVER[:2], tops=(260, 250))
    data = read(tmp_path / "plan-2026.pdf")
    assert {row[2] for row in printed(data)} == {None}
    assert [f.code for f in data.findings if f.code == "table_left_out"]


def test_a_banner_goes_on_over_the_pages_and_columns_printed_again_are_left_out(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "plan-2026.pdf"), pagesize=(420.0, 300.0), invariant=1)
    ys = [260.0, 242.0, 224.0, 202.0, 184.0, 158.0]
    for place, xs in ((0, LEFT), (3, (40.0, 70.0, 200.0, 290.0, 390.0))):
        lines = [[row[0], *row[place:]] if place else [*row[:3]] for row in (HEADS, *ROWS[:3])]
        for line, (top, bottom) in zip([lines[0], None, *lines[1:]], pairwise(ys), strict=True):
            canvas.rect(xs[0], bottom, xs[-1] - xs[0], top - bottom)
            canvas.drawString(xs[0] + 3, top - 12, line[0] if line else "I. MANAJEMEN")
            for x, text in zip(xs[1:], line[1:] if line else (), strict=False):
                canvas.line(x, top, x, bottom)
                canvas.drawString(x + 3, top - 12, text)
        canvas.showPage()
    canvas.save()
    data = read(tmp_path / "plan-2026.pdf")
    assert printed(data) == WANTED[:3]
    assert {a.component for a in data.actions} == {"MANAJEMEN"}
    assert not [f for f in data.findings if f.status == "open" and f.record_table == "actions"]


def test_period_columns_on_a_page_of_their_own_are_known_by_the_heading_over_them(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "plan-2026.pdf"), pagesize=(420.0, 300.0), invariant=1)
    ys = (260.0, 242.0, 224.0, 202.0, 176.0)
    months = ("Jan", "Feb", "Mar", "Apr")
    heads = [(n, 0, n + 1, 2, text) for n, text in enumerate(HEADS[:3])]
    body = [(n, r + 2, n + 1, r + 3, ROWS[r][n]) for r in range(2) for n in range(3)]
    over = [(0, 0, 1, 2, "Target"), (1, 0, 5, 1, "Bulan"), *((n, 1, n + 1, 2, m) for n, m in enumerate(months, 1))]
    right = [(0, r + 2, 1, r + 3, ROWS[r][4]) for r in range(2)]
    ticks = [(n, r + 2, n + 1, r + 3, "v" if n == r + 2 else "") for r in range(2) for n in range(1, 5)]
    for xs, cells in ((LEFT, [*heads, *body]), ((40.0, 170.0, 200.0, 230.0, 260.0, 290.0), [*over, *right, *ticks])):
        for x0, y0, x1, y1, text in cells:
            canvas.rect(xs[x0], ys[y1], xs[x1] - xs[x0], ys[y0] - ys[y1])
            canvas.drawString(xs[x0] + 3, ys[y0] - 12, text)
        canvas.showPage()
    canvas.save()
    data = read(tmp_path / "plan-2026.pdf")
    assert [(t.target_text, t.start_on and t.start_on.month) for t in data.targets] == [("1 SK", 2), ("3 SOP", 3)]


def test_a_single_column_alone_on_its_page_is_the_plans(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "plan-2026.pdf"), pagesize=(420.0, 300.0), invariant=1)
    ys = [260.0, 242.0, 224.0, 202.0, 176.0]
    for place, xs in ((0, [*LEFT, 395.0]), (4, [40.0, 120.0])):
        canvas.grid(xs, ys)
        for line, y in zip((HEADS, *ROWS[:3]), ys, strict=False):
            for x, text in zip(xs[:-1], line[place:], strict=False):
                canvas.drawString(x + 3, y - 12, text)
        canvas.showPage()
    canvas.save()
    assert [t.target_text for t in read(tmp_path / "plan-2026.pdf").targets] == ["1 SK", "3 SOP", "1 Laporan"]
