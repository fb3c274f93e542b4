"""Dates and years as decrees print them, with Indonesian month names."""

from __future__ import annotations

import datetime as dt
import re

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

MONTHS = {
    "januari": 1, "februari": 2, "pebruari": 2, "maret": 3, "april": 4, "mei": 5, "juni": 6, "juli": 7,
    "agustus": 8, "september": 9, "oktober": 10, "november": 11, "nopember": 11, "desember": 12,
}  # fmt: skip
# Abbreviations have three letters (Des, Sept); a name of five may have one letter wrong, JUNI and JULI may not.
SHORTEST, LONG = 3, 5
DIGIT_FOR = str.maketrans("OoQIl|SBZ", "000111582")
WRITTEN = re.compile(r"([\dOoIl|SBZ]{1,2})\s*[-\s]?\s*([A-Za-z01|]{3,10})\.?\s*[-\s]?\s*([\dOoIl|SBZ]{4})(?!\d)")
NUMERIC = re.compile(r"(?<!\d)(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})(?!\d)")
YEAR = re.compile(r"(?<![\d/.])(?:19|20)\d\d(?!\d)")
# A regulation's own number: "KEPUTUSAN NOMOR 5 TAHUN 2020", "NOMOR 12/KPTS/2020".
NUMBERED = re.compile(r"\bN[O0]M[O0]R\b\W*\S+(?:\s*/\s*\S+)*(?:\s+TAHUN\s+\d{4})?", re.IGNORECASE)


def printed_date(text: str) -> dt.date | None:
    """The one date a text prints ("22 Januari 2026", "22-01-2026"); None where it is none or not clear."""
    if hit := WRITTEN.search(text):
        month = month_number(hit[2])
        return _date(hit[3], month, hit[1]) if month else None
    if hit := NUMERIC.search(text):
        return _date(hit[3], int(hit[2]), hit[1])
    return None


def month_number(name: str) -> int | None:
    """The month of a name, its beginning, or a name with one letter wrong; None where two months are as near."""
    word = name.casefold().translate(str.maketrans("01|", "oil"))
    if word in MONTHS:
        return MONTHS[word]
    begun = {month for name, month in MONTHS.items() if len(word) >= SHORTEST and name.startswith(word)}
    if begun or len(word) < LONG:
        return begun.pop() if len(begun) == 1 else None
    near = process.extract(word, MONTHS.keys(), scorer=Levenshtein.distance, score_cutoff=1, limit=None)
    months = {MONTHS[name] for name, _, _ in near}
    return months.pop() if len(months) == 1 else None


def _date(year: str, month: int, day: str) -> dt.date | None:
    try:
        return dt.date(int(year.translate(DIGIT_FOR)), month, int(day.translate(DIGIT_FOR)))
    except ValueError:
        return None


def printed_years(text: str) -> list[int]:
    """The years a text prints, in order, without those in a regulation's number."""
    return [int(year) for year in YEAR.findall(NUMBERED.sub(" ", text))]
