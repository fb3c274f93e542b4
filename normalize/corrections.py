"""What people decided about a decree's printed cells, as its corrections file holds it: text in, corrections out.

The form is told in ``docs/corrections.md``. Every row is checked before any is used.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from extract.model import SourceError
from normalize.text import fold

REQUIRED = ("action", "cell_id", "expect", "value")
BLANK = "(kosong)"
BESIDE, BELOW = " || ", " // "
# Page and box, block and line, a fact of the decree, or a finding that has no printed cell.
ADDRESS = re.compile(r"p\d+:\S+|b\d+:\S+|decrees:[a-z_]+|finding:[0-9a-f]{16}")
# Cells of a spreadsheet that saves lists by the local separator.
DELIMITERS = ",;\t"


class Action(StrEnum):
    """What a correction does."""

    CORRECT = "correct"
    DISMISS = "dismiss"
    ADD_ROW = "add_row"
    MERGE_ROWS = "merge_rows"
    SPLIT_CELL = "split_cell"


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision about one printed cell; ``where`` is its file and line.

    ``value`` is empty where the cell is to be blank. ``parts`` are the pieces of a cell to split (``below``: over the
    rows below, else over the columns beside it), or column and text of a row to add.
    """

    action: Action
    cell_id: str
    expect: str
    value: str
    reason: str = ""
    where: str = ""
    below: bool = False
    parts: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The file it stands in."""
        return self.where.rpartition(", line ")[0]

    @property
    def same(self) -> tuple[str, ...]:
        """What two equal corrections share, wherever they stand."""
        return self.action, self.cell_id, fold(self.expect), self.value


@dataclass(frozen=True, slots=True)
class CorrectionFile:
    """The corrections of one decree, and how many lines wait to be filled in."""

    corrections: tuple[Correction, ...] = ()
    unfilled: int = 0


def parse_corrections(text: str, name: str) -> CorrectionFile:
    """Read a corrections file; ``name`` is told in messages.

    Raises SourceError, naming file and line, for the first row that is malformed; nothing is used then.
    """
    found: dict[tuple[str, ...], Correction] = {}
    unfilled = 0
    for where, row in correction_rows(text, name):
        if row["action"] == Action.CORRECT and not row["value"].strip():
            unfilled += 1
            continue
        made = _correction(where, row)
        found.setdefault(made.same, made)
    _refuse_contradictions(tuple(found.values()))
    return CorrectionFile(tuple(found.values()), unfilled)


def correction_rows(text: str, name: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Every row that holds anything, by column name, with its file and line; raises SourceError where it is no row."""
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=first.count), strict=True)
    header: list[str] | None = None
    try:
        for fields in reader:
            where = f"{name}, line {reader.line_num}"
            if not any(field.strip() for field in fields):
                continue
            if header is None:
                header = _header(fields, where)
                continue
            yield where, _named(fields, header, where)
    except csv.Error as error:
        raise SourceError(f"{name}, line {reader.line_num}: is no CSV ({error}); check the quotation marks.") from error
    if header is None:
        raise SourceError(f"{name}: is empty; its first line names the columns {', '.join(REQUIRED)}, reason, by.")


def _header(fields: Sequence[str], where: str) -> list[str]:
    header = [field.strip().casefold() for field in fields]
    missing = [column for column in REQUIRED if header.count(column) != 1]
    if missing:
        raise SourceError(
            f"{where}: lacks the column {missing[0]}, or has it twice; a corrections file's first line "
            f"names {', '.join(REQUIRED)}, reason, by."
        )
    return header


def _named(fields: Sequence[str], header: Sequence[str], where: str) -> dict[str, str]:
    """A row's fields by column; trailing fields may be missing, none may be too many."""
    if any(field.strip() for field in fields[len(header) :]):
        raise SourceError(
            f"{where}: has {len(fields)} fields, the first line names {len(header)}; "
            "put a text that holds the separator in quotation marks."
        )
    if len(fields) <= max(header.index(column) for column in REQUIRED):
        raise SourceError(f"{where}: has {len(fields)} fields, too few; it must reach to the column value.")
    row = dict(zip(header, fields, strict=False))
    row["action"], row["cell_id"] = row["action"].strip().casefold(), row["cell_id"].strip()
    return row


def _correction(where: str, row: dict[str, str]) -> Correction:
    if row["action"] not in list(Action):
        raise SourceError(f"{where}: the action “{row['action']}” is none of {', '.join(Action)}.")
    if not ADDRESS.fullmatch(row["cell_id"]):
        raise SourceError(f"{where}: the cell_id “{row['cell_id']}” is none; `renaksi check --fill` writes them.")
    value = "\n".join(fold(line) for line in row["value"].strip().splitlines() if line.strip())
    made = Correction(Action(row["action"]), row["cell_id"], row["expect"], value, fold(row.get("reason", "")), where)
    if made.cell_id.startswith(("decrees:", "finding:")):
        _refuse_without_cell(made)
    return _shaped(made)


def _refuse_without_cell(made: Correction) -> None:
    if made.action is Action.CORRECT and made.cell_id.startswith("decrees:"):
        return
    if made.action is not Action.DISMISS:
        raise SourceError(f"{made.where}: {made.action} needs a printed cell, and {made.cell_id} is none.")


def _shaped(made: Correction) -> Correction:
    """The correction with its value taken apart as its action wants it."""
    match made.action:
        case Action.CORRECT:
            return replace(made, value="") if made.value.casefold() == BLANK else made
        case Action.MERGE_ROWS if made.value:
            raise SourceError(f"{made.where}: merge_rows takes no value; the row of its cell joins the row above.")
        case Action.SPLIT_CELL:
            return _split(made)
        case Action.ADD_ROW:
            return _added(made)
    return made


def _split(made: Correction) -> Correction:
    value = f" {' '.join(made.value.split())} "
    below = BELOW in value
    if below and BESIDE in value:
        raise SourceError(f"{made.where}: split_cell goes either to the columns beside (||) or to the rows below (//).")
    parts = tuple(part.strip() for part in value.split(BELOW if below else BESIDE))
    if len(parts) < 2:
        raise SourceError(f"{made.where}: split_cell needs the parts of the text, parted by “||” or “//”.")
    if "".join("".join(parts).split()) != "".join(fold(made.expect).split()):
        raise SourceError(f"{made.where}: the parts are not the text that expect names; to change it, use correct.")
    return replace(made, below=below, parts=parts)


def _added(made: Correction) -> Correction:
    parts = tuple(part.strip() for part in " ".join(made.value.split()).split(" | "))
    if not all(re.match(r"[^=]+=", part) for part in parts):
        raise SourceError(f"{made.where}: add_row needs the row's texts as “column=text | column=text”.")
    return replace(made, parts=parts)


def _refuse_contradictions(corrections: Sequence[Correction]) -> None:
    """Two decisions about one cell's text contradict each other, unless both dismiss."""
    decided: dict[str, Correction] = {}
    for made in corrections:
        if made.action in (Action.ADD_ROW, Action.MERGE_ROWS):
            continue
        other = decided.setdefault(made.cell_id, made)
        if other is not made and not other.action == made.action == Action.DISMISS:
            raise SourceError(f"{made.where}: {other.where.rpartition(', ')[2]} decides about the same cell; keep one.")
