"""Corrections put to the printed cells, before anything is read from them, so that all that follows is read anew.

A correction holds only for the text that it was made for. Where the source now prints another one, it is left
aside and an open finding tells both texts. Putting corrections twice is putting them once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from extract.model import DecreeText, Doubt, Extract, SourceError
from normalize.corrections import Action, Correction
from normalize.found_again import found_again
from normalize.privacy import without_nip
from normalize.reading import CORRECTED, Texts, read_texts
from normalize.schema import Dataset, Finding
from normalize.sheet import Sheet, add_row, added_text, merge_rows, sheet, split_cell
from normalize.text import fold
from normalize.vocabulary import vocabulary

# Doubts about a row, told at each of its cells: a decision at one of them is one about all.
ROW_CODES = frozenset({"row_break_uncertain"})
# Facts of the decree that are one text, and where the source's text holds them.
FACTS = {"institution": "office"} | {
    name: name for name in ("number", "number_year", "title", "place", "signed_on", "signed_by_office")
}
STALE = "correction_stale"
# Texts first: rows are joined and added with the texts decided.
ORDER = (Action.CORRECT, Action.DISMISS, Action.SPLIT_CELL, Action.MERGE_ROWS, Action.ADD_ROW)


@dataclass(slots=True)
class Decisions:
    """What people decided, by the place of the findings it settles, each with the reason given.

    Places are cells, facts of the decree (``decrees:title``) or findings without a cell (``finding:…``).
    """

    corrected: dict[str, str] = field(default_factory=dict)
    rows: set[str] = field(default_factory=set)
    dismissed: dict[tuple[str, str], str] = field(default_factory=dict)


def mend(extract: Extract, printed: Dataset, corrections: Sequence[Correction]) -> tuple[Extract, Decisions]:
    """Put the corrections to an extract; ``printed`` is what was read without them.

    Raises SourceError where they belong to another decree or cannot be carried out; then nothing is changed.
    """
    table = extract.table
    on = sheet(table)
    corrections = tuple(found_again(corrections, table.cells))
    _refuse_other_decrees(on, extract.file, corrections)
    texts = read_texts(table, vocabulary(cell.raw for cell in table.cells))
    decisions = Decisions()
    sound = [made for made in corrections if _holds(made, on, texts, printed)]
    for action in ORDER:
        for made in (made for made in sound if made.action is action):
            _carry_out(made, on, texts, decisions)
    decree = _decree(extract.decree, [made for made in sound if made.cell_id.startswith("decrees:")], decisions)
    return replace(extract, chapters=(on.done(),), decree=decree), decisions


def _refuse_other_decrees(on: Sheet, file: str, corrections: Sequence[Correction]) -> None:
    placed = [made for made in corrections if not _without_cell(made)]
    if placed and not any(made.cell_id in on.cells for made in placed):
        first = placed[0]
        raise SourceError(
            f"{first.where}: {first.cell_id} is no cell of {file}, and neither are the others this file names; "
            "it belongs to another decree, or to another print of this one."
        )


def _without_cell(made: Correction) -> bool:
    return made.cell_id.startswith(("decrees:", "finding:"))


def _holds(made: Correction, on: Sheet, texts: Texts, printed: Dataset) -> bool:
    """Whether the text that a correction was made for still stands; where not, a finding is left."""
    if _without_cell(made):
        stands = tuple(_stands(made.cell_id, printed))
    elif made.cell_id in on.cells:
        stands = (*_own(made.cell_id, on, texts), *_whole(made.cell_id, on, texts))
    else:
        on.marks.append(_stale(made, f"the source has no cell {made.cell_id} any more", None))
        return False
    if fold(made.expect) in stands or _done(made, on):
        return True
    now = stands[0] if stands else ""
    message = f"a correction expects “{fold(made.expect)}” here, the source prints “{now}”; it was left aside"
    on.marks.append(_stale(made, message, now))
    return False


def _stale(made: Correction, message: str, now: str | None) -> Doubt:
    cell = None if _without_cell(made) else made.cell_id
    return Doubt("correction_stale", without_nip(message), "warning", "open", cell, without_nip(now or "") or None)


def _done(made: Correction, on: Sheet) -> bool:
    """Whether the table holds what this correction makes of it already."""
    if made.action is Action.MERGE_ROWS:
        return on.marked("rows_merged", made.cell_id)
    if made.action is Action.ADD_ROW:
        return added_text(made) in on.added(made.cell_id)
    cell = on.cells.get(made.cell_id)
    wanted = made.parts[0] if made.action is Action.SPLIT_CELL else made.value
    settled = cell is not None and cell.engine == CORRECTED and fold(cell.text) == fold(without_nip(wanted))
    return settled and made.action is not Action.DISMISS


def _stands(place: str, printed: Dataset) -> Iterator[str]:
    """The texts that a place without a cell stands for: the fact, and what its findings quote."""
    kind, _, name = place.partition(":")
    if kind == "decrees":
        value = getattr(printed.decrees[0], name, None)
        yield "" if value is None or isinstance(value, tuple) else fold(str(value))
    for finding in printed.findings:
        if address(finding) == place:
            yield fold(finding.before or "")


def address(finding: Finding) -> str:
    """Where a correction finds what a finding is about: its cell, its fact of the decree, or itself."""
    if finding.cell_id:
        return finding.cell_id
    fact = finding.record_table == "decrees" and finding.record_column
    return f"decrees:{finding.record_column}" if fact else f"finding:{finding.finding_id}"


def _own(cell_id: str, on: Sheet, texts: Texts) -> tuple[str, str]:
    joined = texts.joined.get((cell_id,))
    return fold(on.cells[cell_id].text), joined.text if joined else ""


def _whole(cell_id: str, on: Sheet, texts: Texts) -> tuple[str, str]:
    ids = on.whole(cell_id)
    joined = texts.joined.get(ids)
    return fold(" ".join(on.cells[c].text for c in ids)), joined.text if joined else ""


def _carry_out(made: Correction, on: Sheet, texts: Texts, decisions: Decisions) -> None:
    match made.action:
        case Action.CORRECT if not _without_cell(made):
            _correct(made, on, texts, decisions)
        case Action.DISMISS:
            _dismiss(made, on, texts, decisions)
        case Action.SPLIT_CELL:
            decisions.corrected[made.cell_id] = made.reason
            split_cell(on, made)
        case Action.MERGE_ROWS:
            decisions.rows |= set(merge_rows(on, made))
        case Action.ADD_ROW:
            add_row(on, made)


def _parts(made: Correction, on: Sheet, texts: Texts) -> tuple[str, ...]:
    """The cells whose text a correction expects: the one named, or with it all its parts through page breaks."""
    if _without_cell(made) or fold(made.expect) in _own(made.cell_id, on, texts):
        return (made.cell_id,)
    return on.whole(made.cell_id)


def _correct(made: Correction, on: Sheet, texts: Texts, decisions: Decisions) -> None:
    """Write the text into the cell named; the other parts that the old text spread over become blank."""
    if _done(made, on):
        decisions.corrected[made.cell_id] = made.reason
        return
    parts = _parts(made, on, texts)
    if decisions.corrected.keys() & parts:
        raise SourceError(
            f"{made.where}: another line corrects a part of the same cell beyond the page break; keep one."
        )
    on.add_doubt("text_corrected", "the text was corrected by hand", made, without_nip(made.value) or None)
    for cell_id in parts:
        decisions.corrected[cell_id] = made.reason
        on.write(cell_id, without_nip(made.value) if cell_id == made.cell_id else "")


def _dismiss(made: Correction, on: Sheet, texts: Texts, decisions: Decisions) -> None:
    parts = _parts(made, on, texts)
    on.right |= set(parts)
    decisions.dismissed |= {(cell_id, made.value): made.reason for cell_id in parts}
    row = None if _without_cell(made) else on.row_of(made.cell_id)
    others = on.cells_of(row) if row is not None else ()
    decisions.dismissed |= {(cell_id, code): made.reason for cell_id in others for code in _row_codes(made)}


def _row_codes(made: Correction) -> frozenset[str]:
    return ROW_CODES & {made.value} if made.value else ROW_CODES


def _decree(text: DecreeText, corrections: Sequence[Correction], decisions: Decisions) -> DecreeText:
    """The decree's own text with its facts corrected."""
    changes: dict[str, Any] = {}
    for made in corrections:
        if made.action is not Action.CORRECT:
            continue
        name = FACTS.get(made.cell_id.removeprefix("decrees:"))
        if name is None:
            raise SourceError(
                f"{made.where}: {made.cell_id} cannot be corrected; of the decree {', '.join(FACTS)} can."
            )
        changes[name] = made.value or None
        decisions.corrected[made.cell_id] = made.reason
    return replace(text, **changes) if changes else text
