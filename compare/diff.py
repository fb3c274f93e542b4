"""What changed between two plans, one row per record and field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from compare.changes import Change, reverse
from compare.context import Context, make_context
from compare.fields import Difference, action_differences, indicator_differences
from compare.link import Linked, link
from compare.order import in_order
from compare.plan import fingerprint, make_plan
from compare.rows import Record, RowMaker
from compare.settle import Matching
from compare.targets import target_changes
from normalize.schema import Action, Dataset, Decree


def diff(old: Dataset, new: Dataset) -> tuple[Change, ...]:
    """Compare two plans; the order of their rows plays no part, and swapping them reverses every change."""
    old_plan, new_plan = make_plan(old), make_plan(new)
    context = context_of(old_plan.decree, new_plan.decree)
    # Ties are broken by order, so the order is made one that the caller cannot choose.
    if fingerprint(old_plan) <= fingerprint(new_plan):
        changes = list(_changes(link(old_plan, new_plan, context)))
    else:
        changes = [reverse(change) for change in _changes(link(new_plan, old_plan, context.reverse()))]
    return in_order(changes, old_plan, new_plan)


def context_of(old: Decree, new: Decree) -> Context:
    """What two decrees print everywhere."""
    return make_context(old.year, new.year, old.institution, new.institution)


def _changes(linked: Linked) -> Iterator[Change]:
    make = RowMaker(linked.old, linked.new)
    yield from _action_fields(linked, make)
    yield from _parted(linked.actions, linked.old.actions, linked.new.actions, make)
    yield from _unsure(linked.actions, linked.old.actions, linked.new.actions, make)
    yield from _actions_alone(linked, make)
    yield from _indicator_fields(linked, make)
    yield from _unsure(linked.indicators, linked.old_indicators, linked.new_indicators, make)
    yield from _unsure(linked.strays, linked.old_indicators, linked.new_indicators, make)
    yield from _indicators_alone(linked, make)


def _action_fields(linked: Linked, make: RowMaker) -> Iterator[Change]:
    for pair in linked.actions.pairs:
        old, new = linked.old.actions[pair.old], linked.new.actions[pair.new]
        for difference in action_differences(old, new, linked.headings, linked.context):
            yield make.field((old, new), difference, pair.score)


def _parted(matching: Matching, olds: Sequence[Record], news: Sequence[Record], make: RowMaker) -> Iterator[Change]:
    """One row for each part of a record that was split, or of those that were merged."""
    for split in matching.splits:
        yield from (make.whole("split", olds[split.whole], news[part], split.score) for part in split.parts)
    for merge in matching.merges:
        yield from (make.whole("merged", olds[part], news[merge.whole], merge.score) for part in merge.parts)


def _unsure(matching: Matching, olds: Sequence[Record], news: Sequence[Record], make: RowMaker) -> Iterator[Change]:
    for row, rivals in matching.unsure_old.items():
        yield make.unsure(olds[row], None, [(news[column], score) for column, score in rivals])
    for column, rivals in matching.unsure_new.items():
        yield make.unsure(None, news[column], [(olds[row], score) for row, score in rivals])


def _actions_alone(linked: Linked, make: RowMaker) -> Iterator[Change]:
    """Actions that came or went, each with the indicators it takes along; one without a text leaves it to them."""
    moved_old, moved_new = _strayed(linked)
    for row in linked.actions.removed:
        action = linked.old.actions[row]
        if action.action is not None:
            count = sum(each.indicator_id not in moved_old for each in linked.old.of(action))
            yield replace(make.whole("removed", action, None), indicator_count=count)
    for column in linked.actions.added:
        action = linked.new.actions[column]
        if action.action is not None:
            count = sum(each.indicator_id not in moved_new for each in linked.new.of(action))
            yield replace(make.whole("added", None, action), indicator_count=count)


def _strayed(linked: Linked) -> tuple[set[str], set[str]]:
    """Ids of indicators told of by themselves, though their action came or went."""
    old = {pair.old for pair in linked.strays.pairs} | linked.strays.unsure_old.keys()
    new = {pair.new for pair in linked.strays.pairs} | linked.strays.unsure_new.keys()
    return (
        {linked.old_indicators[row].indicator_id for row in old},
        {linked.new_indicators[column].indicator_id for column in new},
    )


def _indicator_fields(linked: Linked, make: RowMaker) -> Iterator[Change]:
    for pair in linked.strays.pairs:
        old, new = linked.old_indicators[pair.old], linked.new_indicators[pair.new]
        yield make.field((old, new), Difference("moved", "action_id", old.action_id, new.action_id), pair.score)
    for pair in (*linked.indicators.pairs, *linked.strays.pairs):
        old, new = linked.old_indicators[pair.old], linked.new_indicators[pair.new]
        for difference in indicator_differences(old, new, linked.context):
            yield make.field((old, new), difference, pair.score)
        yield from target_changes(make, linked.old.under(old), linked.new.under(new), pair.score, linked.context)


def _indicators_alone(linked: Linked, make: RowMaker) -> Iterator[Change]:
    """Indicators that came or went while their action stayed, or whose action has no text to go by."""
    gone = _taken_along(linked.old.actions, linked.actions.removed)
    come = _taken_along(linked.new.actions, linked.actions.added)
    for row in linked.strays.removed:
        if row in linked.old_strays and linked.old_indicators[row].action_id not in gone:
            yield make.whole("removed", linked.old_indicators[row], None)
    for column in linked.strays.added:
        if column in linked.new_strays and linked.new_indicators[column].action_id not in come:
            yield make.whole("added", None, linked.new_indicators[column])


def _taken_along(actions: Sequence[Action], alone: Iterable[int]) -> set[str]:
    return {actions[place].action_id for place in alone if actions[place].action is not None}
