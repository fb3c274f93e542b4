"""What a decree says of itself: preamble, legal basis, dictums, signature and annex heading, as printed.

A doubt's code begins with the column of ``decrees`` it concerns (``dictums_repeated``, ``title_unsure``).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from extract.geometry import Page
from extract.model import DecreeText, Dictum
from extract.preamble.annex import Annex, annex_start, from_title, read_annex
from extract.preamble.doubts import decree_doubts
from extract.preamble.heading import Number, read_number
from extract.preamble.hyphens import Listed, without_breaks
from extract.preamble.keywords import folded, value
from extract.preamble.lines import Line, Passage, anonymous, body_lines, page_lines, unrolled
from extract.preamble.preamble import Preamble, is_preamble, read_preamble
from extract.preamble.signature import Signature, read_signature, signature_start
from extract.preamble.spelling import doubt_misreadings

# A decree's own text takes a few pages; a longer run of pages before the table is read no further.
MAX_LINES = 4000


def no_words(_: str) -> bool:
    """The word list of nobody."""
    return False


def read_decree(
    pages: Sequence[Page], table_pages: Collection[int], table_tops: Mapping[int, float], listed: Listed = no_words
) -> DecreeText:
    """Read the pages before the table, the lines above it, and those after it (a signed annex).

    ``table_tops`` gives the table's top edge on its pages, in points from the page's top; ``listed`` tells whether the
    language has a word.
    """
    first, last = min(table_pages, default=None), max(table_pages, default=None)
    before: list[Line] = []
    after: list[Line] = []
    for page in pages:
        if first is None or page.number < first:
            before += page_lines(page)
        elif page.number == first:
            before += page_lines(_between(page, 0.0, table_tops.get(first, 0.0)))
        if last is not None and page.number >= last:
            after += page_lines(_between(page, _table_end(page) if page.number == last else 0.0, page.height))
    if any(page.kind == "scanned" for page in pages):
        before = doubt_misreadings(before)
    return read_decree_lines(before, after, listed)


def _between(page: Page, top: float, bottom: float) -> Page:
    """The page with its words between two heights only, in points."""
    return replace(page, words=tuple(w for w in page.words if top <= w.bbox.middle[1] < bottom))


def _table_end(page: Page) -> float:
    """Where the table's last page has its last ruling, in points."""
    return max((ruling.bbox.bottom for ruling in page.rulings), default=page.height)


def read_decree_lines(lines: Sequence[Line], after: Sequence[Line] = (), listed: Listed = no_words) -> DecreeText:
    """Read a decree's text from its printed lines above the table, and ``after`` it where the annex is signed."""
    lines = body_lines(unrolled(replace(line, text=anonymous(line.text)) for line in lines[:MAX_LINES]))
    lines = without_breaks(lines, listed)
    own, annex_lines = _parted(lines)
    start = signature_start(own)
    preamble = read_preamble(own[:start])
    annex = read_annex(annex_lines)
    known = " ".join((preamble.heading.office.text, preamble.authority.text, annex.heading.office.text))
    signature = _signature(own[start:] if start is not None else (), after, known)
    return _decree_text(preamble, annex, signature)


def _parted(lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """The decree's own lines and those of its annex, or of the title over the table where no annex is headed."""
    start = annex_start(lines)
    if start is not None:
        return lines[:start], lines[start:]
    if not is_preamble(lines):
        return (), lines
    signed = signature_start(lines)
    page = lines[signed if signed is not None else -1].page
    return lines, from_title([line for line in lines if line.page > page])


def _signature(lines: Sequence[Line], after: Sequence[Line], known: str) -> Signature:
    """The decree's signature; its office from under the table where the decree's own pages name none."""
    own = read_signature(lines, known)
    if own.office.text:
        return own
    start = signature_start(after)
    below = read_signature(after[start:], known) if start is not None else Signature()
    return Signature(
        own.place if own.place.text else below.place, own.date if own.date.text else below.date, below.office
    )


def _decree_text(preamble: Preamble, annex: Annex, signature: Signature) -> DecreeText:
    number, annex_number = read_number(preamble.heading.number.text), read_number(annex.heading.number.text)
    return DecreeText(
        office=_said(_office(preamble)),
        number=_printed(number),
        number_year=number.year or None,
        title=_said(preamble.title),
        place=_said(signature.place),
        signed_on=_said(signature.date if signature.date.text else annex.heading.date),
        signed_by_office=_said(signature.office),
        legal_basis=tuple(item.passage.text for item in preamble.legal_basis if item.passage.text),
        dictums=tuple(Dictum(clause.label, clause.passage.text) for clause in preamble.clauses),
        annex_office=_said(annex.heading.office),
        annex_number=_printed(annex_number),
        annex_number_year=annex_number.year or None,
        annex_title=_said(annex.title),
        heading=_said(annex.table_title),
        doubts=tuple(decree_doubts(preamble, annex, signature)),
    )


def _office(preamble: Preamble) -> Passage:
    """The office above the number, or the authority where it names the same office in full, with its region."""
    office, authority = preamble.heading.office, preamble.authority
    return authority if folded(authority.text).startswith(folded(office.text)) else office


def _said(passage: Passage) -> str | None:
    return value(passage.text).rstrip(" ,;") or None


def _printed(number: Number) -> str | None:
    return number.text if number.filled else None
