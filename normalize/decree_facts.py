"""The facts that name a decree: its institution, number, subject and date."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from rapidfuzz import fuzz

from extract.model import DecreeText
from normalize.dates import printed_date
from normalize.institution import institution_of
from normalize.oddity import Oddity

# Readings of one name differ in a letter or two (BANGGAL, BANGGAI: 98 of 100), names of two offices by a word.
NEARLY = 93.0


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts that the annex heading repeats, the preamble's first; None where neither prints them."""

    institution: str | None
    number: str | None
    number_year: int | None
    title: str | None
    signed_on: dt.date | None
    repairs: tuple[Oddity, ...] = ()


def decree_facts(text: DecreeText) -> Facts:
    """Take each fact from the preamble, else from the annex heading."""
    office = text.office or text.annex_office
    year = text.number_year if text.number else text.annex_number_year
    institution = institution_of(office) or None if office else None
    settled = _settled(institution, text) if institution else None
    repair = Oddity(
        "institution_repaired",
        "a reading in doubt is taken as the decree prints it in two other places",
        status="repaired",
        before=institution,
        after=settled,
    )
    return Facts(
        institution=settled or institution,
        number=text.number or text.annex_number,
        number_year=int(year) if year else None,
        title=text.title or text.annex_title,
        signed_on=printed_date(text.signed_on) if text.signed_on else None,
        repairs=(repair,) if settled else (),
    )


def _settled(institution: str, text: DecreeText) -> str | None:
    """The institution as two other places print it alike, where recognition doubted the first; None without need."""
    if not any(doubt.code == "institution_unsure" for doubt in text.doubts):
        return None
    clause = next((dictum.text for dictum in text.dictums), "")
    issued = clause.upper().removeprefix("KEPUTUSAN ").partition(" TENTANG ")[0]
    others = [institution_of(office) for office in (text.annex_office, text.signed_by_office, issued) if office]
    agreed = [name for name, count in Counter(others).most_common(1) if count > 1]
    near = [name for name in agreed if name != institution and fuzz.ratio(name, institution) >= NEARLY]
    return near[0] if near else None
