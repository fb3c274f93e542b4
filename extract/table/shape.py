"""What a text looks like, with no regard to what it means: numbered, cut off, a time, a target."""

from __future__ import annotations

import re
from functools import lru_cache

NUMBER_MARK = re.compile(r"^\s*(\(?\d{1,2}[.)]|\d{1,2}\.\d{1,2}\.?|[a-zA-Z][.)]|[IVX]{1,5}[.)])(\s|$|(?=[A-Z]))")
_FIRST_OF_SERIES = re.compile(r"^\s*\(?[1aAI][.)](?:\s|(?=[A-Z]))")
_SMALL = re.compile(r"\s*(?:[a-z][a-z/-]|[(),;:.%/])")
BULLET = re.compile(r"^\s*[-–—•▪●○➢✓*]\s*(?=\S)")
_MONTH = (
    r"(?:jan(?:uari)?|[fp]eb(?:ruari)?|mar(?:et)?|apr(?:il)?|mei|juni?|juli?|agu(?:st(?:us)?)?|ags|agt|sept?(?:ember)?"
    r"|okt(?:ober)?|nov(?:ember)?|nop(?:ember)?|des(?:ember)?)\.?"
)
_SPAN = r"(?:tri\s?wulan|trw|tw|twl|semester|smt|bulan|minggu|tahun|hari|pekan|kuartal|catur\s?wulan|dwi\s?bulan)"
_UNIT = (
    rf"(?:(?:per|setiap|tiap)\s*(?:\d+\s*(?:\([a-z\s]+\))?\s*)?{_SPAN}(?:\s+sekali)?|{_SPAN}\s*(?:ke-?\s*)?(?:[ivx]+|\d{{1,4}})"
    rf"|(?:\d{{1,2}}\s+)?{_MONTH}|b\d{{2}}|bulanan|triwulanan|semesteran|tahunan)"
)
_YEAR = r"(?:\s*(?:tahun\s*|th\.?\s*)?(?:19|20)\d{2})?"
_LINK = r"\s*(?:s\.?\s*/?\s*d\.?|sampai(?:\s+dengan)?|hingga|dan|,|;|&|/|-|–)\s*"
TIME = re.compile(rf"\W*{_UNIT}{_YEAR}(?:(?:{_LINK}|\s+-\s*){_UNIT}{_YEAR})*\W*$", re.IGNORECASE)
_LINKS = (*"sampai hingga per setiap tiap tahun".split(), "sampai dengan", *",;&/–-")
_UNTIL_END = re.compile(r"s\.?\s*/?\s*d\.?$")
# Links, and the white space that may stand behind them, are shorter: "sampai dengan" has 13 letters.
LONGEST_LINK = 40
_COUNT = r"\d[\d.,]*\s*%?\s*(?:\([A-Za-z\s]+\))?"
BARE_COUNT = re.compile(r"^\W*\d[\d.,]*\s*(?:\([A-Za-z\s]+\))?\s*$")
TARGET = re.compile(rf"^\W*{_COUNT}\s*[A-Za-z%][\w\s/.,()-]*$")
BARE_YEAR = re.compile(r"^\s*(?:19|20)\d{2}\.?\s*$")
# Searched in small letters: a fifth of the time that a search takes which folds case itself.
_ANY_TIME = re.compile(rf"(?<!\w)(?:{_UNIT}|(?:19|20)\d{{2}})\b")
_HINT = re.compile(rf"\d|(?<!\w)(?:{_MONTH}|{_SPAN}|per|setiap|tiap)")
_ANY_MONTH = re.compile(rf"\b{_MONTH}(?!\w)", re.IGNORECASE)
_ANY_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_LOOSE_TIME = re.compile(
    rf"\b{_MONTH}{_YEAR}\s*(?:s\.?\s*/?\s*d\.?+|sampai(?:\s+dengan)?+|hingga)(?!\w)(?!\s*(?:\d+\s*)?{_MONTH})",
    re.IGNORECASE,
)
_ANY_COUNT = re.compile(r"\d[\d.,]*\s*(?:%|\([A-Za-z\s]+\))|^\W*\d{1,3}(?:[.,]\d+)*\s+[A-Za-z]{3,}")

