"""The contract: every column of the six tables, defined once, with its type and its description.

The Arrow schemas and the data dictionary are made from these records. Naming rules: ``_id`` a key, ``_no`` a
printed number, ``_text`` as printed, ``_on`` a date, ``_ref`` a name of the evaluation form's vocabulary.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from itertools import chain
from typing import Any

import pyarrow as pa


def column(kind: pa.DataType, description: str) -> Any:  # noqa: ANN401 - a dataclass field stands for its value
    """Declare one column: its Arrow type and what it holds."""
    return field(metadata={"arrow": kind, "description": description})


TEXT, COUNT, POINTS = pa.string(), pa.int32(), pa.float64()
DECREE_ID = "Key of the decree: the institution's slug, the number's year and the number's slug"
YEAR = "Year planned for (tahun rencana); may differ from the year in the decree's number"


@dataclass(frozen=True, slots=True)
class Clause:
    """One dictum: label as printed and text."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Feed:
    """One value that a printed cell feeds."""

    record_table: str
    record_id: str
    record_column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decree:
    """One decree (keputusan)."""

    decree_id: str = column(TEXT, DECREE_ID)
    year: int = column(pa.int16(), YEAR)
    institution: str | None = column(TEXT, "Office that issued the decree (instansi), as printed in the preamble")
    number: str | None = column(TEXT, "Number of the decree (nomor), as printed")
    number_year: int | None = column(pa.int16(), "Year in the decree's number")
    title: str | None = column(TEXT, "Subject of the decree (tentang), as printed")
    place: str | None = column(TEXT, "Place of signing (ditetapkan di)")
    signed_on: dt.date | None = column(pa.date32(), "Date of signing (pada tanggal)")
    signed_by_office: str | None = column(TEXT, "Office that signed, never a person's name")
    legal_basis: tuple[str, ...] = column(pa.list_(TEXT), "Regulations named under Mengingat, in order")
    dictums: tuple[Clause, ...] = column(
        pa.list_(pa.struct([("label", TEXT), ("text", TEXT)])), "Dictums (diktum): label as printed and text"
    )
    source_file: str = column(TEXT, "Name of the source file")
    source_sha256: str = column(TEXT, "SHA-256 of the source file")
    source_kind: str = column(TEXT, "typeset, scanned, mixed or transcript")
    page_count: int = column(COUNT, "Pages in the source")
    table_pages: tuple[int, ...] = column(pa.list_(COUNT), "Pages that hold the plan's table, from 1")
    tool_version: str = column(TEXT, "Version of renaksi that wrote the row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One action (kegiatan/aksi)."""

    decree_id: str = column(TEXT, DECREE_ID)
    year: int = column(pa.int16(), YEAR)
    action_id: str = column(TEXT, "Key: decree_id/component.aspect.action as ordinals in document order")
    position: int = column(COUNT, "Place in the document, from 1")
    component_position: int = column(COUNT, "Ordinal of the component in the plan, from 1; 0 where the plan has none")
    component_no: str | None = column(TEXT, "Number printed before the component")
    component: str | None = column(TEXT, "Component (komponen pengungkit), as printed without its number")
    component_ref: str | None = column(TEXT, "Component of the evaluation form (A1-A6), by fuzzy match")
    aspect_position: int = column(COUNT, "Ordinal of the aspect within its component; 0 where the plan has none")
    aspect_no: str | None = column(TEXT, "Number printed before the aspect")
    aspect: str | None = column(TEXT, "Aspect (aspek pemenuhan) or strategic goal (sasaran), without its number")
    aspect_ref: str | None = column(TEXT, "Aspect of the evaluation form (A1.1-A6.R2), by fuzzy match")
    action_no: str | None = column(TEXT, "Number printed before the action")
    action: str | None = column(TEXT, "Action (kegiatan/aksi), as printed without its number; null where none")
    pages: tuple[int, ...] = column(pa.list_(COUNT), "Pages the action stands on, from 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator (indikator)."""

    decree_id: str = column(TEXT, DECREE_ID)
    year: int = column(pa.int16(), YEAR)
    indicator_id: str = column(TEXT, "Key: the action's path and the indicator's ordinal")
    action_id: str = column(TEXT, "Key of its action")
    position: int = column(COUNT, "Place in the document, from 1")
    indicator_no: str | None = column(TEXT, "Number printed before the indicator")
    indicator: str | None = column(TEXT, "Indicator (indikator), as printed without its number")
    evidence: str | None = column(TEXT, "Evidence (bukti fisik), as printed")
    evidence_items: tuple[str, ...] = column(pa.list_(TEXT), "The printed evidence split into its list items")
    responsible: str | None = column(TEXT, "Responsible unit (penanggung jawab), as printed")
    extra: tuple[tuple[str, str], ...] = column(
        pa.map_(TEXT, TEXT), "Columns the contract does not know, by printed header"
    )
    page: int | None = column(COUNT, "Page the indicator begins on, from 1")
    x0: float | None = column(POINTS, "Left edge of the indicator's cell, points")
    top: float | None = column(POINTS, "Top edge, points from the page's top")
    x1: float | None = column(POINTS, "Right edge, points")
    bottom: float | None = column(POINTS, "Bottom edge, points")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One target (target capaian) with its time (waktu pelaksanaan)."""

    decree_id: str = column(TEXT, DECREE_ID)
    year: int = column(pa.int16(), YEAR)
    target_id: str = column(TEXT, "Key: the indicator's path and the target's ordinal")
    indicator_id: str = column(TEXT, "Key of its indicator")
    position: int = column(COUNT, "Place in the document, from 1")
    target_text: str | None = column(TEXT, "Target (target capaian), as printed")
    comparator: str | None = column(TEXT, "=, ≥, ≤ or range; null where there is no quantity")
    quantity: float | None = column(pa.float64(), "Number to reach, in units; percentages as printed (98 for 98 %)")
    quantity_words: str | None = column(TEXT, "The number in words as printed (satu)")
    unit: str | None = column(TEXT, "Unit (Laporan, Kegiatan, %)")
    quantity_basis: str | None = column(TEXT, "total, per_period, cumulative or unknown; null without a quantity")
    time_text: str | None = column(TEXT, "Time (waktu pelaksanaan), as printed")
    frequency: str | None = column(
        TEXT,
        "once, window, weekly, monthly, bimonthly, quarterly, four_monthly, semiannual, annual, listed, as_needed",
    )
    start_on: dt.date | None = column(pa.date32(), "First day meant")
    end_on: dt.date | None = column(pa.date32(), "Last day meant")
    due_on: tuple[dt.date, ...] = column(pa.list_(pa.date32()), "Days on which something is due")
    shared: bool = column(pa.bool_(), "Whether one printed cell serves several indicators")
    realization_text: str | None = column(TEXT, "Realisation (realisasi), as printed in monitoring tables")
    realization_percent: float | None = column(pa.float64(), "Realisation in per cent")
    page: int | None = column(COUNT, "Page the target stands on, from 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRecord:
    """One printed cell."""

    decree_id: str = column(TEXT, DECREE_ID)
    year: int = column(pa.int16(), YEAR)
    cell_id: str = column(TEXT, "Key within the decree: page and box, for transcripts block, line and cell")
    continues: str | None = column(TEXT, "cell_id of the part before a page break")
    page: int = column(COUNT, "Page, from 1")
    row_index: int = column(COUNT, "Row in the table of its page, from 0")
    column_index: int = column(COUNT, "Column in the table of its page, from 0")
    row_span: int = column(COUNT, "Rows it covers")
    column_span: int = column(COUNT, "Columns it covers")
    column_name: str | None = column(TEXT, "The plan column it stands in, the banner or the header")
    text: str | None = column(TEXT, "Text after repair")
    text_raw: str | None = column(TEXT, "Text as read, line breaks kept")
    engine: str = column(TEXT, "What read it: pdf, tesseract, rapidocr, transcript, corrected")
    confidence: float | None = column(pa.float64(), "0-1; null when typeset")
    x0: float | None = column(POINTS, "Left edge, points")
    top: float | None = column(POINTS, "Top edge, points from the page's top")
    x1: float | None = column(POINTS, "Right edge, points")
    bottom: float | None = column(POINTS, "Bottom edge, points")
    feeds: tuple[Feed, ...] = column(
        pa.list_(pa.struct([("record_table", TEXT), ("record_id", TEXT), ("record_column", TEXT)])),
        "The values this cell feeds",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One doubt or repair, per record touched."""

    decree_id: str = column(TEXT, DECREE_ID)
    year: int = column(pa.int16(), YEAR)
    finding_id: str = column(TEXT, "Key: hash of code, cell, record_table, record_id, column and before")
    code: str = column(TEXT, "Kind of finding")
    severity: str = column(TEXT, "error, warning or info")
    status: str = column(TEXT, "open (look at this cell), repaired, corrected or dismissed")
    record_table: str | None = column(TEXT, "Table of the record concerned")
    record_id: str | None = column(TEXT, "Key of the record concerned")
    record_column: str | None = column(TEXT, "Column of the record concerned")
    cell_id: str | None = column(TEXT, "Printed cell to look at")
    message: str = column(TEXT, "What is odd, in one sentence")
    before: str | None = column(TEXT, "Text before a repair, or the text in doubt")
    after: str | None = column(TEXT, "Text after a repair")
    page: int | None = column(COUNT, "Page, from 1")
    x0: float | None = column(POINTS, "Left edge, points")
    top: float | None = column(POINTS, "Top edge, points from the page's top")
    x1: float | None = column(POINTS, "Right edge, points")
    bottom: float | None = column(POINTS, "Bottom edge, points")


@dataclass(frozen=True, slots=True)
class Dataset:
    """All records of one decree: one field a table, rows in document order."""

    decrees: tuple[Decree, ...]
    actions: tuple[Action, ...]
    indicators: tuple[Indicator, ...]
    targets: tuple[Target, ...]
    cells: tuple[CellRecord, ...]
    findings: tuple[Finding, ...]


def whole(parts: Iterable[Dataset]) -> Dataset:
    """The records of several parts of one decree, in their order."""
    held = tuple(parts)
    return Dataset(*(tuple(chain.from_iterable(getattr(part, f.name) for part in held)) for f in fields(Dataset)))


TABLES: dict[str, type] = {
    "decrees": Decree,
    "actions": Action,
    "indicators": Indicator,
    "targets": Target,
    "cells": CellRecord,
    "findings": Finding,
}


def arrow_schema(table: str) -> pa.Schema:
    """Arrow schema of one table, a description in every field's metadata."""
    return schema_of(TABLES[table])


def schema_of(record: type) -> pa.Schema:
    """Arrow schema of a record declared with ``column``, a description in every field's metadata."""
    return pa.schema(
        [
            pa.field(f.name, f.metadata["arrow"], metadata={"description": f.metadata["description"]})
            for f in fields(record)
        ]
    )
