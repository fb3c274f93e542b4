"""Which words the document and the language know: the evidence for putting broken words together."""

from __future__ import annotations

import gzip
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from rapidfuzz.distance import Levenshtein

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PREFIXES = (
    *("memper", "diper", "mem", "meny", "meng", "men", "me", "pem", "peny", "peng", "pen", "per", "pel", "pe"),
    *("bel", "ber", "be", "ter", "te", "di", "ke", "se", "anti", "antar", "non", "pra", "pasca", "multi", "sub"),
)
_SUFFIX = re.compile(r"(?<=.{4})(?:kan|an|i)?(?:nya|lah|kah|pun|ku|mu)?$")
_MUTATIONS = {"mem": "p", "pem": "p", "men": "t", "pen": "t", "meng": "k", "peng": "k", "meny": "s", "peny": "s"}
# Only verbs end in -i (mengetahui, ditandatangani): of "Dokumentasii", "jugai" the last letter is a stroke.
_VERB = re.compile("me|di|ter")
_SHORT = 3
_SHORT_FREQUENCY = 1e-4  # below it the list's three-letter "words" are pieces: san, ter, mem; above: tim, per, dua
_DOCUMENT_FREQUENCY = 1e-4
_PLAN_FREQUENCY = 1e-6
_DERIVED = 1e-7


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The parts of ``words.toml``."""

    bound: frozenset[str]
    detached: frozenset[str]
    prefixes: frozenset[str]
    plan: frozenset[str]
    compounds: frozenset[str]
    hyphenated: frozenset[str]
    suspended: frozenset[str]
    dotted: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Load ``words.toml``, once."""
    text = resources.files("normalize").joinpath("words.toml").read_text(encoding="utf-8")
    return Lexicon(**{key: frozenset(words) for key, words in tomllib.loads(text).items()})


@cache
def word_list() -> dict[str, float]:
    """Indonesian words with their share of all running words; loaded when first asked for.

    wordfreq's list: of the 2026 plan's 367 words it lacks 36, with affixes taken off and ``words.toml`` none but
    typos; pysastrawi's 29,932 dictionary roots lack the loan words (website, stakeholder) and have no frequencies.
    """
    import msgpack  # type: ignore[import-untyped]  # noqa: PLC0415 - only sources with broken words need it

    # The list is read from wordfreq's file: its own loader brings language tables along (0.01 s instead of 0.14). Words
    # stand in groups, each a hundredth of a factor of ten rarer than the one before.
    package = find_spec("wordfreq")
    assert package is not None and package.origin is not None
    packed = Path(package.origin).with_name("data") / "small_id.msgpack.gz"
    _, *groups = msgpack.unpackb(gzip.decompress(packed.read_bytes()))
    words = {word: 10 ** (-rank / 100) for rank, group in enumerate(groups) for word in group}
    words.update(dict.fromkeys(lexicon().plan | lexicon().compounds | lexicon().hyphenated, _PLAN_FREQUENCY))
    return words


@lru_cache(maxsize=65536)
def roots(word: str) -> frozenset[str]:
    """The word and what is left of it without a prefix, a suffix or both."""
    found = {word}
    for _ in range(2):  # two prefixes at most: di-per-, ke-ber-
        for part in tuple(found):
            prefixes = [prefix for prefix in _PREFIXES if part.startswith(prefix) and len(part) - len(prefix) > 3]
            found |= {part.removeprefix(prefix) for prefix in prefixes}
            found |= {_MUTATIONS[prefix] + part.removeprefix(prefix) for prefix in prefixes if prefix in _MUTATIONS}
    for part in tuple(found):
        match = _SUFFIX.search(part)
        if match and match.group():
            bare = part[: match.start()]
            if match.group().startswith("i") and (bare.endswith("i") or not _VERB.match(word)):
                continue
            found |= {bare, *(bare + tail for tail in ("kan", "an", "i") if match.group().startswith(tail))}
    return frozenset(found)


