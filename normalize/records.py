"""From what the pages show to the six tables: the table of contents of ``normalize``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extract.model import Extract, PlanTable, joined
from normalize.actions import action_records
from normalize.blanks import blank_concerns
from normalize.built import Fed
from normalize.cells import cell_records
from normalize.corrections import Correction
from normalize.decree import Identity, identify
from normalize.fields import plan_rows
from normalize.findings import Concern, Owner, Waiting, doubt_concerns, findings, ordered
from normalize.hierarchy import Lineage, lineages
from normalize.indicators import indicator_records
from normalize.lost_cells import with_lost_cells
from normalize.mending import mend
from normalize.numbers import Printed, number_cells, number_concerns, printed_numbers
from normalize.privacy import struck
from normalize.reading import Texts, read_texts
from normalize.schema import Dataset, Decree, Feed, whole
from normalize.settled import settled
from normalize.survey import Survey, survey
from normalize.target_records import numbered_targets, target_records
from normalize.unknown_columns import unknown_column_concerns
from normalize.unmarked import with_unmarked_numbers
from normalize.vocabulary import Vocabulary

Ahead = Callable[[Iterator[tuple[PlanTable, Texts]]], Iterator[tuple[PlanTable, Texts]]]


def build(extract: Extract, corrections: Sequence[Correction], tool_version: str) -> Dataset:
    """Build the six tables of one decree, as printed or with what people decided about its cells.

    Raises SourceError where the year planned for cannot be told, or a correction cannot be carried out.
    """
    printed = whole(chapter_by_chapter(extract, tool_version))
    if not corrections:
        return printed
    sound = joined(_Sound(extract.chapters))
    mended, decisions = mend(replace(extract, chapters=(sound,)), printed, corrections)
    corrected = whole(_tables(replace(mended, chapters=(struck(mended.table),)), tool_version))
    return settled(printed, corrected, decisions, corrections[0].file)


def chapter_by_chapter(extract: Extract, tool_version: str, ahead: Ahead = iter) -> Iterator[Dataset]:
    """The six tables of one decree as printed: the records of one chapter after another.

    The decree comes with the first chapter; the findings, which stand in the order of the whole plan's pages, come by
    themselves at the end. ``ahead`` may have the next chapter read while one is understood. Raises SourceError where
    the year planned for cannot be told.
    """
    return _tables(replace(extract, chapters=_Sound(extract.chapters)), tool_version, ahead)


@dataclass(frozen=True, slots=True)
class _Sound:
    """Chapters as printed, without what must not be stored, and with a place for every value."""

    chapters: Iterable[PlanTable]

    def __iter__(self) -> Iterator[PlanTable]:
        """Each chapter in turn."""
        return (with_lost_cells(struck(table)) for table in self.chapters)


def _tables(extract: Extract, tool_version: str, ahead: Ahead = iter) -> Iterator[Dataset]:
    known = survey(extract.chapters)
    identity = identify(extract, known.times)
    owner = Owner(identity.decree_id, identity.year)
    told = [*findings(owner, _decree_concerns(identity), {})]
    waiting, before = Waiting(list(extract.doubts)), Before()
    numbers: list[Printed] = []
    decrees: tuple[Decree, ...] = (_decree(extract, identity, known.pages, tool_version),)
    for table, texts in ahead(_read(extract.chapters, known.words)):
        chapter = _chapter(owner, table, texts, known, waiting, before)
        yield replace(chapter.records, decrees=decrees, findings=())
        told += chapter.records.findings
        numbers += chapter.numbers
        before, decrees = chapter.end, ()
    told += findings(owner, doubt_concerns(waiting.doubts, {}, {}), {})
    told += findings(owner, number_concerns(numbers), number_cells(numbers))
    yield Dataset((), (), (), (), (), ordered(told))


@dataclass(frozen=True, slots=True)
class Before:
    """What the chapters before hold: how many records, and their last row."""

    actions: int = 0
    indicators: int = 0
    targets: int = 0
    line: Lineage | None = None


@dataclass(frozen=True, slots=True)
class _Chapter:
    """One chapter's records, its printed numbers, and what the next one has before it."""

    records: Dataset
    numbers: tuple[Printed, ...]
    end: Before


def _read(chapters: Iterable[PlanTable], words: Vocabulary) -> Iterator[tuple[PlanTable, Texts]]:
    """The chapters with their texts."""
    for table in chapters:
        yield table, read_texts(table, words)


def _chapter(owner: Owner, table: PlanTable, texts: Texts, known: Survey, waiting: Waiting, before: Before) -> _Chapter:
    plan = known.plan
    rows = with_unmarked_numbers(plan_rows(table, texts, plan), texts)
    groups = lineages(rows, plan, before.line)
    actions = action_records(owner, groups, before.actions)
    indicators = indicator_records(owner, groups, texts, before.indicators)
    numbered = list(numbered_targets(owner, groups))
    targets = target_records(owner, numbered, before.targets)
    feeds = _feeds([*actions.feeds, *indicators.feeds, *targets.feeds])
    concerns: list[Concern] = [
        *actions.concerns,
        *indicators.concerns,
        *targets.concerns,
        *blank_concerns(owner, groups, numbered, plan),
        *unknown_column_concerns(owner, groups, numbered, plan, known.headers),
        *doubt_concerns((*waiting.taken(table), *table.doubts), feeds, texts.cells),
    ]
    cells = {cell.cell_id: cell for cell in known.headers.values()} | texts.cells
    records = Dataset(
        decrees=(),
        actions=actions.records,
        indicators=indicators.records,
        targets=targets.records,
        cells=cell_records(owner, table, texts, plan, feeds),
        findings=findings(owner, concerns, cells),
    )
    numbers = tuple(printed_numbers(owner, groups, texts.cells))
    return _Chapter(records, numbers, _end(records, groups, before))


def _end(records: Dataset, groups: Sequence[Lineage], before: Before) -> Before:
    return Before(
        actions=before.actions + len(records.actions),
        indicators=before.indicators + len(records.indicators),
        targets=before.targets + len(records.targets),
        line=groups[-1] if groups else before.line,
    )


def _feeds(fed: Sequence[Fed]) -> Mapping[str, tuple[Feed, ...]]:
    """The values each cell feeds, in document order."""
    feeds: dict[str, dict[Feed, None]] = defaultdict(dict)
    for item in fed:
        feeds[item.cell_id][item.feed] = None
    return {cell_id: tuple(values) for cell_id, values in feeds.items()}


def _decree_concerns(identity: Identity) -> Iterator[Concern]:
    for placed in identity.oddities:
        yield Concern(placed.oddity, "decrees", identity.decree_id, placed.column, page=placed.page)


def _decree(extract: Extract, identity: Identity, pages: tuple[int, ...], tool_version: str) -> Decree:
    return Decree(
        decree_id=identity.decree_id,
        year=identity.year,
        institution=identity.institution,
        number=identity.number,
        number_year=identity.number_year,
        title=identity.title,
        place=identity.place,
        signed_on=identity.signed_on,
        signed_by_office=identity.signed_by_office,
        legal_basis=identity.legal_basis,
        dictums=identity.dictums,
        source_file=extract.file,
        source_sha256=extract.sha256,
        source_kind=extract.kind,
        page_count=extract.page_count,
        table_pages=pages,
        tool_version=tool_version,
    )
