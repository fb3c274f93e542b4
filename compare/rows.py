"""Rows of the changes table from records and what differs in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from compare.changes import Candidate, Change, Kind, with_id
from compare.fields import Difference
from compare.plan import Plan
from normalize.schema import Action, Indicator, Target

Record: TypeAlias = Action | Indicator | Target

TABLE: dict[type, str] = {Action: "actions", Indicator: "indicators", Target: "targets"}
NAMED_BY: dict[type, str] = {Action: "action", Indicator: "indicator", Target: "target_text"}
SCORE_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class RowMaker:
    """Makes the rows of one comparison: adds ids, pages and doubts to what differs."""

    old: Plan
    new: Plan

    def field(self, pair: tuple[Record, Record], difference: Difference, score: float) -> Change:
        """Row of one field of two linked records."""
        row = self._row(difference.kind, pair[0], pair[1], difference.column, score)
        return replace(row, old_value=difference.old, new_value=difference.new, delta=difference.delta)

    def whole(self, kind: Kind, old: Record | None, new: Record | None, score: float | None = None) -> Change:
        """Row of a whole record, told by the text that names it."""
        record = old or new
        if record is None:
            raise ValueError("a change needs a record on one side at least")
        return self._row(kind, old, new, NAMED_BY[type(record)], score)

    def unsure(self, old: Record | None, new: Record | None, rivals: list[tuple[Record, float]]) -> Change:
        """Row of a record on one side that may stand for several on the other."""
        candidates = tuple(Candidate(key(record), round(score, SCORE_DECIMALS)) for record, score in rivals)
        return replace(self.whole("ambiguous", old, new, rivals[0][1]), candidates=candidates)

    def _row(self, kind: Kind, old: Record | None, new: Record | None, column: str, score: float | None) -> Change:
        table = TABLE[type(old or new)]
        return with_id(
            Change(
                change_id="",
                old_decree_id=self.old.decree.decree_id,
                new_decree_id=self.new.decree.decree_id,
                kind=kind,
                record_table=table,
                old_id=key(old) if old else None,
                new_id=key(new) if new else None,
                record_column=column,
                old_value=getattr(old, NAMED_BY[type(old)]) if old else None,
                new_value=getattr(new, NAMED_BY[type(new)]) if new else None,
                delta=None,
                score=None if score is None else round(score, SCORE_DECIMALS),
                old_page=_page(old),
                new_page=_page(new),
                doubtful=bool(
                    (old and self.old.doubtful(table, key(old), column))
                    or (new and self.new.doubtful(table, key(new), column))
                ),
                indicator_count=None,
                candidates=(),
            )
        )


def key(record: Record) -> str:
    """Return a record's key."""
    if isinstance(record, Action):
        return record.action_id
    return record.indicator_id if isinstance(record, Indicator) else record.target_id


def _page(record: Record | None) -> int | None:
    if isinstance(record, Action):
        return record.pages[0] if record.pages else None
    return record.page if record else None
