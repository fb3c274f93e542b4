"""Who issued a decree, under which number, when and for which year: the decree's row and its key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from extract.model import Extract
from normalize.decree_checks import Placed, disagreements, key_doubts, missing, placed_doubt, unlikely
from normalize.decree_facts import Facts, decree_facts
from normalize.institution import institution_slug, number_slug, slug
from normalize.plan_year import plan_year
from normalize.schema import Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a decree says of itself, by the contract's column names; None or empty where not printed."""

    decree_id: str
    year: int
    number: str | None
    number_year: int | None
    institution: str | None
    title: str | None
    place: str | None
    signed_on: dt.date | None
    signed_by_office: str | None
    legal_basis: tuple[str, ...]
    dictums: tuple[Clause, ...]
    oddities: tuple[Placed, ...]


def identify(extract: Extract, printed_times: Iterable[str]) -> Identity:
    """Tell a decree's key, year and facts from its text.

    Raises SourceError where the year planned for can be told from nothing.
    """
    text = extract.decree
    plan = plan_year(extract, printed_times)
    facts = decree_facts(text)
    oddities = [
        *(placed_doubt(doubt) for doubt in text.doubts),
        *(Placed("year", oddity) for oddity in plan.oddities),
        *(Placed("institution", oddity) for oddity in facts.repairs),
        *missing(text, facts),
        *disagreements(text),
        *unlikely(facts, plan),
    ]
    oddities += key_doubts(oddities)
    return Identity(
        decree_id=_decree_id(extract, facts, plan.year),
        year=plan.year,
        number=facts.number,
        number_year=facts.number_year,
        institution=facts.institution,
        title=facts.title,
        place=text.place,
        signed_on=facts.signed_on,
        signed_by_office=text.signed_by_office,
        legal_basis=text.legal_basis,
        dictums=tuple(Clause(dictum.label, dictum.text) for dictum in text.dictums),
        oddities=tuple(oddities),
    )


def _decree_id(extract: Extract, facts: Facts, year: int) -> str:
    """Institution, year and number; the file's slug where no number or no institution is printed."""
    if facts.number and facts.institution:
        numbered = facts.number_year or (facts.signed_on.year if facts.signed_on else year)
        parts = (institution_slug(facts.institution), str(numbered), number_slug(facts.number, facts.number_year))
        if all(parts):
            return "-".join(parts)
    return slug(PurePath(extract.file).stem) or f"source-{extract.sha256[:8]}"
