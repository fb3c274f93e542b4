"""The flat sheet an office works with: one row a target, the decree's own columns in their own order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median_low
from typing import Literal

from compare.plan import Plan, make_plan
from compare.sheets import Sheet, Value
from normalize.schema import Action, CellRecord, Dataset, Decree, Indicator, Target

Level = Literal["decrees", "actions", "indicators", "targets"]
LEVELS: tuple[Level, ...] = ("decrees", "actions", "indicators", "targets")


@dataclass(frozen=True, slots=True)
class FlatColumn:
    """One column of the sheet and the value it holds."""

    heading: str
    table: Level
    column: str


ALWAYS = (FlatColumn("Instansi", "decrees", "institution"), FlatColumn("Tahun", "decrees", "year"))
PRINTED: dict[str, tuple[FlatColumn, ...]] = {
    "component": (
        FlatColumn("No. Komponen", "actions", "component_no"),
        FlatColumn("Komponen", "actions", "component"),
    ),
    "aspect": (FlatColumn("No. Aspek", "actions", "aspect_no"), FlatColumn("Aspek", "actions", "aspect")),
    "action": (FlatColumn("No. Kegiatan", "actions", "action_no"), FlatColumn("Kegiatan/Aksi", "actions", "action")),
    "indicator": (
        FlatColumn("No. Indikator", "indicators", "indicator_no"),
        FlatColumn("Indikator", "indicators", "indicator"),
    ),
    "evidence": (FlatColumn("Bukti Fisik", "indicators", "evidence"),),
    "time": (FlatColumn("Waktu Pelaksanaan", "targets", "time_text"),),
    "target": (FlatColumn("Target", "targets", "target_text"),),
    "responsible": (FlatColumn("Penanggung Jawab", "indicators", "responsible"),),
    "realization": (FlatColumn("Realisasi Tercetak", "targets", "realization_text"),),
    "realization_percent": (FlatColumn("Realisasi Tercetak (%)", "targets", "realization_percent"),),
}
# What the reader added: told after the decree's own columns.
MEANT = (
    FlatColumn("Jumlah", "targets", "quantity"),
    FlatColumn("Satuan", "targets", "unit"),
    FlatColumn("Mulai", "targets", "start_on"),
    FlatColumn("Selesai", "targets", "end_on"),
    FlatColumn("Jatuh Tempo", "targets", "due_on"),
)
KEYS = (FlatColumn("Halaman", "targets", "page"), FlatColumn("ID Target", "targets", "target_id"))
# A cell that holds target and time at once stands for both.
PRINTED_TOGETHER = {"target_time": ("target", "time")}
DOUBT = "Meragukan"


def flat_sheet(datasets: Sequence[Dataset], cells: Sequence[CellRecord], *, name: str = "Rencana Aksi") -> Sheet:
    """Lay plans out one row a target; ``cells`` tell in which order the decree prints its columns.

    The last column but the keys names the values with an open finding.
    """
    plans = [make_plan(dataset) for dataset in datasets]
    records = [(plan, found) for plan in plans for found in _records(plan)]
    printed = [column for name in print_order(cells) for column in PRINTED[name]]
    columns = (*ALWAYS, *(column for column in printed if _filled(column, records)), *MEANT)
    extra = tuple(dict.fromkeys(header for _, found in records for header, _ in found[2].extra))
    headings = (*(column.heading for column in columns), *extra, DOUBT, *(key.heading for key in KEYS))
    return Sheet(name, headings, tuple(_row(plan, found, columns, extra) for plan, found in records))


def print_order(cells: Iterable[CellRecord]) -> tuple[str, ...]:
    """Names of the printed columns, left to right as most rows print them; those not printed in their usual place."""
    places: dict[str, list[int]] = {}
    for cell in cells:
        for name in PRINTED_TOGETHER.get(cell.column_name or "", (cell.column_name or "",)):
            places.setdefault(name, []).append(cell.column_index)
    usual = list(PRINTED)
    order = sorted(
        (name for name in usual if name in places), key=lambda name: (median_low(places[name]), usual.index(name))
    )
    for place, name in enumerate(usual):
        if name not in order:
            before = next((each for each in reversed(usual[:place]) if each in order), None)
            order.insert(order.index(before) + 1 if before else 0, name)
    return tuple(order)


Records = tuple[Decree, Action, Indicator, Target]


def _records(plan: Plan) -> Iterator[Records]:
    for action in plan.actions:
        for indicator in plan.of(action):
            for target in plan.under(indicator):
                yield plan.decree, action, indicator, target


def _row(plan: Plan, records: Records, columns: Sequence[FlatColumn], extra: Sequence[str]) -> tuple[Value, ...]:
    values = [_value(_get(records, column)) for column in columns]
    more = dict(records[2].extra)
    doubts = [column.heading for column in columns if _doubtful(plan, records, column)]
    keys = [_value(_get(records, key)) for key in KEYS]
    return (*values, *(more.get(name) for name in extra), ", ".join(doubts) or None, *keys)


def _get(records: Records, column: FlatColumn) -> Value | tuple[object, ...]:
    value: Value | tuple[object, ...] = getattr(records[LEVELS.index(column.table)], column.column)
    return value


def _filled(column: FlatColumn, records: Sequence[tuple[Plan, Records]]) -> bool:
    """Whether a printed column holds anything."""
    return any(_get(found, column) is not None for _, found in records)


def _doubtful(plan: Plan, records: Records, column: FlatColumn) -> bool:
    decree, action, indicator, target = records
    keys = (decree.decree_id, action.action_id, indicator.indicator_id, target.target_id)
    return plan.doubtful(column.table, keys[LEVELS.index(column.table)], column.column)


def _value(value: Value | tuple[object, ...]) -> Value:
    return (", ".join(map(str, value)) or None) if isinstance(value, tuple) else value
