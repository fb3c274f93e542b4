"""One-to-one assignment of scored pairs, and which of its choices were too close to call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

Floats: TypeAlias = NDArray[np.floating[Any]]
Ints: TypeAlias = NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class Edges:
    """Pairs worth considering: ``rows[k]`` and ``columns[k]`` scored ``scores[k]`` (0-1), each pair once."""

    rows: Ints
    columns: Ints
    scores: Floats

    def once(self) -> Edges:
        """Return every pair once."""
        width = int(self.columns.max(initial=0)) + 1
        _, first = np.unique(self.rows * width + self.columns, return_index=True)
        return Edges(self.rows[first], self.columns[first], self.scores[first])

    def above(self, cut_off: float) -> Edges:
        """Return the pairs that reach a score."""
        keep = self.scores >= cut_off
        return Edges(self.rows[keep], self.columns[keep], self.scores[keep])


def no_edges() -> Edges:
    """Return no pairs."""
    return Edges(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float64))


def join_edges(parts: list[Edges]) -> Edges:
    """Pairs of several blocks, together."""
    parts = [*parts, no_edges()]
    return Edges(
        np.concatenate([part.rows for part in parts]).astype(np.int64),
        np.concatenate([part.columns for part in parts]).astype(np.int64),
        np.concatenate([part.scores for part in parts]).astype(np.float64),
    )


def best_assignment(edges: Edges, shape: tuple[int, int], cut_off: float) -> Ints:
    """Column for every row, -1 for none: the one-to-one choice with the greatest sum of scores over the cut-off."""
    height, width = shape
    chosen = np.full(height, -1)
    worth = edges.above(cut_off)
    if not len(worth.rows):
        return chosen
    # Every row may also stay alone, at a column of its own for the price of the cut-off: a full matching exists.
    rows = np.concatenate([worth.rows, np.arange(height)])
    columns = np.concatenate([worth.columns, width + np.arange(height)])
    costs = 1.0 + np.concatenate([1.0 - worth.scores, np.full(height, 1.0 - cut_off + 1e-9)])
    graph = csr_array((costs, (rows.astype(np.int32), columns.astype(np.int32))), shape=(height, width + height))
    picked_rows, picked = min_weight_full_bipartite_matching(graph)
    chosen[picked_rows] = np.where(picked < width, picked, -1)
    return chosen


def close_calls(edges: Edges, chosen: Ints, width: int, cut_off: float, margin: float) -> Edges:
    """Pairs not chosen that might as well have been: swapping them in costs less than the margin.

    A row or column left alone is worth the cut-off, as in ``best_assignment``.
    """
    row_of = np.full(width, -1)
    row_of[chosen[chosen >= 0]] = np.flatnonzero(chosen >= 0)
    worth = edges.above(cut_off)
    score = _lookup(worth, width)
    own, rival = chosen[worth.rows], row_of[worth.columns]
    now = score(worth.rows, own, cut_off) + score(rival, worth.columns, cut_off)
    # What is left over when the pair is taken: the row's old column and the column's old row, perhaps together.
    then = worth.scores + score(rival, own, cut_off)
    close = (own != worth.columns) & (now - then < margin)
    return Edges(worth.rows[close], worth.columns[close], worth.scores[close])


@dataclass(frozen=True, slots=True)
class _Lookup:
    """Scores of pairs by row and column; those not held are worth a default."""

    keys: Ints
    scores: Floats
    width: int

    def __call__(self, rows: Ints, columns: Ints, default: float) -> Floats:
        wanted = np.where((rows >= 0) & (columns >= 0), rows * self.width + columns, -1)
        if not len(self.keys):
            return np.full(len(wanted), default)
        place = np.clip(np.searchsorted(self.keys, wanted), 0, len(self.keys) - 1)
        return np.where(self.keys[place] == wanted, self.scores[place], default)


def _lookup(edges: Edges, width: int) -> _Lookup:
    keys = edges.rows * width + edges.columns
    order = np.argsort(keys)
    return _Lookup(keys[order], edges.scores[order], width)
