"""What stands between two pieces of printed text: a space, nothing, or a doubt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from normalize.vocabulary import Vocabulary, lexicon

_TAIL = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*$")
_HEAD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HYPHENED = re.compile(r"([^\W\d_]+)-$")
_ROMAN = re.compile(r"[IVX]+[.:)]*")
_DATE = re.compile(r"(?<!\d)\d{1,2}[/-]\d{1,2}[/-](?:19|20)\d\d\W*$")
_GROUPED = re.compile(r"(?:\D|^)\d{1,3}(?:\.\d{3})+(?:,\d+|,-|,)?\D*$")
_ADDRESS = re.compile(r"://|www\.|@|\.(?:go|com|co|ac|or|net|org|id)\b", re.IGNORECASE)
_ADDRESS_END = re.compile(r"[./_=&?@-]$")
_ADDRESS_START = re.compile(r"[a-z0-9_-]*[./_=&?@][\w./=&?-]+", re.IGNORECASE)
_UNTIL = re.compile(r"s[./]d\b", re.IGNORECASE)
_CLOSING = re.compile(r"[\"”’'][.,;:)]*")
_NEAR = 80  # letters; no word is longer
_LONGEST = 400  # letters; no address is longer
_COMMON = 1e-5  # share of running words
_COMPOUND_RATIO = 5e3  # P(joined) / P(left) P(right): di|lakukan 50, kerja|sama 235; ada|lah 6e3, tersedian|ya 1e4


class Between(StrEnum):
    """What belongs between two pieces."""

    SPACE = "space"
    NOTHING = "nothing"
    UNHYPHENED = "unhyphened"  # the left piece's last hyphen goes, and nothing stands between
    STRAY = "stray"  # the right piece is a letter too many
    DOUBT_SPACE = "doubt_space"
    DOUBT_NOTHING = "doubt_nothing"


@dataclass(frozen=True, slots=True)
class Break:
    """Where two pieces meet.

    ``line_end`` is false inside a printed line. ``full`` says that the line had no room for another letter, None
    where nobody measured; ``width`` is the cell's width in letters (see ``breadth``), 0 when unknown.
    """

    line_end: bool = False
    full: bool | None = None
    width: float = 0.0

    def may_split(self, word: str) -> bool:
        """Whether a word may have been cut here: cells cut only words longer than a line."""
        return self.line_end and self.full is not False and breadth(word) >= 0.8 * self.width


def breadth(text: str) -> float:
    """Rough width of a text, in letters of a proportional typeface."""
    narrow = sum(map(text.count, "iljtf.,:;'()-/"))
    return len(text) - 0.5 * narrow + 0.5 * sum(map(text.count, "mwMW")) + 0.25 * sum(map(str.isupper, text))


@lru_cache(maxsize=16384)
def between_words(left: str, right: str, vocabulary: Vocabulary) -> Between:
    """Decide what belongs between two pieces inside a printed line; plans repeat most of their phrases."""
    return between(left, right, Break(), vocabulary)


def between(left: str, right: str, where: Break, vocabulary: Vocabulary) -> Between:
    """Decide what belongs between two pieces that hold no space; only the letters near the break count."""
    roman = not where.line_end and _ROMAN.fullmatch(right) and vocabulary.stands_alone(left)
    if len(left) > _LONGEST or _UNTIL.match(right) or roman:  # Mar|s/d, never "Mars/d"; AREA |I. MANAJEMEN
        return Between.SPACE
    left, right = left[-_NEAR:], right[:_NEAR]
    special = _between_signs(left, right, where)
    if special or (not where.line_end and vocabulary.stands_alone(left) and vocabulary.stands_alone(right)):
        return special or Between.SPACE
    if hyphened := _HYPHENED.search(left):
        return _after_hyphen(left, hyphened.group(1), right, where, vocabulary)
    tail, head = _TAIL.search(left), _HEAD.match(right.lstrip("-"))
    if not tail or not head or not _same_case(tail.group(), head.group()):
        return Between.SPACE
    if right.startswith("-"):  # perundang|-undangan, e|-sakip, never a list's dash
        known = vocabulary.knows(f"{tail.group()}-{head.group()}") or (len(tail.group()) == 1 and where.full)
        return Between.NOTHING if known else Between.SPACE
    return _between_letters(tail.group(), right, where.line_end, where.may_split(left + right), vocabulary)


def _between_letters(tail: str, right: str, line_end: bool, may_split: bool, vocabulary: Vocabulary) -> Between:
    """Decide between the letters that end the left piece and those that begin the right one."""
    head = word_at_start(right)
    end = tail if vocabulary.knows(tail + head) else tail.rpartition("-")[2]
    if vocabulary.knows(end + head):
        return _known_joined(end, head, line_end, may_split, vocabulary)
    return _unknown_joined(end, head, right, may_split, vocabulary)


def word_at_start(text: str) -> str:
    """The letters that a text begins with."""
    found = _HEAD.match(text)
    return found.group() if found else ""


def _known_joined(tail: str, head: str, line_end: bool, may_split: bool, vocabulary: Vocabulary) -> Between:
    """Decide where the two together are a word."""
    joined, pair = (tail + head).casefold(), (tail.casefold(), head.casefold())
    apart = vocabulary.stands_alone(tail), vocabulary.stands_alone(head)
    if not all(apart):
        typed = not line_end and (pair[0] in lexicon().bound if apart[1] else pair[1] in ("nya", "lah", "kah"))
        return Between.DOUBT_SPACE if typed else Between.NOTHING
    if not may_split:
        return Between.SPACE
    whole, parted = vocabulary.knows_from_document(joined), pair in vocabulary.pairs
    if whole != parted:
        return Between.NOTHING if whole else Between.SPACE
    if vocabulary.compounded(joined):
        return Between.DOUBT_SPACE
    if pair[0] in ("di", "ke", "per") and _misspelt(joined, head, vocabulary):
        return Between.SPACE
    likely = vocabulary.share(joined) > _COMPOUND_RATIO * vocabulary.share(tail) * vocabulary.share(head)
    return Between.NOTHING if likely else Between.DOUBT_SPACE


def _misspelt(joined: str, head: str, vocabulary: Vocabulary) -> bool:
    """Whether the joined word is far rarer than its head alone: dilingkungan, perjabatan, not dilaksanakan."""
    verb = joined.startswith("di") and head.endswith(("kan", "i"))
    return not verb and vocabulary.share(joined) < 0.1 * vocabulary.share(head)


def _unknown_joined(tail: str, head: str, right: str, may_split: bool, vocabulary: Vocabulary) -> Between:
    """Decide where the two together are no word that anybody knows."""
    known = vocabulary.knows(tail)
    if known and head == tail[-1] and right.strip(".,;:)") == head and len(tail) >= 4:
        return Between.STRAY  # "pimpinan/atasan n" (2026): the letter was read twice
    if not may_split:
        return Between.SPACE
    if vocabulary.stands_alone(head) or right[1:2] in ("-", "."):
        return Between.SPACE if known or vocabulary.knows_from_document(head) else Between.DOUBT_SPACE
    common = vocabulary.knows_from_document(tail) or vocabulary.share(tail) > _COMMON
    return Between.SPACE if common and vocabulary.stands_alone(tail) and len(head) > 3 else Between.DOUBT_NOTHING


def _same_case(tail: str, head: str) -> bool:
    """Whether both can be one word: its end is capital only if all is (WBB|M, BerAKHLA|K, never Zona|Integritas)."""
    last = tail.rpartition("-")[2]
    small = head.islower() and (last[1:].islower() or len(last) == 1)
    return small or (head.isupper() and (tail.isupper() or (len(tail) > 2 and tail[-2:].isupper())))


def _between_signs(left: str, right: str, where: Break) -> Between | None:
    """Decide where signs or digits meet; None where letters or hyphens do."""
    if f"{left}{right[:2]}".casefold() in lexicon().dotted:
        return Between.NOTHING
    if not where.line_end:
        return None
    if left[-1] in ".,0123456789" and right[0] in ".,0123456789":
        return _between_digits(left, right, where)
    one = _stick(left, right) or _one_address(left, right, where) or _sign_apart(left, right, where)
    return Between.NOTHING if one else None


def _stick(left: str, right: str) -> bool:
    """Whether a sign at the break holds both together: dan/|atau, WBK|/WBBM, nama@|kpu.go.id, 2025–|2026."""
    before = left[-1] in "([" or (len(left) > 1 and left[-1] in "/@–—")
    after = len(right) > 1 and right[0] in "/@" and left[-1].isalnum()
    return before or after


def _sign_apart(left: str, right: str, where: Break) -> bool:
    """Whether a narrow cell cut a sign off its word: pelayanan|., s|.d.Februari; "mentoring ," in a wide one stays.

    Lines are not broken before a per cent sign that touches its number, so "100|%" was printed with a space.
    """
    if _CLOSING.fullmatch(right):
        return bool(where.full is not False)  # an opening quotation mark stands before its word
    if right[0] not in ".,;:)":
        return False
    alone = where.full and breadth(left) >= 0.65 * where.width
    return bool(alone or (where.full and right[0] != ")" and right[1:2].isalpha()))


def _one_address(left: str, right: str, where: Break) -> bool:
    """Whether both are parts of one web or mail address."""
    begun = _ADDRESS.search(left) and (_ADDRESS_END.search(left) or where.full)
    return bool(begun and _ADDRESS_START.match(right))


def _between_digits(left: str, right: str, where: Break) -> Between:
    """Decide where digits meet: 2.641.640.|000.000,- and 01/03/202|6 are one, others are in doubt in a full line."""
    if not re.search(r"\d[.,]*$", left):
        return Between.SPACE  # Rp.|2.641.640.000.000,-
    plain = left[-1].isdigit() and right[0].isdigit()
    if plain and where.full is not False and _DATE.search(left + right):
        return Between.NOTHING
    if _GROUPED.search(left + right) and not (plain and where.full is False):
        return Between.NOTHING
    return Between.DOUBT_SPACE if plain and where.full and where.may_split(left + right) else Between.SPACE


def _after_hyphen(left: str, tail: str, right: str, where: Break, vocabulary: Vocabulary) -> Between:
    """Decide whether a hyphen before a break belongs to the word."""
    found = _HEAD.match(right)
    if not found:
        return Between.NOTHING if right[0].isdigit() and where.line_end else Between.SPACE
    head = found.group()
    if head in lexicon().suspended:
        return Between.SPACE
    if known := _known_hyphen(tail, head, vocabulary):
        return known
    named = len(tail) == 1 or (head[0].isupper() and (not tail.isupper() or "-" in left[:-1]))
    if named:  # E-|Personal, e-|sakip, Non-|PNS
        return Between.NOTHING if where.line_end else Between.SPACE
    return Between.DOUBT_NOTHING if where.line_end else Between.DOUBT_SPACE


def _known_hyphen(tail: str, head: str, vocabulary: Vocabulary) -> Between | None:
    """What the document, then the word list know: the hyphenated word or the joined one; None where neither."""
    hyphened, joined = f"{tail}-{head}", tail + head
    for knows in (vocabulary.knows_from_document, vocabulary.knows):
        if knows(hyphened):
            return Between.NOTHING
        if knows(joined) and _same_case(tail, head):
            typed = knows == vocabulary.knows and tail.casefold() in lexicon().prefixes
            return Between.DOUBT_NOTHING if typed else Between.UNHYPHENED
    return None
