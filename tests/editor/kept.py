"""A folder of clean tables with edited years in it, as ``renaksi extract`` would leave it."""

from __future__ import annotations

from pathlib import Path

from normalize.schema import Dataset
from pipeline.encode import Stamp
from pipeline.fingerprint import Fingerprint
from tests.editor.dataset import build
from tests.editor.draft import read_draft
from tests.editor.edit import Strength, next_print, next_year
from tests.stored import write

FINGERPRINT = Fingerprint(source="0", corrections="0", vocabularies="0", code="0", models="0")


def keep(clean: Path, *datasets: Dataset) -> Path:
    """Write some plans into a folder."""
    for dataset in datasets:
        decree = dataset.decrees[0]
        write(clean, dataset, Stamp(decree.decree_id, decree.year, decree.source_file, FINGERPRINT))
    return clean


def two_years(clean: Path, seed: int = 1, strength: Strength = "light") -> Path:
    """Keep the 2026 plan and an edited 2027 one."""
    draft = read_draft()
    return keep(clean, build(draft).dataset, build(next_year(draft, seed, strength)[0]).dataset)


def other_office(seed: int = 2) -> Dataset:
    """Another office's plan of 2027."""
    edited, _ = next_year(read_draft(), seed, "light")
    return build(next_print(edited, "Komisi Pemilihan Umum Kota Palu", years=0)).dataset
