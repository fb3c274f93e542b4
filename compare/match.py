"""Record linkage: which record of one plan is which of the other, and where that cannot be told."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable, Sequence

import numpy as np

from compare.assign import Edges, Ints, best_assignment, join_edges
from compare.settle import Choice, CutOffs, Matching, settle
from compare.similarity import Features, score_blocks, score_listed, score_some
from compare.split import Parts, find_parts

# Pairs up to which all are scored against all; beyond, within each component first and then what is left over.
WHOLE = 1_000_000
# Measured on edited years of the 2026 plan, half of each reworded text's words replaced, precision and recall of all
# changes. As an office edits (40 years): 0.57 gives 0.994 and 0.998, with an inserted action taken for a removed one
# ("... perjanjian kinerja sampai dengan tingkat staf"), 0.58 gives 0.998 and 0.999. With every text of a year
# reworded so (20 years): 0.55 gives 0.999 and 0.998, 0.58 0.995 and 0.990, 0.60 0.990 and 0.978.
# The margin costs nothing there: from 0 to 0.06 the figures are the same.
ACTION_CUT_OFFS = CutOffs(least=0.58, margin=0.05)
# Indicators of one action (30 years, 1,794 pairs): same 0.572 at least; a dropped one against a new one 0.404 at most.
INDICATOR_CUT_OFFS = CutOffs(least=0.50, margin=0.05)
# An indicator found under another action has no context to speak for it, and plans repeat "Tersedianya laporan ...".
STRAY_CUT_OFFS = CutOffs(least=0.70, margin=0.05)

Exact = Sequence[tuple[int, int]]


def match_actions(old: Features, new: Features, exact: Exact) -> Matching:
    """Match two plans' actions: the best assignment of all that is not exact, splits and merges, doubts."""
    rows, columns = _rest(len(old), (row for row, _ in exact)), _rest(len(new), (column for _, column in exact))
    edges = _score_actions(old, new, rows, columns)
    chosen = best_assignment(edges, (len(old), len(new)), ACTION_CUT_OFFS.least)
    for row, column in exact:
        chosen[row] = column
    splits, merges = _parts(old, new, chosen)
    return settle(Choice(edges, chosen, len(new)), ACTION_CUT_OFFS, splits, merges)


def match_indicators(old: Features, new: Features, exact: Exact, near: Exact) -> Matching:
    """Match indicators among the pairs whose actions are one (``near``)."""
    done_old, done_new = {row for row, _ in exact}, {column for _, column in exact}
    pairs = [(row, column) for row, column in near if row not in done_old and column not in done_new]
    rows, columns = np.array(pairs, np.int64).reshape(-1, 2).T
    edges = score_listed(old, new, rows, columns).above(INDICATOR_CUT_OFFS.least)
    chosen = best_assignment(edges, (len(old), len(new)), INDICATOR_CUT_OFFS.least)
    for row, column in exact:
        chosen[row] = column
    return settle(Choice(edges, chosen, len(new)), INDICATOR_CUT_OFFS)


def match_strays(old: Features, new: Features, rows: Sequence[int], columns: Sequence[int]) -> Matching:
    """Match indicators that found no partner under their own action; all others are left alone."""
    edges = score_some(old, new, np.array(rows, np.int64), np.array(columns, np.int64), STRAY_CUT_OFFS.least)
    chosen = best_assignment(edges, (len(old), len(new)), STRAY_CUT_OFFS.least)
    return settle(Choice(edges, chosen, len(new)), STRAY_CUT_OFFS)


def pair_exact(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Pair records that say the same in every respect, repeated ones in document order."""
    waiting: dict[Hashable, deque[int]] = defaultdict(deque)
    for column, said in enumerate(new):
        waiting[said].append(column)
    return [(row, waiting[said].popleft()) for row, said in enumerate(old) if waiting.get(said)]


def _score_actions(old: Features, new: Features, rows: Ints, columns: Ints) -> Edges:
    least = ACTION_CUT_OFFS.least
    if len(rows) * len(columns) <= WHOLE:
        return score_some(old, new, rows, columns, least)
    within = score_blocks(old, new, rows, columns, least)
    chosen = best_assignment(within, (len(old), len(new)), least)
    left_rows = rows[chosen[rows] < 0]
    left_columns = np.setdiff1d(columns, chosen)
    across = score_some(old, new, left_rows, left_columns, least)
    return join_edges([within, across]).once()


def _parts(old: Features, new: Features, chosen: Ints) -> tuple[tuple[Parts, ...], tuple[Parts, ...]]:
    partner = {row: column for row, column in enumerate(chosen.tolist()) if column >= 0}
    splits = find_parts(old, new, partner, _rest(len(new), partner.values()).tolist())
    split_old = {each.whole for each in splits}
    split_new = {part for each in splits for part in each.parts}
    back = {column: row for row, column in partner.items() if row not in split_old and column not in split_new}
    alone = [row for row in range(len(old)) if row not in partner and row not in split_old]
    merges = find_parts(new, old, back, alone)
    return splits, tuple(each for each in merges if each.whole not in split_new)


def _rest(count: int, taken: Iterable[int]) -> Ints:
    return np.setdiff1d(np.arange(count), np.fromiter(taken, np.int64))