@lru_cache(maxsize=65536)
def listed(word: str) -> float:
    """Share of running words for a word of the list, or a guess for one derived from it; 0.0 when unknown."""
    share = word_list().get(word, 0.0)
    if share:
        return share
    if "-" in word:
        return _DERIVED if _reduplicated(word) else 0.0
    derived = any(len(root) >= 4 and root in word_list() for root in roots(word))
    return _DERIVED if derived else 0.0


def _reduplicated(word: str) -> bool:
    """Whether the halves are one word (masing-masing, perundang-undangan; terget-target is a typo of one)."""
    left, _, right = word.partition("-")
    if len(left) < 2 or len(right) < 2 or "-" in right:
        return False
    if left == right or (roots(left) & roots(right)):
        return True
    return min(len(left), len(right)) >= 5 and Levenshtein.distance(left, right) <= 1


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The document's own words, all in lower case; two are the same only when they are one.

    ``whole`` stand inside a printed line or at a cell's ends (beside a line break they may be pieces); ``pairs`` are
    neighbours within one line.
    """

    whole: frozenset[str] = frozenset()
    pairs: frozenset[tuple[str, str]] = frozenset()

    def knows_from_document(self, word: str) -> bool:
        """Whether the document prints the word whole."""
        return word.casefold() in self.whole

    def knows(self, word: str) -> bool:
        """Whether the document prints the word whole, or the word list has it or a root of it."""
        folded = word.casefold()
        return folded in self.whole or listed(folded) > 0

    def share(self, word: str) -> float:
        """How common the word is: a share of running words, 0.0 when unknown."""
        folded = word.casefold()
        return max(listed(folded), _DOCUMENT_FREQUENCY if folded in self.whole else 0.0)

    def compounded(self, word: str) -> bool:
        """Whether the word is also printed as two (tanggung jawab), so that a break in it proves nothing."""
        return not lexicon().compounds.isdisjoint(roots(word.casefold()))

    def stands_alone(self, word: str) -> bool:
        """Whether the word is known and can stand by itself, unlike a prefix, an ending or a piece."""
        folded = word.casefold()
        if folded in lexicon().detached or folded in lexicon().plan:
            return True
        if folded in lexicon().bound:
            return False
        if len(folded) == 1:
            return False
        if len(folded) <= _SHORT:
            return folded in self.whole or listed(folded) >= _SHORT_FREQUENCY
        return self.knows(folded)


def vocabulary(texts: Iterable[str]) -> Vocabulary:
    """The vocabulary of a document from its cells' texts, printed lines kept apart by line breaks."""
    words = Words()
    words.take(texts)
    return words.vocabulary()


@dataclass(slots=True)
class Words:
    """A document's vocabulary while its texts come up."""

    whole: set[str] = field(default_factory=set)
    pairs: set[tuple[str, str]] = field(default_factory=set)
    tokens: set[str] = field(default_factory=set)

    def take(self, texts: Iterable[str]) -> None:
        """Take in the words of some cells' texts."""
        for text in texts:
            lines = [line for line in (line.split() for line in text.casefold().splitlines()) if line]
            for number, tokens in enumerate(lines):
                inner = tokens[number > 0 : len(tokens) - (number < len(lines) - 1)]
                for token in set(inner) - self.tokens:
                    self.whole.update(_words(token))
                self.tokens.update(inner)
                self.pairs.update(pair for pair in pairwise(inner) if pair[0].isalpha())

    def join(self, other: Words) -> None:
        """Take in the words of another part of the document."""
        self.whole |= other.whole
        self.pairs |= other.pairs
        self.tokens |= other.tokens

    def vocabulary(self) -> Vocabulary:
        """All that was taken in."""
        return Vocabulary(frozenset(self.whole), frozenset(self.pairs))


def _words(token: str) -> Iterable[str]:
    for word in _WORD.findall(token):
        yield word
        if "-" in word:
            yield from (part for part in word.split("-") if len(part) > _SHORT)
