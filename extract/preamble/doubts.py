"""What is odd in a decree's own text: numbers out of sequence, numbers left to fill in, words read in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz

from extract.model import Doubt, Severity
from extract.preamble.annex import Annex
from extract.preamble.heading import read_number
from extract.preamble.keywords import folded
from extract.preamble.lines import Passage
from extract.preamble.preamble import Item, LabelledClause, Preamble
from extract.preamble.signature import Signature

# Two readings of one office differ in a letter or two (BANGGAL, BANGGAI: 98); two offices by a word or more.
NEARLY = 90.0


def decree_doubts(preamble: Preamble, annex: Annex, signature: Signature) -> Iterator[Doubt]:
    """All doubts of one decree's text; each code begins with the column of ``decrees`` it concerns."""
    for number in (preamble.heading.number, annex.heading.number):
        yield from _number_doubts(number)
    yield from _legal_basis_doubts(preamble.legal_basis)
    yield from _dictum_doubts(preamble.clauses)
    if annex.heading.date.text and not signature.date.text:
        yield _doubt("signed_on_annex", "the date of signing is the annex heading's", annex.heading.date, "info")
    yield from _signer_doubts(preamble.authority, signature.office)
    yield from _unsure(preamble, annex, signature)


def _doubt(code: str, message: str, passage: Passage, severity: Severity = "warning") -> Doubt:
    return Doubt(code, message, severity, before=passage.text or None, page=passage.page)


def _number_doubts(passage: Passage) -> Iterator[Doubt]:
    if passage.text and not read_number(passage.text).filled:
        yield _doubt("number_unfilled", "the decree's number is left to be filled in", passage)


def _legal_basis_doubts(items: Sequence[Item]) -> Iterator[Doubt]:
    """Items out of sequence; a list printed without any numbers has none."""
    numbered = any(item.number is not None for item in items)
    expected = 1
    for item in items if numbered else ():
        if item.number != expected:
            found = f"item {item.number}" if item.number else "an item without a number"
            yield _doubt("legal_basis_sequence", f"{found} stands where item {expected} is expected", item.passage)
        expected = (item.number or expected) + 1


def _dictum_doubts(clauses: Sequence[LabelledClause]) -> Iterator[Doubt]:
    expected = 1
    for clause in clauses:
        if not clause.passage.text:
            yield _doubt("dictums_empty", f"dictum {clause.label} has no text", clause.passage)
        if clause.place is None:
            continue
        if clause.place != expected:
            message = f"dictum {clause.label} is number {clause.place} where number {expected} is expected"
            yield Doubt("dictums_sequence", message, before=clause.label, page=clause.passage.page)
        expected = clause.place + 1


def _signer_doubts(authority: Passage, office: Passage) -> Iterator[Doubt]:
    """The signing office that is nearly, not quite, the authority above Menimbang: one is misread or mistyped."""
    one, other = folded(authority.text), folded(office.text)
    if one != other and fuzz.ratio(one, other) >= NEARLY:
        message = (
            f"the authority above Menimbang is {authority.text.rstrip(' ,')!r}, the signing office {office.text!r}"
        )
        yield _doubt("signed_by_office_disagrees", message, office)


def _unsure(preamble: Preamble, annex: Annex, signature: Signature) -> Iterator[Doubt]:
    """One doubt per column whose words were recognised in doubt."""
    heading = preamble.heading if preamble.heading.office.text or preamble.heading.number.text else annex.heading
    columns: dict[str, Iterable[Passage]] = {
        "institution": (heading.office if heading.office.text else preamble.authority,),
        "number": (heading.number,),
        "title": (preamble.title if preamble.title.text else annex.title,),
        "place": (signature.place,),
        "signed_on": (signature.date if signature.date.text else annex.heading.date,),
        "signed_by_office": (signature.office,),
        "legal_basis": (item.passage for item in preamble.legal_basis),
        "dictums": (clause.passage for clause in preamble.clauses),
    }
    for column, passages in columns.items():
        held = [passage for passage in passages if passage.unsure]
        if held:
            words = " ".join(word for passage in held for word in passage.unsure)
            yield Doubt(
                f"{column}_unsure", "words here were recognised with little confidence", before=words, page=held[0].page
            )
