"""Where a transcript's cell may hold the texts of two columns, run together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from extract.table import shape
from extract.transcript.look import TICKS, Kind, kind_of, look, time_and_target
from extract.transcript.scores import Model

# The likeliest places only: a cell that two or three columns share has few.
MOST_CUTS = 5
# Capitals looked at, and those kept.
MOST_LOOKED_AT = 60
MOST_CAPITALS = 3
LEAST_GAIN = -2.0
# Times and targets have at most so many words.
_CLOSED_WORDS = 9
_MARK = re.compile(r"^\(?(?:\d{1,2}|[a-z]|[IVX]{1,4})[.)]$")
_ITEM = re.compile(r"^(?:\d{1,2}[.)]|[a-z][.)])(?=[A-Z]|$)")


def pieces(text: str, model: Model) -> list[str]:
    """The text in the pieces that may be cells of their own, in order; their words are the text's."""
    words, doubles = _words(text)
    cuts = _cuts(words, doubles, model)
    edges = [0, *cuts, len(words)]
    return [_spaced(words, a, b, doubles) for a, b in pairwise(edges)]


def _spaced(words: Sequence[str], start: int, end: int, doubles: set[int]) -> str:
    """Some of the words; where a line of the cell ends two spaces stand, one of them behind the last word."""
    text = "".join(f"{'  ' if i in doubles else ' '}{words[i]}" for i in range(start, end)).lstrip()
    return f"{text} " if end in doubles else text


def holds_two(text: str, model: Model) -> bool:
    """Whether a text may be two columns' texts, run together at a capital."""
    return bool(_capitals(text.split(), model, 0.0))


def _words(text: str) -> tuple[list[str], set[int]]:
    """The words, and before which of them a line of the cell begins."""
    words: list[str] = []
    starts: set[int] = set()
    for line in text.split("  "):
        starts.add(len(words))
        words += line.split()
    return words, starts - {0}


def _cuts(words: Sequence[str], doubles: set[int], model: Model) -> list[int]:
    """Places for a cut, the likeliest first, then in order."""
    ticks = list(_ticks(words, model))
    if len(words) < 2 or (not ticks and _whole(" ".join(words), model)):
        return []
    found = [
        at
        for places in (
            ticks,
            _closed(words),
            sorted(doubles),
            _items(words),
            _known(words, model),
            _capitals(words, model),
        )
        for at in places
    ]
    whole = (at for at in found if 0 < at < len(words) and not _in_sentence(words[at - 1], words[at]))
    return sorted(list(dict.fromkeys(whole))[:MOST_CUTS])


def _in_sentence(left: str, right: str) -> bool:
    """Whether two words stand in one sentence: cells do not end with "dan", nor begin with a small letter."""
    return bool(_MARK.match(left)) or shape.unfinished(left) or (shape.goes_on(right) and not shape.has_time(right))


def _whole(text: str, model: Model) -> bool:
    """Whether a text is one cell's on sight: a time, a target, a name."""
    shared = model.shares and time_and_target(text)
    return (
        shared or look(text).kind is not Kind.TEXT or model.names.component(text) > 96 or model.names.aspect(text) > 96
    )


def _ticks(words: Sequence[str], model: Model) -> Iterator[int]:
    """Where ticks of periods end before a text or begin behind it."""
    if not model.known.ticked or TICKS.isdisjoint(words):
        return
    text = [i for i, word in enumerate(words) if word not in TICKS]
    yield from (text[0], text[-1] + 1) if text else ()


def _closed(words: Sequence[str]) -> Iterator[int]:
    """Where a time or a target ends or begins at the text's ends."""
    most = min(len(words) - 1, _CLOSED_WORDS)
    if shape.hints_closed(" ".join(words[-most:])):
        yield from islice((len(words) - count for count in range(most, 0, -1) if _is_closed(words[-count:])), 1)
    if shape.hints_closed(" ".join(words[:most])):
        yield from islice((count for count in range(most, 0, -1) if _is_closed(words[:count])), 1)
    yield from (
        i for i, word in enumerate(words) if i and i + 1 < len(words) and word.isdigit() and words[i + 1][0] == "("
    )


def _is_closed(words: Sequence[str]) -> bool:
    text = " ".join(words)
    kind = kind_of(text)
    if kind in (Kind.TIME, Kind.TIME_CUT):
        return len(text) > 4 and not text.isdigit()
    return kind in (Kind.TARGET, Kind.COUNT) and (shape.has_count(text) or "%" in text) and len(words) <= 5


def _items(words: Sequence[str]) -> Iterator[int]:
    """Before printed numbers."""
    for i, word in enumerate(words):
        if i and _ITEM.match(word) and words[i - 1][-1:] not in "(,/-":
            yield i


def _known(words: Sequence[str], model: Model) -> Iterator[int]:
    """Where a text that a column prints whole, or a known name, ends or begins at the text's ends."""
    for count in range(min(len(words) - 1, 8), 0, -1):
        head, tail = " ".join(words[:count]), " ".join(words[-count:])
        if count > 1 and (model.names.aspect(head) > 96 or model.names.component(head) > 96):
            yield count
        if model.prints(head):
            yield count
        if model.prints(tail):
            yield len(words) - count


def _capitals(words: Sequence[str], model: Model, least: float = LEAST_GAIN) -> list[int]:
    """Before the capitals where two columns' texts are likeliest to meet, the likeliest first."""
    gains = []
    for i, word in enumerate(words[:MOST_LOOKED_AT]):
        if not i or not word[:1].isupper() or words[i - 1][-1:] in "(/":
            continue
        gain = model.parting(" ".join(words[:i]), " ".join(words[i:]))
        if gain > least:
            gains.append((-gain, i))
    return [i for _, i in sorted(gains)[:MOST_CAPITALS]]
