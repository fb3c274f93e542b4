"""Names of components and aspects, and the word list, for readers that have to place texts by what they say."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

from extract.transcript.names import PlanNames
from normalize.vocabulary import listed


@cache
def plan_names() -> PlanNames:
    """All wordings of ``lke_aspects.csv``, each once."""
    text = resources.files("normalize").joinpath("lke_aspects.csv").read_text(encoding="utf-8")
    components: dict[str, None] = {}
    aspects: dict[str, None] = {}
    for row in csv.DictReader(text.splitlines()):
        components |= dict.fromkeys(_wordings(row["component"], row["component_also_printed_as"]))
        aspects |= dict.fromkeys(_wordings(row["aspect"], row["aspect_also_printed_as"]))
    return PlanNames(tuple(components), tuple(aspects), lambda word: listed(word) > 0)


def _wordings(name: str, also: str) -> list[str]:
    return [part.strip() for part in (name, *also.split(";")) if part.strip()]
