"""Workbooks and CSV: cells that begin like a formula are text, and the same rows give the same bytes."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Value: TypeAlias = str | int | float | bool | dt.date | None

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
WIDEST, NARROWEST = 60, 8
# Excel refuses longer cells.
LONGEST = 32_767
# Workbooks say when they were made, and zip files when each part was; neither may depend on the clock.
WRITTEN = "2000-01-01T00:00:00Z"
ZIP_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: headings, rows, and which columns wait for people to fill them."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...] = field(repr=False)


def workbook_bytes(sheets: Sequence[Sheet]) -> bytes:
    """Return an Excel file of some sheets: frozen headings, filters, widths, no formulas."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        fill(book.create_sheet(sheet.name), sheet)
    return saved(book)


def fill(page: Worksheet, sheet: Sheet) -> None:
    """Fill a page of a workbook."""
    page.append(sheet.headings)
    for cell in page[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDE7F0")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for number, row in enumerate(sheet.rows, 2):
        for place, value in enumerate(row, 1):
            _put(page, number, place, value)
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.headings))}{len(sheet.rows) + 1}"
    for place, heading in enumerate(sheet.headings):
        longest = max((len(str(row[place])) for row in sheet.rows if row[place] is not None), default=0)
        width = min(WIDEST, max(NARROWEST, len(heading) + 3, longest + 2))
        page.column_dimensions[get_column_letter(place + 1)].width = width


def saved(book: Workbook) -> bytes:
    """Return a workbook's bytes, the same for the same content."""
    buffer, steady = io.BytesIO(), io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as made, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            content = made.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", WRITTEN.encode(), content)
            kept.writestr(zipfile.ZipInfo(name, ZIP_DATE), content, zipfile.ZIP_DEFLATED)
    return steady.getvalue()


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    """Return rows as CSV, values exactly as they are; a workbook is what to open in Excel."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return buffer.getvalue()


def _put(page: Worksheet, row: int, column: int, value: Value) -> None:
    if value is None:
        return
    text = _storable(value) if isinstance(value, str) else value
    cell = page.cell(row, column, text)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if isinstance(text, str):
        # Text stays text, as if typed after an apostrophe: the value itself is kept.
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(FORMULA_STARTS)
    elif isinstance(value, dt.date):
        cell.number_format = "yyyy-mm-dd"


def _storable(text: str) -> str:
    """Text as Excel can hold it; one that must be cut ends in an ellipsis."""
    kept = ILLEGAL_CHARACTERS_RE.sub("", text)
    return kept if len(kept) <= LONGEST else f"{kept[: LONGEST - 1]}…"
