"""A cell that prints target and time together ("Target dan Waktu"): split where that is certain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalize.oddity import Oddity
from normalize.schedule import is_time, mentions_time
from normalize.target import parse_target
from normalize.time_tokens import tokens

_YEAR = r"(?P<time>tahun\s+(?:19|20)\d\d)\.?"
_MOST_WORDS = 24  # of a time; longer texts are only looked at so far


@dataclass(frozen=True, slots=True)
class SplitTargetTime:
    """The time and the target of one cell, each None where it prints none."""

    time_text: str | None
    target_text: str | None
    oddities: tuple[Oddity, ...] = ()


def split_target_time(text: str, lines: Sequence[str] = ()) -> SplitTargetTime:
    """Split a shared cell's joined ``text``; ``lines`` are its printed lines, where known.

    Certain are a time alone, a target alone, a time beside a counted target ("4 (empat) Laporan"), a time parted from
    its target by a line end, and a time with a sentence or a list after it ("Januari 2021 1. Meningkatnya ...").
    In any other case the whole is the target, open.
    """
    if not text:
        return SplitTargetTime(None, None)
    if is_time(text):
        return SplitTargetTime(text, None)
    words = text.split()
    breaks = _line_starts(words, lines)
    cuts = [cut for cut in _cuts(words) if is_time(cut.time) and not mentions_time(cut.target)]
    best = max(((_certainty(cut, breaks), len(cut.time), cut) for cut in cuts), key=lambda c: c[:2], default=None)
    if best and best[0]:
        return SplitTargetTime(best[2].time, best[2].target)
    return _doubt(text) if mentions_time(text) else _year(text) or SplitTargetTime(None, text)


@dataclass(frozen=True, slots=True)
class _Cut:
    """One way to part a text, before the word ``at``."""

    time: str
    target: str
    at: int
    time_first: bool


def _cuts(words: Sequence[str]) -> Iterator[_Cut]:
    for at in range(1, min(len(words), _MOST_WORDS)):
        yield _Cut(" ".join(words[:at]), " ".join(words[at:]), at, time_first=True)
    for at in range(max(1, len(words) - _MOST_WORDS), len(words)):
        yield _Cut(" ".join(words[at:]), " ".join(words[:at]), at, time_first=False)


def _certainty(cut: _Cut, breaks: set[int]) -> int:
    """How surely a cut parts time and target: a counted target, a line end, a sentence after the time; 0 if not.

    On one line "1 Laporan Triwulan I" may be a quarter's report: only a month or a frequency is then a time.
    """
    plain = cut.time_first or cut.at in breaks or {token.kind for token in tokens(cut.time)} & set("MEd")
    if _counted(cut.target) and plain:
        return 3
    if cut.at in breaks and not re.search(r"(?:19|20)\d\d|^[a-z]", cut.target):
        return 2
    return int(cut.time_first and _begins_target(cut.target))


def _year(text: str) -> SplitTargetTime | None:
    """A counted target beside a bare year ("1.250 Nelayan Tahun 2027"); a year inside a text names a thing."""
    for pattern in (rf"(?P<target>.+?)\s+{_YEAR}", rf"{_YEAR}\s+(?P<target>.+)"):
        match = re.fullmatch(pattern, text, re.IGNORECASE | re.DOTALL)
        if match and _counted(match["target"]):
            return SplitTargetTime(match["time"], match["target"])
    return None


def _line_starts(words: Sequence[str], lines: Sequence[str]) -> set[int]:
    """Which words begin a printed line, as far as the lines' words are the text's."""
    starts, at = set(), 0
    for line in lines:
        count = len(line.split())
        if words[at : at + count] != line.split():
            break
        starts.add(at)
        at += count
    return starts


def _begins_target(rest: str) -> bool:
    """Whether a rest can begin a target: a list, a sentence, a counted thing; not ": Monev SOP"."""
    return bool(
        re.match(
            r"(?:\d{1,2}[.)]|[a-z][.)]|[-•])\s*\w|[A-Z][a-z]{2}|[A-Z]{2}|\d[\d.,]*\s*(?:%|\()|\d+\s+[A-Za-z]|[≥≤><]",
            rest,
        )
    )


def _counted(target: str) -> bool:
    """Whether a text is a target by itself: a quantity and a unit, without a doubt."""
    if re.match(r"(?:19|20)\d\d\b", target):
        return False
    reading = parse_target(target)
    return reading.quantity is not None and reading.unit is not None and not reading.oddities


def _doubt(text: str) -> SplitTargetTime:
    message = "Target and time share the cell and could not be told apart"
    return SplitTargetTime(None, text, (Oddity("target_time_unsplit", message, before=text),))
