"""The cells table: every printed cell, where it stands and which values it feeds."""

from __future__ import annotations

from collections.abc import Mapping

from extract.model import Cell, Column, PlanTable
from normalize.fields import Roles
from normalize.findings import Owner
from normalize.reading import Texts
from normalize.schema import CellRecord, Feed


def cell_records(
    owner: Owner, table: PlanTable, texts: Texts, plan: Roles, feeds: Mapping[str, tuple[Feed, ...]]
) -> tuple[CellRecord, ...]:
    """One record per printed cell, in reading order, header cells included."""
    names = _column_names(table, plan)
    return tuple(_record(owner, cell, texts, names.get(cell.cell_id, "header"), feeds) for cell in table.cells)


def _column_names(table: PlanTable, plan: Roles) -> dict[str, str]:
    """The plan column each cell stands in; banners by that word."""
    kinds = {i: column.value for column, i in plan.places.items()}
    names: dict[str, str] = {}
    for row in table.rows:
        for i, value in enumerate(row.values):
            kind = kinds.get(i) or (Column.PERIOD.value if table.columns[i].period else table.columns[i].header)
            for cell_id in value.cell_ids:
                names.setdefault(cell_id, kind)
        for cell_id in row.banner:
            names.setdefault(cell_id, "banner")
    return names


def _record(owner: Owner, cell: Cell, texts: Texts, name: str, feeds: Mapping[str, tuple[Feed, ...]]) -> CellRecord:
    joined = texts.joined.get((cell.cell_id,))
    return CellRecord(
        decree_id=owner.decree_id,
        year=owner.year,
        cell_id=cell.cell_id,
        continues=cell.continues,
        page=cell.page,
        row_index=cell.row,
        column_index=cell.column,
        row_span=cell.row_span,
        column_span=cell.column_span,
        column_name=name,
        text=joined.text or None if joined else None,
        text_raw=cell.raw or None,
        engine=cell.engine,
        confidence=cell.confidence,
        x0=cell.bbox.x0 if cell.bbox else None,
        top=cell.bbox.top if cell.bbox else None,
        x1=cell.bbox.x1 if cell.bbox else None,
        bottom=cell.bbox.bottom if cell.bbox else None,
        feeds=feeds.get(cell.cell_id, ()),
    )
