"""What a printed target means: "1 (satu) Laporan" is quantity 1.0, words "satu", unit "Laporan"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from normalize.comparators import leading_comparator
from normalize.number_words import ambiguous, bare_words, decimal, looks_like_number_words, number_of
from normalize.oddity import Oddity
from normalize.units import scale_last, units, unwrapped

_NUMBER = r"\d[\d.,]*\d|\d"
_AMOUNT = re.compile(
    rf"""(?P<currency>Rp\.?|IDR)?\s*
        (?P<number>{_NUMBER})(?P<closed>,-{{1,2}}|,=|\.-)?
        (?P<percent>\s*%)?(?:\s*\((?P<words>[^()\d]*)\)?)?""",
    re.VERBOSE | re.IGNORECASE,
)
_RANGE = re.compile(
    rf"""(?P<low>{_NUMBER})\s*%?\s*(?:-|–|—|s\.?\s?[/.]?\s?d\.?|sampai(?:\ dengan)?|hingga)
        \s*(?P<high>{_NUMBER})(?![\d.,/-])""",
    re.VERBOSE | re.IGNORECASE,
)
_MISREAD = re.compile(r"[lI|!]?\s*\((?P<words>[a-z ]+)\)\s*(?P<unit>.*)", re.DOTALL)
_WORDS_FIRST = re.compile(
    rf"(?P<words>[A-Za-z]+(?: [a-z]+){{0,7}}?)\s*\(\s*(?P<number>{_NUMBER})\s*\)\s*(?P<unit>.*)", re.DOTALL
)
_LIST_MARKER = re.compile(r"(?:^|(?<=\s))(?:\d{1,2}|[a-z])[.)]\s+(?=[A-Z])")
_ANOTHER = re.compile(rf"(?<![\w./-])(?!(?:19|20)\d\d\b)({_NUMBER})\s*(?:\(|%|[A-Za-z])")
_BRACKETS = str.maketrans("[]{}", "()()")
_PER = re.compile(
    r"\b(?:per|setiap|tiap)[- ]\w+|[/@]\s?(?:bulan|bln|tahun|thn|th|triwulan|tw|semester|smt|minggu|hari)\b"
    r"|\bse(?:tahun|bulan|minggu)\b",
    re.IGNORECASE,
)
# "5 dari 10", "75 menjadi 80": two numbers, of which the first alone is not the target.
_RELATED = re.compile(r"(?:dari|menjadi|atau|banding|vs\.?)\s+\D{0,20}\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TargetReading:
    """The meaning of a printed target; everything None where it states no quantity ("WTP")."""

    comparator: str | None = None
    quantity: float | None = None
    quantity_words: str | None = None
    unit: str | None = None
    oddities: tuple[Oddity, ...] = ()


@lru_cache(maxsize=4096)  # plans print few targets many times
def parse_target(text: str) -> TargetReading:
    """Read a target; a value in doubt carries an open oddity, what states no quantity none."""
    body = text.translate(_BRACKETS).strip().lstrip("•").strip()
    body = scale_last(unwrapped(body))
    if _LIST_MARKER.match(body):
        return _prose(_LIST_MARKER.sub("", body))
    comparator, rest, strict = leading_comparator(body)
    reading = _quantity(rest)
    if reading is None:
        return _prose(body)
    if comparator is None:
        comparator, reading = _trailing_comparator(reading)
    if reading.quantity is None:
        return reading
    sign = reading.comparator or comparator or "="
    return replace(reading, comparator=sign, oddities=(*reading.oddities, *strict))


def bare_number(text: str) -> bool:
    """Whether a target is a number without a unit ("12", "≥ 80", "1 (satu)")."""
    reading = parse_target(text)
    return reading.quantity is not None and reading.unit is None


def _quantity(text: str) -> TargetReading | None:
    """A number with its words and unit at the start of a text; None where it starts otherwise."""
    for read in (_ranged, _counted, _misread, _worded_first, _worded):
        if reading := read(text):
            return reading
    return None


def _trailing_comparator(reading: TargetReading) -> tuple[str | None, TargetReading]:
    """A comparator printed after the unit: "80 % (minimal)"."""
    unit = (reading.unit or "").casefold()
    for phrase, sign in units().comparators.items():
        if phrase.isalpha() and f" {unit}".endswith((f" {phrase}", f"({phrase})")):
            bare = (reading.unit or "")[: len(unit.rstrip(")")) - len(phrase)].strip(" (") or None
            return sign, replace(reading, unit=bare)
    return None, reading


def _ranged(text: str) -> TargetReading | None:
    """Read "80 - 90 %": the lower end is the number to reach."""
    match = _RANGE.match(text)
    if not match:
        return None
    low, high = decimal(match["low"]), decimal(match["high"])
    if low is None or high is None or low >= high:
        return None
    unit, odd = _unit(text[match.end() :], expected=False)
    note = Oddity("range_lower_end", f"The quantity is the lower end of {match.group()}", before=match.group())
    return TargetReading("range", low, None, unit, (note, *odd))


def _counted(text: str) -> TargetReading | None:
    """Read "1 (satu) Laporan", "98 %", "Rp. 2.641.640.000.000,-", "5.835 ijin"."""
    match = _AMOUNT.match(text)
    if not match:
        return None
    quantity = decimal(match["number"])
    if quantity is None:
        return TargetReading(oddities=(_unread(text),))
    words = (match["words"] or "").strip()
    worded = bool(words) and (number_of(bare_words(words)) is not None or looks_like_number_words(bare_words(words)))
    rest = (match["percent"] or "") + text[match.end() :] if worded or not words else text[_end(match) :]
    factor, rest = _multiplier(rest, bool(match["currency"]))
    value = quantity * factor
    odd = list(_agreement(value, words)) if worded else []
    if ambiguous(match["number"]):
        odd.append(Oddity("number_ambiguous", f"{match['number']} may have decimals or thousands", before=text))
    unit, more = ("Rp", _several(rest)) if match["currency"] else _unit(rest, expected=worded)
    reading = TargetReading(None, value, bare_words(words) if worded else None, unit, (*odd, *more))
    return _none_of_several(_words_last(reading))


def _words_last(reading: TargetReading) -> TargetReading:
    """Number words printed after the unit: "1 Laporan (satu)"."""
    match = re.fullmatch(r"(?P<unit>[^()]+?)\s*\((?P<words>[^()\d]+)\)", reading.unit or "")
    if not match or reading.quantity_words or number_of(match["words"]) is None:
        return reading
    odd = (*reading.oddities, *_agreement(reading.quantity or 0.0, match["words"]))
    return replace(reading, unit=match["unit"], quantity_words=match["words"], oddities=odd)


def _end(match: re.Match[str]) -> int:
    """Where the amount ends, a bracket after it left to the unit."""
    return match.end("closed") if match["closed"] else match.end("number")


def _misread(text: str) -> TargetReading | None:
    """Read "l (satu) Laporan": the digit was lost or read as a letter, the words say which."""
    match = _MISREAD.match(text)
    value = number_of(match["words"]) if match else None
    if not match or value is None:
        return None
    unit, odd = _unit(match["unit"], expected=True)
    note = Oddity("digit_unreadable", f"The digit was taken from its words: {match['words']}", before=text)
    return TargetReading(None, value, match["words"], unit, (note, *odd))


def _worded_first(text: str) -> TargetReading | None:
    """Read "Satu (1) dokumen"."""
    match = _WORDS_FIRST.match(text)
    value = decimal(match["number"]) if match else None
    if not match or value is None or number_of(match["words"]) is None:
        return None
    unit, odd = _unit(match["unit"], expected=True)
    return TargetReading(None, value, match["words"], unit, (*_agreement(value, match["words"]), *odd))


def _worded(text: str) -> TargetReading | None:
    """Read "satu laporan", "dua puluh lima dokumen": the longest run of number words."""
    words = text.split()[:8]
    for count in range(len(words), 0, -1):
        value = number_of(" ".join(words[:count]))
        if value is not None:
            unit, odd = _unit(" ".join(text.split()[count:]), expected=True)
            return TargetReading(None, value, " ".join(words[:count]), unit, odd)
    return None


def _none_of_several(reading: TargetReading) -> TargetReading:
    """Where a target states several quantities, none of them is its quantity."""
    if any(o.code == "several_quantities" for o in reading.oddities):
        return TargetReading(oddities=tuple(o for o in reading.oddities if o.code == "several_quantities"))
    return reading


def _agreement(value: float, words: str) -> tuple[Oddity, ...]:
    """Whether the number in words says the same."""
    bare = bare_words(words)
    said = number_of(bare)
    if said is None:
        return (Oddity("number_words_unread", f"The number in words could not be read: {bare}", before=words),)
    if said != value:
        return (Oddity("number_words_disagree", f"The digits say {value:g}, the words {bare}", before=words),)
    return ()


def _multiplier(rest: str, money: bool) -> tuple[float, str]:
    match = re.match(r"\s*([A-Za-z]+)\b\.?", rest)
    known = {**units().multipliers, **units().money} if money else units().multipliers
    factor = known.get(match[1].casefold()) if match else None
    return (factor, rest[match.end() :]) if match and factor else (1.0, rest)


def _unit(rest: str, expected: bool) -> tuple[str | None, tuple[Oddity, ...]]:
    """The unit after a number and what is odd about it; ``expected`` where words like (satu) call for one."""
    text = rest.strip().strip(";.,").strip()
    if text.startswith("%"):
        return "%", _several(text[1:])
    if percent := re.match(r"(?:persen|prosen)\b", text, re.IGNORECASE):
        return "%", _several(text[percent.end() :])
    if re.fullmatch(r"\([^()\d]{3,}\)", text):
        text = text[1:-1].strip()
        if text.casefold() in units().grades:
            return None, ()
    if not text:
        missing = Oddity("unit_missing", "The target's unit is not printed in its cell")
        return None, (missing,) if expected else ()
    if (
        text[0] in "-("
        or text[0].isnumeric()
        or text.count("(") != text.count(")")
        or not re.match(r"[\W_]*[^\W\d_]", text)
        or text.casefold() in units().money
    ):
        return None, (_unread(rest.strip()),)
    odd = _several(text)
    if per := _PER.search(text):
        odd = (*odd, Oddity("target_period", f"The target itself names a period: {per.group()}", before=text))
    return text, odd


def _several(text: str) -> tuple[Oddity, ...]:
    """Whether another quantity follows."""
    if (
        not _ANOTHER.search(text)
        and not _RELATED.match(text.strip())
        and not re.search(r"(?:\bdan|\bserta|[,;&+])\s*\d", text)
    ):
        return ()
    return (Oddity("several_quantities", "The target states several quantities", before=text.strip()),)


def _unread(text: str) -> Oddity:
    return Oddity("target_unread", "The target's quantity could not be read", before=text)


def _prose(text: str) -> TargetReading:
    """A target in words: nothing odd, unless it is short and holds a number ("Nilai 80")."""
    bare = _LIST_MARKER.sub("", text)
    number = re.search(r"(?<![\w./-])(?!(?:19|20)\d\d\b)[\d¼½¾]", bare)
    short = len(bare.split()) <= 8
    return TargetReading(oddities=(_unread(text),) if number and short else ())
