"""Plans as files that others work with: an Excel workbook, CSV, a DuckDB database."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from compare.flat import flat_sheet
from compare.load import Kept, PlanError, read_cells, read_dataset, read_tables
from compare.sheets import Sheet, Value, csv_text, fill, saved

MONITORING = ("Realisasi", "Tautan Bukti", "Kendala", "Tindak Lanjut")
# What Excel can hold, headings included.
MOST_ROWS = 1_048_576
LONGEST_NOTE = 2_000


def flat(kept: Sequence[Kept]) -> Sheet:
    """Return the flat sheet of some plans, columns in the first one's printed order."""
    return flat_sheet([read_dataset(each) for each in kept], read_cells(kept[0]))


def export_csv(kept: Sequence[Kept], *, monitoring: bool) -> str:
    """Return the flat sheet as CSV, values exactly as they are."""
    sheet = _monitored(flat(kept)) if monitoring else flat(kept)
    return csv_text(sheet.headings, sheet.rows)


def export_workbook(kept: Sequence[Kept], *, monitoring: bool) -> bytes:
    """Return a workbook: the flat sheet and one sheet a table.

    Raises PlanError when a table is longer than a sheet can be.
    """
    sheet, tables = flat(kept), read_tables(kept)
    if longest := next((name for name, table in tables.items() if table.num_rows >= MOST_ROWS), None):
        raise PlanError(
            f"{longest}: has more rows than an Excel sheet holds; export to .duckdb, or one plan at a time."
        )
    book = Workbook()
    book.remove(book.worksheets[0])
    first = book.create_sheet(sheet.name)
    fill(first, _monitored(sheet) if monitoring else sheet)
    if monitoring:
        _validate(first, len(sheet.headings), len(sheet.rows))
    for name, table in tables.items():
        rows = tuple(tuple(map(_flat_value, row.values())) for row in table.to_pylist())
        fill(book.create_sheet(name), Sheet(name, tuple(table.column_names), rows))
    return saved(book)


def export_duckdb(kept: Sequence[Kept], path: Path) -> None:
    """Write a DuckDB database of the six tables, with lists, dates and maps as they are; replaces the file.

    Raises PlanError when it cannot be written.
    """
    import duckdb  # noqa: PLC0415 - slow to import

    fresh, tables = path.with_name(f".{path.name}.new"), read_tables(kept)
    try:
        fresh.unlink(missing_ok=True)
        with duckdb.connect(str(fresh)) as database:
            for name, table in tables.items():
                database.register("incoming", table)
                database.execute(f'CREATE TABLE "{name}" AS SELECT * FROM incoming')
                database.unregister("incoming")
        fresh.replace(path)
    except (OSError, duckdb.Error) as error:
        raise PlanError(f"{path}: cannot be written; see that its folder is there and has room.") from error


def _monitored(sheet: Sheet) -> Sheet:
    """Add the columns that an office fills in."""
    blank: tuple[Value, ...] = (None,) * len(MONITORING)
    return Sheet(sheet.name, (*sheet.headings, *MONITORING), tuple((*row, *blank) for row in sheet.rows))


def _validate(page: Worksheet, before: int, rows: int) -> None:
    """Let a realisation be a per cent, evidence a link, notes not too long, and show where to write."""
    link = f"{get_column_letter(before + 2)}2"
    rules = (
        DataValidation("decimal", operator="between", formula1="0", formula2="100", allow_blank=True),
        DataValidation("custom", formula1=f'OR(LEFT({link},7)="http://",LEFT({link},8)="https://")', allow_blank=True),
        *(DataValidation("textLength", operator="lessThanOrEqual", formula1=f"{LONGEST_NOTE}") for _ in range(2)),
    )
    hints = (
        "Isi dengan persentase 0 sampai 100.",
        "Isi dengan tautan yang diawali http:// atau https://.",
        f"Paling banyak {LONGEST_NOTE} huruf.",
        f"Paling banyak {LONGEST_NOTE} huruf.",
    )
    for place, (rule, heading, hint) in enumerate(zip(rules, MONITORING, hints, strict=True), before + 1):
        rule.errorTitle = rule.promptTitle = heading
        rule.error = rule.prompt = hint
        rule.showErrorMessage = rule.showInputMessage = True
        letter = get_column_letter(place)
        rule.add(f"{letter}2:{letter}{max(2, rows + 1)}")
        page.add_data_validation(rule)
        page.column_dimensions[letter].width = 24
        page[f"{letter}1"].fill = PatternFill("solid", fgColor="FFF1CC")


def _flat_value(value: Any) -> Value:  # noqa: ANN401 - whatever a table holds
    """Lists one entry a line, parts of an entry by colons."""
    if isinstance(value, list):
        return "\n".join(str(_flat_value(each)) for each in value) or None
    if isinstance(value, dict):
        return ": ".join(map(str, value.values()))
    if isinstance(value, tuple):
        return ": ".join(map(str, value))
    plain: Value = value
    return plain
