"""Year and office are context; everything else that a text prints is not."""

from __future__ import annotations

import pytest

from compare.context import Context, make_context
from compare.words import mark_words

BANGGAI, PALU = "Komisi Pemilihan Umum Kabupaten Banggai", "KOMISI PEMILIHAN UMUM KOTA PALU"


def offices() -> Context:
    return make_context(2026, 2027, BANGGAI, PALU)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Anggota KPU Kabupaten Banggai", "Anggota KPU Kota Palu"),
        ("Anggota KPU Kab. Banggai tahun 2026", "Anggota KPU Palu tahun 2027"),
        ("Komisi Pemilihan Umum Kabupaten Banggai", "KPU Kota Palu"),
        ("Evaluasi SAKIP tahun 2025", "Evaluasi SAKIP tahun 2026"),
        ("Rencana strategis 2025-2029", "Rencana strategis 2025-2029"),
        ("masyarakat Banggai", "masyarakat Palu"),
        ("Zona  Integritas.", "zona integritas"),
        ("s.d.Februari", "s.d. Februari"),
        (None, None),
    ],
)
def test_year_and_office_are_set_aside(old: str | None, new: str | None) -> None:
    assert offices().same(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Rencana strategis 2025-2029", "Rencana strategis 2025-2030"),
        ("Peraturan Nomor 54 Tahun 2026", "Peraturan Nomor 54 Tahun 2027"),
        ("Target 2030", "Target 2031"),
        ("Anggota KPU", "Anggota Bawaslu"),
        ("KPU Kabupaten Banggai", "KPU Provinsi"),
        ("Laporan", None),
    ],
)
def test_other_years_and_names_are_news(old: str | None, new: str | None) -> None:
    assert not offices().same(old, new)


@pytest.mark.parametrize(
    ("old_office", "new_office", "old", "new"),
    [
        ("Pengadilan Negeri Palu", "Pengadilan Negeri Donggala", "Ketua PN Palu", "Ketua Pengadilan Negeri Donggala"),
        ("Badan Pusat Statistik", "Badan Narkotika Nasional", "pegawai BPS", "pegawai BNN"),
        (None, None, "pegawai", "pegawai"),
    ],
)
def test_offices_without_a_region_are_told_by_where_they_differ(
    old_office: str | None, new_office: str | None, old: str, new: str
) -> None:
    assert make_context(2026, 2026, old_office, new_office).same(old, new)


def test_one_office_is_not_masked_by_its_bare_kind() -> None:
    context = make_context(2026, 2027, BANGGAI, BANGGAI)
    assert not context.same("Anggota KPU Kabupaten Banggai", "Anggota KPU")


def test_words_are_marked_as_the_texts_print_them() -> None:
    spans = mark_words("Rapat KPU Kabupaten Banggai di Luwuk", "Rapat pleno KPU Kota Palu di kantor", offices())
    assert [(span.mark, span.text) for span in spans if span.text.strip()] == [
        ("same", "Rapat"),
        ("added", "pleno"),
        ("same", "KPU Kota Palu di"),
        ("removed", "Luwuk"),
        ("added", "kantor"),
    ]
    assert "".join(span.text for span in spans if span.mark != "removed").split() == (
        "Rapat pleno KPU Kota Palu di kantor".split()
    )
