"""The vocabulary of targets, from ``units.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Units:
    """Comparator phrases (phrase: sign), multipliers and number words; all lower case."""

    comparators: dict[str, str]
    strict: dict[str, str]
    multipliers: dict[str, float]
    number_words: dict[str, int]
    number_scales: dict[str, int]


@cache
def units() -> Units:
    """Load ``units.toml``, once."""
    data = tomllib.loads(resources.files("normalize").joinpath("units.toml").read_text(encoding="utf-8"))
    return Units(
        comparators=_by_phrase(data["comparators"]),
        strict=_by_phrase(data["strict"]),
        multipliers=data["multipliers"],
        number_words=data["number_words"],
        number_scales=data["number_scales"],
    )


def _by_phrase(signs: dict[str, list[str]]) -> dict[str, str]:
    return {phrase: sign for sign, phrases in signs.items() for phrase in phrases}
