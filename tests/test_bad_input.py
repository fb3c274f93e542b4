"""Bad input: one clear sentence that names the file, exit code 1, the other sources done, earlier output untouched."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from pipeline.cli import main

REPRODUCTION = Path(__file__).parents[1] / "data/raw/kpu-banggai-2026.pdf"
HEADER = ("Komponen", "Aspek", "Kegiatan", "Indikator", "Bukti Fisik", "Waktu Pelaksanaan", "Target")
PLAN_ROWS = [
    ("Manajemen Perubahan", "Tim Kerja", "Membentuk tim", "Tim dibentuk", "SK Tim", "Setiap Bulan", "1 (satu) SK"),
    ("Tata Laksana", "SOP", "Menyusun SOP", "SOP disusun", "Dokumen SOP", "Per Triwulan", "1 (satu) SOP"),
]
NO_PAGES = b"""%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [] /Count 0>> endobj
trailer <</Root 1 0 R>>
%%EOF
"""


def plan_pdf(year: str, *, header: tuple[str, ...] = HEADER, password: str | None = None) -> bytes:
    """A small plan in one ruled table; ``year`` ends its title."""
    style = getSampleStyleSheet()["Normal"]
    rows = [[Paragraph(text, style) for text in row] for row in (header, *PLAN_ROWS)]
    ruled = Table(rows, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    office = "KOMISI PEMILIHAN UMUM KABUPATEN CONTOH"
    title = Paragraph(f"RENCANA AKSI PEMBANGUNAN ZONA INTEGRITAS {office} {year}", style)
    locked = StandardEncryption(password) if password else None
    held = io.BytesIO()
    SimpleDocTemplate(held, pagesize=landscape(A4), encrypt=locked, invariant=1).build([title, ruled])
    return held.getvalue()


def no_plan_pdf() -> bytes:
    return plan_pdf("TAHUN 2026", header=("A", "B", "C", "D", "E", "F", "G"))


def text_only_pdf() -> bytes:
    held = io.BytesIO()
    told = Paragraph("Surat undangan rapat tanpa tabel. " * 20, getSampleStyleSheet()["Normal"])
    SimpleDocTemplate(held, invariant=1).build([told])
    return held.getvalue()


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "not a PDF": (lambda: b"PK\x03\x04 a word processor's file", "not a PDF"),
    "empty": (lambda: b"", "empty"),
    "truncated": (lambda: plan_pdf("TAHUN 2026")[:900], "truncated|damaged"),
    "encrypted": (lambda: plan_pdf("TAHUN 2026", password="rahasia"), "encrypted"),
    "no pages": (lambda: NO_PAGES, "no pages|damaged"),
    "no plan table": (no_plan_pdf, "page 1: .*columns"),
    "no table": (text_only_pdf, "no ruled table|no table"),
    "no year": (lambda: plan_pdf(""), "no year"),
}


@dataclass(frozen=True, slots=True)
class Ran:
    """What one ``renaksi extract`` ended with and printed."""

    code: int
    out: str
    errors: list[str]


def extract(here: Path) -> Ran:
    """Run ``renaksi extract`` in a folder, in this process."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit) as ended, chdir(here), redirect_stdout(out), redirect_stderr(err):
        main(["extract", "--jobs", "2"])
    errors = [line for line in err.getvalue().splitlines() if line.startswith("error: ")]
    return Ran(int(ended.value.code or 0), out.getvalue(), errors)


def folder(place: Path, **sources: bytes) -> Path:
    """A folder whose raw folder holds these PDFs."""
    (place / "data/raw").mkdir(parents=True)
    for name, content in sources.items():
        (place / f"data/raw/{name}.pdf").write_bytes(content)
    return place


def snapshot(here: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in here.glob("data/clean/*/*/*.parquet")}


@pytest.fixture(scope="module")
def all_at_once(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """One run over every kind of bad input and a good plan."""
    bad = {kind.replace(" ", "_"): make() for kind, (make, _) in BAD.items()}
    return extract(folder(tmp_path_factory.mktemp("bad"), **bad, good=plan_pdf("TAHUN 2026")))


@pytest.mark.parametrize("kind", BAD)
def test_bad_input_is_told_in_one_sentence_with_file_and_cause(all_at_once: Ran, kind: str) -> None:
    told = [line for line in all_at_once.errors if line.startswith(f"error: {kind.replace(' ', '_')}.pdf")]
    assert len(told) == 1
    assert re.search(BAD[kind][1], told[0])
    assert "bug" not in told[0]


def test_bad_input_exits_with_one_and_the_others_are_done(all_at_once: Ran) -> None:
    assert all_at_once.code == 1
    assert "good.pdf -> " in all_at_once.out
    assert f"1 extracted, 0 unchanged, {len(BAD)} failed" in all_at_once.out


def test_a_source_that_goes_bad_leaves_the_earlier_output(tmp_path: Path) -> None:
    here = folder(tmp_path, good=plan_pdf("TAHUN 2026"))
    assert extract(here).code == 0
    before = snapshot(here)
    assert len(before) == 6
    (here / "data/raw/good.pdf").write_bytes(plan_pdf("TAHUN 2026")[:900])
    assert extract(here).code == 1
    assert snapshot(here) == before


def test_two_sources_of_one_decree_are_told_and_neither_is_overwritten(tmp_path: Path) -> None:
    here = folder(tmp_path, first=REPRODUCTION.read_bytes())
    assert extract(here).code == 0
    before = snapshot(here)
    (here / "data/raw/second.pdf").write_bytes(REPRODUCTION.read_bytes() + b"\n")
    ran = extract(here)
    assert ran.code == 1
    assert "second.pdf: has the id kpu-kab-banggai-2026-3, and so has first.pdf" in ran.errors[0]
    assert snapshot(here) == before


def test_the_year_in_the_file_s_name_helps_where_the_plan_prints_none(tmp_path: Path) -> None:
    ran = extract(folder(tmp_path, rencana_2026=plan_pdf("")))
    assert ran.code == 0
    assert "plan      2026" in ran.out
