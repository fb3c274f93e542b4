"""Plans with other tables beside them: monitoring, signatures, a list of regulations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.typeset.fixture import PLAIN, Fixture, invented, make, real
from tests.typeset.grid import Grid, GridCell
from tests.typeset.pages import Press
from tests.typeset.paginate import Frame, Sheet, paginate
from tests.typeset.paint import paint, segments
from tests.typeset.plan import Plan
from tests.typeset.setter import Spoil


def companies() -> list[Fixture]:
    """Every fixture whose plan is not the only table."""
    return [monitoring(), other_tables()]


def monitoring() -> Fixture:
    """After the plan stands a monitoring table of the same actions, on pages of its own."""
    plan = invented(0, 12)
    why = "a monitoring table (realisation, obstacles, follow-up) stands after the plan; the truth is the plan's"
    return make("plan-and-monitoring", why, plan, PLAIN, Spoil(after=lambda press: _monitoring(press, plan)))


def _monitoring(press: Press, plan: Plan) -> None:
    actions = list(dict.fromkeys(row.action or "" for row in plan.rows))
    follow = ("Sudah dilaksanakan", "Menunggu anggaran", "Dijadwalkan ulang")
    rows = [
        (f"{i + 1}.", action, f"{40 + 7 * i % 60} %", ("Tidak ada", "Jaringan internet terbatas")[i % 2], follow[i % 3])
        for i, action in enumerate(actions)
    ]
    names = ("No", "Rencana Aksi", "Realisasi", "Kendala", "Tindak Lanjut")
    press.open(PLAIN.page)
    title = "MONITORING DAN EVALUASI PELAKSANAAN RENCANA AKSI TRIWULAN II"
    press.line(press.page[0] / 2, 60, title, "center", press.bold)
    _draw(press, names, rows, (30.0, 300.0, 80.0, 200.0, 180.0), 56.0, 90.0)


def other_tables() -> Fixture:
    """A list of regulations stands before the plan as a table, signature boxes after it."""
    regulations = [
        ("1.", "Undang-Undang Nomor 28 Tahun 1999", "Penyelenggaraan Negara yang Bersih dan Bebas dari KKN"),
        ("2.", "Peraturan Menteri PANRB Nomor 90 Tahun 2021", "Pembangunan dan Evaluasi Zona Integritas"),
        ("3.", "Peraturan KPU Nomor 14 Tahun 2020", "Tugas, Fungsi, Susunan Organisasi, dan Tata Kerja"),
    ]

    def after(press: Press) -> None:
        press.open(PLAIN.page)
        press.line(press.page[0] / 2, 60, "DAFTAR DASAR HUKUM", "center", press.bold)
        _draw(press, ("No", "Peraturan", "Tentang"), regulations, (30.0, 260.0, 330.0), 56.0, 90.0)
        press.line(press.page[0] / 2, 260, "LEMBAR PENGESAHAN", "center", press.bold)
        signatures = [("Ketua Tim", "", ""), ("Sekretaris", "", ""), ("Koordinator Area", "", "")]
        _draw(press, ("Jabatan", "Tanda Tangan", "Tanggal"), signatures, (200.0, 200.0, 120.0), 56.0, 290.0)

    why = "a table of regulations and one for signatures stand after the plan: neither is a plan"
    return make("other-tables", why, real(12, 8), replace(PLAIN, front="annex"), Spoil(after=after))


def _draw(
    press: Press,
    names: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    widths: tuple[float, ...],
    left: float,
    top: float,
) -> Sheet:
    """Draw a small ruled table on the open page."""
    header = tuple(GridCell(0, i, name, role="header", align="center", bold=True) for i, name in enumerate(names))
    body = tuple(GridCell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row))
    [sheet] = paginate(Grid(widths, header, body), PLAIN.style, Frame(left, top, top, press.page[1] - 40))
    paint(press.canvas, press.page[1], sheet, PLAIN.style, PLAIN.brush, segments(sheet, PLAIN.brush))
    return sheet
