"""Marks that no plan prints where an engine read them: specks of the scan, taken for quotes, dots and accents."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from extract.scan.readings import Reading

# Read where a speck touches a word's end; a pair of quotes around a word stays.
_BEFORE = re.compile(r"^[.,:;'‘’\"“”`*·•°~_^|\\!{}©®=¢—–-]+(?=[\w(])")
_AFTER = re.compile(r"(?<=[\w).,:;%-])['‘’\"“”`*·•°~_^|\\{}©®¢=—]+$")
_ALONE = re.compile(r"^[.,:;'‘’\"“”`*·•°~_^|\\!{}©®¢=—]+$")
# The first of a year's parts, as a stroke is read: "Triwulan |".
PERIOD, _ONES = (
    re.compile(r"^(?:triwulan|trw|tw|semester|caturwulan|kuartal|tahap)\.?$", re.IGNORECASE),
    frozenset("|!lI"),
)
_TWICE = re.compile(r"([.,:;])[.,:;]+(?!,-)")
_QUOTES = re.compile(r"['‘’\"“”]")
_PLAIN = {"–": "-", "—": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "|": "I"}


def tidy(token: str, first: bool) -> str:
    """The token without such marks; "" when it is nothing else. A dash that begins a line stays: it makes lists.

    ``first`` says that the token begins its line.
    """
    if _ALONE.match(token):
        return ""
    if first and re.match(r"^[-–•·]$", token):
        return "-"
    quoted = len(_QUOTES.findall(token)) == 2
    token = token if quoted else _AFTER.sub("", _BEFORE.sub(_kept, token) if not first else _BEFORE.sub(_dash, token))
    return _unaccented(_TWICE.sub(r"\1", token))


def _kept(match: re.Match[str]) -> str:
    return ""


def _dash(match: re.Match[str]) -> str:
    """At a line's start a dash may begin a list item that is printed without a space."""
    return "-" if match.group() in "-–" else ""


def _unaccented(token: str) -> str:
    """Accents go: Indonesian prints none, and a speck over a letter reads as one."""
    letters = unicodedata.normalize("NFD", token)
    return "".join(c for c in letters if not unicodedata.combining(c))


def tidied(reading: Reading) -> Reading:
    """The reading without such marks."""
    words = []
    for index, word in enumerate(reading.words):
        # Between words a dash is Tesseract's for a shorter one; at a line's ends it is a stroke's.
        between = word.text == "—" and 0 < index < len(reading.words) - 1
        text = "–" if between else tidy(word.text, first=index == 0)
        if word.text in _ONES and index and PERIOD.match(reading.words[index - 1].text):
            text = "I"
        if text:
            words.append(word if text == word.text else replace(word, text=text))
    return replace(reading, words=tuple(words))
