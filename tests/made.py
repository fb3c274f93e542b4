"""Small datasets made by hand, for tests of what happens to records after they are built."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from normalize.schema import Action, CellRecord, Clause, Dataset, Decree, Feed, Finding, Indicator, Target

DECREE_ID = "kpu-kab-contoh-2026-7"


def finding(number: int, decree_id: str = DECREE_ID, **given: object) -> Finding:
    base = Finding(
        decree_id=decree_id,
        year=2026,
        finding_id=f"f{number}",
        code="unit_missing",
        severity="warning",
        status="open",
        record_table="targets",
        record_id=f"{decree_id}/1.1.1.1.1",
        record_column="unit",
        cell_id="p3:1.0,2.0,3.0,4.0",
        message="the target has no unit",
        before="1 (satu)",
        after=None,
        page=3,
        x0=1.0,
        top=2.0,
        x1=3.0,
        bottom=4.0,
    )
    return replace(base, **given)  # type: ignore[arg-type]


def decree(decree_id: str = DECREE_ID, year: int = 2026, **given: object) -> Decree:
    base = Decree(
        decree_id=decree_id,
        year=year,
        institution="Komisi Pemilihan Umum Kabupaten Contoh",
        number="7 TAHUN 2026",
        number_year=2026,
        title="Rencana Kerja Pembangunan Zona Integritas",
        place="Contoh",
        signed_on=dt.date(2026, 1, 5),
        signed_by_office="Ketua",
        legal_basis=("Undang-Undang Nomor 7 Tahun 2017",),
        dictums=(Clause("KESATU", "Menetapkan rencana kerja."),),
        source_file="contoh.pdf",
        source_sha256="0" * 64,
        source_kind="typeset",
        page_count=4,
        table_pages=(3, 4),
        tool_version="0.1.0",
    )
    return replace(base, **given)  # type: ignore[arg-type]


def dataset(
    decree_id: str = DECREE_ID, year: int = 2026, *, action: str = "Membentuk tim kerja", **given: object
) -> Dataset:
    key = {"decree_id": decree_id, "year": year}
    box = {"x0": 1.0, "top": 2.0, "x1": 3.0, "bottom": 4.0}
    return Dataset(
        decrees=(decree(decree_id, year, **given),),
        actions=(
            Action(
                **key,
                action_id=f"{decree_id}/1.1.1",
                position=1,
                component_position=1,
                component_no="1",
                component="Manajemen Perubahan",
                component_ref="A1",
                aspect_position=1,
                aspect_no="1",
                aspect="Penyusunan Tim Kerja",
                aspect_ref=None,
                action_no="a",
                action=action,
                pages=(3,),
            ),
        ),
        indicators=(
            Indicator(
                **key,
                indicator_id=f"{decree_id}/1.1.1.1",
                action_id=f"{decree_id}/1.1.1",
                position=1,
                indicator_no=None,
                indicator="Tim kerja dibentuk",
                evidence="- SK\n- Undangan",
                evidence_items=("SK", "Undangan"),
                responsible="Sekretaris",
                extra=(("Catatan", "segera"),),
                page=3,
                **box,
            ),
        ),
        targets=(
            Target(
                **key,
                target_id=f"{decree_id}/1.1.1.1.1",
                indicator_id=f"{decree_id}/1.1.1.1",
                position=1,
                target_text="1 (satu) SK",
                comparator="=",
                quantity=1.0,
                quantity_words="satu",
                unit="SK",
                quantity_basis="total",
                time_text="Januari 2026",
                frequency="once",
                start_on=dt.date(2026, 1, 1),
                end_on=dt.date(2026, 1, 31),
                due_on=(dt.date(2026, 1, 31),),
                shared=False,
                realization_text=None,
                realization_percent=None,
                page=3,
            ),
        ),
        cells=(
            CellRecord(
                **key,
                cell_id="p3:1.0,2.0,3.0,4.0",
                continues=None,
                page=3,
                row_index=1,
                column_index=0,
                row_span=1,
                column_span=1,
                column_name="target",
                text="1 (satu) SK",
                text_raw="1 (satu)\nSK",
                engine="pdf",
                confidence=None,
                feeds=(Feed("targets", f"{decree_id}/1.1.1.1.1", "unit"),),
                **box,
            ),
        ),
        findings=(finding(1, decree_id, year=year),),
    )
