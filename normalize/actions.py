"""The actions table: one row per action, with its component and aspect and their names in the evaluation form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from normalize.built import Built, Notes
from normalize.findings import Concern, Owner
from normalize.hierarchy import Lineage
from normalize.reference import reference
from normalize.schema import Action
from normalize.sequence import odd_numbers

LEVELS = ("component", "aspect", "action")


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


def sequence_concerns(owner: Owner, lines: Sequence[Lineage], before: Sequence[Lineage] = ()) -> Iterator[Concern]:
    """Printed numbers that repeat, are missing or restart.

    ``before`` holds the first lines of components and of aspects in the chapters before, as far as numbers go on.
    """
    for depth, level in enumerate(LEVELS):
        yield from _level(owner, lines, level, depth, before)


def numbers_go_on(lines: Sequence[Lineage]) -> list[Lineage]:
    """The lines of a chapter whose numbers the next one's go on from.

    A chapter opens a component, or an aspect where there are no components: only these count on.
    """
    return _heads(lines, 0 if any(line.component.ordinal for line in lines) else 1)


def _heads(lines: Sequence[Lineage], depth: int) -> list[Lineage]:
    """The first line under each number of a level."""
    return [next(group) for _, group in groupby(lines, key=lambda line: line.ordinals[: depth + 1])]


def _level(
    owner: Owner, lines: Sequence[Lineage], level: str, depth: int, before: Sequence[Lineage]
) -> Iterator[Concern]:
    """Check one level's numbers; a finding stands on the first action under the number."""
    heads = _heads(lines, depth)
    if not heads:
        return
    earlier = [line for line in before if line.ordinals[:depth] == heads[0].ordinals[:depth]]
    counted = [*_heads(earlier, depth), *heads]
    parents = [line.ordinals[:depth] for line in counted]
    odd = odd_numbers([getattr(line, level).part.no for line in counted], parents)[-len(heads) :]
    parts = [getattr(line, level).part for line in heads]
    for line, part, oddities in zip(heads, parts, odd, strict=True):
        cells = part.no_reading.cell_ids or part.reading.cell_ids
        for oddity in oddities:
            yield Concern(oddity, "actions", action_id(owner, line), f"{level}_no", cells)
