"""Printed texts: white space folded, broken words put together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from normalize.breaks import Between, Break, between, between_words, breadth, word_at_start
from normalize.oddity import Oddity
from normalize.vocabulary import Vocabulary

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\x00\x01\x02\x03"))
_LIGATURES = str.maketrans(
    {chr(0xFB00 + i): text for i, text in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))}
)
_SOFT_HYPHEN = re.compile("\u00ad(?:\\s*\n\\s*)?")
_MOST_PIECES = 5


@dataclass(frozen=True, slots=True)
class Joined:
    """One text put together from printed lines, and what was odd about it."""

    text: str
    oddities: tuple[Oddity, ...] = ()


def fold(text: str) -> str:
    """Fold white space to single spaces, drop what shows no ink (zero-width signs, soft hyphens), strip the ends."""
    text = _SOFT_HYPHEN.sub("", text.translate(_INVISIBLE).translate(_LIGATURES))
    return " ".join(unicodedata.normalize("NFC", text).split())


def join_lines(lines: Sequence[str], vocabulary: Vocabulary, full: Sequence[bool] = ()) -> Joined:
    """Join a cell's printed lines to one text, broken words put together where the evidence is sure.

    ``full`` says for each line whether it had no room for another letter, so that a word may be cut at its end;
    empty where nobody measured. Joining a joined text changes nothing more.
    """
    printed = _printed(lines, full)
    width = max((breadth(line.text) for line in printed), default=0.0)
    words, oddities, at = printed[0].words if printed else [], list[Oddity](), 1
    while at < len(printed):
        taken, found = _continue(words, printed, at, width, vocabulary)
        oddities += found
        at += taken
    words, found = _mend(words, vocabulary)
    return Joined(" ".join(words), tuple(dict.fromkeys([*oddities, *found])))


@dataclass(frozen=True, slots=True)
class _Line:
    """One printed line, folded; ``soft`` when it ended in a soft hyphen."""

    text: str
    full: bool | None
    soft: bool

    @property
    def words(self) -> list[str]:
        """Its pieces between spaces."""
        return self.text.split(" ")

    @property
    def start(self) -> str:
        """Its first piece."""
        return self.text.partition(" ")[0]


def _printed(lines: Sequence[str], full: Sequence[bool]) -> list[_Line]:
    """The lines that show ink."""
    known = [full[i] if i < len(full) else None for i in range(len(lines))]
    folded = [
        _Line(fold(line), fits, line.rstrip().endswith("\u00ad")) for line, fits in zip(lines, known, strict=True)
    ]
    return [line for line in folded if line.text]


def _continue(
    words: list[str], lines: Sequence[_Line], at: int, width: float, vocabulary: Vocabulary
) -> tuple[int, list[Oddity]]:
    """Append line ``at``, and those after it that hold more of one word; how many were taken, and the findings."""
    line = lines[at]
    if lines[at - 1].soft:
        return 1, _append(words, line.words, Between.NOTHING)
    where = Break(True, _no_room(lines, at, width), width)
    verdict = between(words[-1], line.start, where, vocabulary)
    for count in range(2, _run(lines, at) + 1 if verdict is not Between.NOTHING else 0):
        pieces = [piece.start for piece in lines[at : at + count]]
        longer = between(words[-1], "".join(pieces), where, vocabulary)
        if longer is Between.NOTHING:
            odd = _rejoined(" ".join([words[-1], *pieces]), words[-1] + "".join(pieces))
            words[-1] += "".join(pieces)
            words += lines[at + count - 1].words[1:]
            return count, [odd]
        if longer is Between.DOUBT_SPACE:
            verdict = longer
        elif verdict is Between.DOUBT_NOTHING and vocabulary.knows(word_at_start("".join(pieces))):
            verdict = Between.SPACE  # benturan|kepentin|gan: the pieces that follow are a word of their own
    return 1, _append(words, line.words, verdict)


def _run(lines: Sequence[_Line], at: int) -> int:
    """How many lines from ``at`` on may hold pieces of one word: all but the last hold one full piece."""
    count = 1
    while (
        at + count < len(lines)
        and count < _MOST_PIECES
        and lines[at + count - 1].full is not False
        and lines[at + count - 1].text.isalpha()
        and lines[at + count].text[0].isalpha()
    ):
        count += 1
    return count


def _no_room(lines: Sequence[_Line], at: int, width: float) -> bool | None:
    """Whether the line before ``at`` was full: as measured, else False where its neighbour's word would have fitted."""
    measured = lines[at - 1].full
    if measured is not None:
        return measured
    needed = breadth(f"{lines[at - 1].text} {lines[at].start}")
    return False if needed <= 0.8 * width else None


def _append(words: list[str], more: Sequence[str], verdict: Between) -> list[Oddity]:
    """Put more pieces after words as the verdict says, and tell what was mended or left open."""
    if verdict is Between.SPACE:
        words += more
        return []
    left, right = words[-1], more[0]
    glued = {
        Between.NOTHING: left + right,
        Between.UNHYPHENED: left[:-1] + right,
        Between.STRAY: left + right[1:],
        Between.DOUBT_NOTHING: left + right,
    }.get(verdict)
    words[-1:] = [left, right] if glued is None else [glued]
    words += more[1:]
    return _told(left, right, glued or f"{left} {right}", verdict)


def _told(left: str, right: str, after: str, verdict: Between) -> list[Oddity]:
    """The finding of one verdict; none for a space, nor where no word was broken (dan/|atau, masing-|masing)."""
    before = f"{left} {right}"
    if verdict in (Between.DOUBT_SPACE, Between.DOUBT_NOTHING):
        return [_undecided(before, after)]
    if verdict is Between.STRAY:
        return [_stray(before, after)]
    broken = verdict is Between.UNHYPHENED or (left[-1].isalpha() and right[0].isalpha())
    return [_rejoined(before, after)] if verdict is not Between.SPACE and broken else []


def _mend(words: Sequence[str], vocabulary: Vocabulary) -> tuple[list[str], list[Oddity]]:
    """Put together words that are broken inside the text ("internal isasi"), until none is left."""
    mended: list[str] = []
    oddities: list[Oddity] = []
    for word in words:
        mended.append(word)
        while len(mended) > 1:
            left, right = mended[-2:]
            verdict = between_words(left, right, vocabulary)
            if verdict is Between.SPACE:
                break
            mended[-2:] = [left]
            oddities += _append(mended, [right], verdict)
            if mended[-1] == right:
                break
    return mended, oddities


def _rejoined(before: str, after: str) -> Oddity:
    return Oddity(
        "word_rejoined", f"A word broken in print was put together: {after}", "info", "repaired", before, after
    )


def _stray(before: str, after: str) -> Oddity:
    return Oddity("stray_letter", f"A letter printed twice was dropped: {after}", "warning", "repaired", before, after)


def _undecided(before: str, after: str) -> Oddity:
    return Oddity("word_break_undecided", f"Unclear whether this is one word: {before}", before=before, after=after)
