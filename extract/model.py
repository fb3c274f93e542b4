"""The records that flow out of ``extract``: every kind of source ends in these.

Lengths are PDF points, the origin is the top left corner of the page as the PDF shows it, pages count
from 1. Confidence runs from 0.0 to 1.0 and is None where nothing was recognised (typeset text).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, Protocol

from extract.geometry import BBox

Severity = Literal["error", "warning", "info"]
Status = Literal["open", "repaired", "corrected", "dismissed"]
SourceKind = Literal["typeset", "scanned", "mixed", "transcript"]


class SourceError(Exception):
    """A source that cannot be read at all: one sentence with the file, the page, the cause and the cure."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell: what stands between rulings on one page, or one field of a transcript's line.

    ``cell_id`` is the page and the box (``p3:45.0,120.5,130.2,180.0``), for transcripts block, line and cell
    (``b3:l12:c4``). ``row`` and ``column`` count from 0 in the table of its page. ``lines`` are the printed
    lines, top to bottom, as printed; ``room`` is the free space right of each line, in letters of that line
    (below 1 the line is full: a word may be broken there; empty where unknown). ``depth`` is the free space
    below the last line, in lines; ``first`` is the width of the first word and ``letter`` that of a letter of the last
    line, in points (0 where unknown). ``continues`` is the cell_id of the part before a page break.
    """

    cell_id: str
    page: int
    row: int
    column: int
    row_span: int
    column_span: int
    lines: tuple[str, ...]
    bbox: BBox | None = None
    confidence: float | None = None
    engine: str = "pdf"
    shaded: bool = False
    room: tuple[float, ...] = ()
    depth: float = 0.0
    first: float = 0.0
    letter: float = 0.0
    continues: str | None = None

    @property
    def raw(self) -> str:
        """The printed lines, joined by line breaks."""
        return "\n".join(self.lines)

    @property
    def text(self) -> str:
        """The printed lines, joined by spaces."""
        return " ".join(self.lines)

    @property
    def blank(self) -> bool:
        """Whether nothing is printed in it."""
        return not "".join(self.lines).strip()


class Column(StrEnum):
    """The columns the contract knows, found by fuzzy match on the printed header (``columns.toml``)."""

    NO = "no"
    COMPONENT = "component"
    ASPECT = "aspect"
    ACTION = "action"
    INDICATOR = "indicator"
    EVIDENCE = "evidence"
    TIME = "time"
    TIME_START = "time_start"
    TIME_END = "time_end"
    TARGET = "target"
    TARGET_TIME = "target_time"
    RESPONSIBLE = "responsible"
    PERIOD = "period"
    REALIZATION = "realization"
    REALIZATION_PERCENT = "realization_percent"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Period:
    """What a period column stands for: months ``first`` to ``last`` (1-12); ``cumulative`` for B03...B12."""

    first: int
    last: int
    cumulative: bool = False


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column of the plan's table: its meaning, its header as printed, the match's score (0-100)."""

    column: Column
    header: str
    score: float = 100.0
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """What one column holds in one row: the printed cells it comes from, in reading order.

    ``spanned`` is true on the rows after the first that one merged cell serves. No cells, or blank ones: blank.
    """

    cell_ids: tuple[str, ...] = ()
    spanned: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of the stitched table; ``values`` stand in the order of ``PlanTable.columns``.

    ``banner`` are the cells of the section banner in force, empty where the plan prints none.
    """

    page: int
    values: tuple[Value, ...]
    banner: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """An oddity or a repair seen while reading; ``normalize`` turns it into one finding per record touched."""

    code: str
    message: str
    severity: Severity = "warning"
    status: Status = "open"
    cell_id: str | None = None
    before: str | None = None
    after: str | None = None
    page: int | None = None
    bbox: BBox | None = None


def cell_doubt(code: str, message: str, cell: Cell, *, before: str | None = None, repaired: bool = False) -> Doubt:
    """A doubt about one printed cell, or what was ``repaired`` there; ``before`` is the text that it is about."""
    return Doubt(
        code=code,
        message=message,
        severity="info" if repaired else "warning",
        status="repaired" if repaired else "open",
        cell_id=cell.cell_id,
        before=before,
        page=cell.page,
        bbox=cell.bbox,
    )


@dataclass(frozen=True, slots=True)
class Dictum:
    """One clause of the decision: its label as printed (KESATU, KEDUA) and its text."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class DecreeText:
    """What the preamble and the annex heading print, unread: texts as printed, white space folded.

    ``office`` is the line above the decree's number ("KOMISI PEMILIHAN UMUM KABUPATEN BANGGAI"); ``annex_*`` are
    the same facts as the annex heading prints them. ``heading`` is the title over the table.
    """

    office: str | None = None
    number: str | None = None
    number_year: str | None = None
    title: str | None = None
    place: str | None = None
    signed_on: str | None = None
    signed_by_office: str | None = None
    legal_basis: tuple[str, ...] = ()
    dictums: tuple[Dictum, ...] = ()
    annex_office: str | None = None
    annex_number: str | None = None
    annex_number_year: str | None = None
    annex_title: str | None = None
    heading: str | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanTable:
    """The plan's table, or a chapter of it, stitched over its pages, with every printed cell it was made of."""

    columns: tuple[ColumnSpec, ...]
    rows: tuple[TableRow, ...]
    cells: tuple[Cell, ...]
    pages: tuple[int, ...]
    doubts: tuple[Doubt, ...] = ()


class Chapters(Protocol):
    """A plan's table in parts, in order, each made when it is asked for; numbers count from 0."""

    def __len__(self) -> int:
        """How many there are."""

    def __getitem__(self, number: int, /) -> PlanTable:
        """One of them; raises IndexError behind the last."""


def joined(chapters: Chapters) -> PlanTable:
    """A plan's chapters as one table."""
    tables = [chapters[number] for number in range(len(chapters))]
    return PlanTable(
        columns=tables[0].columns,
        rows=tuple(row for table in tables for row in table.rows),
        cells=tuple(cell for table in tables for cell in table.cells),
        pages=tuple(dict.fromkeys(page for table in tables for page in table.pages)),
        doubts=tuple(doubt for table in tables for doubt in table.doubts),
    )


@dataclass(frozen=True, slots=True)
class Extract:
    """All that one source shows: the end of ``extract``, the beginning of ``normalize``.

    ``chapters`` are the plan's table, in one part where it is short. They may be asked for more than once, and in any
    order, and a long plan's are made anew each time: nothing reaches from one to another, and each opens a component,
    an aspect or a section that the one before does not have.
    """

    file: str
    sha256: str
    kind: SourceKind
    page_count: int
    decree: DecreeText
    chapters: Chapters
    doubts: tuple[Doubt, ...] = field(default=())

    @property
    def table(self) -> PlanTable:
        """The plan's table, whole."""
        return joined(self.chapters)
