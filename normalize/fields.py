"""A stitched row to named fields: each column's reading under the contract's name, numbers off the texts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extract.model import Column, ColumnSpec, Period, PlanTable, TableRow, Value
from extract.table.sections import SECTION
from extract.table.wordings import without_year
from normalize.numbering import split_number
from normalize.oddity import Oddity
from normalize.reading import Reading, Texts
from normalize.target import bare_number
from normalize.windows import window

_UNIT = re.compile(r"(?:^|\s)satuan(?: target| ukuran| output)?\W*$", re.IGNORECASE)
YEARS = Oddity("target_of_several_years", "the plan prints targets for several years; this is the first year's")
NUMBERED = (Column.COMPONENT, Column.ASPECT, Column.ACTION, Column.INDICATOR)


@dataclass(frozen=True, slots=True)
class Part:
    """One field of a row: its printed number, its text without it, and what it was read from."""

    no: str | None = None
    text: str | None = None
    reading: Reading = field(default_factory=Reading)
    no_reading: Reading = field(default_factory=Reading)

    @property
    def blank(self) -> bool:
        """Whether neither a number nor a text is printed."""
        return self.no is None and self.text is None


@dataclass(frozen=True, slots=True)
class PeriodValue:
    """What a row prints in one period column."""

    period: Period
    header: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Extra:
    """What a row prints in a column that the contract does not know."""

    header: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of the plan with its fields by name; ``banner`` is the section banner in force."""

    page: int
    banner: Part
    component: Part
    aspect: Part
    action: Part
    indicator: Part
    evidence: Reading
    time: Reading
    target: Reading
    unit: str | None
    target_time: Reading
    responsible: Reading
    realization: Reading
    realization_percent: Reading
    periods: tuple[PeriodValue, ...]
    extra: tuple[Extra, ...]


@dataclass(frozen=True, slots=True)
class Roles:
    """Which column plays which part: by banners the column headed Komponen holds the aspect.

    ``unit`` is the place of the column that prints the targets' units ("Satuan") beside their numbers;
    ``several_years`` tells that the plan has a column of targets for each of several years.
    """

    columns: tuple[ColumnSpec, ...]
    places: dict[Column, int]
    number_of: Column | None
    unit: int | None = None
    several_years: bool = False

    def has(self, column: Column) -> bool:
        """Whether the plan prints this column."""
        return column in self.places


def roles(table: PlanTable) -> Roles:
    """Decide what each printed column means in this plan."""
    places: dict[Column, int] = {
        s.column: i for i, s in enumerate(table.columns) if s.column not in (Column.PERIOD, Column.EXTRA)
    }
    if any(row.banner for row in table.rows) and Column.COMPONENT in places and Column.ASPECT not in places:
        places[Column.ASPECT] = places.pop(Column.COMPONENT)
    if Column.TIME_START in places:
        places[Column.TIME] = places[Column.TIME_START]
    by_place = {i: column for column, i in places.items()}
    numbered = None
    if Column.NO in places:
        right = (by_place.get(i) for i in range(places[Column.NO] + 1, len(table.columns)))
        numbered = next((column for column in right if column in NUMBERED), None)
    unit = next((i for i, s in enumerate(table.columns) if s.column is Column.EXTRA and _UNIT.search(s.header)), None)
    target = table.columns[places[Column.TARGET]].header if Column.TARGET in places else ""
    others = (s.header for s in table.columns if s.column is Column.EXTRA)
    years = any(header != target and without_year(header) == without_year(target) for header in others)
    return Roles(table.columns, places, numbered, unit if target else None, bool(target) and years)


def plan_rows(table: PlanTable, texts: Texts, plan: Roles) -> list[PlanRow]:
    """Every row of the table with its fields by name."""
    return [_plan_row(row, texts, plan) for row in table.rows]


def _plan_row(row: TableRow, texts: Texts, plan: Roles) -> PlanRow:
    def read(column: Column) -> Reading:
        return texts.read(row.values[plan.places[column]]) if column in plan.places else Reading()

    def part(column: Column) -> Part:
        number = read(Column.NO) if column is plan.number_of else Reading()
        if column in plan.places and plan.columns[plan.places[column]] == SECTION:
            value = row.values[plan.places[column]]
            banner = _banner(value.cell_ids, texts)
            return replace(banner, reading=replace(banner.reading, spanned=value.spanned))
        return _part(read(column), number)

    kinds = list(zip(plan.columns, row.values, strict=True))
    unit = texts.read(row.values[plan.unit]) if plan.unit is not None else None
    return PlanRow(
        page=row.page,
        banner=_banner(row.banner, texts),
        component=part(Column.COMPONENT),
        aspect=part(Column.ASPECT),
        action=part(Column.ACTION),
        indicator=part(Column.INDICATOR),
        evidence=read(Column.EVIDENCE),
        time=window(read(Column.TIME_START), read(Column.TIME_END))
        if plan.has(Column.TIME_START)
        else read(Column.TIME),
        target=_whole_target(read(Column.TARGET), unit, plan),
        unit=unit.text if unit else None,
        target_time=read(Column.TARGET_TIME),
        responsible=read(Column.RESPONSIBLE),
        realization=read(Column.REALIZATION),
        realization_percent=read(Column.REALIZATION_PERCENT),
        periods=tuple(PeriodValue(s.period, s.header, texts.read(v)) for s, v in kinds if s.period),
        extra=tuple(Extra(s.header, texts.read(v)) for s, v in kinds if s.column is Column.EXTRA),
    )


def _whole_target(target: Reading, unit: Reading | None, plan: Roles) -> Reading:
    """Number and unit of a target as one text where one header stands over both of their columns."""
    if plan.several_years and target.text:
        target = replace(target, oddities=(*target.oddities, YEARS))
    if not (unit and unit.text and target.text) or plan.unit is None:
        return target
    number, beside = (plan.columns[i].header.split()[:-1] for i in (plan.places[Column.TARGET], plan.unit))
    if not number or number != beside or not bare_number(target.text):
        return target
    text = f"{target.text} {unit.text}"
    note = "number and unit stand in columns of their own under one header; they were read as one target"
    joined = Oddity("target_joined", note, "info", "repaired", f"{target.text} | {unit.text}", text)
    lines, cells = (*target.lines, *unit.lines), (*target.cell_ids, *unit.cell_ids)
    oddities = (*target.oddities, *unit.oddities, joined)
    return Reading(text, lines, cells, target.spanned, target.shaded, oddities)


def _banner(cell_ids: tuple[str, ...], texts: Texts) -> Part:
    if not cell_ids:
        return Part()
    cells = [texts.cells[c] for c in cell_ids]
    if len(cells) == 1:
        return _part(texts.read(Value(cell_ids)), Reading())
    return _part(texts.read(Value(cell_ids[1:])), texts.read(Value(cell_ids[:1])))


def _part(reading: Reading, number: Reading) -> Part:
    """A text and its number: the one printed before the text, else the one in the number column."""
    own = split_number(reading.text) if reading.text else None
    text, no = (own.text or None, own.no) if own else (None, None)
    if no is None and number.text:
        bare = split_number(number.text)
        no = bare.no or number.text.rstrip(".) ")
    return Part(no, text, reading, number)
