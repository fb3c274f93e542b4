"""How alike two records are: their words and letters, their children, and where they stand."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from compare.assign import Edges, Floats, Ints, join_edges

# Pairs scored at once: eight bytes each, a few arrays.
CHUNK = 2_000_000
# Partners considered for one record, best first.
CANDIDATES = 100
# Letters of a record's children that are compared; the longest action of the 2026 decree has 466.
CHILD_LETTERS = 600


@dataclass(frozen=True, slots=True)
class Shares:
    """What each kind of evidence weighs in a pair's score; together 1."""

    text: float
    child: float
    place: float
    weak: float


@dataclass(frozen=True, slots=True)
class Features:
    """What is compared of each record, one entry a record in document order; texts are masked.

    ``places`` hold what a record stands under, widest first, as values that are equal in both plans where it
    is the same. ``numbers`` are the printed ones. ``children`` are the texts below a record in one, ``below``
    the same texts one by one.
    """

    shares: Shares
    texts: tuple[str, ...]
    children: tuple[str, ...]
    below: tuple[tuple[str, ...], ...]
    places: tuple[tuple[str, ...], ...]
    numbers: tuple[str | None, ...]

    def __len__(self) -> int:
        """Records."""
        return len(self.texts)


def score_blocks(old: Features, new: Features, rows: Ints, columns: Ints, cut_off: float) -> Edges:
    """Score the pairs of some records that reach the cut-off, each only within its own component."""
    return join_edges([score_some(old, new, *block, cut_off) for block in _blocks(old, new, rows, columns)])


def score_some(old: Features, new: Features, rows: Ints, columns: Ints, cut_off: float) -> Edges:
    """Score the pairs of some records that reach the cut-off."""
    step = max(1, CHUNK // max(1, len(columns)))
    return join_edges(
        [_score(old, new, rows[at : at + step], columns, cut_off) for at in range(0, len(rows), step) if len(columns)]
    )


def alike(old: str, new: str) -> float:
    """Similarity of two masked texts, 0-1: the mean of their letters' and their words'."""
    return (fuzz.ratio(old, new) + fuzz.ratio(old.split(), new.split())) / 200 if old or new else 1.0


def _blocks(old: Features, new: Features, rows: Ints, columns: Ints) -> Iterator[tuple[Ints, Ints]]:
    olds = np.array([hash(old.places[row][0]) for row in rows])
    news = np.array([hash(new.places[column][0]) for column in columns])
    for component in dict.fromkeys(olds.tolist()):
        yield rows[olds == component], columns[news == component]


def score_listed(old: Features, new: Features, rows: Ints, columns: Ints) -> Edges:
    """Score the pairs (``rows[k]``, ``columns[k]``), all taken to stand in the same place."""
    shares = old.shares
    texts = _alike_listed([old.texts[row] for row in rows], [new.texts[column] for column in columns])
    children = _alike_listed([old.children[row] for row in rows], [new.children[column] for column in columns])
    same_number = np.array([old.numbers[r] == new.numbers[c] for r, c in zip(rows, columns, strict=True)], np.float32)
    weak = (same_number + 1 - np.abs(rows / len(old) - columns / len(new))) / 2
    scores = shares.text * texts + shares.child * children + shares.place + shares.weak * weak
    return Edges(rows, columns, scores.astype(np.float64))


def _score(old: Features, new: Features, rows: Ints, columns: Ints, cut_off: float) -> Edges:
    shares = old.shares
    texts = _alike([old.texts[row] for row in rows], [new.texts[column] for column in columns])
    children = _alike([old.children[row] for row in rows], [new.children[column] for column in columns])
    scores = shares.text * texts + shares.child * children
    scores += shares.place * _same_place(old, new, rows, columns) + shares.weak * _weak(old, new, rows, columns)
    row, column = np.nonzero(scores >= np.maximum(cut_off, _worst_kept(scores)))
    return Edges(rows[row], columns[column], scores[row, column].astype(np.float64))


def _worst_kept(scores: Floats) -> Floats:
    """Score of each row's last candidate: plans that repeat one sentence must not fill the memory with pairs."""
    if scores.shape[1] <= CANDIDATES:
        return np.zeros((1, 1), np.float32)
    return np.partition(scores, -CANDIDATES, axis=1)[:, -CANDIDATES, None]


def _alike(olds: Sequence[str], news: Sequence[str]) -> Floats:
    """``alike`` for all pairs: words are told by one letter each, so that both measures run on letters."""
    letters = process.cdist(olds, news, scorer=fuzz.ratio, dtype=np.float32, workers=-1)
    codes: dict[str, int] = {}
    olds, news = ([_coded(text, codes) for text in texts] for texts in (olds, news))
    words = process.cdist(olds, news, scorer=fuzz.ratio, dtype=np.float32, workers=-1)
    return np.asarray((letters + words) / np.float32(200))


def _alike_listed(olds: Sequence[str], news: Sequence[str]) -> Floats:
    codes: dict[str, int] = {}
    coded = [[_coded(text, codes) for text in texts] for texts in (olds, news)]
    letters, words = (
        process.cpdist(before, after, scorer=fuzz.ratio, dtype=np.float32, workers=-1)
        for before, after in ((olds, news), coded)
    )
    return np.asarray((letters + words) / np.float32(200))


def _coded(text: str, codes: dict[str, int]) -> str:
    # The first code lies past the surrogates, which no string may hold; a million words fit.
    return "".join(chr(0xE000 + codes.setdefault(word, len(codes))) for word in text.split())


def _same_place(old: Features, new: Features, rows: Ints, columns: Ints) -> Floats:
    """Share of the levels above that are the same, 0-1."""
    depth = len(old.places[rows[0]])
    same = np.zeros((len(rows), len(columns)), np.float32)
    for level in range(depth):
        codes: dict[Hashable, int] = {}
        same += _equal(
            _numbered((old.places[row][: level + 1] for row in rows), codes),
            _numbered((new.places[column][: level + 1] for column in columns), codes),
        )
    return np.asarray(same / max(1, depth))


def _weak(old: Features, new: Features, rows: Ints, columns: Ints) -> Floats:
    """Agreement of printed number and of relative position, 0-1."""
    codes: dict[Hashable, int] = {}
    numbers = _equal(
        _numbered((old.numbers[row] for row in rows), codes),
        _numbered((new.numbers[column] for column in columns), codes),
    )
    apart = np.abs(rows[:, None] / len(old) - columns[None, :] / len(new)).astype(np.float32)
    return np.asarray((numbers + 1 - apart) / 2)


def _numbered(values: Iterable[Hashable], codes: dict[Hashable, int]) -> Ints:
    return np.array([codes.setdefault(value, len(codes)) for value in values])


def _equal(olds: Ints, news: Ints) -> Floats:
    return np.asarray(olds[:, None] == news[None, :], np.float32)
