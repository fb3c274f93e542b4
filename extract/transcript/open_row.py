"""The row that is open above a line, and how well a text goes on in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extract.model import Column
from extract.transcript.lattice import IMPOSSIBLE, Scores
from extract.transcript.look import says_again
from extract.transcript.rests import Side, goes_on, side
from extract.transcript.scores import Model

# A text that goes on in a cell of a row above, one that says what stands there again.
INHERITED = 3.0
DOUBLED = 0.5
# Evidence that a text goes on below a page break, by its length against the longest one's in its row.
REACHED = ((0.6, 0.5), (0.4, 0.0), (0.25, -1.5), (0.0, -2.5))
NAME_MADE = 3.0
NAME_WHOLE = -3.0
NAMING = (Column.COMPONENT, Column.ASPECT)
_WIDE = (Column.COMPONENT, Column.ASPECT, Column.ACTION, Column.INDICATOR, Column.EVIDENCE, Column.RESPONSIBLE)


@dataclass(frozen=True, slots=True)
class Open:
    """What stands above a line: for each column the text in force, whether the open row prints it, the last text.

    ``at_break`` says that the line is a page's first, ``shift`` by how many columns the line above had slid left,
    ``loose`` that its texts strayed into a header.
    """

    texts: tuple[str, ...]
    own: tuple[bool, ...]
    last: tuple[str, ...]
    at_break: bool
    shift: int = 0
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Above:
    """The open row, and for each column whether its text may go on or be filled, and what going on there costs.

    ``named`` says how well each text names what its column may name, ``printed`` what shows of it at its ends.
    """

    row: Open
    runs: tuple[int, ...]
    blank: npt.NDArray[np.bool_]
    costs: tuple[float, ...]
    named: tuple[float, ...]
    printed: tuple[Side, ...]


def above_of(row: Open, model: Model) -> Above:
    """What all texts of a line are asked about the open row."""
    columns = range(len(model.columns))
    inheriting = (Column.ACTION, Column.ASPECT)
    return Above(
        row,
        tuple(c for c in columns if row.texts[c] and (row.own[c] or model.columns[c] in inheriting)),
        np.array([not row.own[c] and not too_late(row.own, c, model) for c in columns]),
        tuple(_reached(row, c, model) - (0.0 if row.own[c] else INHERITED) for c in columns),
        tuple(_name(row.texts[c], "", c, model) if model.columns[c] in NAMING else 0.0 for c in columns),
        tuple(map(side, row.texts)),
    )


def going_on(above: Above, texts: Sequence[str], own: Scores, model: Model) -> Scores:
    """Score of going on in the open row: the rest of what stands there, its double, or in a column blank so far."""
    ways = np.where(above.blank, own, IMPOSSIBLE)
    if above.runs:
        rests = [[_rest(above, column, below, model) for column in above.runs] for below in map(side, texts)]
        ways[:, above.runs] = np.maximum(ways[:, above.runs], rests)
    return ways


def _rest(above: Above, column: int, below: Side, model: Model) -> float:
    """Score of a text as the rest of what stands above it in a column, or as its double."""
    printed = above.printed[column]
    rest = goes_on(model.known, column, printed, below) + above.costs[column]
    if model.columns[column] in NAMING:
        rest += _named(above, below.text, column, model)
    return max(rest, DOUBLED) if says_again(printed.seen, below.seen) else rest


def _reached(row: Open, column: int, model: Model) -> float:
    """Evidence from how far down the page the text above a break reaches: those that were cut reach alike."""
    if not (row.at_break and row.own[column] and model.columns[column] in _WIDE):
        return 0.0
    sizes = [len(t) for t, own, c in zip(row.texts, row.own, model.columns, strict=True) if own and c in _WIDE]
    share = len(row.texts[column]) / max(sizes)
    return next(evidence for least, evidence in REACHED if share >= least)


def _named(above: Above, below: str, column: int, model: Model) -> float:
    """Evidence from known names: one that is whole does not go on, the beginning of one does."""
    if _name(above.row.texts[column], below, column, model) > above.named[column]:
        return NAME_MADE
    return NAME_WHOLE if above.named[column] else 0.0


def _name(text: str, rest: str, column: int, model: Model) -> float:
    """How well a text, and the rest behind it, name what the column names."""
    name = model.names.component if model.columns[column] is Column.COMPONENT else model.names.aspect
    return name(text, rest)


def too_late(own: Sequence[bool], column: int, model: Model) -> bool:
    """Whether the open row has its leaves already (``own``), so that an ancestor can only belong to a new one."""
    below: tuple[Column, ...] = (Column.ACTION, Column.INDICATOR)
    if model.columns[column] is Column.ACTION:
        below = (Column.INDICATOR,)
    elif model.columns[column] not in (Column.NO, Column.COMPONENT, Column.ASPECT):
        return False
    return any(printed for printed, c in zip(own, model.columns, strict=True) if c in below)
