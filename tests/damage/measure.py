"""``python -m tests.damage.measure [SEEDS]``: how damaged transcripts are repaired, beside reading by position."""

from __future__ import annotations

import importlib.util
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from types import ModuleType
from typing import Any

from extract.model import Extract
from extract.transcript.reader import read_transcript
from normalize.names import plan_names
from normalize.records import build
from pipeline.encode import Stamp
from pipeline.fingerprint import Fingerprint
from tests.damage.baseline import by_position
from tests.damage.damage import STRENGTHS, damaged
from tests.damage.sheets import OFFICES, text_of, undamaged
from tests.stored import write
from tests.typeset.plan import office
from tests.typeset.truth import Truth, truth_rows

SCORER = Path(__file__).parents[3] / "shared" / "score.py"
SEEDS = (101, 102, 103, 104, 105)
Reader = Callable[[Path], Extract]


@dataclass(frozen=True, slots=True)
class Figures:
    """One transcript's figures, as shares of its cells."""

    cell_exact: float
    silent: float
    flagged: float
    wrong: tuple[Any, ...] = ()


def scorer() -> ModuleType:
    """The scorer beside the project; raises FileNotFoundError where it is absent."""
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measured(text: str, name: str, reader: Reader) -> Figures:
    """Read a transcript of an office's plan and score it."""
    return measured_rows(text, truth_rows(office(name)[0], OFFICES[name]), reader)


def measured_rows(text: str, truth: list[Truth], reader: Reader) -> Figures:
    """Read a transcript and score it against the rows that it should give."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "decree-2027.txt"
        path.write_text(text, encoding="utf-8")
        dataset = build(reader(path), (), "0")
        decree = dataset.decrees[0]
        write(Path(folder), dataset, Stamp(decree.decree_id, decree.year, path.name, Fingerprint(*"abcde")))
        score = scorer()
        figures, wrong = score.figures(score.predicted(folder), truth)
    return Figures(figures["cell_exact"], figures["silent"], figures["flagged"], tuple(wrong))


def repaired(path: Path) -> Extract:
    """Read a transcript as the product does."""
    return read_transcript(path, plan_names())


def main() -> None:
    """Print a line for each office and strength: the mean over the seeds, and by position."""
    seeds = [int(seed) for seed in sys.argv[1:]] or SEEDS
    for name in OFFICES:
        pages, preamble = undamaged(name)
        print(name, "undamaged", measured(text_of(pages, preamble), name, repaired))
        for strength, how in STRENGTHS.items():
            began = perf_counter()
            texts = [text_of(damaged(pages, how, seed), preamble) for seed in seeds]
            found = [measured(text, name, repaired) for text in texts]
            seconds = (perf_counter() - began) / len(seeds)
            plain = [measured(text, name, by_position).cell_exact for text in texts]
            print(name, strength, *_told(found), f"by position {sum(plain) / len(plain):.2f}", f"{seconds:.1f} s each")


def _told(found: list[Figures]) -> list[str]:
    shares = {
        "exact": [f.cell_exact for f in found],
        "silent": [f.silent for f in found],
        "flagged": [f.flagged for f in found],
    }
    return [f"{key} {sum(v) / len(v):.4f} ({' '.join(f'{x:.3f}' for x in v)})" for key, v in shares.items()]


if __name__ == "__main__":
    main()
