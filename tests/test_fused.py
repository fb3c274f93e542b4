"""Tables that touch, each with its own columns' widths."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from normalize.schema import Dataset
from tests.measure import read

HEADS = ("No", "Kegiatan", "Indikator", "Bukti Dukung", "Waktu")
UPPER, LOWER = (40.0, 70.0, 200.0, 330.0, 450.0, 540.0), (40.0, 70.0, 180.0, 350.0, 470.0, 540.0)


def two_tables(tmp_path: Path, again: tuple[str, ...]) -> Dataset:
    """A table of two rows, right under it another that opens with ``again``."""
    path = tmp_path / "plan-2026.pdf"
    canvas = Canvas(str(path), pagesize=(580.0, 400.0), invariant=1)
    rows = [(str(i), f"Rapat ke-{i}", f"Rapat {i} terlaksana", f"Notula {i}", "Maret 2026") for i in range(1, 5)]
    y = 360.0
    for xs, lines in ((UPPER, [HEADS, *rows[:2]]), (LOWER, [again, *rows[2:]])):
        canvas.grid(list(xs), [y - 18 * i for i in range(len(lines) + 1)])
        for line in lines:
            for x, text in zip(xs, line, strict=False):
                canvas.drawString(x + 3, y - 13, text)
            y -= 18
    canvas.save()
    return read(path)


def test_a_table_set_right_under_another_keeps_its_own_columns(tmp_path: Path) -> None:
    data = two_tables(tmp_path, HEADS)
    assert [a.action for a in data.actions] == [f"Rapat ke-{i}" for i in range(1, 5)]
    assert [(i.indicator, i.evidence) for i in data.indicators] == [
        (f"Rapat {i} terlaksana", f"Notula {i}") for i in range(1, 5)
    ]
    assert not [f for f in data.findings if f.code in ("cell_over_columns", "cell_not_rectangular")]


def test_rows_on_other_columns_without_a_header_are_told(tmp_path: Path) -> None:
    data = two_tables(tmp_path, ("2a", "Rapat lanjutan", "Rapat terlaksana", "Notula", "Mei 2026"))
    assert "cell_over_columns" in {f.code for f in data.findings if f.status == "open"}
