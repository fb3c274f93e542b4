"""A plan and its decree's preamble, as texts: what the setter sets."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What target and time mean by the contract's rules; dates as ISO text. ``known`` names what is determined."""

    quantity: float | None = None
    unit: str | None = None
    frequency: str | None = None
    start_on: str | None = None
    end_on: str | None = None
    due_on: tuple[str, ...] = ()
    quantity_basis: str | None = None
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One indicator with its ancestors, as printed; ``lost`` names the fields left blank."""

    component_no: str | None = None
    component: str | None = None
    aspect_no: str | None = None
    aspect: str | None = None
    action_no: str | None = None
    action: str | None = None
    indicator_no: str | None = None
    indicator: str
    evidence: str | None = None
    time_text: str | None = None
    target_text: str | None = None
    responsible: str | None = None
    budget: str | None = None
    meaning: Meaning = Meaning()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All rows of one plan, in document order, and the year planned for."""

    rows: tuple[PlanRow, ...]
    year: int = 2026


@dataclass(frozen=True, slots=True)
class Annex:
    """The block and heading over the table: each entry one printed line, ``title`` set as a paragraph."""

    office: tuple[str, ...]
    number: str
    title: str
    heading: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preamble:
    """The decree's own text, without the names of those who sign."""

    letterhead: tuple[str, ...]
    kind: str
    number: str
    number_year: str
    title: str
    authority: str
    place: str
    signed_on: str
    signed_by: tuple[str, ...]
    certified_by: tuple[str, ...]
    considerations: tuple[str, ...]
    legal_basis: tuple[str, ...]
    dictums: tuple[tuple[str, str], ...]
    annex: Annex


def load_plan(path: Path) -> Plan:
    """Read a ``*.plan.json``: a list of rows, or an object with ``year`` and ``rows``."""
    data = json.loads(path.read_text(encoding="utf-8"))
    rows, year = (data["rows"], data["year"]) if isinstance(data, dict) else (data, 2026)
    return Plan(tuple(_row(row) for row in rows), year)


def load_preamble(path: Path) -> Preamble:
    """Read a ``*.preamble.toml``."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    annex = data.pop("annex")
    dictums = tuple((clause["label"], clause["text"]) for clause in data.pop("dictums"))
    texts: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    block = Annex(tuple(annex["office"]), annex["number"], annex["title"], tuple(annex["heading"]))
    return Preamble(annex=block, dictums=dictums, **texts)


def _row(data: dict[str, Any]) -> PlanRow:
    meant: dict[str, Any] = {name: data[name] for name in Meaning.__slots__ if name in data}
    meant["known"] = tuple(meant)
    meant["due_on"] = tuple(meant.get("due_on") or ())
    texts = {name: data.get(name) for name in PlanRow.__slots__ if name not in ("meaning", "lost")}
    printed: dict[str, Any] = {name: None if text is None else str(text) for name, text in texts.items()}
    return PlanRow(meaning=Meaning(**meant), lost=tuple(data.get("lost") or ()), **printed)


def office(name: str) -> tuple[Plan, Preamble]:
    """Plan and preamble of an office: "decree-2026", read from the real decree, or "office-b", invented."""
    return load_plan(FIXTURES / f"{name}.plan.json"), load_preamble(FIXTURES / f"{name}.preamble.toml")
