"""The order in which changes are told: that of the new plan, with what went where it stood."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from compare.changes import KINDS, Change
from compare.plan import Plan

TABLES = ("actions", "indicators", "targets")
Place: TypeAlias = tuple[int, int, int, int, int]


def in_order(changes: Iterable[Change], old: Plan, new: Plan) -> tuple[Change, ...]:
    """Sort changes by component, aspect and position in the new plan, or in the old one for what went."""
    places = {**_places(old, "old"), **_places(new, "new")}

    def key(change: Change) -> tuple[object, ...]:
        side = ("new", change.new_id) if change.new_id else ("old", change.old_id)
        return (
            *places[side],
            TABLES.index(change.record_table),
            KINDS.index(change.kind),
            change.record_column,
            change.old_id or "",
            change.new_id or "",
        )

    return tuple(sorted(changes, key=key))


def _places(plan: Plan, side: str) -> dict[tuple[str, str | None], Place]:
    """Give each record's component, aspect, action, indicator and target position."""
    places: dict[tuple[str, str | None], Place] = {}
    for action in plan.actions:
        above = action.component_position, action.aspect_position, action.position
        places[side, action.action_id] = (*above, 0, 0)
        for indicator in plan.of(action):
            places[side, indicator.indicator_id] = (*above, indicator.position, 0)
            for target in plan.under(indicator):
                places[side, target.target_id] = (*above, indicator.position, target.position)
    return places
