"""Which office issued a decree, and the slugs that its key is made of."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("institutions.toml")
# A key is a file name too: longer slugs lose their end.
MAX_SLUG = 80


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Short forms by slug, longest name first, and the titles that stand before an institution's name."""

    names: tuple[tuple[str, str], ...]
    officers: re.Pattern[str]


@cache
def abbreviations() -> Abbreviations:
    """The table of short forms, read once."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    names = sorted(((slug(name), short) for name, short in table["names"].items()), key=lambda n: (-len(n[0]), n[0]))
    titles, others = (table["officers"][key] for key in ("of_institution", "not_before"))
    pattern = rf"^(?:{'|'.join(titles)})\b\.?\s*(?!(?:{'|'.join(others)})\b)(?=\w)"
    return Abbreviations(tuple(names), re.compile(pattern, re.IGNORECASE))


def institution_of(office: str) -> str:
    """The institution in an office as printed: KEPALA DINAS KESEHATAN is DINAS KESEHATAN; BUPATI X stays."""
    name = office
    while (shorter := abbreviations().officers.sub("", name)) != name:
        name = shorter
    return name.strip(" ,.;:")


def slug(text: str) -> str:
    """Small letters and digits joined by hyphens; accents dropped."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def institution_slug(institution: str) -> str:
    """The institution's slug with its short forms: KOMISI PEMILIHAN UMUM KABUPATEN BANGGAI is kpu-kab-banggai."""
    name = f"-{slug(institution)}-"
    for long, short in abbreviations().names:
        name = name.replace(f"-{long}-", f"-{short}-")
    return _shortened(name.strip("-"))


def number_slug(number: str, year: int | None) -> str:
    """The number's slug without its year: 188.45/12/KPTS/2021 is 188-45-12-kpts."""
    name = slug(number)
    if year is not None:
        name = re.sub(rf"(?:-|^){year}$", "", name) or name
    return _shortened(name)


def _shortened(name: str) -> str:
    return name if len(name) <= MAX_SLUG else name[:MAX_SLUG].rsplit("-", 1)[0].strip("-")
