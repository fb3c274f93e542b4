"""Empty cells in columns that the plan fills elsewhere: each an open finding on the value that is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from extract.model import Column
from normalize.actions import action_id
from normalize.fields import PlanRow, Roles
from normalize.findings import Concern, Owner
from normalize.hierarchy import Lineage
from normalize.indicators import indicator_id
from normalize.oddity import Oddity
from normalize.reading import Reading
from normalize.target_records import Numbered

BLANK = Oddity("cell_blank", "the cell is empty, though the plan fills this column elsewhere")
NO_ANCESTOR = Oddity("ancestor_missing", "no text stands here or above, though the plan has this column")


def blank_concerns(
    owner: Owner, lines: Sequence[Lineage], targets: Sequence[Numbered], plan: Roles
) -> Iterator[Concern]:
    """A concern for every value that its column should hold and that is not printed."""
    yield from _ancestors(owner, lines)
    yield from _leaves(owner, lines, plan)
    yield from _targets(targets, plan)


def _ancestors(owner: Owner, lines: Sequence[Lineage]) -> Iterator[Concern]:
    for _, group in groupby(lines, key=lambda line: line.action_path):
        line = next(group)
        for column, level in (("component", line.component), ("aspect", line.aspect), ("action", line.action)):
            if level.ordinal and level.part.text is None:
                oddity = BLANK if column == "action" else NO_ANCESTOR
                yield Concern(oddity, "actions", action_id(owner, line), column, level.part.reading.cell_ids)


def _leaves(owner: Owner, lines: Sequence[Lineage], plan: Roles) -> Iterator[Concern]:
    for _, group in groupby(lines, key=lambda line: line.indicator_path):
        first, *rest = group
        rows = [first.row, *(line.row for line in rest)]
        key = indicator_id(owner, first)
        if plan.has(Column.INDICATOR) and rows[0].indicator.text is None:
            yield Concern(BLANK, "indicators", key, "indicator", rows[0].indicator.reading.cell_ids)
        for column, name in ((Column.EVIDENCE, "evidence"), (Column.RESPONSIBLE, "responsible")):
            if plan.has(column) and not any(_reading(row, column).text for row in rows):
                yield Concern(BLANK, "indicators", key, name, _reading(rows[0], column).cell_ids)


def _reading(row: PlanRow, column: Column) -> Reading:
    return row.evidence if column is Column.EVIDENCE else row.responsible


def _targets(targets: Sequence[Numbered], plan: Roles) -> Iterator[Concern]:
    """Blank times, targets and realisations; period columns with any period filled are not blank."""
    for item in targets:
        row = item.line.row
        missing: list[tuple[str, Reading]] = []
        if plan.has(Column.TARGET_TIME) and not row.target_time.text:
            missing += [("target_text", row.target_time), ("time_text", row.target_time)]
        if plan.has(Column.TIME) and item.target.time_text is None:
            missing.append(("time_text", row.time))
        if plan.has(Column.TARGET) and item.target.target_text is None:
            missing.append(("target_text", row.target))
        if row.periods and item.target.time_text is None:
            missing.append(("time_text", row.periods[0].reading))
            if not plan.has(Column.TARGET) and not plan.has(Column.TARGET_TIME):
                missing.append(("target_text", row.periods[0].reading))
        missing += [(n, r) for c, n, r in _realizations(row) if plan.has(c) and not r.text]
        for column, reading in missing:
            yield Concern(BLANK, "targets", item.target_id, column, reading.cell_ids)


def _realizations(row: PlanRow) -> tuple[tuple[Column, str, Reading], ...]:
    return (
        (Column.REALIZATION, "realization_text", row.realization),
        (Column.REALIZATION_PERCENT, "realization_percent", row.realization_percent),
    )
