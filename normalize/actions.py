"""The actions table: one row per action, with its component and aspect and their names in the evaluation form."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from normalize.built import Built, Notes
from normalize.findings import Concern, Owner
from normalize.hierarchy import Lineage
from normalize.reference import reference
from normalize.schema import Action


def action_id(owner: Owner, line: Lineage) -> str:
    """Key of the row's action."""
    return f"{owner.decree_id}/{line.action_path}"


def action_records(owner: Owner, lines: Sequence[Lineage], before: int = 0) -> Built[Action]:
    """One record per action in document order; doubts about a component or aspect are noted for each of its actions.

    ``before`` counts the actions of the chapters before.
    """
    notes = Notes("actions")
    records: list[Action] = []
    for _, group in groupby(lines, key=lambda line: line.action_path):
        rows = list(group)
        record = _action(owner, rows, before + len(records) + 1, notes)
        records.append(record)
    return Built(tuple(records), tuple(notes.concerns), tuple(notes.feeds))


def _action(owner: Owner, rows: Sequence[Lineage], position: int, notes: Notes) -> Action:
    line, key = rows[0], action_id(owner, rows[0])
    component, aspect, action = line.component.part, line.aspect.part, line.action.part
    known = reference(component.text, aspect.text)
    for column, part in (("component", component), ("aspect", aspect), ("action", action)):
        notes.part(key, column, part)
    cells = (*component.reading.cell_ids, *aspect.reading.cell_ids)
    notes.concerns += [Concern(o, "actions", key, "component_ref", cells) for o in known.oddities]
    return Action(
        decree_id=owner.decree_id,
        year=owner.year,
        action_id=key,
        position=position,
        component_position=line.component.ordinal,
        component_no=component.no,
        component=component.text,
        component_ref=known.component_ref,
        aspect_position=line.aspect.ordinal,
        aspect_no=aspect.no,
        aspect=aspect.text,
        aspect_ref=known.aspect_ref,
        action_no=action.no,
        action=action.text,
        pages=tuple(dict.fromkeys(row.row.page for row in rows)),
    )
