"""Columns: a printed header to the columns that the contract knows, by fuzzy match, in any order."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz import fuzz, process

from extract.model import Column, ColumnSpec
from extract.table.periods import header_periods
from extract.table.wordings import alternatives, aside, without_year

# Headers matched at or above this mean the column. Of the 8 + 7 + 4 headers of the real documents the worst right
# match scores 100 and the best wrong one 67; with OCR errors in two letters right ones keep 80.
CUT_OFF = 78.0
# So many columns of its own make a plan, whatever stands beside them (a hostile one has 32 columns more).
OWN_COLUMNS = 5
# Columns a table must have to be a plan: what is done or how it is judged, and one more that plans have.
CORE = (Column.INDICATOR, Column.ACTION)
TIMES = (Column.TIME, Column.TIME_START, Column.TIME_END)
SUPPORT = (Column.EVIDENCE, *TIMES, Column.TARGET, Column.TARGET_TIME, Column.ASPECT, Column.COMPONENT)


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A column's header: the texts stacked over it, from top to bottom."""

    texts: tuple[str, ...]

    @property
    def printed(self) -> str:
        """The header as one text."""
        return " ".join(t for t in self.texts if t)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A column that a header may mean, with its score (0-100)."""

    column: Column
    score: float
    rank: int


@cache
def vocabulary() -> tuple[tuple[Column, int, str], ...]:
    """(column, rank, folded name) of every known header."""
    data = tomllib.loads(files("extract.table").joinpath("columns.toml").read_text(encoding="utf-8"))
    return tuple(
        (Column(column), rank, _folded(name))
        for column, names in data["columns"].items()
        for rank, name in enumerate(names)
    )


def _folded(text: str) -> str:
    return re.sub(r"[^a-z0-9%]+", "", text.casefold())


@cache
def _names() -> tuple[str, ...]:
    return tuple(name for _, _, name in vocabulary())


def is_heading(text: str) -> bool:
    """Whether some known header agrees with a text: as ``candidates`` with a score from the cut-off on, but faster."""
    return process.extractOne(_folded(text), _names(), scorer=fuzz.ratio, score_cutoff=CUT_OFF) is not None


@lru_cache(maxsize=512)
def candidates(text: str) -> tuple[Candidate, ...]:
    """The columns a header text may mean, best first."""
    folded = _folded(text)
    if not folded:
        return ()
    best: dict[Column, tuple[float, int]] = {}
    agreements = process.extract_iter(folded, _names(), scorer=fuzz.ratio)
    for (column, rank, _), (_, score, _) in zip(vocabulary(), agreements, strict=True):
        if column not in best or score > best[column][0]:
            best[column] = score, rank
    return tuple(
        sorted((Candidate(column, *found) for column, found in best.items()), key=lambda c: (-c.score, c.rank))
    )


@lru_cache(maxsize=512)
def header_candidates(header: HeaderCell) -> tuple[Candidate, ...]:
    """Candidates of a stacked header, best first: of the whole and its last text, else of the texts above it.

    "Satuan" under "Target" is no target: a heading over several columns tells what they are where they do not.
    """
    own = _best([header.printed, *header.texts[-1:]])
    return own if own and own[0].score >= CUT_OFF else _best([header.printed, *header.texts[::-1]])


def _best(texts: Sequence[str]) -> tuple[Candidate, ...]:
    best: dict[Column, Candidate] = {}
    for candidate in (c for text in dict.fromkeys(texts) for c in (*candidates(text), *_inside(text))):
        if candidate.column not in best or candidate.score > best[candidate.column].score:
            best[candidate.column] = candidate
    return tuple(sorted(best.values(), key=lambda c: (-c.score, c.rank)))


def _inside(text: str) -> tuple[Candidate, ...]:
    """What the wordings inside a header mean, where they agree: less the year or an aside, or names for one thing."""
    plain = without_year(text)
    found = list(candidates(plain)[:1]) if plain != text else []
    parts = [_meaning(part) for part in alternatives(plain)]
    if len(parts) > 1 and all(parts) and len({part.column for part in parts if part}) == 1:
        found += [min((part for part in parts if part), key=lambda c: c.score)]
    if split := aside(plain):
        outside, inside = map(_meaning, split)
        if outside and (inside is None or inside.column in (outside.column, Column.EXTRA)):
            found.append(outside)
    return tuple(found)


def _meaning(text: str) -> Candidate | None:
    """The column that a wording surely means."""
    return _sure(candidates(text))


def _sure(found: Sequence[Candidate]) -> Candidate | None:
    """The best candidate, where it agrees well enough."""
    return found[0] if found and found[0].score >= CUT_OFF else None


def map_columns(headers: Sequence[HeaderCell]) -> tuple[ColumnSpec, ...]:
    """Give every printed column its meaning, each meaning at most once; what is not known is ``extra``."""
    periods = header_periods([h.texts for h in headers])
    specs: dict[int, ColumnSpec] = {
        i: ColumnSpec(Column.PERIOD, headers[i].printed, 100.0, period) for i, period in enumerate(periods) if period
    }
    wanted = [
        (c.score, -c.rank, -i, i, c.column)
        for i, header in enumerate(headers)
        if i not in specs
        for c in header_candidates(header)
        if c.score >= CUT_OFF
    ]
    taken: set[Column] = set()
    for score, _, _, i, column in sorted(wanted, reverse=True):
        if i not in specs and (column is Column.EXTRA or column not in taken):
            specs[i] = ColumnSpec(column, headers[i].printed, score)
            taken.add(column)
    found = tuple(specs.get(i, ColumnSpec(Column.EXTRA, h.printed, _best_score(h))) for i, h in enumerate(headers))
    return _paired(_unshared(_levelled(found, headers)))


def _levelled(specs: tuple[ColumnSpec, ...], headers: Sequence[HeaderCell]) -> tuple[ColumnSpec, ...]:
    """A second column of one level, left of the first, is the level above: "Program", "Kegiatan", "Rencana Aksi"."""
    columns = [s.column for s in specs]
    for lower, upper in ((Column.ACTION, Column.ASPECT), (Column.ASPECT, Column.COMPONENT)):
        twins = [
            i
            for i in _left_of(lower, columns)
            if (found := _sure(header_candidates(headers[i]))) and found.column is lower
        ]
        if len(twins) == 1 and (upper is Column.ASPECT or upper not in columns):
            columns = _raised(columns, twins[0], upper)
    return tuple(replace(s, column=column) for s, column in zip(specs, columns, strict=True))


def _left_of(column: Column, columns: Sequence[Column]) -> list[int]:
    """The columns without a meaning left of one."""
    return [i for i in range(columns.index(column)) if columns[i] is Column.EXTRA] if column in columns else []


def _raised(columns: list[Column], at: int, upper: Column) -> list[Column]:
    """The columns with one raised to the level above; what stands there left of it is raised in its turn."""
    raised = {at: upper}
    if upper in columns:
        higher = columns.index(upper)
        if Column.COMPONENT in columns or higher > at:
            return columns
        raised[higher] = Column.COMPONENT
    return [raised.get(i, column) for i, column in enumerate(columns)]


def _unshared(specs: tuple[ColumnSpec, ...]) -> tuple[ColumnSpec, ...]:
    """A column of targets and times beside one of either is of the other: "TARGET" over "CAPAIAN" and "WAKTU"."""
    printed = {s.column for s in specs}
    other = {Column.TARGET, Column.TIME} - printed
    if Column.TARGET_TIME not in printed or len(other) != 1:
        return specs
    return tuple(replace(s, column=next(iter(other))) if s.column is Column.TARGET_TIME else s for s in specs)


def _paired(specs: tuple[ColumnSpec, ...]) -> tuple[ColumnSpec, ...]:
    """Begin and end of the time stand for it as a pair only, and where no other column does; one alone is the time."""
    printed = [s.column for s in specs if s.column in TIMES]
    if len(printed) < 2 or Column.TIME in printed:
        column = Column.TIME if len(printed) == 1 else Column.EXTRA
        return tuple(replace(s, column=column) if s.column in TIMES[1:] else s for s in specs)
    return specs


def _best_score(header: HeaderCell) -> float:
    found = header_candidates(header)
    return min(found[0].score, CUT_OFF - 1) if found else 0.0


def is_plan(specs: Sequence[ColumnSpec]) -> bool:
    """Whether these columns are those of an action plan or a performance agreement.

    Half of the headers must be known, or a plan's own columns must be so many that others may stand beside them.
    """
    known = {s.column for s in specs if s.column is not Column.EXTRA} & {*CORE, *SUPPORT}
    named = sum(s.column is not Column.EXTRA or s.score >= CUT_OFF for s in specs)
    return bool(known & set(CORE)) and len(known) >= 2 and (named * 2 >= len(specs) or len(known) >= OWN_COLUMNS)


def nearest(headers: Sequence[HeaderCell]) -> str:
    """For an error message: each header with its nearest known columns."""
    parts = []
    for header in headers[:12]:
        near = ", ".join(f"{c.column.value} {c.score:.0f}" for c in header_candidates(header)[:2])
        parts.append(f"“{header.printed[:40]}” ({near or 'blank'})")
    return "; ".join(parts)
