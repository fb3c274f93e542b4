"""Precision and recall of a comparison against the editor's own edits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from compare.changes import Change
from compare.diff import diff
from tests.editor.dataset import build
from tests.editor.draft import Draft, read_draft
from tests.editor.edit import Edit, Strength, next_year, renamed


@dataclass(frozen=True, slots=True)
class Figures:
    """Changes told rightly, told though not made, and made but not told."""

    right: int
    false: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.false)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed)


def measure(seeds: Iterable[int], strength: Strength) -> Figures:
    """Figures over several edited plans, all changes counted alike."""
    right = false = missed = 0
    for seed in seeds:
        made, told = compare(read_draft(), seed, strength)
        right, false, missed = right + len(made & told), false + len(told - made), missed + len(made - told)
    return Figures(right, false, missed)


def compare(draft: Draft, seed: int, strength: Strength) -> tuple[set[Edit], set[Edit]]:
    """Edits made and edits told for one seed."""
    edited, edits = next_year(draft, seed, strength)
    old, new = build(draft), build(edited)
    return {renamed(edit, old.ids, new.ids) for edit in edits}, set(map(as_edit, diff(old.dataset, new.dataset)))


def as_edit(change: Change) -> Edit:
    return Edit(change.kind, change.record_table, change.old_id, change.new_id, change.record_column)
