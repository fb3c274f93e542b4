"""Words of a decree's own text that a line end broke: "BI-" and "ROKRASI" are "BIROKRASI", "Undang-" "Undang" stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from extract.preamble.lines import BROKEN, Line

Listed = Callable[[str], bool]
_LEFT = re.compile(r"([^\W\d_]+)-$")
_RIGHT = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def without_breaks(lines: Sequence[Line], listed: Listed) -> list[Line]:
    """The lines with a mark for the hyphen of every word that a line end broke (``lines.joined`` takes it out).

    The hyphen goes where the document or the word list knows the joined word, stays where they know the hyphenated
    one, and where they know neither it stays with its word in doubt.
    """
    known = _known(lines)
    kept: list[Line] = []
    for line, after in zip(lines, [*lines[1:], None], strict=False):
        left, right = _LEFT.search(line.text), _RIGHT.match(after.text) if after else None
        kept.append(_mended(line, left[1], right[0], known, listed) if left and right else line)
    return kept


def _known(lines: Iterable[Line]) -> frozenset[str]:
    """The document's words that no line end cuts."""
    return frozenset(word.casefold() for line in lines for word in _WORD.findall(_LEFT.sub("", line.text)))


def _mended(line: Line, left: str, right: str, known: frozenset[str], listed: Listed) -> Line:
    whole, hyphened = f"{left}{right}".casefold(), f"{left}-{right}".casefold()
    if left.casefold() == right.casefold() or hyphened in known:
        return line
    if whole in known or listed(whole):
        parts = line.parts[:-1] + tuple(replace(part, text=_broken(part.text)) for part in line.parts[-1:])
        return replace(line, text=_broken(line.text), parts=parts)
    return line if listed(hyphened) else replace(line, unsure=(*line.unsure, f"{left}-"))


def _broken(text: str) -> str:
    return text[:-1] + BROKEN if text.endswith("-") else text
