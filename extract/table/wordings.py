"""The wordings inside a header: "Data Dukung (Eviden)" names evidence twice, "Target Tahun 2025" a target."""

from __future__ import annotations

import re
from collections.abc import Sequence

# A year says when the whole plan is for, never what a column holds.
_YEAR = re.compile(r"\b(?:(?:pada |di )?(?:tahun(?: anggaran)?|t\.?a\.?)\s*)?\(?\b20\d\d\b\)?", re.IGNORECASE)
_ASIDE = re.compile(r"\(([^()]*)\)")
_OR = re.compile(r"[/()&]|\b(?:dan|atau)\b", re.IGNORECASE)


def without_year(text: str) -> str:
    """The header without the year that the plan is for: "Rencana Aksi Tahun 2025" is "Rencana Aksi"."""
    return " ".join(_YEAR.sub(" ", text).split()) or text


def aside(text: str) -> tuple[str, str] | None:
    """A header's words and those it adds in brackets: ("Waktu", "Bulan/Tahun"); None without any.

    A per cent sign in brackets is no aside: "Realisasi (%)" is another column than "Realisasi".
    """
    found = _ASIDE.search(text)
    outside = " ".join(_ASIDE.sub(" ", text).split())
    if not found or not outside or "%" in text:
        return None
    return outside, found[1].strip()


def alternatives(text: str) -> Sequence[str]:
    """The names that a header puts side by side: "Bukti Fisik / Data Dukung"; a single one where it does not."""
    return [part for part in (p.strip(" .:-") for p in _OR.split(text)) if part]
