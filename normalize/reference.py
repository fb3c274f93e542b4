"""Printed components and aspects to names of the evaluation form (LKE), so that offices and years compare.

The names are those of PermenPANRB 90/2021, in ``lke_aspects.csv`` with wordings seen in print.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from rapidfuzz import fuzz

from normalize.oddity import Oddity

# Best scores on two real plans: the 38 printed aspects 91-100, the 9 goals of a performance agreement at most 67;
# neighbours that mean something else reach 87 ("Pembangunan Zona Integritas").
ASPECT_CUTOFF = 88
# Components: the 11 printed ones 100, one for another at most 65.
COMPONENT_CUTOFF = 80
# What the printed component adds to its own aspects: it decides between twins, never against a clear name.
_WEIGHT = 5
_LONGEST = 300  # letters compared
_SYNONYMS = {
    "zi": "zona integritas",
    "monitoring": "pemantauan",
    "monev": "pemantauan evaluasi",
    "rb": "reformasi birokrasi",
}
_NOISE = {"area", "komponen", "pengungkit", "aspek", "dan", "menuju"}


@dataclass(frozen=True, slots=True)
class Reference:
    """Names of the evaluation form: component A1-A6, aspect A1.1-A6.R2; None below the cut-off."""

    component_ref: str | None
    aspect_ref: str | None
    oddities: tuple[Oddity, ...] = ()


@dataclass(frozen=True, slots=True)
class _Name:
    component_ref: str
    ref: str
    text: str


@lru_cache(maxsize=4096)
def reference(component: str | None, aspect: str | None) -> Reference:
    """Match a printed component and a printed aspect, each None where not printed.

    A clear aspect of another component wins over the printed component ("VI. PENGUATAN PENGAWASAN" over service
    aspects, 2021) and the disagreement is an oddity.
    """
    printed = _component(component)
    found = _aspect(aspect, printed)
    if found is None:
        return Reference(printed, None)
    if printed is None or printed == found.component_ref:
        return Reference(found.component_ref, found.ref)
    message = f'The aspect "{aspect}" belongs to {found.component_ref}, the component printed is {printed}'
    odd = Oddity("component_disagrees", message, before=component, after=found.component_ref)
    return Reference(found.component_ref, found.ref, (odd,))


def _component(printed: str | None) -> str | None:
    """The component a text names."""
    text = _plain(printed)
    score, ref = max((_score(text, name.text), name.ref) for name in _names()[0])
    return ref if score >= COMPONENT_CUTOFF else None


def _aspect(printed: str | None, component: str | None) -> _Name | None:
    """The aspect a text names, over all components; the printed one weighs in."""
    text = _plain(printed)
    scored = [(_score(text, name.text), name) for name in _names()[1]]
    good = [
        (score + _WEIGHT * (name.component_ref == component), score, name)
        for score, name in scored
        if score >= ASPECT_CUTOFF
    ]
    return max(good, key=lambda pair: pair[:2])[2] if good else None


def _score(text: str, name: str) -> float:
    """Likeness 0-100, in printed order or with the words sorted; the zone named or left out."""
    if not text:
        return 0.0
    texts = {text, re.sub(r"\bzona integritas\b ?", "", text)}
    return max(max(fuzz.ratio(t, name), fuzz.token_sort_ratio(t, name)) for t in texts)


@cache
def _names() -> tuple[tuple[_Name, ...], tuple[_Name, ...]]:
    """All names of components and of aspects, abbreviations in brackets as names of their own."""
    text = resources.files("normalize").joinpath("lke_aspects.csv").read_text(encoding="utf-8")
    components: dict[_Name, None] = {}
    aspects: dict[_Name, None] = {}
    for row in csv.DictReader(text.splitlines()):
        owner = row["component_ref"]
        for name in _wordings(row["component"], row["component_also_printed_as"]):
            components[_Name(owner, owner, name)] = None
        for name in _wordings(row["aspect"], row["aspect_also_printed_as"]):
            aspects[_Name(owner, row["aspect_ref"], name)] = None
    return tuple(components), tuple(aspects)


def _wordings(name: str, also: str) -> list[str]:
    texts = [part.strip() for part in (name, *also.split(";")) if part.strip()]
    short = [match for part in texts for match in re.findall(r"\(([A-Z]{3,})\)$", part)]
    bare = [re.sub(r"\s*\([A-Z]{3,}\)$", "", part) for part in texts]
    return list(dict.fromkeys(_plain(part) for part in (*texts, *short, *bare)))


def _plain(printed: str | None) -> str:
    """Words in lower case without signs, roman numbers, filling words; abbreviations spelt out."""
    words = re.findall(r"\w+", (printed or "")[:_LONGEST].casefold())
    kept = (word for word in words if word not in _NOISE and not re.fullmatch(r"[ivx]+", word))
    return " ".join(_SYNONYMS.get(word, word) for word in kept)
