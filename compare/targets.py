"""Targets of two linked indicators: which is which, and what differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from compare.changes import Change
from compare.context import Context
from compare.dates import in_plan
from compare.fields import target_differences
from compare.rows import RowMaker
from normalize.schema import Target


def target_changes(
    make: RowMaker, olds: Sequence[Target], news: Sequence[Target], score: float, context: Context
) -> Iterator[Change]:
    """Pair targets that fall due on the same days, then the rest in order, and tell what differs."""
    for old, new in _pairs(olds, news, context):
        if old is None or new is None:
            yield make.whole("removed" if old else "added", old, new)
        else:
            for difference in target_differences(old, new, context):
                yield make.field((old, new), difference, score)


def _pairs(
    olds: Sequence[Target], news: Sequence[Target], context: Context
) -> Iterator[tuple[Target | None, Target | None]]:
    left, rest = list(news), []
    for old in olds:
        same = next((new for new in left if _days(old, context.old_year) == _days(new, context.new_year)), None)
        if same is None or len(olds) == len(news) == 1:
            rest.append(old)
        else:
            left.remove(same)
            yield old, same
    yield from zip_longest(rest, left)


def _days(target: Target, plan_year: int) -> list[object]:
    return [in_plan(day, plan_year) for day in target.due_on]
