"""One plan as it is compared: its records in document order, each with its children and its doubts."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from normalize.schema import Action, Dataset, Decree, Finding, Indicator, Target

# A finding on one of these columns puts all that were read from the same print in doubt.
READ_TOGETHER = (
    ("target_text", "comparator", "quantity", "quantity_words", "unit", "quantity_basis"),
    ("time_text", "frequency", "start_on", "end_on", "due_on"),
    ("evidence", "evidence_items"),
    ("realization_text", "realization_percent"),
)
SIBLINGS = {name: group for group in READ_TOGETHER for name in group}


@dataclass(frozen=True, slots=True)
class Plan:
    """All that comparing needs of one decree; every tuple stands in document order.

    ``indicators`` are keyed by action_id, ``targets`` by indicator_id, ``doubts`` are the (table, id, column)
    with an open finding, the column None where the finding concerns the whole record.
    """

    decree: Decree
    actions: tuple[Action, ...]
    indicators: dict[str, tuple[Indicator, ...]] = field(repr=False)
    targets: dict[str, tuple[Target, ...]] = field(repr=False)
    doubts: frozenset[tuple[str, str, str | None]] = field(repr=False)

    def of(self, action: Action) -> tuple[Indicator, ...]:
        """Indicators of an action."""
        return self.indicators.get(action.action_id, ())

    def under(self, indicator: Indicator) -> tuple[Target, ...]:
        """Targets of an indicator."""
        return self.targets.get(indicator.indicator_id, ())

    def doubtful(self, table: str, record_id: str, name: str) -> bool:
        """Whether an open finding concerns a value, what it was read with, or its whole record."""
        columns = (None, *SIBLINGS.get(name, (name,)))
        return any((table, record_id, each) in self.doubts for each in columns)


def make_plan(dataset: Dataset) -> Plan:
    """Put a decree's records in order, whatever order the tables hold them in."""
    indicators: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in sorted(dataset.indicators, key=lambda row: (row.position, row.indicator_id)):
        indicators[indicator.action_id].append(indicator)
    targets: dict[str, list[Target]] = defaultdict(list)
    for target in sorted(dataset.targets, key=lambda row: (row.position, row.target_id)):
        targets[target.indicator_id].append(target)
    return Plan(
        decree=dataset.decrees[0],
        actions=tuple(sorted(dataset.actions, key=lambda row: (row.position, row.action_id))),
        indicators={key: tuple(rows) for key, rows in indicators.items()},
        targets={key: tuple(rows) for key, rows in targets.items()},
        doubts=frozenset(_doubts(dataset.findings)),
    )


def fingerprint(plan: Plan) -> str:
    """Hash of what a plan says; tells which of two plans is compared first, so that swapping them changes nothing."""
    said = repr((plan.decree.year, plan.actions, plan.indicators, plan.targets))
    return hashlib.sha256(said.encode()).hexdigest()


def _doubts(findings: Iterable[Finding]) -> Iterable[tuple[str, str, str | None]]:
    for finding in findings:
        if finding.status == "open" and finding.record_table and finding.record_id:
            yield finding.record_table, finding.record_id, finding.record_column
