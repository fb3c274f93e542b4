"""Indonesian numbers in digits and in words: "2.641,5" is 2641.5, "dua puluh lima" is 25."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from normalize.units import units

_LONGEST = 30  # signs of a number in digits
_GLUED = re.compile(r"(?<=[a-z])(?<!\bse)(puluh|belas|ratus|ribu|juta|miliar|milyar|triliun)")


@lru_cache(maxsize=4096)
def number_of(words: str) -> float | None:
    """The number that the words spell, up to trillions, with "koma" for decimals; None where they spell none."""
    whole, _, decimals = _GLUED.sub(r" \1 ", words.casefold().replace("-", " ")).partition(" koma ")
    value = _whole(whole.split())
    if value is None or not decimals:
        return value
    digits = [units().number_words.get(word) for word in decimals.split()]
    known = [digit for digit in digits if digit is not None and digit < 10]
    return value + float("0." + "".join(map(str, known))) if len(known) == len(digits) else None


def _whole(words: list[str]) -> float | None:
    """Read units, tens, hundreds into a group and groups into a total."""
    if not words:
        return None
    total = group = last = 0
    for word in words:
        if word in units().number_words:
            last = units().number_words[word]
            group += last
            if word in ("seribu", "sejuta"):
                total, group = total + group, 0
            continue
        scale = units().number_scales.get(word)
        if scale is None or (scale <= 100 and not 0 < last < 10):
            return None
        if scale <= 100:
            group += 10 if word == "belas" else last * (scale - 1)
        else:
            total, group = total + max(group, 1) * scale, 0
        last = 0
    return float(total + group)


def bare_words(words: str) -> str:
    """Number words without the unit printed among them: "seratus persen"."""
    return re.sub(r"\s*\b(?:persen|rupiah|prosen)\b\s*$", "", " ".join(words.split()), flags=re.IGNORECASE)


def looks_like_number_words(words: str) -> bool:
    """Whether every word is a number word or one wrong letter or two away from it (emapt)."""
    known = [*units().number_words, *units().number_scales]
    parts = words.casefold().split()
    return bool(parts) and all(part in known or _near(part, known) for part in parts)


def _near(part: str, known: list[str]) -> bool:
    """One wrong letter in three."""
    return process.extractOne(part, known, scorer=OSA.distance, score_cutoff=len(part) // 3) is not None


def decimal(number: str) -> float | None:
    """An Indonesian number: dots part thousands, a comma begins decimals; "98.75" can only be a decimal point."""
    if len(number) > _LONGEST:
        return None
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?", number) and not number.startswith("0."):
        return float(number.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d+\.\d+|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d{1,3}(?:,\d{3})+\.\d+", number):
        return float(number.replace(",", ""))
    return None


def ambiguous(number: str) -> bool:
    """Whether one comma and three digits may part decimals or thousands: "1,000"."""
    return bool(re.fullmatch(r"[1-9]\d{0,2},\d{3}", number))
