"""Printed lists of evidence (bukti fisik) split into their items, only where the list is certain."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from itertools import pairwise

_DASH = re.compile(r"(?:^|(?<=\s))([-–•▪●○➢✓*])\s*(?=[^\W\d_]|\d)")
_NUMBER = re.compile(r"(?:^|(?<=\s))\(?(\d{1,2}|[a-z])[.)]\s*(?=[^\W\d_])")
_ROOM = 0.75  # share of the widest line below which a line had room for more


def evidence_items(lines: Sequence[str], text: str | None = None) -> tuple[str, ...]:
    """The items of a printed list ("- ...", "1. ...", one per line); the whole as one item where it is no list.

    ``lines`` are the printed lines, ``text`` what they join to. Items keep their wording, without marker.
    """
    joined = " ".join(" ".join(lines).split()) if text is None else text
    if not joined:
        return ()
    items = _bulleted(joined, lines) or _numbered(joined) or _per_line(joined, lines) or [joined]
    return tuple(item for item in (part.strip().rstrip(";").strip() for part in items) if item)


def _bulleted(text: str, lines: Sequence[str]) -> list[str]:
    """Items after one sign: those that begin a printed line, else those before a capital letter."""
    first = _DASH.match(text)
    if not first:
        return []
    sign = first.group(1)
    at_lines = sum(line.lstrip().startswith(sign) for line in lines)
    marks = [match for match in _DASH.finditer(text) if match.group(1) == sign]
    if at_lines != len(marks):
        marks = [match for match in marks if match.start() == 0 or text[match.end()].isupper()]
    return _between(text, marks)


def _numbered(text: str) -> list[str]:
    """Items after numbers or letters that count from 1 or a without a gap."""
    marks: list[re.Match[str]] = []
    for match in _NUMBER.finditer(text):
        label = match.group(1)
        value = int(label) if label.isdigit() else ord(label) - 96
        same = not marks or label.isdigit() == marks[0].group(1).isdigit()
        if same and value == len(marks) + 1:
            marks.append(match)
    return _between(text, marks) if marks and marks[0].start() == 0 else []


def _between(text: str, marks: Sequence[re.Match[str]]) -> list[str]:
    ends = [match.start() for match in marks[1:]] + [len(text)]
    return [text[match.end() : end] for match, end in zip(marks, ends, strict=True)]


def _per_line(text: str, lines: Sequence[str]) -> list[str]:
    """One item a line, where every line begins with a word of evidence and each but the last had room for more."""
    printed = [" ".join(line.split()) for line in lines if line.strip()]
    if len(printed) < 2 or " ".join(printed) != text:
        return []
    if not all(re.split(r"\W", line, maxsplit=1)[0].casefold() in _nouns() for line in printed):
        return []
    widest = max(map(len, printed))
    roomy = [
        len(line) + 1 + len(following.split()[0]) <= widest or len(line) <= _ROOM * widest
        for line, following in pairwise(printed)
    ]
    return printed if all(roomy) else []


@cache
def _nouns() -> frozenset[str]:
    text = resources.files("normalize").joinpath("evidence.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)["nouns"])
