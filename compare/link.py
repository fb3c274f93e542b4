"""Two plans side by side: their actions and indicators linked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from compare.context import Context
from compare.features import Headings, action_features, bare_number, indicator_features, know_headings
from compare.match import match_actions, match_indicators, match_strays, pair_exact
from compare.plan import Plan
from compare.settle import Matching
from compare.similarity import Features
from normalize.schema import Indicator

# Two short actions that share their ending ("... di lingkungan KPU Kabupaten Banggai") and a generic target reach 0.6;
# lightly reworded ones score 0.74 and more (60 years).
CONFIRMED = 0.70


@dataclass(frozen=True, slots=True)
class Linked:
    """Two plans and what became of their records.

    ``actions`` counts into the plans' actions, ``indicators`` and ``strays`` into ``old_indicators`` and
    ``new_indicators``: those that stayed with their action, and those found under another. ``old_strays`` and
    ``new_strays`` are all that were looked for under another.
    """

    old: Plan
    new: Plan
    context: Context
    headings: Headings
    actions: Matching
    old_indicators: tuple[Indicator, ...]
    new_indicators: tuple[Indicator, ...]
    indicators: Matching
    strays: Matching
    old_strays: frozenset[int]
    new_strays: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Rows:
    """One plan's indicators; those of one group belong to linked actions. ``said`` is all that a row says."""

    indicators: tuple[Indicator, ...]
    features: Features
    groups: tuple[int | None, ...]
    said: tuple[Hashable, ...]


def link(old: Plan, new: Plan, context: Context) -> Linked:
    """Link two plans' actions, then the indicators of linked actions, then those that changed their action."""
    headings = know_headings(old, new, context)
    old_features, new_features = (action_features(plan, headings, context) for plan in (old, new))
    actions = match_actions(
        old_features, new_features, pair_exact(_said(old, old_features, context), _said(new, new_features, context))
    )
    old_groups, new_groups = _groups(actions)
    olds = _rows(old, old_features, old_groups, context)
    news = _rows(new, new_features, new_groups, context)
    indicators = match_indicators(
        olds.features, news.features, pair_exact(_keys(olds, 0), _keys(news, 1)), _near(olds, news)
    )
    actions = _confirmed(actions, indicators, olds, news)
    old_free = _free(olds, indicators.removed, {old.actions[row].action_id for row in actions.unsure_old})
    new_free = _free(news, indicators.added, {new.actions[column].action_id for column in actions.unsure_new})
    return Linked(
        old,
        new,
        context,
        headings,
        actions,
        olds.indicators,
        news.indicators,
        indicators,
        match_strays(olds.features, news.features, sorted(old_free), sorted(new_free)),
        old_free,
        new_free,
    )


def _confirmed(actions: Matching, indicators: Matching, olds: _Rows, news: _Rows) -> Matching:
    """Take apart the pairs of actions that are not alike enough by themselves and share no indicator."""
    shared = {olds.groups[pair.old] for pair in indicators.pairs} | {olds.groups[row] for row in indicators.unsure_old}
    doubted = set(olds.groups) & set(news.groups) - shared
    # Pairs are the first groups, in their order.
    return actions.without(
        {pair for group, pair in enumerate(actions.pairs) if pair.score < CONFIRMED and group in doubted}
    )


def _said(plan: Plan, features: Features, context: Context) -> list[Hashable]:
    """All that each action says: where it stands, its number and text, its indicators."""
    return [
        (
            features.places[k],
            features.numbers[k],
            features.texts[k],
            tuple(_words(plan, row, context) for row in plan.of(action)),
        )
        for k, action in enumerate(plan.actions)
    ]


def _words(plan: Plan, row: Indicator, context: Context) -> Hashable:
    targets = tuple((context.plain(t.target_text), context.plain(t.time_text)) for t in plan.under(row))
    return bare_number(row.indicator_no), context.plain(row.indicator), context.plain(row.evidence), targets


def _groups(actions: Matching) -> tuple[dict[int, int], dict[int, int]]:
    """Number the groups of linked actions; give each action's group, old and new."""
    linked: list[tuple[tuple[int, ...], tuple[int, ...]]] = [((pair.old,), (pair.new,)) for pair in actions.pairs]
    linked += [((split.whole,), split.parts) for split in actions.splits]
    linked += [(merge.parts, (merge.whole,)) for merge in actions.merges]
    old = {member: group for group, (members, _) in enumerate(linked) for member in members}
    new = {member: group for group, (_, members) in enumerate(linked) for member in members}
    return old, new


def _rows(plan: Plan, features: Features, groups: Mapping[int, int], context: Context) -> _Rows:
    owned = [(k, row) for k, action in enumerate(plan.actions) for row in plan.of(action)]
    indicators = tuple(row for _, row in owned)
    places = tuple(features.places[k] for k, _ in owned)
    return _Rows(
        indicators,
        indicator_features(plan, indicators, places, context),
        tuple(groups.get(k) for k, _ in owned),
        tuple(_words(plan, row, context) for row in indicators),
    )


def _keys(rows: _Rows, side: int) -> list[Hashable]:
    """Keys that are equal for equal rows of one group, and for no others."""
    paired = zip(rows.indicators, rows.groups, rows.said, strict=True)
    return [(side, row.indicator_id) if group is None else (group, said) for row, group, said in paired]


def _near(olds: _Rows, news: _Rows) -> list[tuple[int, int]]:
    """All pairs of indicators whose actions are one."""
    members: tuple[dict[int, list[int]], dict[int, list[int]]] = defaultdict(list), defaultdict(list)
    for side, rows in zip(members, (olds, news), strict=True):
        for place, group in enumerate(rows.groups):
            if group is not None:
                side[group].append(place)
    return [pair for group, rows in members[0].items() for pair in product(rows, members[1].get(group, ()))]


def _free(rows: _Rows, alone: Iterable[int], unsure: set[str]) -> frozenset[int]:
    return frozenset(row for row in alone if rows.indicators[row].action_id not in unsure)
