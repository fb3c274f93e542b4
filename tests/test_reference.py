"""Printed components and aspects matched to the evaluation form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.reference import Reference, reference

SHARED = Path(__file__).parents[2] / "shared"


@pytest.mark.parametrize(
    ("component", "aspect", "refs"),
    [
        ("MANAJEMEN PERUBAHAN", "Tim Kerja", ("A1", "A1.1")),
        ("Manajemen Perubahan", "Pemantauan dan evaluasi pembangunan ZI menuju WBK/WBBM.", ("A1", "A1.3")),
        ("Penataan Tata Laksana Kegiatan", "Standar Operasional Prosedur (SOP)", ("A2", "A2.1")),
        ("Penguatan Akuntabilitas Kinerja", "Pengelolaan Akuntabilitas Kinerja", ("A4", "A4.2")),
        ("PENGUATAN AKUNTABILITAS", "Penguatan Akuntabilitas Kinerja", ("A4", "A4.2")),
        ("Area I Manajemen Perubahan", None, ("A1", None)),
        (None, "Whistle Blowing System (WBS)", ("A5", "A5.4")),
        ("Penataan Tatalaksana", "SPBE", ("A2", "A2.2")),
        (None, "Meningkatnya konservasi air tanah", (None, None)),
        ("Birokrasi yang bersih dan akuntabel", "Nilai survei persepsi", (None, None)),
        (None, None, (None, None)),
    ],
)
def test_a_printed_name_is_found(
    component: str | None, aspect: str | None, refs: tuple[str | None, str | None]
) -> None:
    assert reference(component, aspect) == Reference(*refs)


def test_a_clear_aspect_wins_over_the_printed_component_and_says_so() -> None:
    found = reference("PENGUATAN PENGAWASAN", "Standar Pelayanan")
    assert (found.component_ref, found.aspect_ref) == ("A6", "A6.1")
    assert [(o.code, o.status) for o in found.oddities] == [("component_disagrees", "open")]


@settings(deadline=None)
@given(st.none() | st.text(max_size=40), st.none() | st.text(max_size=40))
def test_an_aspect_found_belongs_to_the_component_found(component: str | None, aspect: str | None) -> None:
    found = reference(component, aspect)
    assert found.aspect_ref is None or found.aspect_ref.startswith(f"{found.component_ref}.")


@pytest.mark.skipif(not SHARED.exists(), reason="the real documents are not at hand")
def test_every_aspect_of_two_real_plans_is_found() -> None:
    for name in ("real/zi-2021-typeset.truth.json", "decree-2026/plan.json"):
        for row in json.loads((SHARED / name).read_text(encoding="utf-8")):
            assert reference(row["component"], row["aspect"]).aspect_ref, row["aspect"]
