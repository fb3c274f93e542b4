"""What the reports show: changes by component, each with its place, its words marked and its doubts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from compare.changes import KINDS, Change, Kind
from compare.context import Context
from compare.diff import context_of, diff
from compare.plan import Plan, make_plan
from compare.words import Span, mark_words
from normalize.schema import Action, Dataset, Indicator

# Values that are told whole, before and after: marks on parts of a date or a number say nothing.
WHOLE_VALUES = {
    "quantity",
    "realization_percent",
    "comparator",
    "quantity_basis",
    "frequency",
    "start_on",
    "end_on",
    "due_on",
    "action_id",
}
NUMBERS = {"component_no", "aspect_no", "action_no", "indicator_no"}
TITLES = {
    "component": "component",
    "component_no": "component's number",
    "aspect": "aspect",
    "aspect_no": "aspect's number",
    "action": "action",
    "action_no": "action's number",
    "action_id": "action it stands under",
    "indicator": "indicator",
    "indicator_no": "indicator's number",
    "target_text": "target",
    "time_text": "time",
    "start_on": "start",
    "end_on": "end",
    "due_on": "due",
    "quantity_basis": "basis of quantity",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One change as it is shown. ``record`` is the text that names the record, ``spans`` the value's marked words."""

    change: Change
    component: str
    aspect: str
    record: str
    title: str
    spans: tuple[Span, ...]

    @property
    def pages(self) -> str:
        """Where it is printed: "p. 3", "p. 3 → 4"."""
        pages = [str(page) for page in (self.change.old_page, self.change.new_page) if page is not None]
        return f"p. {' → '.join(dict.fromkeys(pages))}" if pages else ""

    @property
    def delta(self) -> str:
        """Signed difference with its unit of measure where that is days: "+2", "−31 days"."""
        delta = self.change.delta
        if delta is None:
            return ""
        days = " days" if self.change.record_column.endswith("_on") else ""
        return f"{'+' if delta >= 0 else '−'}{abs(delta):.10g}{days}"


@dataclass(frozen=True, slots=True)
class Group:
    """Changes of one component."""

    component: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two plans compared: names for people, and the changes."""

    old_name: str
    new_name: str
    changes: tuple[Change, ...]
    groups: tuple[Group, ...]

    @property
    def counts(self) -> dict[Kind, int]:
        """Changes of each kind, those that occur."""
        counted = Counter(change.kind for change in self.changes)
        return {kind: counted[kind] for kind in KINDS if counted[kind]}

    @property
    def summary(self) -> str:
        """One line: "12 changes: 2 added, 1 removed, ...; 3 of them doubtful"."""
        if not self.changes:
            return "no changes"
        noun = "change" if len(self.changes) == 1 else "changes"
        doubtful = sum(change.doubtful for change in self.changes)
        told = ", ".join(f"{count} {kind}" for kind, count in self.counts.items())
        return f"{len(self.changes)} {noun}: {told}" + (f"; {doubtful} of them doubtful" if doubtful else "")


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that one run compared; ``alone`` says which decrees have no partner and why."""

    comparisons: tuple[Comparison, ...]
    alone: tuple[str, ...] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        """Changes of all comparisons, in their order."""
        return tuple(change for comparison in self.comparisons for change in comparison.changes)


def compare(old: Dataset, new: Dataset) -> Comparison:
    """Compare two plans and lay the changes out by component."""
    changes = diff(old, new)
    shown = _Shown.of(make_plan(old), make_plan(new), context_of(old.decrees[0], new.decrees[0]))
    entries = [shown.entry(change) for change in changes]
    groups = tuple(Group(name, tuple(rows)) for name, rows in groupby(entries, key=lambda entry: entry.component))
    return Comparison(_name(old), _name(new), changes, groups)


def _name(dataset: Dataset) -> str:
    decree = dataset.decrees[0]
    return f"{decree.institution or decree.decree_id}, {decree.year}"


@dataclass(frozen=True, slots=True)
class _Shown:
    """Finds the records that changes are about, by side and key: the action, and the indicator where there is one."""

    records: dict[tuple[str, str], tuple[Action, Indicator | None]]
    context: Context

    @classmethod
    def of(cls, old: Plan, new: Plan, context: Context) -> _Shown:
        sides = ("old", old), ("new", new)
        return cls({key: row for side, plan in sides for key, row in _records(side, plan)}, context)

    def entry(self, change: Change) -> Entry:
        side, key = ("new", change.new_id) if change.new_id else ("old", change.old_id or "")
        action, indicator = self.records[side, key]
        return Entry(
            change=change,
            component=_headed(action.component_no, action.component),
            aspect=_headed(action.aspect_no, action.aspect),
            record=(indicator.indicator if indicator else action.action) or "(no text)",
            title=TITLES.get(change.record_column, change.record_column.replace("_", " ")),
            spans=self._spans(change),
        )

    def _spans(self, change: Change) -> tuple[Span, ...]:
        old, new = change.old_value, change.new_value
        if change.record_column == "action_id":
            old, new = self._action("old", old), self._action("new", new)
        elif change.record_column not in WHOLE_VALUES | NUMBERS and change.kind != "moved":
            return mark_words(old, new, self.context)
        marked = [Span("removed", old or "(none)"), Span("same", " → "), Span("added", new or "(none)")]
        return tuple(marked if old or new else ())

    def _action(self, side: str, action_id: str | None) -> str | None:
        found = self.records.get((side, action_id or ""))
        return (found[0].action if found else None) or action_id


def _records(side: str, plan: Plan) -> Iterator[tuple[tuple[str, str], tuple[Action, Indicator | None]]]:
    for action in plan.actions:
        yield (side, action.action_id), (action, None)
        for indicator in plan.of(action):
            yield (side, indicator.indicator_id), (action, indicator)
            for target in plan.under(indicator):
                yield (side, target.target_id), (action, indicator)


def _headed(number: str | None, text: str | None) -> str:
    return " ".join(part for part in (f"{number}." if number and number[-1].isalnum() else number, text) if part) or "—"
