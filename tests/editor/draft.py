"""A plan that can be edited: aspects hold actions, actions hold indicators, every record has a name that stays."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"


@dataclass(frozen=True, slots=True)
class Time:
    """A time as printed and as meant; ``text`` holds {year} where the plan's year is printed."""

    text: str | None
    frequency: str | None
    start: tuple[int, int] | None
    end: tuple[int, int] | None
    due: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """A target as printed and as meant."""

    text: str | None
    quantity: float | None
    unit: str | None


@dataclass(slots=True)
class DraftIndicator:
    """One indicator with its one target; ``doubtful`` are columns with an open finding."""

    name: str
    no: str | None
    text: str | None
    evidence: str | None
    amount: Amount
    time: Time
    doubtful: tuple[str, ...] = ()


@dataclass(slots=True)
class DraftAction:
    """One action."""

    name: str
    no: str | None
    text: str | None
    indicators: list[DraftIndicator] = field(default_factory=list)
    doubtful: tuple[str, ...] = ()


@dataclass(slots=True)
class DraftAspect:
    """One aspect and its actions."""

    component_no: str
    component: str
    no: str
    text: str
    actions: list[DraftAction] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """One office's plan of one year."""

    institution: str
    year: int
    aspects: list[DraftAspect]

    @property
    def actions(self) -> list[DraftAction]:
        return [action for aspect in self.aspects for action in aspect.actions]

    def aspect_of(self, action: DraftAction) -> DraftAspect:
        return next(aspect for aspect in self.aspects if any(each is action for each in aspect.actions))

    def copy(self) -> Draft:
        return replace(self, aspects=[_copy_aspect(aspect) for aspect in self.aspects])


def read_draft(path: Path = FIXTURES / "decree-2026.plan.json") -> Draft:
    """The 2026 decree's plan."""
    aspects: list[DraftAspect] = []
    for number, row in enumerate(json.loads(path.read_text(encoding="utf-8"))):
        heading = row["component"], row["aspect"]
        if not aspects or heading != (aspects[-1].component, aspects[-1].text):
            aspects.append(
                DraftAspect(_no(row["component_no"]) or "", heading[0], _no(row["aspect_no"]) or "", heading[1])
            )
        actions = aspects[-1].actions
        if not actions or (_no(row["action_no"]), row["action"]) != (actions[-1].no, actions[-1].text):
            actions.append(
                DraftAction(f"a{number}", _no(row["action_no"]), row["action"], doubtful=_doubts(row, ACTION))
            )
        actions[-1].indicators.append(_indicator(f"i{number}", row))
    return Draft("Komisi Pemilihan Umum Kabupaten Banggai", 2026, aspects)


ACTION = ("component", "aspect", "action")
BELOW = ("indicator", "evidence", "time_text", "target_text")


def _indicator(name: str, row: dict[str, Any]) -> DraftIndicator:
    time = row["time_text"]
    return DraftIndicator(
        name,
        _no(row["indicator_no"]),
        row["indicator"],
        row["evidence"],
        Amount(row["target_text"], row.get("quantity"), row.get("unit")),
        Time(
            time and time.replace("2026", "{year}"),
            row.get("frequency"),
            _month_day(row.get("start_on")),
            _month_day(row.get("end_on")),
            tuple(day for due in row.get("due_on") or () if (day := _month_day(due))),
        ),
        _doubts(row, BELOW),
    )


def _doubts(row: dict[str, Any], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in (*row.get("doubtful", ()), *row.get("lost", ())) if name in names)


def _no(printed: object) -> str | None:
    return None if printed is None else str(printed)


def _month_day(iso: str | None) -> tuple[int, int] | None:
    day = dt.date.fromisoformat(iso) if iso else None
    return (day.month, day.day) if day else None


def _copy_aspect(aspect: DraftAspect) -> DraftAspect:
    actions = [replace(a, indicators=[replace(i) for i in a.indicators]) for a in aspect.actions]
    return replace(aspect, actions=actions)
