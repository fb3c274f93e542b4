"""Records of the six tables from a draft, with ids as the contract gives them."""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from normalize.reference import reference
from normalize.schema import Action, Dataset, Decree, Finding, Indicator, Target
from tests.editor.draft import Draft, DraftAction, DraftAspect, DraftIndicator

ROWS_A_PAGE = 7


@dataclass(frozen=True, slots=True)
class Built:
    """A dataset, and the key of every named record in it."""

    dataset: Dataset
    ids: dict[str, str]


def build(draft: Draft) -> Built:
    """Give a draft's records ids, positions and dates; names of targets are those of their indicators with a t."""
    placed = list(_placed(draft))
    ids = {action.name: path for _, _, _, action, path in placed}
    actions = [_action(draft, *row) for row in enumerate(placed, 1)]
    indicators: list[Indicator] = []
    targets: list[Target] = []
    for _, _, _, action, path in placed:
        for ordinal, indicator in enumerate(action.indicators, 1):
            key = f"{path}.{ordinal}"
            ids[indicator.name], ids[f"{indicator.name}t"] = key, f"{key}.1"
            indicators.append(_indicator(draft, indicator, path, key, len(indicators) + 1))
            targets.append(_target(draft, indicator, key, len(targets) + 1))
    findings = sorted(_findings(draft, ids), key=lambda finding: finding.finding_id)
    dataset = Dataset((_decree(draft),), tuple(actions), tuple(indicators), tuple(targets), (), tuple(findings))
    return Built(dataset, ids)


def decree_id(draft: Draft) -> str:
    name = draft.institution.lower().replace("komisi pemilihan umum", "kpu").replace("kabupaten", "kab")
    return f"{name.replace(' ', '-')}-{draft.year}-3"


def _placed(draft: Draft) -> Iterator[tuple[int, int, DraftAspect, DraftAction, str]]:
    component = ordinal = 0
    last = None
    for aspect in draft.aspects:
        if (aspect.component_no, aspect.component) != last:
            component, ordinal, last = component + 1, 0, (aspect.component_no, aspect.component)
        ordinal += 1
        for number, action in enumerate(aspect.actions, 1):
            yield component, ordinal, aspect, action, f"{decree_id(draft)}/{component}.{ordinal}.{number}"


def _decree(draft: Draft) -> Decree:
    return Decree(
        decree_id=decree_id(draft),
        year=draft.year,
        institution=draft.institution,
        number="3",
        number_year=draft.year,
        title=f"Rencana Aksi Pembangunan Zona Integritas Tahun {draft.year}",
        place=None,
        signed_on=None,
        signed_by_office=None,
        legal_basis=(),
        dictums=(),
        source_file=f"{draft.year}.pdf",
        source_sha256="0" * 64,
        source_kind="typeset",
        page_count=14,
        table_pages=(),
        tool_version="0",
    )


def _action(draft: Draft, position: int, row: tuple[int, int, DraftAspect, DraftAction, str]) -> Action:
    component, ordinal, aspect, action, path = row
    ref = reference(aspect.component, aspect.text)
    return Action(
        decree_id=decree_id(draft),
        year=draft.year,
        action_id=path,
        position=position,
        component_position=component,
        component_no=aspect.component_no,
        component=aspect.component,
        component_ref=ref.component_ref,
        aspect_position=ordinal,
        aspect_no=aspect.no,
        aspect=aspect.text,
        aspect_ref=ref.aspect_ref,
        action_no=action.no,
        action=action.text,
        pages=(1 + position // ROWS_A_PAGE,),
    )


def _indicator(draft: Draft, indicator: DraftIndicator, action_id: str, key: str, position: int) -> Indicator:
    return Indicator(
        decree_id=decree_id(draft),
        year=draft.year,
        indicator_id=key,
        action_id=action_id,
        position=position,
        indicator_no=indicator.no,
        indicator=indicator.text,
        evidence=indicator.evidence,
        evidence_items=(indicator.evidence,) if indicator.evidence else (),
        responsible=None,
        extra=(),
        page=1 + position // ROWS_A_PAGE,
        x0=None,
        top=None,
        x1=None,
        bottom=None,
    )


def _target(draft: Draft, indicator: DraftIndicator, indicator_id: str, position: int) -> Target:
    amount, time = indicator.amount, indicator.time
    due = tuple(_days(draft.year, time.due))
    return Target(
        decree_id=decree_id(draft),
        year=draft.year,
        target_id=f"{indicator_id}.1",
        indicator_id=indicator_id,
        position=position,
        target_text=amount.text,
        comparator="=" if amount.quantity is not None else None,
        quantity=amount.quantity,
        quantity_words=None,
        unit=amount.unit,
        quantity_basis=_basis(amount.quantity, len(due)),
        time_text=time.text and time.text.replace("{year}", str(draft.year)),
        frequency=time.frequency,
        start_on=next(_days(draft.year, [time.start] if time.start else []), None),
        end_on=next(_days(draft.year, [time.end] if time.end else []), None),
        due_on=due,
        shared=False,
        realization_text=None,
        realization_percent=None,
        page=1 + position // ROWS_A_PAGE,
    )


def _basis(quantity: float | None, dues: int) -> str | None:
    if quantity is None:
        return None
    if dues <= 1 or quantity == dues:
        return "total"
    return "per_period" if quantity == 1 else "unknown"


def _days(year: int, days: Iterable[tuple[int, int]]) -> Iterator[dt.date]:
    for month, day in days:
        yield dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _findings(draft: Draft, ids: dict[str, str]) -> Iterator[Finding]:
    for action in draft.actions:
        for name in action.doubtful:
            yield _finding(draft, "actions", ids[action.name], name)
        for indicator in action.indicators:
            for name in indicator.doubtful:
                target = name in ("time_text", "target_text")
                record = ids[f"{indicator.name}t"] if target else ids[indicator.name]
                yield _finding(draft, "targets" if target else "indicators", record, name)


def _finding(draft: Draft, table: str, record_id: str, name: str) -> Finding:
    return Finding(
        decree_id=decree_id(draft),
        year=draft.year,
        finding_id=hashlib.sha256(f"{table}{record_id}{name}".encode()).hexdigest()[:16],
        code="doubtful",
        severity="warning",
        status="open",
        record_table=table,
        record_id=record_id,
        record_column=name,
        cell_id=None,
        message="The cell can be read in more than one way.",
        before=None,
        after=None,
        page=None,
        x0=None,
        top=None,
        x1=None,
        bottom=None,
    )
