"""What two plans print everywhere: their year and their office's name. Context, not a change."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile

# A year this near to the plan's moves along with it ("evaluasi tahun 2025" in a plan of 2026); others are facts.
NEAR_YEARS = 2
LEVELS = {
    "kabupaten": "kabupaten|kab\\.?",
    "kota": "kota",
    "provinsi": "provinsi|propinsi|prov\\.?",
    "kecamatan": "kecamatan|kec\\.?",
}
NEVER = "(?!)"
OFFICE, LEVEL, YEAR = "§o", "§l", "§y"
_FOLDS = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("“”„", '"') | dict.fromkeys("‘’`", "'"))


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark: ``gap`` is the white space before it, ``key`` what it is compared by.

    ``year`` is set where the word is one, ``cited`` where that year belongs to a regulation's number.
    """

    text: str
    gap: str
    key: str
    year: int | None = None
    cited: bool = False


@dataclass(frozen=True, slots=True)
class Office:
    """An office's name in parts: "Komisi Pemilihan Umum", "kabupaten", "Banggai"."""

    body: str
    level: str
    region: str


@dataclass(frozen=True, slots=True)
class Context:
    """What is masked before two plans' texts are compared: both offices' names, and each plan's year."""

    old_year: int
    new_year: int
    pattern: re.Pattern[str] = field(repr=False)

    def tokens(self, text: str | None) -> tuple[Token, ...]:
        """Words and marks of a text, the offices' names as one word each; a closing full stop is none."""
        return _tokens(self.pattern, text or "")

    def plain(self, text: str | None) -> str:
        """Return a text's words as they are compared, joined by spaces."""
        return _plain(self.pattern, text or "")

    def same(self, old: str | None, new: str | None) -> bool:
        """Whether two texts say the same once year and office are set aside."""
        if old is None or new is None or old == new:
            return old == new
        olds, news = self.tokens(old), self.tokens(new)
        return len(olds) == len(news) and all(map(self.same_token, olds, news))

    def same_token(self, old: Token, new: Token) -> bool:
        """Whether two words are the same; years are when they stand alike to their plan's year."""
        if old.key != new.key:
            return False
        if old.year is None or new.year is None or old.year == new.year:
            return True
        away = old.year - self.old_year
        return away == new.year - self.new_year and abs(away) <= NEAR_YEARS and not (old.cited or new.cited)

    def reverse(self) -> Context:
        """Return the context with its sides swapped."""
        return Context(self.new_year, self.old_year, self.pattern)


def make_context(old_year: int, new_year: int, old_office: str | None, new_office: str | None) -> Context:
    """Context of two plans from their years and their institutions as printed."""
    offices = _offices(old_office, new_office)
    levels = {office.level for office in offices if office.level}
    bodies = sorted({name for office in offices for name in (office.body, _acronym(office.body)) if name})
    # One body's name by itself ("seluruh anggota KPU") is no office's; two bodies' names are.
    alone = len({_acronym(office.body) for office in offices if office.body}) > 1
    names = [_name_pattern(office, bodies, alone=alone) for office in offices]
    bare_level = "|".join(LEVELS[level] for level in sorted(levels)) if len(levels) > 1 else NEVER
    pattern = re.compile(
        rf"(?P<gap>\s*)(?:(?P<office>\b(?:{'|'.join(names) or NEVER})(?!\w))|(?P<level>\b(?:{bare_level})(?!\w))"
        r"|(?P<year>\b(?:19|20)\d\d\b)|(?P<word>\w+(?:[-']\w+)*|\S))",
        re.IGNORECASE,
    )
    return Context(old_year, new_year, pattern)


def fold(text: str) -> str:
    """Fold what print varies in without meaning: white space, dashes, quotes, compatibility forms."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_FOLDS).split())


# A plan repeats its headings in every row: each text is taken apart once.
@lru_cache(maxsize=100_000)
def _tokens(pattern: re.Pattern[str], text: str) -> tuple[Token, ...]:
    tokens = [_token(match) for match in pattern.finditer(fold(text).rstrip(" .;:,"))]
    return tuple(_cited(tokens, place) if token.year else token for place, token in enumerate(tokens))


@lru_cache(maxsize=100_000)
def _plain(pattern: re.Pattern[str], text: str) -> str:
    return " ".join(token.key for token in _tokens(pattern, text))


def _token(match: re.Match[str]) -> Token:
    text, gap = match.group(0)[len(match["gap"]) :], match["gap"]
    if match["office"]:
        return Token(text, gap, OFFICE)
    if match["level"]:
        return Token(text, gap, LEVEL)
    if match["year"]:
        return Token(text, gap, YEAR, int(text))
    return Token(text, gap, text.casefold())


def _cited(tokens: list[Token], place: int) -> Token:
    """Mark the year of "Nomor 54 Tahun 2018": it names a regulation and moves with no plan."""
    before = [token.key for token in tokens[max(0, place - 4) : place]]
    token = tokens[place]
    cited = before[-1:] == ["tahun"] and bool({"nomor", "no"} & set(before[:-1]))
    return Token(token.text, token.gap, token.key, token.year, cited)


def _offices(old: str | None, new: str | None) -> tuple[Office, ...]:
    names = [fold(name).casefold() for name in (old, new) if name]
    parsed = [_parse(name) for name in names]
    if len(set(names)) == 2 and not any(office.level for office in parsed):
        parsed = _part_at_difference(*(name.split() for name in names)) or parsed
    # The longer name first, whichever side it is on: "Banggai Laut" is not "Banggai" and a word.
    return tuple(
        sorted(set(parsed), key=lambda office: (-len(office.region), office.body, office.level, office.region))
    )


def _parse(name: str) -> Office:
    for level, spelt in LEVELS.items():
        found = re.search(rf"(?<!\w)(?:{spelt})\s+", name)
        if found:
            return Office(name[: found.start()].strip(), level, name[found.end() :].strip())
    return Office(name, "", "")


def _part_at_difference(old: list[str], new: list[str]) -> list[Office]:
    """Part "pengadilan negeri palu" and "pengadilan negeri donggala" where they begin to differ.

    One shared word is a kind of office ("badan"), not its name: then there is nothing to part.
    """
    shared = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))))
    return [Office(" ".join(words[:shared]), "", " ".join(words[shared:])) for words in (old, new) if shared > 1]


def _acronym(body: str) -> str:
    words = [word for word in body.split() if word not in ("dan", "dan/atau", "serta")]
    return "".join(word[0] for word in words) if len(words) > 1 else body


def _name_pattern(office: Office, bodies: list[str], *, alone: bool) -> str:
    """Pattern of the ways to print an office's name; ``alone`` takes a body's name without a region too."""
    body = "|".join(map(_spaced, bodies))
    if not office.region:
        return _spaced(office.body) + ("|" + _spaced(_acronym(office.body)) if alone else "")
    level = rf"(?:(?:{LEVELS[office.level]})\s*)?" if office.level else ""
    full = (rf"(?:(?:{body})\s+)?" if body else "") + level + _spaced(office.region)
    return f"{full}|{body}" if alone and body else full


def _spaced(name: str) -> str:
    return r"\s+".join(re.escape(word) for word in name.split())
