"""Civil-servant numbers (NIP) are never stored: they are struck out before any record is made."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.model import Cell, PlanTable

# 18 digits: birth date, month of appointment, sex, serial; also printed in groups "19780101 200501 1 001".
NIP = re.compile(r"(?<!\d)(?:NIP\.?\s*:?\s*)?\d{8}[ .]?\d{6}[ .]?[12][ .]?\d{3}(?!\d)", re.IGNORECASE)
STRUCK = "[NIP]"


def without_nip(text: str) -> str:
    """The text with every civil-servant number struck out."""
    return NIP.sub(STRUCK, text)


def struck(table: PlanTable) -> PlanTable:
    """The table with every civil-servant number struck out of its cells."""
    return replace(table, cells=tuple(_struck_cell(cell) for cell in table.cells))


def _struck_cell(cell: Cell) -> Cell:
    if not NIP.search(" ".join(cell.lines)):
        return cell
    lines = tuple(without_nip(line) for line in cell.lines)
    if NIP.search(" ".join(lines)):  # the number is cut by a line end
        lines = (without_nip(" ".join(lines)),)
    return replace(cell, lines=lines, room=())
