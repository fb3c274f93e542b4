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

COMMON = 1e-5


def _listed(word: str) -> bool:
    """Whether the word list has a word; of the shortest it has every abbreviation, so those must be common."""
    return listed(word) > (COMMON if len(word) <= 3 else 0)


@cache
def lexicon() -> Lexicon:
    """Months, number words, units and words of times as closed vocabulary; the Indonesian word list besides."""
    known = {*TIMES.split(), *MONTHS, *units().number_words, *units().number_scales}
    return Lexicon(frozenset(word.casefold() for word in known), _listed, units().number_words)
