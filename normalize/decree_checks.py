"""What is missing in a decree's own text, what it prints in two ways, and what cannot well be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from extract.model import DecreeText, Doubt
from normalize.decree_facts import Facts
from normalize.oddity import Oddity
from normalize.plan_year import PlanYear
from normalize.schema import Decree

COLUMNS = sorted((f.name for f in fields(Decree)), key=len, reverse=True)
# What every decree prints, with the words of the finding where it was not found.
EXPECTED = {
    "institution": "the office that issued it",
    "number": "its number",
    "number_year": "the year in its number",
    "title": "its subject (tentang)",
    "place": "the place of signing",
    "signed_on": "the date of signing",
    "signed_by_office": "the office that signed",
    "legal_basis": "its legal basis (mengingat)",
    "dictums": "its dictums",
}


@dataclass(frozen=True, slots=True)
class Placed:
    """An oddity and the column of ``decrees`` it concerns; ``page`` counts from 1."""

    column: str
    oddity: Oddity
    page: int | None = None


def key_doubts(oddities: Iterable[Placed]) -> list[Placed]:
    """A key made of facts that were recognised in doubt is in doubt."""
    parts = ("institution", "number", "number_year")
    unsure = [placed for placed in oddities if placed.column in parts and placed.oddity.code.endswith("_unsure")]
    message = "the key is made of words recognised with little confidence"
    return [Placed("decree_id", Oddity("decree_id_unsure", message), unsure[0].page)] if unsure else []


def placed_doubt(doubt: Doubt) -> Placed:
    """The reader's doubts name their column at the beginning of their code."""
    column = next((name for name in COLUMNS if doubt.code.startswith(f"{name}_")), "title")
    oddity = Oddity(doubt.code, doubt.message, doubt.severity, doubt.status, doubt.before, doubt.after)
    return Placed(column, oddity, doubt.page)


def has_preamble(text: DecreeText) -> bool:
    """Whether the source holds a decree's own text, not only its annex or a table."""
    return bool(text.office or text.number or text.title or text.legal_basis or text.dictums)


def missing(text: DecreeText, facts: Facts) -> Iterator[Placed]:
    """One finding per fact that is not printed; a source without a preamble gets one for all."""
    if not has_preamble(text):
        held = ", ".join(name for name in ("institution", "number", "title") if getattr(facts, name))
        message = "the source holds no preamble" + (f"; {held} as the annex heading prints them" if held else "")
        yield Placed("title", Oddity("no_preamble", message, "info"))
        return
    annex = {"institution": text.office, "number": text.number, "title": text.title}
    for column, words in EXPECTED.items():
        value = getattr(facts if hasattr(facts, column) else text, column)
        if column == "signed_on" and text.signed_on and not value:
            message = f"the date of signing {text.signed_on!r} is not clear"
            yield Placed(column, Oddity("signed_on_unclear", message, before=text.signed_on))
        elif not value:
            yield Placed(column, Oddity(f"{column}_missing", f"the decree does not print {words}, or it was not found"))
        elif column in annex and not annex[column]:
            yield Placed(column, Oddity(f"{column}_annex", f"only the annex heading prints {words}", before=str(value)))


def disagreements(text: DecreeText) -> Iterator[Placed]:
    """Facts that the decree prints twice in two ways: in preamble and annex, in subject and Menetapkan."""
    pairs = (
        ("institution", text.office, text.annex_office),
        ("number", text.number, text.annex_number),
        ("number_year", text.number_year, text.annex_number_year),
        ("title", text.title, text.annex_title),
    )
    for column, own, annex in pairs:
        if own and annex and not _agree(column, _comparable(own), _comparable(annex)):
            message = f"the preamble prints {own!r}, the annex heading {annex!r}"
            yield Placed(column, Oddity("annex_disagrees", message, before=own, after=None))
    clause = next((d.text for d in text.dictums if _comparable(d.label) == "menetapkan"), "")
    subject = clause.partition(" TENTANG ")[2] if " TENTANG " in clause else clause.partition(" tentang ")[2]
    if text.title and subject and _comparable(subject) != _comparable(text.title):
        message = f"the heading prints {text.title!r}, Menetapkan {subject!r}"
        yield Placed("title", Oddity("clause_disagrees", message, before=text.title))


def _agree(column: str, own: str, annex: str) -> bool:
    """Whether two readings say the same; an annex may shorten the office's name."""
    return own == annex or (column == "institution" and own.startswith(annex))


def _comparable(text: str) -> str:
    """Letters and digits only: case, white space and punctuation do not make two readings."""
    return "".join(char for char in text.casefold() if char.isalnum())


def unlikely(facts: Facts, plan: PlanYear) -> Iterator[Placed]:
    """Years that do not fit each other: a decree is numbered when signed, for its own year or the next."""
    if facts.signed_on and facts.number_year and facts.signed_on.year != facts.number_year:
        message = f"signed in {facts.signed_on.year}, numbered in {facts.number_year}"
        yield Placed("signed_on", Oddity("signed_on_disagrees", message, before=facts.signed_on.isoformat()))
    if facts.number_year and plan.year - facts.number_year not in (0, 1):
        message = f"planned for {plan.year}, numbered in {facts.number_year}"
        yield Placed("number_year", Oddity("number_year_disagrees", message, before=str(facts.number_year)))
