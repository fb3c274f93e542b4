"""One chapter of a plan, from its stitched table to its records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Generic, Protocol, TypeVar

from extract.model import Chapters, Doubt, PlanTable
from normalize.actions import action_records
from normalize.blanks import blank_concerns
from normalize.built import Fed
from normalize.cells import cell_records
from normalize.fields import plan_rows
from normalize.findings import Concern, Owner, doubt_concerns, findings, held_by
from normalize.hierarchy import Lineage, lineages
from normalize.indicators import indicator_records
from normalize.numbers import Printed, printed_numbers
from normalize.reading import Texts, read_texts
from normalize.schema import Dataset, Decree, Feed, Finding
from normalize.survey import Survey
from normalize.target_records import Numbered, numbered_targets, target_records, unticked
from normalize.unknown_columns import unknown_column_concerns
from normalize.unmarked import with_unmarked_numbers
from normalize.vocabulary import Vocabulary

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is known of the whole plan when its chapters are read."""

    owner: Owner
    decree: Decree
    survey: Survey
    words: Vocabulary


@dataclass(frozen=True, slots=True)
class Before:
    """What the chapters before hold: how many records, and their last row; doubts that ``wait`` for their chapter."""

    actions: int = 0
    indicators: int = 0
    targets: int = 0
    line: Lineage | None = None
    waiting: tuple[Doubt, ...] = ()


class Baton(Protocol):
    """What goes from each chapter to the next, whoever reads them."""

    def take(self) -> Before:
        """What the chapters before hold."""

    def hand_on(self, value: Before, /) -> None:
        """Tell the next chapter."""


@dataclass(frozen=True, slots=True)
class Understood(Generic[T_co]):
    """One chapter's records, kept in some form, its findings and printed numbers, and the doubts that still wait."""

    records: T_co
    findings: tuple[Finding, ...]
    numbers: tuple[Printed, ...]
    waiting: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class _Chapter:
    """What a chapter's rows say, before its records are made; ``doubts`` are those about the source that it holds."""

    table: PlanTable
    texts: Texts
    lines: tuple[Lineage, ...]
    targets: tuple[Numbered, ...]
    doubts: tuple[Doubt, ...]


def understood(
    chapters: Chapters, plan: Plan, kept: Callable[[Dataset], T_co], baton: Baton, numbers: Iterable[int]
) -> Iterator[Understood[T_co]]:
    """Read and understand some of the chapters, each as soon as it is known where the one before ends."""
    return (_understood(number, chapters[number], plan, kept, baton) for number in numbers)


def _understood(
    number: int, table: PlanTable, plan: Plan, kept: Callable[[Dataset], T_co], baton: Baton
) -> Understood[T_co]:
    texts = read_texts(table, plan.words)
    rows = with_unmarked_numbers(plan_rows(table, texts, plan.survey.roles), texts)
    before = baton.take()
    lines = lineages(rows, plan.survey.roles, before.line)
    targets = tuple(numbered_targets(plan.owner, lines))
    doubts, waiting = held_by(table, before.waiting)
    baton.hand_on(_after(before, lines, targets, waiting))
    records = _records(plan, _Chapter(table, texts, tuple(lines), targets, doubts), before)
    decrees = () if number else (plan.decree,)
    return Understood(
        records=kept(replace(records, decrees=decrees, findings=())),
        findings=records.findings,
        numbers=tuple(printed_numbers(plan.owner, lines, texts.cells)),
        waiting=waiting,
    )


def _after(before: Before, lines: Sequence[Lineage], targets: Sequence[Numbered], waiting: tuple[Doubt, ...]) -> Before:
    return Before(
        actions=before.actions + sum(1 for _ in groupby(line.action_path for line in lines)),
        indicators=before.indicators + sum(1 for _ in groupby(line.indicator_path for line in lines)),
        targets=before.targets + len(targets),
        line=lines[-1] if lines else before.line,
        waiting=waiting,
    )


def _records(plan: Plan, chapter: _Chapter, before: Before) -> Dataset:
    owner, roles, texts, lines = plan.owner, plan.survey.roles, chapter.texts, chapter.lines
    actions = action_records(owner, lines, before.actions)
    indicators = indicator_records(owner, lines, texts, before.indicators)
    targets = target_records(owner, chapter.targets, before.targets)
    fed = (*actions.feeds, *indicators.feeds, *targets.feeds)
    feeds = _feeds(fed)
    concerns: list[Concern] = [
        *actions.concerns,
        *indicators.concerns,
        *targets.concerns,
        *blank_concerns(owner, lines, chapter.targets, roles),
        *unknown_column_concerns(owner, lines, chapter.targets, roles, plan.survey.headers),
        *doubt_concerns(
            (*chapter.doubts, *chapter.table.doubts), _feeds((*fed, *unticked(chapter.targets))), texts.cells
        ),
    ]
    cells = {cell.cell_id: cell for cell in plan.survey.headers.values()} | texts.cells
    return Dataset(
        decrees=(),
        actions=actions.records,
        indicators=indicators.records,
        targets=targets.records,
        cells=cell_records(owner, chapter.table, texts, roles, feeds),
        findings=findings(owner, concerns, cells),
    )


def _feeds(fed: Sequence[Fed]) -> Mapping[str, tuple[Feed, ...]]:
    """The values each cell feeds, in document order."""
    feeds: dict[str, dict[Feed, None]] = defaultdict(dict)
    for item in fed:
        feeds[item.cell_id][item.feed] = None
    return {cell_id: tuple(values) for cell_id, values in feeds.items()}
