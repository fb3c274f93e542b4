"""Where, when and by which office a decree was signed; never by whom."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from extract.preamble.keywords import first_of, folded, keyword, names_office, value
from extract.preamble.lines import Line, Passage, joined, with_text

MONTHS = "januari|februari|pebruari|maret|april|mei|juni|juli|agustus|september|oktober|november|nopember|desember"
DATE = re.compile(r"\d{1,2}\s*[A-Za-z]{3,10}\.?\s*\d{4}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")
PLACE_AND_DATE = re.compile(rf"^([A-Z][\w. ]{{2,30}}?)\s*,\s*(\d{{1,2}}\s+(?:{MONTHS})\s+\d{{4}})\b", re.IGNORECASE)
PLACED = ("ditetapkan di", "dikeluarkan di")
CERTIFIED = ("salinan sesuai", "tembusan")
SIGNED = re.compile(r"^\W*t\s*t\s*d\b|^\W*cap\b|^\W*dto\b|^\W*NIP\b", re.IGNORECASE)
# The office stands on at most so many lines.
OFFICE_LINES = 6
# Words that name offices; a line below the officer's title goes on with these or with words of the decree's heading.
OFFICE_WORDS = frozenset(
    folded(word)
    for word in "kabupaten kota provinsi propinsi republik indonesia daerah dinas badan balai kantor komisi "
    "pemilihan umum pengadilan negeri agama tinggi selaku kuasa pengguna anggaran dan di pada wilayah kelas sekretaris "
    "kepala ketua lingkungan kementerian".split()
)


@dataclass(frozen=True, slots=True)
class Signature:
    """Place, date and office as printed; empty where not printed."""

    place: Passage = Passage("")
    date: Passage = Passage("")
    office: Passage = Passage("")


def signature_start(lines: Sequence[Line]) -> int | None:
    """Index of the line that begins the signature; where neither place nor date was read, of what stands below it."""
    announced = _where(lines, _announces)
    dated = _where(lines, _dates)
    ended = _where(lines, _ends)
    return next(iter((*announced[:1], *dated[-1:], *ended[:1])), None)


def _where(lines: Sequence[Line], begins: Callable[[str], bool]) -> list[int]:
    return [index for index, line in enumerate(lines) if any(begins(text) for text in (line.text, *_columns(line)))]


def _announces(text: str) -> bool:
    """Ditetapkan di Luwuk; in small letters it is running text."""
    return text[:1].isupper() and first_of(text, PLACED) is not None


def _dates(text: str) -> bool:
    """Luwuk, 22 Januari 2026; or "pada tanggal 22 Januari 2026" and nothing more."""
    announced = keyword(text, "pada tanggal")
    date = DATE.search(announced.rest) if announced else None
    return PLACE_AND_DATE.match(text) is not None or (date is not None and not text.rstrip(" ,").endswith((".", ";")))


def _ends(text: str) -> bool:
    return SIGNED.match(text) is not None or first_of(text, CERTIFIED) is not None


def read_signature(lines: Sequence[Line], known: str) -> Signature:
    """Read the lines from the signature on; ``known`` is the decree's heading, whose words may name the office."""
    if not lines:
        return Signature()
    column = _own_column(lines)
    place, date, end = Passage(""), Passage(""), 0
    for index, line in enumerate(column[:4]):
        found_place, found_date = _place(line), _date(line)
        place, date = place if place.text else found_place, date if date.text else found_date
        if found_place.text or found_date.text:
            end = index + 1
    return Signature(place, date, joined(office_lines(column[end:], known)))


def _columns(line: Line) -> tuple[str, ...]:
    return tuple(part.text for part in line.parts) or (line.text,)


def _own_column(lines: Sequence[Line]) -> list[Line]:
    """The lines' parts that stand under the signature's beginning; certification beside it is left out."""
    first = lines[0]
    anchor = next((part for part in first.parts if _announces(part.text) or _dates(part.text)), None)
    if anchor is None:
        return list(lines)
    column, left, right = [], anchor.x0, anchor.x1
    for line in lines:
        under = [p for p in line.parts if p.x1 > left and p.x0 < right]
        if not under:
            continue
        left, right = min(left, under[0].x0), max(right, under[-1].x1)
        column.append(with_text(line, " ".join(p.text for p in under)))
    return column


def _place(line: Line) -> Passage:
    if together := PLACE_AND_DATE.match(line.text):
        return joined([with_text(line, together[1])])
    hit = first_of(line.text, PLACED)
    if not hit:
        return Passage("")
    text = re.split(r"\bpada\b", value(hit.rest), maxsplit=1, flags=re.IGNORECASE)[0]
    return joined([with_text(line, text.strip(" ,;."))])


def _date(line: Line) -> Passage:
    """The date of a line that announces one."""
    at = re.search(r"\bpada\b|\btanggal\b", line.text, re.IGNORECASE)
    if not (at or keyword(line.text, "pada tanggal") or PLACE_AND_DATE.match(line.text)):
        return Passage("")
    date = DATE.search(line.text)
    return joined([with_text(line, date[0])]) if date else Passage("")


def office_lines(lines: Iterable[Line], known: str) -> list[Line]:
    """The lines that name the signing office; ends at its comma, a signature mark, a gap or a line naming no office."""
    words = OFFICE_WORDS | {folded(word) for word in known.split()}
    office: list[Line] = []
    for line in lines:
        if SIGNED.match(line.text) or len(office) == OFFICE_LINES:
            break
        opens = names_office(line.text) and not (office and line.breaks)
        if not opens and not _only(line.text, words):
            break
        office.append(line)
        if line.text.rstrip().endswith(","):
            break
    return office if office and names_office(office[0].text) else []


def _only(text: str, words: frozenset[str] | set[str]) -> bool:
    """Whether a line holds words of an office only, so that no person's name is kept."""
    named = [folded(word) for word in re.findall(r"\w+", text)]
    return bool(named) and all(word in words for word in named if word)
