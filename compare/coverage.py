"""Who plans what: actions of every office per aspect of the evaluation form, gaps and outliers told."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from statistics import median

from compare.load import Kept
from normalize.schema import Action, Dataset

# An office whose count is this many times the usual distance from the median is an outlier (the usual cut-off for
# robust z-scores), among no fewer offices than make a median mean something.
OUTLIER, FEWEST = 3.5, 5
# What makes the median distance comparable to a standard deviation.
DEVIATION = 1.4826
# Actions whose aspect could not be placed in the form.
UNPLACED = "—"


@dataclass(frozen=True, slots=True)
class Aspect:
    """One aspect of the evaluation form."""

    component_ref: str
    component: str
    aspect_ref: str
    aspect: str


@dataclass(frozen=True, slots=True)
class Cover:
    """What one office plans for one aspect. ``standing`` is "gap", "outlier" or None."""

    component_ref: str
    component: str
    aspect_ref: str
    aspect: str
    decree_id: str
    institution: str
    year: int
    actions: int
    indicators: int
    targets: int
    standing: str | None


@dataclass(frozen=True, slots=True)
class _Counts:
    actions: int = 0
    indicators: int = 0
    targets: int = 0


@cache
def form() -> tuple[Aspect, ...]:
    """All aspects of the evaluation form, in its order."""
    text = resources.files("normalize").joinpath("lke_aspects.csv").read_text(encoding="utf-8")
    return tuple(
        Aspect(row["component_ref"], row["component"], row["aspect_ref"], row["aspect"])
        for row in csv.DictReader(text.splitlines())
    )


def cover(plans: Iterable[tuple[Kept, Dataset]]) -> tuple[Cover, ...]:
    """Count every office's actions, indicators and targets for every aspect, one row each, zeros included.

    What could not be placed in the form is counted under ``UNPLACED``, where any office has such.
    """
    counted = [(kept, _count(dataset)) for kept, dataset in plans]
    rows: list[Cover] = []
    for aspect in _rows({ref for _, counts in counted for ref in counts}):
        counts = [each.get(aspect.aspect_ref, _Counts()) for _, each in counted]
        offices = [count.actions for count in counts]
        rows += [_cover(aspect, kept, count, offices) for (kept, _), count in zip(counted, counts, strict=True)]
    return tuple(rows)


def _rows(found: set[str]) -> tuple[Aspect, ...]:
    unplaced = (Aspect(UNPLACED, "(not in the form)", UNPLACED, "(not placed)"),) if UNPLACED in found else ()
    return (*form(), *unplaced)


def _count(dataset: Dataset) -> dict[str, _Counts]:
    indicators: dict[str, list[str]] = defaultdict(list)
    for indicator in dataset.indicators:
        indicators[indicator.action_id].append(indicator.indicator_id)
    targets: dict[str, int] = defaultdict(int)
    for target in dataset.targets:
        targets[target.indicator_id] += 1
    counts: dict[str, _Counts] = {}
    for action in dataset.actions:
        below = indicators[action.action_id]
        old = counts.get(ref := _ref(action), _Counts())
        under = sum(targets[indicator] for indicator in below)
        counts[ref] = _Counts(old.actions + 1, old.indicators + len(below), old.targets + under)
    return counts


def _ref(action: Action) -> str:
    return action.aspect_ref or UNPLACED


def _cover(aspect: Aspect, kept: Kept, count: _Counts, offices: Sequence[int]) -> Cover:
    return Cover(
        aspect.component_ref,
        aspect.component,
        aspect.aspect_ref,
        aspect.aspect,
        kept.decree_id,
        kept.institution or kept.decree_id,
        kept.year,
        count.actions,
        count.indicators,
        count.targets,
        _standing(count.actions, offices) if aspect.aspect_ref != UNPLACED else None,
    )


def _standing(count: int, offices: Sequence[int]) -> str | None:
    if count == 0:
        return "gap"
    middle = median(offices)
    usual = max(1.0, DEVIATION * median(abs(each - middle) for each in offices))
    return "outlier" if len(offices) >= FEWEST and abs(count - middle) > OUTLIER * usual else None
