"""``python -m benchmarks.compare [ACTIONS]``: seconds and memory of a comparison, beside the plain way.

The plain way scores every old action's text against every new one's and assigns over the full matrix. Each runs in a
process of its own; memory is the process's peak. ``right`` is the share of actions kept that were linked rightly.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from time import perf_counter, process_time

import numpy as np
from rapidfuzz import fuzz, process
from scipy.optimize import linear_sum_assignment

from compare.diff import context_of, diff
from compare.link import link
from compare.plan import Plan, make_plan
from pipeline.listing import aligned
from tests.editor.big import big_draft, year_after
from tests.editor.dataset import Built, build

ACTIONS = 5_000
KILOBYTE, GIGABYTE = 1_024, 1_000_000_000


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds taken, by the clock and by the processor (all threads); peak memory in bytes; share of right links."""

    seconds: float
    processor: float
    memory: int
    right: float | None


def two_plans(actions: int) -> tuple[Built, Built]:
    """Two years of a plan of so many actions."""
    draft = big_draft(actions)
    return build(draft), build(year_after(draft))


def whole_comparison(actions: int) -> Measured:
    """Compare two plans from records to changes."""
    old, new = two_plans(actions)
    began = perf_counter(), process_time()
    diff(old.dataset, new.dataset)
    return _measured(began, None)


def links(actions: int) -> Measured:
    """Link actions and indicators as ``compare`` does: blocks, several measures, a sparse assignment."""
    old, new = two_plans(actions)
    began = perf_counter(), process_time()
    plans = make_plan(old.dataset), make_plan(new.dataset)
    linked = link(*plans, context_of(plans[0].decree, plans[1].decree))
    pairs = [(pair.old, pair.new) for pair in linked.actions.pairs]
    return _measured(began, _right(old, new, plans, pairs))


def plain(actions: int) -> Measured:
    """Link actions by one score over everything and a dense assignment."""
    old, new = two_plans(actions)
    began = perf_counter(), process_time()
    plans = make_plan(old.dataset), make_plan(new.dataset)
    texts = [[action.action or "" for action in plan.actions] for plan in plans]
    scores = process.cdist(*texts, scorer=fuzz.ratio, dtype=np.float32, workers=-1)
    rows, columns = linear_sum_assignment(scores, maximize=True)
    pairs = list(zip(rows.tolist(), columns.tolist(), strict=True))
    return _measured(began, _right(old, new, plans, pairs))


def measure(way: Callable[[int], Measured], actions: int) -> Measured:
    """Run one way in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(way, actions).result()


def main() -> None:
    """Print a table of all ways."""
    actions = int(sys.argv[1]) if len(sys.argv) > 1 else ACTIONS
    ways = {"whole comparison": whole_comparison, "links alone": links, "plain cdist and assignment": plain}
    rows = []
    for name, way in ways.items():
        found = measure(way, actions)
        right = "-" if found.right is None else f"{found.right:.4f}"
        told = (f"{number:.2f}" for number in (found.seconds, found.processor, found.memory / GIGABYTE))
        rows.append((name, *told, right))
    print("\n".join(aligned((f"{actions} x {actions} actions", "seconds", "processor", "GB", "right"), rows)))


def _measured(began: tuple[float, float], right: float | None) -> Measured:
    seconds, processor = perf_counter() - began[0], process_time() - began[1]
    return Measured(seconds, processor, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTE, right)


def _right(old: Built, new: Built, plans: tuple[Plan, Plan], pairs: list[tuple[int, int]]) -> float:
    kept = {(key, new.ids[name]) for name, key in old.ids.items() if name in new.ids}
    told = {(plans[0].actions[row].action_id, plans[1].actions[column].action_id) for row, column in pairs}
    actions = {action.action_id for action in plans[0].actions}
    kept = {pair for pair in kept if pair[0] in actions}
    return len(told & kept) / len(kept)


if __name__ == "__main__":
    main()
