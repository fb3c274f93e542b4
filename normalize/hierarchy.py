"""Which component, aspect and action each row belongs to, and where they stand in the plan.

In the ancestor columns an unspanned blank inherits from above until a new number, text or banner; a real plan
prints 23 of 81 rows' aspects and leaves 58 to inherit. Ids are paths of ordinals in document order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.model import Column
from normalize.fields import Part, PlanRow, Roles


@dataclass(frozen=True, slots=True)
class Group:
    """One component, aspect or action: its ordinal among its siblings (0 where the plan lacks the level)."""

    ordinal: int
    part: Part


@dataclass(frozen=True, slots=True)
class Lineage:
    """A row with its ancestors; ``indicator_ordinal`` counts within the action, ``again`` marks one more target."""

    row: PlanRow
    component: Group
    aspect: Group
    action: Group
    indicator_ordinal: int
    again: bool

    @property
    def ordinals(self) -> tuple[int, int, int]:
        """Ordinals of component, aspect and action."""
        return self.component.ordinal, self.aspect.ordinal, self.action.ordinal

    @property
    def action_path(self) -> str:
        """The same as text."""
        return f"{self.component.ordinal}.{self.aspect.ordinal}.{self.action.ordinal}"

    @property
    def indicator_path(self) -> str:
        """The action's path and the indicator's ordinal."""
        return f"{self.action_path}.{self.indicator_ordinal}"


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level is found: from which part of the row, whether blanks inherit, whether the plan has it."""

    present: bool
    inherits: bool


def lineages(rows: Sequence[PlanRow], plan: Roles, before: Lineage | None = None) -> list[Lineage]:
    """Every row with its component, aspect, action and ordinals, in document order.

    A row that prints only ancestors names the rows below it and is no row of its own, unless none follows. ``before``
    is the last row of the chapter before.
    """
    banners = any(not row.banner.blank for row in rows)
    levels = (
        _Level(banners or plan.has(Column.COMPONENT), inherits=True),
        _Level(plan.has(Column.ASPECT), inherits=True),
        _Level(plan.has(Column.ACTION), inherits=_action_first(plan)),
    )
    found: list[Lineage] = []
    for row in rows:
        parts = (_component(row, before, banners), row.aspect, row.action)
        before = _lineage(row, _groups(parts, before, levels), before)
        found.append(before)
        if _bare(row):
            before = _opened(before, parts)
    return [line for i, line in enumerate(found) if not _bare(line.row) or not _named_below(line, found[i + 1 :])]


def _groups(parts: Sequence[Part], before: Lineage | None, levels: Sequence[_Level]) -> tuple[Group, Group, Group]:
    """The groups of one row, from component to action; a new parent opens new children."""
    above = (before.component, before.aspect, before.action) if before else (None, None, None)
    groups: list[Group] = []
    fresh = False
    for part, old, level in zip(parts, above, levels, strict=True):
        group = _group(part, old, level, fresh)
        fresh = fresh or old is None or group.ordinal != old.ordinal
        groups.append(group)
    return groups[0], groups[1], groups[2]


def _bare(row: PlanRow) -> bool:
    """Whether a row prints nothing but ancestors."""
    leaves = (row.evidence, row.time, row.target, row.target_time, row.responsible, row.realization)
    more = (row.realization_percent, *(p.reading for p in row.periods), *(e.reading for e in row.extra))
    printed = any(reading.text and not reading.spanned for reading in (*leaves, *more))
    return row.indicator.blank and not printed and not any(p.reading.shaded for p in row.periods)


def _opened(line: Lineage, parts: Sequence[Part]) -> Lineage:
    """The state after a row that printed only ancestors: the levels below the deepest one it printed are open."""
    deepest = max((i for i, part in enumerate(parts) if not part.blank and not part.reading.spanned), default=-1)
    groups = [line.component, line.aspect, line.action]
    for level in range(deepest + 1, 3):
        groups[level] = Group(0, Part())
    component, aspect, action = groups
    return replace(line, component=component, aspect=aspect, action=action, indicator_ordinal=0)


def _named_below(line: Lineage, later: Sequence[Lineage]) -> bool:
    """Whether a following row belongs to the deepest ancestor that this row prints."""
    printed = [not part.blank for part in (line.component.part, line.row.aspect, line.row.action)]
    depth = max((i + 1 for i, p in enumerate(printed) if p), default=0)
    path = line.action_path.split(".")[:depth]
    return any(other.action_path.split(".")[:depth] == path and not _bare(other.row) for other in later)


def _action_first(plan: Roles) -> bool:
    if not plan.has(Column.INDICATOR):
        return False
    return plan.has(Column.ACTION) and plan.places[Column.ACTION] < plan.places[Column.INDICATOR]


def _component(row: PlanRow, before: Lineage | None, banners: bool) -> Part:
    """The banner in force, or the printed component; an unchanged banner is the same component."""
    if not banners:
        return row.component
    if before and row.banner.reading.cell_ids == before.row.banner.reading.cell_ids:
        return replace(row.banner, reading=replace(row.banner.reading, spanned=True))
    return row.banner


def _group(part: Part, before: Group | None, level: _Level, fresh: bool) -> Group:
    """The group a part opens or goes on with; ``fresh`` where its parent has just changed."""
    if not level.present:
        return Group(0, Part())
    if before is None or before.ordinal == 0 or fresh:
        return Group(1, part)
    if part.reading.spanned or (_goes_on(part) and level.inherits) or _same(part, before.part):
        return before
    return Group(before.ordinal + 1, part)


def _goes_on(part: Part) -> bool:
    """Whether nothing begins here: no text, and no number but one whose merged cell began above."""
    return part.text is None and (part.no is None or part.no_reading.spanned)


def _same(one: Part, other: Part) -> bool:
    return (one.no, _folded(one.text)) == (other.no, _folded(other.text))


def _folded(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


def _lineage(row: PlanRow, groups: tuple[Group, Group, Group], before: Lineage | None) -> Lineage:
    old = (before.component.ordinal, before.aspect.ordinal, before.action.ordinal) if before else None
    if before is None or old != tuple(group.ordinal for group in groups):
        return Lineage(row, *groups, indicator_ordinal=1, again=False)
    again = row.indicator.reading.spanned and not row.indicator.blank
    return Lineage(row, *groups, indicator_ordinal=before.indicator_ordinal + (not again), again=again)
