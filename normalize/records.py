"""From what the pages show to the six tables: the table of contents of ``normalize``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.model import Extract
from normalize.actions import action_records, sequence_concerns
from normalize.blanks import blank_concerns
from normalize.built import Fed
from normalize.cells import cell_records
from normalize.corrections import Correction
from normalize.decree import Identity, identify
from normalize.fields import plan_rows, roles
from normalize.findings import Concern, Owner, doubt_concerns, findings
from normalize.hierarchy import lineages
from normalize.indicators import indicator_records, indicator_sequence_concerns
from normalize.lost_cells import with_lost_cells
from normalize.mending import mend
from normalize.privacy import struck
from normalize.reading import read_texts
from normalize.schema import Dataset, Decree, Feed
from normalize.settled import settled
from normalize.target_records import numbered_targets, target_records
from normalize.unknown_columns import unknown_column_concerns
from normalize.unmarked import with_unmarked_numbers


def build(extract: Extract, corrections: Sequence[Correction], tool_version: str) -> Dataset:
    """Build the six tables of one decree, as printed or with what people decided about its cells.

    Raises SourceError where the year planned for cannot be told, or a correction cannot be carried out.
    """
    extract = struck(extract)
    extract = replace(extract, table=with_lost_cells(extract.table))
    printed = _tables(extract, tool_version)
    if not corrections:
        return printed
    mended, decisions = mend(extract, printed, corrections)
    return settled(printed, _tables(struck(mended), tool_version), decisions, corrections[0].file)


def _tables(extract: Extract, tool_version: str) -> Dataset:
    texts = read_texts(extract.table)
    plan = roles(extract.table)
    rows = with_unmarked_numbers(plan_rows(extract.table, texts, plan), texts)
    identity = identify(extract, [r.time.text or r.target_time.text or "" for r in rows])
    owner = Owner(identity.decree_id, identity.year)
    groups = lineages(rows, plan)
    actions = action_records(owner, groups)
    indicators = indicator_records(owner, groups, texts)
    numbered = list(numbered_targets(owner, groups))
    targets = target_records(owner, numbered)
    feeds = _feeds([*actions.feeds, *indicators.feeds, *targets.feeds])
    concerns: list[Concern] = [
        *actions.concerns,
        *indicators.concerns,
        *targets.concerns,
        *sequence_concerns(owner, groups),
        *indicator_sequence_concerns(owner, groups),
        *blank_concerns(owner, groups, numbered, plan),
        *unknown_column_concerns(owner, extract.table, groups, numbered, plan),
        *_decree_concerns(identity),
        *doubt_concerns((*extract.doubts, *extract.table.doubts), feeds, texts.cells),
    ]
    return Dataset(
        decrees=(_decree(extract, identity, tool_version),),
        actions=actions.records,
        indicators=indicators.records,
        targets=targets.records,
        cells=cell_records(owner, extract.table, texts, plan, feeds),
        findings=findings(owner, concerns, texts.cells),
    )


def _feeds(fed: Sequence[Fed]) -> dict[str, tuple[Feed, ...]]:
    """The values each cell feeds, in document order."""
    feeds: dict[str, list[Feed]] = defaultdict(list)
    for item in fed:
        if item.feed not in feeds[item.cell_id]:
            feeds[item.cell_id].append(item.feed)
    return {cell_id: tuple(values) for cell_id, values in feeds.items()}


def _decree_concerns(identity: Identity) -> Iterator[Concern]:
    for placed in identity.oddities:
        yield Concern(placed.oddity, "decrees", identity.decree_id, placed.column, page=placed.page)


def _decree(extract: Extract, identity: Identity, tool_version: str) -> Decree:
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
        table_pages=extract.table.pages,
        tool_version=tool_version,
    )
