"""Which words settle what two engines read differently; handed in, for pages know no meaning."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

_EDGES = re.compile(r"^[^\w]+|[^\w%]+$")
_PARTS = re.compile(r"[/\-–.,()&]+")
_PLAIN = re.compile(r"^[^\W\d_]{2,}(?:-[^\W\d_]+)*$")
_SLASHED = re.compile(r"[/.,()&]+")
_SPELT = re.compile(r"^[^\W\d_]+(?:-[^\W\d_]+)*$")
_SIGNED = re.compile(r"[^\W\d_][$#@*<>|~^≥≤=+_{}\\©®°]|[$#@*<>|~^≥≤=+_{}\\©®°][^\W\d_]")
_DASHED = re.compile(r"^[-–] ?[^\W\d_]")
_ORDINAL = re.compile(r"^(?:\(?\d{1,2}[.)]|\(?[a-z][.)]|[IVX]{1,4}\.)$")
_NUMBER = re.compile(r"^(?:Rp\.?)?\(?\d{1,3}(?:\.\d{3})*(?:,\d+)?(?:,-)?\)?[%.,]?$|^\d{4}[.,]?$")

# A list has two items and more; specks before two words of one scan are less rare than plans with one short list.
LISTED = 3

# What engines take for one another, however sure they are.
_ALIKE = (
    ("ri", "n"),
    ("rn", "m"),
    ("vv", "w"),
    ("cl", "d"),
    ("l", "i"),
    ("1", "i"),
    ("|", "i"),
    ("0", "o"),
    ("$", "s"),
)


def _unknown(_: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``closed`` are the words of closed vocabularies (months, periods, number words, units), in lower case.

    ``listed`` tells whether the language's word list has a word, ``numbers`` what number words say ("dua": 2).
    """

    closed: frozenset[str] = frozenset()
    listed: Callable[[str], bool] = _unknown
    numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A lexicon and the document's own words: how often both engines agreed on each.

    ``counts`` are words in lower case, ``forms`` with the marks at their ends. ``stops`` is the share of cells that
    end with a full stop, ``specks`` how many dots were wiped away per cell, ``lines`` the lines of its cells,
    ``pairs`` two words that follow each other in one, all with their counts.
    """

    lexicon: Lexicon = field(default_factory=Lexicon)
    counts: Mapping[str, int] = field(default_factory=Counter)
    forms: Mapping[str, int] = field(default_factory=Counter)
    stops: float = 1.0
    specks: float = 0.0
    lines: Mapping[str, int] = field(default_factory=Counter)
    pairs: Mapping[tuple[str, str], int] = field(default_factory=Counter)

    def closed(self, token: str) -> bool:
        """Whether all of a token is in closed vocabularies."""
        parts = pieces(token)
        return bool(parts) and all(part in self.lexicon.closed for part in parts)

    def near_closed(self, token: str) -> str | None:
        """The one word of a closed vocabulary that is a letter or two away from a longer word, in the token's case."""
        near = [] if self.known(token) else self._near(token)
        return token.replace(_EDGES.sub("", token), as_written(near[0], token)) if len(near) == 1 else None

    def _near(self, token: str) -> list[str]:
        """The words of closed vocabularies that a longer word is a letter or two away from.

        Nothing but the word list vouches for such a word: both engines read "Trwulan" in every cell of a column.
        """
        word = core(token)
        if len(word) < 6 or self.closed(token):
            return []
        known, most = [c for c in self.lexicon.closed if len(c) > 4], len(word) // 6
        return [c for c in known if Levenshtein.distance(word, c) <= most or alike(word) == alike(c)]

    def near_seen(self, token: str) -> bool:
        """Whether a longer word is a letter or two away from a word that the document prints for certain, often.

        Two in words of eight letters and more: "ri" is read for "n" ("Perierapan").
        """
        word = core(token)
        if len(word) < 6:
            return False
        most = 1 if len(word) < 8 else 2
        often = (own for own, count in self.counts.items() if count > 1 and abs(len(own) - len(word)) <= most)
        return any(0 < Levenshtein.distance(word, own, score_cutoff=most) <= most for own in often)

    def usual_form(self, forms: Sequence[str]) -> str | None:
        """Of forms of one word that differ in a last mark the one the document prints four times as often."""
        if len({form.rstrip(".,;:-") for form in forms}) > 1:
            return None
        counts = sorted(((self.forms.get(form.casefold(), 0), form) for form in forms), reverse=True)
        return counts[0][1] if counts[0][0] >= 4 * max(1, counts[1][0]) else None

    def seen(self, token: str) -> int:
        """How often the document prints the token's word for certain."""
        return self.counts.get(core(token), 0)

    def listed(self, token: str) -> bool:
        """Whether the word list knows every part of the token."""
        words = [word for word in _SLASHED.split(core(token)) if word]
        return bool(words) and all(len(word) > 1 and _SPELT.match(word) and self.lexicon.listed(word) for word in words)

    def lists_dashed(self) -> bool:
        """Whether the document prints lists with dashes: so many of its lines begin with one."""
        return sum(count for line, count in self.lines.items() if _DASHED.match(line)) >= LISTED

    def known(self, token: str) -> bool:
        """Whether anything vouches for the token: a vocabulary, the document (twice), the list, or its form."""
        if is_ordinal(token) or is_number(token) or self.closed(token):
            return True
        return sane(token) and (self.listed(token) or (self.seen(token) > 1 and not self._near(token)))


def sane(token: str) -> bool:
    """Whether every word of the token is in small letters, capitals or one capital first ("PegaWai", "$KP" are not)."""
    if _SIGNED.search(token):
        return False
    words = [word for word in _PARTS.split(_EDGES.sub("", token)) if word]
    return all(word.islower() or word.isupper() or word.istitle() or not word.isalpha() for word in words)


def as_written(word: str, like: str) -> str:
    """A word in capitals, with one capital or in small letters, as another is written ("WBK/WBBM")."""
    return word.upper() if len(like) > 1 and like.isupper() else word.capitalize() if like[:1].isupper() else word


def core(token: str) -> str:
    """The token without marks at its ends, in lower case."""
    return _EDGES.sub("", token).casefold()


def pieces(token: str) -> tuple[str, ...]:
    """The words of a token ("WBK/WBBM", "masing-masing"), in lower case."""
    return tuple(part for part in _PARTS.split(core(token)) if part)


def is_ordinal(token: str) -> bool:
    """Whether the token numbers something: "1.", "a.", "(3)", "IV."."""
    return bool(_ORDINAL.match(token))


def is_number(token: str) -> bool:
    """Whether the token is a whole number, a decimal one or a year, as Indonesian prints them."""
    return bool(_NUMBER.match(token))


def plain(token: str) -> bool:
    """Whether the token is one word or a hyphenated one, sane and without marks inside."""
    return sane(token) and bool(_PLAIN.match(_EDGES.sub("", token)))


@lru_cache(maxsize=4096)
def alike(word: str) -> str:
    """A word with all that engines take for one another written one way."""
    for shown, meant in _ALIKE:
        word = word.replace(shown, meant)
    return word
