"""Numbers before recognised texts whose full stop was lost: at 7 pt and 200 dpi it is a pixel, and goes as a speck."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.model import Column
from normalize.fields import NUMBERED, Part, PlanRow
from normalize.oddity import Oddity
from normalize.reading import Texts

# "2 Dokumen Rencana Kerja", "aMembentuk tim": a text of its own begins with a capital, a count goes on in small ones.
_UNMARKED = re.compile(r"(?P<no>\d{1,2}|[a-h]) ?(?P<text>[A-Z].*)", re.DOTALL)
# In a column that numbers so many texts one more number is no wonder.
USUAL = 3


def with_unmarked_numbers(rows: Sequence[PlanRow], texts: Texts) -> list[PlanRow]:
    """The rows with such numbers taken off their texts: repaired where the column numbers its texts, else in doubt."""
    if all(cell.confidence is None for cell in texts.cells.values()):
        return list(rows)  # nothing was recognised
    usual = {column for column in NUMBERED if sum(_numbers(row, column, texts) for row in rows) >= USUAL}
    return [_told(row, texts, usual) for row in rows]


def _numbers(row: PlanRow, column: Column, texts: Texts) -> bool:
    part = _part(row, column)
    return part.no is not None or _unmarked(part, texts) is not None


def _told(row: PlanRow, texts: Texts, usual: set[Column]) -> PlanRow:
    component, aspect, action, indicator = (
        taken_off(_part(row, column), texts, sure=column in usual) for column in NUMBERED
    )
    return replace(row, component=component, aspect=aspect, action=action, indicator=indicator)


def taken_off(part: Part, texts: Texts, *, sure: bool) -> Part:
    """A part with such a number told from its text, and a finding, open where it is not ``sure``."""
    found = _unmarked(part, texts)
    if found is None:
        return part
    oddity = Oddity(
        code="number_unmarked",
        message=f"{found['no']!r} stands before the text without a mark and was taken for its number",
        severity="info" if sure else "warning",
        status="repaired" if sure else "open",
        before=part.text,
        after=found["text"],
    )
    reading = replace(part.reading, oddities=(*part.reading.oddities, oddity))
    return replace(part, no=found["no"], text=found["text"], reading=reading)


def _unmarked(part: Part, texts: Texts) -> re.Match[str] | None:
    """The number and the text of a recognised part that is printed without a number's mark; None where it is not."""
    recognised = any(texts.cells[cell].confidence is not None for cell in part.reading.cell_ids)
    return _UNMARKED.fullmatch(part.text) if recognised and part.no is None and part.text else None


def _part(row: PlanRow, column: Column) -> Part:
    part: Part = getattr(row, column.value)
    return part
