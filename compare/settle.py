"""What became of every record: sure pairs, close calls that are told and not chosen, and what has no partner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from compare.assign import Edges, Ints, close_calls
from compare.split import Parts


@dataclass(frozen=True, slots=True)
class CutOffs:
    """The least score of two records that are one, and how near a rival makes the choice ambiguous."""

    least: float
    margin: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that are one, by their places in their plans' lists."""

    old: int
    new: int
    score: float


Rivals = Mapping[int, tuple[tuple[int, float], ...]]


@dataclass(frozen=True, slots=True)
class Matching:
    """What became of every record: each stands in exactly one of these.

    ``splits`` are old records that became several new ones, ``merges`` new records made of several old ones;
    ``unsure_old`` and ``unsure_new`` give each record's candidates on the other side, best first, with scores.
    """

    pairs: tuple[Pair, ...]
    splits: tuple[Parts, ...]
    merges: tuple[Parts, ...]
    unsure_old: Rivals
    unsure_new: Rivals
    removed: tuple[int, ...]
    added: tuple[int, ...]

    def without(self, loose: Set[Pair]) -> Matching:
        """Take some pairs apart: their records went and came."""
        return replace(
            self,
            pairs=tuple(pair for pair in self.pairs if pair not in loose),
            removed=tuple(sorted([*self.removed, *(pair.old for pair in loose)])),
            added=tuple(sorted([*self.added, *(pair.new for pair in loose)])),
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """An assignment to settle: the column of every row (-1: none), and the scored pairs it was chosen from.

    A chosen pair that was not scored is exact. ``width`` is the number of columns.
    """

    edges: Edges
    chosen: Ints
    width: int


def settle(choice: Choice, cut_offs: CutOffs, splits: Sequence[Parts] = (), merges: Sequence[Parts] = ()) -> Matching:
    """Tell sure pairs from close calls, and name what has no partner."""
    choice = _without(choice, _wholes(splits) | _members(merges), _wholes(merges) | _members(splits))
    unsure_old, unsure_new = _close(choice, cut_offs)
    scores = _scores(choice.edges)
    pairs = [(r, c) for r, c in enumerate(choice.chosen.tolist()) if c >= 0 and r not in unsure_old]
    settled_old = unsure_old.keys() | {r for r, _ in pairs} | _wholes(splits) | _members(merges)
    settled_new = unsure_new.keys() | {c for _, c in pairs} | _wholes(merges) | _members(splits)
    return Matching(
        pairs=tuple(Pair(r, c, scores.get((r, c), 1.0)) for r, c in pairs),
        splits=tuple(splits),
        merges=tuple(merges),
        unsure_old={row: _ranked(rivals) for row, rivals in sorted(unsure_old.items())},
        unsure_new={column: _ranked(rivals) for column, rivals in sorted(unsure_new.items())},
        removed=tuple(row for row in range(len(choice.chosen)) if row not in settled_old),
        added=tuple(column for column in range(choice.width) if column not in settled_new),
    )


def _without(choice: Choice, rows: set[int], columns: set[int]) -> Choice:
    """Set aside the records that were split or merged."""
    edges, chosen = choice.edges, choice.chosen.copy()
    keep = [
        r not in rows and c not in columns for r, c in zip(edges.rows.tolist(), edges.columns.tolist(), strict=True)
    ]
    chosen[[r in rows or c in columns for r, c in enumerate(chosen.tolist())]] = -1
    return Choice(Edges(edges.rows[keep], edges.columns[keep], edges.scores[keep]), chosen, choice.width)


def _close(choice: Choice, cut_offs: CutOffs) -> tuple[dict[int, dict[int, float]], dict[int, dict[int, float]]]:
    """Gather the records of every close call: those it would join and those it would part."""
    rival_of = {c: r for r, c in enumerate(choice.chosen.tolist()) if c >= 0}
    scores = _scores(choice.edges)
    old: dict[int, dict[int, float]] = {}
    new: dict[int, dict[int, float]] = {}
    for row, column in _scores(close_calls(choice.edges, choice.chosen, choice.width, cut_offs.least, cut_offs.margin)):
        own, rival = int(choice.chosen[row]), rival_of.get(column, -1)
        for r, c in ((row, column), (row, own), (rival, column)):
            if r >= 0 and c >= 0:
                old.setdefault(r, {})[c] = new.setdefault(c, {})[r] = scores[r, c]
    return old, new


def _scores(edges: Edges) -> dict[tuple[int, int], float]:
    pairs = zip(edges.rows.tolist(), edges.columns.tolist(), strict=True)
    return dict(zip(pairs, edges.scores.tolist(), strict=True))


def _ranked(rivals: dict[int, float]) -> tuple[tuple[int, float], ...]:
    return tuple(sorted(rivals.items(), key=lambda rival: (-rival[1], rival[0])))


def _wholes(groups: Iterable[Parts]) -> set[int]:
    return {group.whole for group in groups}


def _members(groups: Iterable[Parts]) -> set[int]:
    return {part for group in groups for part in group.parts}
