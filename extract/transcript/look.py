"""What a transcript's text looks like, worked out once: its kind, number, first word, length."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from extract.table import shape

_BARE_NUMBER = re.compile(r"^\(?(?:\d{1,2}|[IVX]{1,5}|[a-z])[.)]?$")
_NUMBER = re.compile(r"^\s*\(?(\d{1,2}|[IVX]{1,5}|[a-zA-Z])[.)](?:\d{1,2}[.)]?)?\s*(?=[A-Z(\"“<\d]|$|[a-z])")
_MONEY = re.compile(r"^\W*(?:Rp\W*)?\d{1,3}(?:\.\d{3})+(?:,\d+|,-)?\W*$|^Rp\W*\d[\d.,-]*\W*$", re.IGNORECASE)
_GRADE = re.compile(r"^(?:[A-Z]{1,3}[+-]?|WTP|≥?\s*\d+)$")
# What ticks a period, once or over several ("v v"); signs that may open an item are marks, too.
TICKS = frozenset("✓√xXvV●■")
_MARK = re.compile(r"^(?:[✓√xXvV●■*-]|[✓√xXvV●■](?: [✓√xXvV●■])+)$")
_LEAST = re.compile(
    r"^(?:minimal|maksimal|paling\s+(?:sedikit|banyak|lambat)|sekurang\W*kurangnya|[≥≤<>]+)\s*", re.IGNORECASE
)
_COUNTS = re.compile(r"\d[\d.,]*\s*\([A-Za-z\s]+\)")
_INNER = re.compile(r"\s((?:\d{1,2}|[a-z])[.)])\s*(?=[A-Z])")
_COUNT_END = re.compile(r"\S\s+\d[\d.,]*\s*(?:%|\([A-Za-z\s]+\))(?:\s+\w+)?$")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ROMAN = {"I": 1, "V": 5, "X": 10}
# Longer cells are texts whatever they begin with.
MOST_CLOSED = 160
# A time and a target in one cell have at most so many words.
MOST_SHARED = 16


class Kind(StrEnum):
    """What a text is on sight."""

    NUMBER = "number"
    TIME = "time"
    TIME_CUT = "time_cut"
    TARGET = "target"
    COUNT = "count"
    GRADE = "grade"
    MONEY = "money"
    MARK = "mark"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Look:
    """A text and what shows of it: ``number`` is the printed one before it, ``size`` its length in letters.

    ``start`` is the form of its first word (its affixes), ``whole`` the text without white space in small letters.
    """

    text: str
    kind: Kind
    number: int | None
    words: tuple[str, ...]
    start: str
    size: int
    whole: str
    goes_on: bool
    unfinished: bool


@lru_cache(maxsize=65536)
def look(text: str) -> Look:
    """Look at a text."""
    plain = " ".join(text.split())
    numbered = _NUMBER.match(plain)
    body = _body(plain, numbered)
    words = _WORD.findall(body)
    return Look(
        text=plain,
        kind=kind_of(plain),
        number=_number(numbered) if numbered else None,
        words=tuple(word.casefold() for word in words),
        start=affixes(words[0]) if words else "",
        size=len(body),
        whole=_dense(body),
        goes_on=not numbered and shape.goes_on(plain),
        unfinished=shape.unfinished(plain),
    )


def whole_of(text: str) -> str:
    """The text without its number and white space in small letters, for one that is looked at for nothing else."""
    plain = " ".join(text.split())
    return _dense(_body(plain, _NUMBER.match(plain)))


def _body(plain: str, numbered: re.Match[str] | None) -> str:
    """A text without the number before it, if that is not all it says."""
    return plain[numbered.end() :] if numbered and not _BARE_NUMBER.match(plain) else plain


def _dense(text: str) -> str:
    return "".join(text.casefold().split())


@lru_cache(maxsize=65536)
def kind_of(text: str) -> Kind:
    """What a text is on sight, which is all that most texts put together for a try are looked at for."""
    text = " ".join(text.split())
    if _MARK.match(text):
        return Kind.MARK
    if _BARE_NUMBER.match(text):
        return Kind.NUMBER
    if _MONEY.match(text):
        return Kind.MONEY
    if len(text) > MOST_CLOSED or shape.numbered(text):
        return Kind.TEXT
    return _closed(text)


def _closed(text: str) -> Kind:
    """Times, targets and grades, else a text."""
    once = _once(text)
    if shape.time_like(once):
        return Kind.TIME
    if counted := _counted(text, once):
        return counted
    if shape.time_cut(once) and (shape.has_time(once) or once.casefold() in ("per", "setiap", "tahun")):
        return Kind.TIME_CUT
    return Kind.GRADE if _GRADE.match(once) else Kind.TEXT


def _counted(text: str, once: str) -> Kind | None:
    """A count or a target, neither of which is without a digit; ``once`` is the text without saying all twice."""
    if not _DIGIT.search(text):
        return None
    bare = _LEAST.sub("", text)
    if shape.bare_count(bare):
        return Kind.COUNT
    if len(_COUNTS.findall(once)) > 1 and len(_COUNTS.sub(" ", once).split()) <= 4:
        return Kind.TARGET
    if shape.target_like(bare) and (len(bare) < 60 or shape.has_count(bare)) and not _holds_time(bare):
        return Kind.TARGET
    return None


def _holds_time(text: str) -> bool:
    """Whether a time stands behind or inside a target: "3 (tiga) Kali Maret 2027", "1 (satu) Desember 2026 Laporan"."""
    spaces = [i for i, letter in enumerate(text) if letter == " "]
    if any(shape.TIME.match(text, at) for at in spaces):
        return True
    return any(shape.TIME.match(" ".join(pair)) for pair in pairwise(text.split()) if pair[1].isdigit())


@lru_cache(maxsize=65536)
def time_and_target(text: str) -> bool:
    """Whether a text is a time with a target before or behind it: "Januari 2026 1 (satu) Laporan"."""
    words = text.split()
    if not 1 < len(words) <= MOST_SHARED:
        return False
    closed = [(_closed(" ".join(words[:at])), _closed(" ".join(words[at:]))) for at in range(1, len(words))]
    return any({one, other} == {Kind.TIME, Kind.TARGET} for one, other in closed)


def ticks_inside(seen: Look) -> bool:
    """Whether a tick stands before or behind a text."""
    return seen.kind is not Kind.MARK and (seen.text[:2].rstrip() in TICKS or seen.text[-2:].lstrip() in TICKS)


def ends_in_count(text: str) -> bool:
    """Whether a text ends with a count: "telah ditindaklanjuti 2 (dua) Laporan"."""
    return bool(_COUNT_END.search(text))


def ends_in_time(text: str) -> bool:
    """Whether a text ends with a time that names a month: "Laporan Januari s.d. Desember 2026"."""
    words = text.split()
    ends = (" ".join(words[-count:]) for count in range(1, min(len(words), 6)))
    return any(shape.names_month(end) and shape.time_like(end) for end in ends)


def several_counts(text: str) -> bool:
    """Whether a text holds two counts or more ("1 (satu) Laporan 1 (satu)")."""
    return len(_COUNTS.findall(text)) > 1


def _once(text: str) -> str:
    """The text, or half of it where it says the same twice ("Januari 2026 Januari 2026")."""
    words = text.split()
    half = len(words) // 2
    return " ".join(words[:half]) if half and words[:half] == words[half:] else text


def printed_number(text: str) -> int | None:
    """The number printed before a text: "2." is 2, "b." is 102, "IV." is 204; None where none is."""
    found = _NUMBER.match(text)
    return _number(found) if found else None


def _number(found: re.Match[str]) -> int | None:
    sign = found[1]
    if sign.isdigit():
        return int(sign)
    if sign.isupper() and set(sign) <= set(_ROMAN):
        values = [_ROMAN[s] for s in sign]
        return 200 + sum(-v if v < n else v for v, n in zip(values, [*values[1:], 0], strict=True))
    return 100 + ord(sign.casefold()) - 96 if len(sign) == 1 else None


def style(number: int | None) -> int:
    """How a number is printed: 0 not at all, 1 in digits, 2 as a letter, 3 roman."""
    return 0 if number is None else number // 100 + 1


def last_number(text: str) -> int | None:
    """The number of the last of a text's items ("1. Memiliki ... 2. Dokumen ..."), else its own."""
    number = printed_number(text)
    for found in re.finditer(r"\s(\d{1,2})\.\s?[A-Z]", text):
        number = int(found[1]) if number is not None and int(found[1]) == number + 1 else number
    return number


def says_again(one: Look, other: Look) -> bool:
    """Whether a text is the one above it once more, or the end of a time above it ("Januari s.d. Maret", "Maret")."""
    return one.whole == other.whole or (one.kind is other.kind is Kind.TIME and one.whole.endswith(other.whole))


def renumbered(text: str) -> bool:
    """Whether a number stands inside a text that is not the next of the one before: "4. Perubahan ... 1. Pimpinan"."""
    before = printed_number(text)
    for found in _INNER.finditer(text):
        number = printed_number(found[1])
        if number is not None and number != (before or 0) + 1:
            return True
        before = number
    return False


def affixes(word: str) -> str:
    """The form of a word by its affixes: ``me-``, ``ter-nya``, ``pe-an``; of other words the word itself, short."""
    small = word.casefold()
    prefix = next((p for p in ("memper", "me", "pe", "ter", "ber", "di", "ke", "se") if small.startswith(p)), "")
    suffix = next((s for s in ("nya", "kan", "an") if small.endswith(s)), "")
    if len(small) < 6 or not prefix:
        return small[:8]
    return f"{'me' if prefix == 'memper' else prefix}-{suffix}" if prefix in ("pe", "ter", "ke") else f"{prefix}-"
