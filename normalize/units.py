"""The vocabulary of targets, from ``units.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

_IN_BRACKETS = re.compile(r"\((?P<inside>(?=[^)]*\d)(?=.*[A-Za-z%]{2}|[^)]*%)(?:[^()]|\([^()]*\))+)\)")


@dataclass(frozen=True, slots=True)
class Units:
    """Comparator phrases (phrase: sign), multipliers (``money``: of amounts only), number words, scales, grades.

    All lower case.
    """

    comparators: dict[str, str]
    strict: dict[str, str]
    multipliers: dict[str, float]
    money: dict[str, float]
    grades: frozenset[str]
    number_words: dict[str, int]
    number_scales: dict[str, int]
    scale: re.Pattern[str]


@cache
def units() -> Units:
    """Load ``units.toml``, once."""
    data = tomllib.loads(resources.files("normalize").joinpath("units.toml").read_text(encoding="utf-8"))
    return Units(
        comparators=_by_phrase(data["comparators"]),
        strict=_by_phrase(data["strict"]),
        multipliers=data["multipliers"],
        money=data["money"],
        grades=frozenset(data["grades"]["words"]),
        number_words=data["number_words"],
        number_scales=data["number_scales"],
        scale=_scale(data["scales"]["words"], [*_by_phrase(data["comparators"]), *_by_phrase(data["strict"])]),
    )


def scale_last(text: str) -> str:
    """A number on a named scale with the name behind it, as units stand: "Nilai ≥ 3,75" as "≥ 3,75 Nilai"."""
    match = units().scale.fullmatch(text)
    return f"{match['number']} {match['scale']}" if match else text


def unwrapped(text: str) -> str:
    """A counted thing that stands in brackets as a whole, behind a time: "(12 (dua belas) Laporan)"."""
    match = _IN_BRACKETS.fullmatch(text)
    return match["inside"].strip() if match else text


def _scale(words: list[str], comparators: list[str]) -> re.Pattern[str]:
    names, signs = (
        "|".join(re.escape(w) for w in sorted(group, key=len, reverse=True)) for group in (words, comparators)
    )
    return re.compile(
        rf"(?P<scale>{names})\s*:?\s+?(?P<number>(?:(?:{signs})\s*)?\d[\d.,]*(?<!\.)\s*%?)", re.IGNORECASE
    )


def _by_phrase(signs: dict[str, list[str]]) -> dict[str, str]:
    return {phrase: sign for sign, phrases in signs.items() for phrase in phrases}
