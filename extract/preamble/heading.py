"""The heading of a decree and of its annex: office, number, subject and date, each after its keyword."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.preamble.keywords import KINDS, SEPARATORS, first_of, keyword, names_office, value
from extract.preamble.lines import Line, Passage, joined, with_text

# Keywords that may follow on the same line: "KEPUTUSAN KEPALA DINAS NOMOR 3 TAHUN 2026 TENTANG".
INLINE = re.compile(r"\s(?=(?:N[O0]M[O0]R|T[E3]NTANG|TANGGAL)\b)")
YEAR = r"(?:19|20)\d\d"
DIGIT_FOR = str.maketrans("OoQIl|SBZ", "000111582")
# TAHUN and a year whose digits recognition may have spoiled (TAHUN2O26).
YEAR_AFTER = re.compile(r"\s*T[A4]H[UV]N\s*[:.]?\s*([12Z][\dOoQIl|SBZ]{3})(?![\dA-Za-z])", re.IGNORECASE)
YEAR_WITHIN = re.compile(rf"[/.\-\s]({YEAR})$")
# Dots, blanks and dashes left to be filled in by hand: "NOMOR ..... TAHUN 2026", "700/   /ITDA/2022".
UNFILLED = re.compile(r"\.{3,}|…|_{2,}|/\s*/|^\s*/|/\s*$")


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands after the keywords of a heading; ``rest`` are the lines after its last field."""

    office: Passage
    number: Passage
    title: tuple[Line, ...] = ()
    date: Passage = Passage("")


@dataclass(frozen=True, slots=True)
class Number:
    """A decree's number: without NOMOR and TAHUN, as printed, and its year; empty where not printed."""

    text: str
    year: str
    filled: bool = True


def read_heading(lines: Iterable[Line]) -> Heading:
    """Sort the lines of a heading into its fields; lines before the kind of decree belong to none."""
    fields: dict[str, list[Line]] = {"office": [], "number": [], "title": [], "date": []}
    field = ""
    for line in pieces(lines):
        name, rest = _field(line.text, field)
        if name:
            field = name
        elif field in ("number", "date") and not _continues(fields[field], line):
            field = "after"
        if field in fields and rest:
            fields[field].append(with_text(line, rest))
    return Heading(joined(fields["office"]), joined(fields["number"]), tuple(fields["title"]), joined(fields["date"]))


def pieces(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, cut before keywords inside them, up to the subject."""
    subject = False
    for line in lines:
        texts = [line.text] if subject else INLINE.split(line.text)
        for index, text in enumerate(texts):
            subject = subject or keyword(text, "tentang") is not None
            yield with_text(line, " ".join(texts[index:]) if subject else text)
            if subject:
                break


def _field(text: str, current: str) -> tuple[str, str]:
    """Which field a line opens, and what it says of it; no field where it continues the one before."""
    if current == "title":
        return _late_field(text)
    for name, words in (("number", ("nomor",)), ("title", ("tentang",)), ("date", ("tanggal",)), ("office", KINDS)):
        if hit := first_of(text, words):
            return name, value(hit.rest)
    if short := re.match(r"\s*N[oO0]\s*[.:]+\s*(.*)", text):
        return "number", value(short[1])
    return "", text


def _late_field(text: str) -> tuple[str, str]:
    """Number and date may follow the subject, with a colon: "TENTANG : ... / NOMOR : ... / TANGGAL : ..."."""
    for name, word in (("number", "nomor"), ("date", "tanggal")):
        if (hit := keyword(text, word)) and hit.rest.lstrip().startswith(":"):
            return name, value(hit.rest)
    return "", text


def _continues(above: Sequence[Line], line: Line) -> bool:
    """Whether a number or date goes on in this line: nothing said yet, broken at a stroke, or the year follows."""
    return not above or above[-1].text.rstrip().endswith(("/", "-")) or keyword(line.text, "tahun") is not None


def read_number(text: str) -> Number:
    """Part a printed number from its year: "3 TAHUN 2026", "188.45/12/KPTS/2021", "05/Kpts/H.1.4/01/2021"."""
    text = value(" ".join(text.split()))
    if after := YEAR_AFTER.search(text):
        number, year = value(text[: after.start()]).rstrip(SEPARATORS), after[1].translate(DIGIT_FOR)
    else:
        number = text.rstrip(SEPARATORS)
        within = YEAR_WITHIN.search(number)
        year = within[1] if within else ""
    return Number(number, year, bool(number) and not UNFILLED.search(text[: after.start()] if after else number))


def without_authority(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Part the subject from the authority below it ("KETUA KOMISI PEMILIHAN UMUM KABUPATEN BANGGAI,")."""
    for index in range(len(lines) - 1, 0, -1):
        text = lines[index].text
        if keyword(text, "dengan rahmat tuhan"):
            return tuple(lines[:index]), tuple(lines[index + 1 :])
        if names_office(text) and (lines[index].breaks or _ends_with_comma(lines[index:])):
            above = index - 1 if keyword(lines[index - 1].text, "dengan rahmat tuhan yang maha esa") else index
            return tuple(lines[:above]), tuple(lines[index:])
    for index in range(len(lines) - 1, 0, -1):
        if lines[index].breaks and _ends_with_comma(lines[index:]):
            return tuple(lines[:index]), tuple(lines[index:])
    return tuple(lines), ()


def _ends_with_comma(lines: Sequence[Line]) -> bool:
    return lines[-1].text.rstrip().endswith((",", ", ."))
