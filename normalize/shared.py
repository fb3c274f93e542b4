"""A cell that prints target and time together ("Target dan Waktu"): split where that is certain."""

from __future__ import annotations

import re
from collections.abc import Sequence
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

    Certain are a time alone, a target alone, a time with its target after it ("Januari 2021 1. Meningkatnya ...")
    and a counted target with its time after it. In any other case the whole is the target, open.
    """
    if not text:
        return SplitTargetTime(None, None)
    if is_time(text):
        return SplitTargetTime(text, None)
    if not mentions_time(text):
        return _year(text) or SplitTargetTime(None, text)
    words = text.split()
    return _time_first(words) or _target_first(words, _line_starts(words, lines)) or _doubt(text)


def _time_first(words: Sequence[str]) -> SplitTargetTime | None:
    """A time with its target after it; a counted target tells "Per Triwulan | 4 Laporan" from "Triwulan 4 | ..."."""
    cuts = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(min(len(words) - 1, _MOST_WORDS), 0, -1)]
    certain = [(time, rest) for time, rest in cuts if is_time(time) and _begins_target(rest)]
    counted = [(time, rest) for time, rest in certain if _counted(rest)]
    for time, rest in (counted or certain)[:1]:
        return SplitTargetTime(time, rest) if not mentions_time(rest) else None
    return None


def _target_first(words: Sequence[str], breaks: set[int]) -> SplitTargetTime | None:
    """A counted target with its time after it: on a line of its own, or a month or a frequency."""
    for at in range(max(1, len(words) - _MOST_WORDS), len(words)):
        target, time = " ".join(words[:at]), " ".join(words[at:])
        kinds = {token.kind for token in tokens(time)}
        if (at in breaks or kinds & set("MEd")) and is_time(time) and mentions_time(time) and _counted(target):
            return SplitTargetTime(time, target)
    return None


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
            r"(?:\d{1,2}[.)]|[a-z][.)]|[-•])\s*\w|[A-Z][a-z]{2}|[A-Z]{2}|\d+\s*(?:%|\()|\d+\s+[A-Za-z]|[≥≤><]", rest
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
