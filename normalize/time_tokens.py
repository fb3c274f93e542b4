"""A printed time as a string of token kinds, on which the grammar of times works.

Kinds: M month, Y year, N number, H W B Q C S T units from day to year, E every, K times, R range, A list
separator, b cumulative month (B06), d whole date, D "tanggal", G weekday, L "paling lambat", V part of a month or
year, v its end, Z the whole year, X as needed, U unknown. Fillers, brackets and dots have no token.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

_FUZZY_LETTERS = 6  # shorter words lie too near to each other (juni, juli)
_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
_LONGEST = 4000  # letters; what follows is not read


@dataclass(frozen=True, slots=True)
class Token:
    """One word or phrase of a time: its kind, its number where it has one (for d as yyyymmdd), its text."""

    kind: str
    value: int
    text: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """``calendar.toml`` by phrase: the tokens that each phrase stands for."""

    phrases: dict[str, tuple[tuple[str, int], ...]]
    pattern: re.Pattern[str]
    fuzzy: tuple[str, ...]


@cache
def calendar_words() -> Calendar:
    """Load ``calendar.toml``, once."""
    data = tomllib.loads(resources.files("normalize").joinpath("calendar.toml").read_text(encoding="utf-8"))
    phrases: dict[str, tuple[tuple[str, int], ...]] = {}
    for kind, words in data["kinds"].items():
        phrases.update(dict.fromkeys(words, ((kind, 0),)))
    for kind, table in (("M", "months"), ("N", "numbers"), ("G", "weekdays")):
        phrases.update({word: ((kind, value),) for word, value in data[table].items()})
    phrases.update({word: (("N", n), (kind, 0)) for word, (n, kind) in data["compounds"].items()})
    phrases.update({word: (("E", 0), (kind, 0)) for word, kind in data["periodic"].items()})
    phrases.update(dict.fromkeys(data["vague"]["words"], (("V", 0),)))
    phrases.update(dict.fromkeys(data["vague"]["end"], (("v", 0),)))
    phrases.update(dict.fromkeys(data["fillers"]["words"], ()))
    fuzzy = tuple(
        word for word, parts in phrases.items() if len(word) >= _FUZZY_LETTERS and word.isalpha() and _named(parts)
    )
    return Calendar(phrases, _pattern(phrases), fuzzy)


def _named(parts: tuple[tuple[str, int], ...]) -> bool:
    """Whether a phrase is a month or a part of a year: "tanggap" is no misprint of "tanggal"."""
    return len(parts) == 1 and parts[0][0] in "MQCS"


def _pattern(phrases: dict[str, tuple[tuple[str, int], ...]]) -> re.Pattern[str]:
    """One scanner for all tokens, the longest phrase first."""
    longest = sorted(phrases, key=len, reverse=True)
    known = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest)
    return re.compile(
        rf"""(?P<date>(?<!\d)\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?(?:19|20)\d\d(?!\d))
        |(?P<year>(?<!\d)(?:19|20)\d\d(?!\d)|(?<=['’])\d\d(?!\d))
        |(?P<short>(?<=[a-z])-[2-4]\d(?![\d.]|\s*-))
        |(?P<ordinal>\bke\s?-?\s?(?=\d|[ivx]+\b))
        |(?P<cumulative>\bb\s?[.-]?\s?(?P<b>0?[1-9]|1[0-2])(?!\d))
        |(?P<range>(?<![a-z])s\s?[./,]?\s?d(?![a-z])\s?\.?)
        |(?P<phrase>(?<![a-z])(?:{known})(?:(?<=[a-z])(?=nya\b)|(?![a-z])))
        |(?P<suffix>(?<=[a-z])nya\b)
        |(?P<glued>(?<![a-z])(?:tw|trw|triwulan|semester)(?=[ivx]))
        |(?P<roman>(?<![a-z0-9])[ivx]{{1,4}}(?![a-z0-9]))
        |(?P<number>\d{{1,3}}(?!\d))
        |(?P<word>[^\W_]+(?:['’-][^\W_]+)*)
        |(?P<dash>[-–—])
        |(?P<list>[,;/•▪●]|\n)
        |(?P<sign>[^\s.()\[\]'’])""",
        re.VERBOSE,
    )


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a printed time."""
    found: list[Token] = []
    for match in calendar_words().pattern.finditer(_unnumbered(text[:_LONGEST].casefold())):
        found += _token(match.lastgroup or "", match.group(), match)
    if len(text) > _LONGEST:
        found.append(Token("U", 0, text[_LONGEST:]))
    return tuple(_merged(found))


def _unnumbered(text: str) -> str:
    """A numbered list ("1. Maret 2. Juni") as a bulleted one, so that its numbers are no days."""
    return re.sub(r"(?:^|(?<=\s))\d{1,2}[.)]\s+", "; ", text) if re.match(r"1[.)]\s", text) else text


def _token(kind: str, text: str, match: re.Match[str]) -> list[Token]:
    """The tokens of one match of the scanner, whose groups are their kinds."""
    if match["b"]:
        return [Token("b", int(match["b"]), text)]
    if kind in ("phrase", "glued"):
        return _phrase(text, " ".join(text.split()))
    if kind in ("year", "short"):
        digits = text.strip("-")
        return [Token("Y", int(digits) if len(digits) == 4 else 2000 + int(digits), text)]
    if kind == "date":
        day, month, year = (int(part) for part in re.findall(r"\d+", text))
        return [Token("d", year * 10000 + month * 100 + day, text)]
    if kind in ("word", "ordinal", "suffix"):
        return _near(text) if kind == "word" else []
    return [_simple(kind, text)]


def _simple(kind: str, text: str) -> Token:
    """A number or a sign."""
    if kind == "number" or (kind == "roman" and text in _ROMAN):
        return Token("N", _ROMAN.get(text) or int(text), text)
    return Token({"dash": "R", "range": "R", "list": "A"}.get(kind, "U"), 0, text)


def _phrase(printed: str, phrase: str) -> list[Token]:
    return [Token(part, value, printed) for part, value in calendar_words().phrases[phrase]]


@lru_cache(maxsize=8192)
def _near(word: str) -> list[Token]:
    """A word one letter away from a single known one (Febuari, Triwuian), else unknown."""
    if len(word) < _FUZZY_LETTERS:
        return [Token("U", 0, word)]
    near = process.extract(word, calendar_words().fuzzy, scorer=Levenshtein.distance, score_cutoff=1, limit=2)
    if len(near) != 1:
        return [Token("U", 0, word)]
    return _phrase(word, near[0][0])


def _merged(found: list[Token]) -> list[Token]:
    """Drop what repeats or says nothing: "3 (tiga)", "bulan Januari", "tahun 2026", separators at the ends."""
    if found and _dash(found[0]):  # "- Maret - Juni": a bulleted list
        found = [replace(token, kind="A") if _dash(token) else token for token in found]
    kept: list[Token] = []
    for i, token in enumerate(found):
        following = found[i + 1].kind if i + 1 < len(found) else ""
        if not _says_nothing(token, following, kept[-1] if kept else None):
            kept.append(token)
    return kept


def _dash(token: Token) -> bool:
    return token.kind == "R" and token.text in "-–—"


def _says_nothing(token: Token, following: str, before: Token | None) -> bool:
    """Whether a token repeats its neighbour or only introduces it."""
    if before and (_dash(token) or token.text == "/") and before.kind in "EKQCS":
        return True  # Per-Triwulan, TW-1, 1 kali/tahun
    if token.kind == "A" and token.text != "\n" and following == "Y" and before and before.kind in "MN":
        return True  # "April, 2026" is one month
    if token.kind == "A":
        return before is None or before.kind in "AR" or following in ("", "A", "R")
    if before and token.kind == before.kind == "N" and token.text.isalpha():
        return token.value == before.value
    introduces = (token.kind, following) in {("B", "M"), ("T", "Y"), ("B", "V")}
    return introduces and not (before and before.kind == "E")