# Words that a printed text in Indonesian does not end with: conjunctions, prepositions, determiners before a noun.
OPEN_WORDS = frozenset(
    "dan atau yang dengan pada di ke dari untuk dalam terhadap oleh sesuai tentang serta bagi antara secara kepada "
    "melalui sebagai atas para setiap per s.d. sd s/d sampai bahwa agar karena terkait maupun tanpa hingga berupa "
    "menjadi telah akan sudah dapat tidak bersama guna demi seperti yaitu adalah".split()
)


@lru_cache(maxsize=4096)
def numbered(text: str) -> bool:
    """Whether a text begins with a printed number ("2.", "a.", "IV.")."""
    return bool(NUMBER_MARK.match(text))


def counts_anew(above: str, below: str) -> bool:
    """Whether a numbered text begins its series again after another of it: "5. …", then "1. …"."""
    return numbered(above) and not _FIRST_OF_SERIES.match(above) and bool(_FIRST_OF_SERIES.match(below))


def first_word(text: str) -> str:
    """A text's first word in small letters, behind its printed number; "" where there is none."""
    return next(iter(NUMBER_MARK.sub("", text).casefold().split()), "")


@lru_cache(maxsize=4096)
def bulleted(text: str) -> bool:
    """Whether a text begins with a bullet or a list dash."""
    return bool(BULLET.match(text))


@lru_cache(maxsize=4096)
def goes_on(text: str) -> bool:
    """Whether a text begins as the rest of a sentence does: with a small letter or a closing sign."""
    return bool(_SMALL.match(text))


@lru_cache(maxsize=4096)
def unfinished(text: str) -> bool:
    """Whether a text ends as no finished text does: an open word, comma, hyphen, slash or parenthesis."""
    text = text.rstrip()
    if not text:
        return False
    last = text.split()[-1].casefold().strip("(\"'")
    open_word = last in OPEN_WORDS or last.split("/")[-1] in OPEN_WORDS
    return open_word or text[-1] in ",-/(&:–" or text.count("(") > text.count(")")


def time_like(text: str) -> bool:
    """Whether a text is a whole printed time."""
    return bool(TIME.match(text)) or bool(BARE_YEAR.match(text))


def time_cut(text: str) -> bool:
    """Whether a time is cut off ("Januari s.d.")."""
    end = text[-LONGEST_LINK:].rstrip().lower()
    return end.endswith(_LINKS) or (end.endswith(("d", "d.")) and bool(_UNTIL_END.search(end)))


def target_like(text: str) -> bool:
    """Whether a text is a number with a unit."""
    return bool(TARGET.match(text)) and not BARE_COUNT.match(text)


def bare_count(text: str) -> bool:
    """Whether a text is a number without a unit ("1 (satu)")."""
    return bool(BARE_COUNT.match(text))


def hints_closed(text: str) -> bool:
    """Whether a text may hold a time, a count or a target: no part of others is one."""
    return bool(_HINT.search(text.lower()))


@lru_cache(maxsize=4096)
def has_time(text: str) -> bool:
    """Whether a text names a month, a period or a year."""
    return bool(_ANY_TIME.search(text.lower()))


def names_month(text: str) -> bool:
    """Whether a text names a month."""
    return bool(_ANY_MONTH.search(text))


def lacks_year(text: str) -> bool:
    """Whether a text names a month and prints no year."""
    return names_month(text) and not _ANY_YEAR.search(text)


def loose_time(text: str) -> bool:
    """Whether a time that is cut off stands in a text: "Laporan Januari s.d.", but not "Januari s.d. Maret"."""
    return bool(_LOOSE_TIME.search(text))


def has_count(text: str) -> bool:
    """Whether a text holds a counted target ("1 (satu) Laporan", "98 %")."""
    return bool(_ANY_COUNT.search(text))
