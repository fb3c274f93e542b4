"""Findings as the transcript reader tells them: open or repaired, at a cell, with its text shortened."""

from __future__ import annotations

from dataclasses import replace

from extract.model import Doubt


def open_doubt(code: str, message: str) -> Doubt:
    """A finding that asks people to look."""
    return Doubt(code, message)


def repaired_doubt(code: str, message: str) -> Doubt:
    """A finding that tells what was repaired."""
    return Doubt(code, message, "info", "repaired")


def at_cell(doubt: Doubt, cell_id: str, before: str) -> Doubt:
    """The doubt at its cell; its page is the cell's block."""
    return replace(doubt, cell_id=cell_id, before=before, page=int(cell_id[1:].partition(":")[0]))


def short(text: str, *, end: bool = False, letters: int = 60) -> str:
    """The text's first letters, or with ``end`` its last ones."""
    if len(text) <= letters:
        return text
    return f"…{text[-letters:]}" if end else f"{text[:letters]}…"
