"""What a transcript costs: seconds for 1,000 rows, whole and damaged, from the text to its records."""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.check import Check
from extract.transcript.reader import read_transcript
from normalize.names import plan_names
from normalize.records import build
from pipeline.run import YOUNG_OBJECTS
from tests.damage.damage import STRENGTHS, damaged
from tests.damage.sheets import OFFICES, sheets, text_of
from tests.typeset.big import big_plan
from tests.typeset.plan import office

ROWS, SEED, RUNS = 1000, 1, 3


def of_transcripts() -> Iterator[Check]:
    """1,000 rows of the 2026 decree's layout: undamaged, and at each strength of damage."""
    gc.set_threshold(YOUNG_OBJECTS)  # as the product does
    pages, preamble = sheets(big_plan(ROWS), OFFICES["decree-2026"]), office("decree-2026")[1]
    texts = {"undamaged": text_of(pages, preamble)}
    texts |= {name: text_of(damaged(pages, how, SEED), preamble) for name, how in STRENGTHS.items()}
    for name, text in texts.items():
        yield Check(f"{ROWS} rows of transcript, {name}: seconds", _seconds(text), most=5.0)


def _seconds(text: str) -> float:
    """The median of some readings."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "decree-2027.txt"
        path.write_text(text, encoding="utf-8")
        return median(_read(path) for _ in range(RUNS))


def _read(path: Path) -> float:
    began = perf_counter()
    build(read_transcript(path, plan_names()), (), "0")
    return perf_counter() - began
