"""Word-level marks: which words of a text went, came or stayed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Levenshtein

from compare.context import Context, Token

Mark = Literal["same", "removed", "added"]
MARKS: tuple[Mark, ...] = ("same", "removed", "added")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words with one mark; white space between runs is a run of its own, and stayed."""

    mark: Mark
    text: str


def mark_words(old: str | None, new: str | None, context: Context) -> tuple[Span, ...]:
    """Mark what became of every word; what stayed stands as the new text prints it."""
    olds, news = context.tokens(old), context.tokens(new)
    marks: list[tuple[Mark, Token]] = []
    for step in Levenshtein.opcodes([t.key for t in olds], [t.key for t in news]):
        before, after = olds[step.src_start : step.src_end], news[step.dest_start : step.dest_end]
        marks.extend(_equal(before, after, context) if step.tag == "equal" else _replaced(before, after))
    return tuple(_parted(_runs(marks)))


def _equal(olds: tuple[Token, ...], news: tuple[Token, ...], context: Context) -> Iterator[tuple[Mark, Token]]:
    for old, new in zip(olds, news, strict=True):
        if context.same_token(old, new):
            yield "same", new
        else:
            yield from _replaced((old,), (new,))


def _replaced(olds: tuple[Token, ...], news: tuple[Token, ...]) -> Iterator[tuple[Mark, Token]]:
    yield from (("removed", token) for token in olds)
    yield from (("added", token) for token in news)


def _runs(marks: list[tuple[Mark, Token]]) -> Iterator[Span]:
    """Gather neighbours with one mark; within a replaced stretch all that went comes before all that came."""
    start = 0
    while start < len(marks):
        stop = start
        while stop < len(marks) and (marks[stop][0] == "same") == (marks[start][0] == "same"):
            stop += 1
        for mark in MARKS:
            text = "".join(token.gap + token.text for kind, token in marks[start:stop] if kind == mark)
            if text[:1].isspace():
                yield Span("same", " ")
            if text.strip():
                yield Span(mark, text.strip())
        start = stop


def _parted(spans: Iterator[Span]) -> Iterator[Span]:
    """Part what went from the word that follows where no white space does, and begin with none."""
    last: Span | None = None
    for span in spans:
        if last is None and not span.text.strip():
            continue
        if last and last.mark == "removed" and span.text[0].isalnum():
            yield Span("same", " ")
        yield span
        last = span
