"""From what the pages show to the six tables: the table of contents of ``normalize``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from extract.model import Chapters, Extract, PlanTable, joined
from normalize.chapter import Before, Plan, understood
from normalize.corrections import Correction
from normalize.decree import Identity, identify
from normalize.findings import Concern, Owner, doubt_concerns, findings, ordered
from normalize.hands import Alone, Hands
from normalize.lost_cells import with_lost_cells
from normalize.mending import mend
from normalize.numbers import Printed, number_cells, number_concerns
from normalize.privacy import struck
from normalize.schema import Dataset, Decree, whole
from normalize.settled import settled
from normalize.survey import Survey, survey, surveyed

T = TypeVar("T")


def build(extract: Extract, corrections: Sequence[Correction], tool_version: str) -> Dataset:
    """Build the six tables of one decree, as printed or with what people decided about its cells.

    Raises SourceError where the year planned for cannot be told, or a correction cannot be carried out.
    """
    printed = whole(by_chapter(extract, tool_version, _as_made, Alone()))
    if not corrections:
        return printed
    sound = joined(_Sound(extract.chapters))
    mended, decisions = mend(replace(extract, chapters=(sound,)), printed, corrections)
    corrected = whole(_tables(replace(mended, chapters=(struck(mended.table),)), tool_version, _as_made, Alone()))
    return settled(printed, corrected, decisions, corrections[0].file)


def by_chapter(extract: Extract, tool_version: str, kept: Callable[[Dataset], T], hands: Hands) -> Iterator[T]:
    """The six tables of one decree as printed, chapter after chapter, in the form that ``kept`` makes of records.

    The decree comes with the first chapter; the findings, which stand in the order of the whole plan's pages, come by
    themselves at the end. Raises SourceError where the year planned for cannot be told.
    """
    return _tables(replace(extract, chapters=_Sound(extract.chapters)), tool_version, kept, hands)


def _as_made(records: Dataset) -> Dataset:
    return records


@dataclass(frozen=True, slots=True)
class _Sound:
    """Chapters as printed, without what must not be stored, and with a place for every value."""

    chapters: Chapters

    def __len__(self) -> int:
        return len(self.chapters)

    def __getitem__(self, number: int) -> PlanTable:
        return with_lost_cells(struck(self.chapters[number]))


def _tables(extract: Extract, tool_version: str, kept: Callable[[Dataset], T], hands: Hands) -> Iterator[T]:
    chapters = range(len(extract.chapters))
    known = surveyed(hands.each(partial(_surveys, extract.chapters), chapters))
    identity = identify(extract, known.times)
    owner = Owner(identity.decree_id, identity.year)
    plan = Plan(owner, _decree(extract, identity, known.pages, tool_version), known, known.words.vocabulary())
    told = [*findings(owner, _decree_concerns(identity), {})]
    numbers: list[Printed] = []
    waiting = extract.doubts
    work = partial(understood, extract.chapters, plan, kept)
    for chapter in hands.relay(work, chapters, Before(waiting=waiting)):
        yield chapter.records
        told += chapter.findings
        numbers += chapter.numbers
        waiting = chapter.waiting
    told += findings(owner, doubt_concerns(waiting, {}, {}), {})
    told += findings(owner, number_concerns(numbers), number_cells(numbers))
    yield kept(Dataset((), (), (), (), (), ordered(told)))


def _surveys(chapters: Chapters, numbers: Iterable[int]) -> Iterator[Survey]:
    return (survey(chapters[number]) for number in numbers)


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
