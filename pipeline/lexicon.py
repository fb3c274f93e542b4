"""The words that settle what a scan's two engines read differently, gathered from what ``normalize`` knows."""

from __future__ import annotations

from functools import cache

from extract.lexicon import Lexicon
from normalize.dates import MONTHS
from normalize.units import units
from normalize.vocabulary import listed

# Words of times and of printed numbers that stand in no vocabulary file.
TIMES = (
    "per setiap tiap triwulan tw semester bulan bulanan tahun tahunan minggu hari kali sekali s.d s.d. s/d sd sampai"
    " dengan i ii iii iv"
)


def _listed(word: str) -> bool:
    return listed(word) > 0


@cache
def lexicon() -> Lexicon:
    """Months, number words, units and words of times as closed vocabulary; the Indonesian word list besides."""
    known = {*TIMES.split(), *MONTHS, *units().number_words, *units().number_scales}
    return Lexicon(frozenset(word.casefold() for word in known), _listed)
