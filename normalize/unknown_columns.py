"""Columns whose header nobody knows, in a plan that lacks a column of the contract: the one may be the other.

Their texts are kept under the printed header; without a finding a plan whose evidence is headed by an unusual word
would show no evidence at all, and nobody would be told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from extract.model import Cell, Column, PlanTable
from extract.table.columns import CUT_OFF
from normalize.actions import action_id
from normalize.fields import NUMBERED, Roles
from normalize.findings import Concern, Owner
from normalize.hierarchy import Lineage
from normalize.indicators import indicator_id
from normalize.oddity import Oddity
from normalize.target_records import Numbered

_LEAVES = (Column.INDICATOR, Column.EVIDENCE, Column.RESPONSIBLE)


def unknown_column_concerns(
    owner: Owner, lines: Sequence[Lineage], targets: Sequence[Numbered], plan: Roles, headers: Mapping[int, Cell]
) -> Iterator[Concern]:
    """A concern for every value that is not printed, where a column with an unknown header may hold it.

    ``headers`` are those columns' ``header_cells``.
    """
    extras = [i for i, spec in enumerate(plan.columns) if spec.column is Column.EXTRA]
    of_line: dict[int, list[Numbered]] = {}
    for item in targets:
        of_line.setdefault(id(item.line), []).append(item)
    first = min((plan.places[c] for c in (Column.ACTION, Column.INDICATOR) if plan.has(c)), default=0)
    for place, index in enumerate(extras):
        if plan.columns[index].score >= CUT_OFF:
            continue
        oddity = _unknown(plan.columns[index].header)
        cells = (headers[index].cell_id,) if index in headers else ()
        for _, group in groupby(lines, key=lambda line: line.indicator_path):
            line = next(group)
            if index < first:
                yield from _missing_ancestors(owner, line, plan, oddity, cells)
            if line.row.extra[place].reading.text:
                yield from _missing(owner, line, of_line.get(id(line), ()), plan, oddity, cells)


def _unknown(header: str) -> Oddity:
    name = f"headed “{header}”" if header else "without a header"
    return Oddity(
        "column_unknown",
        f"a column {name} is kept as printed; if it holds this value, add its wording to extract/table/columns.toml",
        before=header or None,
    )


def header_cells(table: PlanTable) -> dict[int, Cell]:
    """For columns that nobody knows, the header's last cell over each, on its first page."""
    unknown = [i for i, s in enumerate(table.columns) if s.column is Column.EXTRA and s.score < CUT_OFF]
    if not unknown:
        return {}
    body = {c for row in table.rows for ids in (row.banner, *(v.cell_ids for v in row.values)) for c in ids}
    headed = [c for c in table.cells if c.cell_id not in body and not c.blank and c.page == table.pages[0]]
    over = {i: [c for c in headed if c.column <= i < c.column + c.column_span] for i in unknown}
    named = {i: [c for c in cells if c.text in table.columns[i].header] for i, cells in over.items()}
    return {i: cells[-1] for i, cells in named.items() if cells}


def _missing_ancestors(
    owner: Owner, line: Lineage, plan: Roles, oddity: Oddity, cells: tuple[str, ...]
) -> Iterator[Concern]:
    """The component or aspect that no column names, and the number that a column without a header may hold."""
    for column, level in ((Column.COMPONENT, line.component), (Column.ASPECT, line.aspect)):
        if not plan.has(column) and level.part.blank:
            yield Concern(oddity, "actions", action_id(owner, line), column.value, cells)
    if oddity.before is None and not plan.has(Column.NO):
        number = next((level for level in NUMBERED if plan.has(level)), None)
        if number in (Column.COMPONENT, Column.ASPECT, Column.ACTION):
            yield Concern(oddity, "actions", action_id(owner, line), f"{number.value}_no", cells)


def _missing(
    owner: Owner, line: Lineage, targets: Sequence[Numbered], plan: Roles, oddity: Oddity, cells: tuple[str, ...]
) -> Iterator[Concern]:
    """The values of one row that no column of the plan holds."""
    if not plan.has(Column.ACTION):
        yield Concern(oddity, "actions", action_id(owner, line), "action", cells)
    key = indicator_id(owner, line)
    for column in _LEAVES:
        if not plan.has(column):
            yield Concern(oddity, "indicators", key, column.value, cells)
    if plan.has(Column.TARGET_TIME):
        return
    for item in targets:
        if not plan.has(Column.TARGET) and item.target.target_text is None:
            yield Concern(oddity, "targets", item.target_id, "target_text", cells)
        if not plan.has(Column.TIME) and item.target.time_text is None:
            yield Concern(oddity, "targets", item.target_id, "time_text", cells)
