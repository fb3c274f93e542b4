"""Printed texts: white space folded, broken words put together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from normalize.breaks import Between, Break, between, breadth, word_at_start
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
    text, oddities, at = printed[0].text if printed else "", list[Oddity](), 1
    while at < len(printed):
        text, taken, found = _continue(text, printed, at, width, vocabulary)
        oddities += found
        at += taken
    text, found = _mend(text, vocabulary)
    return Joined(text, tuple(dict.fromkeys([*oddities, *found])))


@dataclass(frozen=True, slots=True)
class _Line:
    """One printed line, folded; ``soft`` when it ended in a soft hyphen."""

    text: str
    full: bool | None
    soft: bool


def _printed(lines: Sequence[str], full: Sequence[bool]) -> list[_Line]:
    """The lines that show ink."""
    known = [full[i] if i < len(full) else None for i in range(len(lines))]
    folded = [
        _Line(fold(line), fits, line.rstrip().endswith("\u00ad")) for line, fits in zip(lines, known, strict=True)
    ]
    return [line for line in folded if line.text]


def _continue(
    text: str, lines: Sequence[_Line], at: int, width: float, vocabulary: Vocabulary
) -> tuple[str, int, list[Oddity]]:
    """Append line ``at``, and those after it that hold more of one word; how many were taken, and the findings."""
    if lines[at - 1].soft:
        return text + lines[at].text, 1, []
    left, right = text.rpartition(" ")[2], lines[at].text.split()[0]
    where = Break(True, _no_room(lines, at, width), width)
    verdict = between(left, right, where, vocabulary)
    for count in range(2, _run(lines, at) + 1 if verdict is not Between.NOTHING else 0):
        pieces = [line.text.split()[0] for line in lines[at : at + count]]
        longer = between(left, "".join(pieces), where, vocabulary)
        if longer is Between.NOTHING:
            whole = _rejoined(" ".join([left, *pieces]), left + "".join(pieces))
            return text + "".join(line.text for line in lines[at : at + count]), count, [whole]
        if longer is Between.DOUBT_SPACE:
            verdict = longer
        elif verdict is Between.DOUBT_NOTHING and vocabulary.knows(word_at_start("".join(pieces))):
            verdict = Between.SPACE  # benturan|kepentin|gan: the pieces that follow are a word of their own
    joined, odd = _apply(text, left, lines[at].text, verdict)
    return joined, 1, odd


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
    needed = breadth(f"{lines[at - 1].text} {lines[at].text.split()[0]}")
    return False if needed <= 0.8 * width else None


def _apply(text: str, left: str, line: str, verdict: Between) -> tuple[str, list[Oddity]]:
    """Put a line after a text as the verdict says."""
    right = line.split(maxsplit=1)[0]
    before = f"{left} {right}"
    if verdict is Between.SPACE:
        return f"{text} {line}", []
    if verdict is Between.NOTHING:
        plain = not (left[-1].isalpha() and right[0].isalpha())  # dan/|atau, masing-|masing: nothing was broken
        return text + line, [] if plain else [_rejoined(before, left + right)]
    if verdict is Between.UNHYPHENED:
        return text[:-1] + line, [_rejoined(before, left[:-1] + right)]
    if verdict is Between.STRAY:
        return f"{text}{line[1:]}", [_stray(before, left + right[1:])]
    if verdict is Between.DOUBT_NOTHING:
        return text + line, [_undecided(before, left + right)]
    return f"{text} {line}", [_undecided(before, before)]


def _mend(text: str, vocabulary: Vocabulary) -> tuple[str, list[Oddity]]:
    """Put together words that are broken inside the text ("internal isasi"), until none is left."""
    parts: list[str] = []
    oddities: list[Oddity] = []
    for token in text.split():
        parts.append(token)
        while len(parts) > 1:
            verdict = between(parts[-2], parts[-1], Break(), vocabulary)
            if verdict is Between.SPACE:
                break
            joined, odd = _apply(parts[-2], parts[-2], parts[-1], verdict)
            oddities += odd
            if " " in joined:
                break
            parts[-2:] = [joined]
    return " ".join(parts), oddities


def _rejoined(before: str, after: str) -> Oddity:
    return Oddity(
        "word_rejoined", f"A word broken in print was put together: {after}", "info", "repaired", before, after
    )


def _stray(before: str, after: str) -> Oddity:
    return Oddity("stray_letter", f"A letter printed twice was dropped: {after}", "warning", "repaired", before, after)


def _undecided(before: str, after: str) -> Oddity:
    return Oddity("word_break_undecided", f"Unclear whether this is one word: {before}", before=before, after=after)
