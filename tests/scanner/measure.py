"""Measure scans of the 2026 decree: ``python -m tests.scanner.measure --profile office200 --seeds 101 102``.

Makes each scan, extracts it and scores it with ``../shared/score.py``; the last line pools the seeds. Readings are
cached like any other; ``--fresh`` reads again. ``--alone`` tells what Tesseract alone reads, cell by cell: how bad the
scans are.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from extract.source import read_source
from normalize.records import build
from normalize.schema import Dataset
from pipeline.encode import Stamp
from pipeline.fingerprint import Fingerprint
from pipeline.lexicon import lexicon
from tests.scanner.alone import tesseract_alone
from tests.scanner.make import make_scan
from tests.scanner.profiles import PROFILES, Variant
from tests.stored import write

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "data/raw/kpu-banggai-2026.pdf"
TRUTH = ROOT / "tests/fixtures/kpu-banggai-2026.truth.json"
SCORE = ROOT.parent / "shared/score.py"
NO_PRINT = Fingerprint(source="", corrections="", vocabularies="", code="", models="")


def measure(
    source: Path, truth: Path, profile: str, seed: int, variant: Variant, jobs: int
) -> tuple[dict[str, Any], list[Any]]:
    """Figures of one scan, and its wrong cells."""
    scan = Path(tempfile.gettempdir()) / f"renaksi-scan-{source.stem}-{profile}-{variant}-{seed}.pdf"
    make_scan(source, scan, PROFILES[profile], seed, variant)
    began = time.perf_counter()
    extract = read_source(scan, jobs=jobs, lexicon=lexicon)
    seconds = time.perf_counter() - began
    figures, wrong = score(build(extract, (), "measure"), truth)
    return {**figures, "seconds": round(seconds, 1), "kind": extract.kind}, wrong


def score(data: Dataset, truth: Path) -> tuple[dict[str, Any], list[Any]]:
    """The figures of ``score.py`` for a dataset, and the cells that are wrong."""
    if not SCORE.exists():
        sys.exit(f"{SCORE} is not here: no figures")
    spec = importlib.util.spec_from_file_location("score", SCORE)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), data, Stamp(data.decrees[0].decree_id, data.decrees[0].year, "scan", NO_PRINT))
        figures, wrong = module.figures(module.predicted(folder), json.loads(truth.read_text()))
    return figures, wrong


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profile", choices=sorted(PROFILES), default="office200")
    parser.add_argument("--variant", choices=[v.value for v in Variant], default="plain")
    parser.add_argument("--seeds", type=int, nargs="+", default=[101])
    parser.add_argument("--source", type=Path, default=SOURCE)
    parser.add_argument("--truth", type=Path, default=TRUTH)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--alone", action="store_true")
    parser.add_argument("--show", type=int, default=0)
    o = parser.parse_args(arguments)
    if o.fresh:
        os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp()
    found = []
    for seed in o.seeds:
        with tesseract_alone() if o.alone else nullcontext():
            figures, wrong = measure(o.source, o.truth, o.profile, seed, Variant(o.variant), 1 if o.alone else o.jobs)
        found.append(figures)
        print(o.profile, o.variant, seed, json.dumps(figures), flush=True)
        for row, field, got, want, loud in sorted(wrong, key=lambda w: w[4])[: o.show]:
            print(f"  row {row} {field}{' (flagged)' if loud else ''}\n    got  {got!r}\n    want {want!r}")
    print(o.profile, o.variant, "pooled", json.dumps(pooled(found)))


def pooled(found: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The mean of every share over all scans, and the sums of what is counted."""
    counts = {key: sum(f[key] for f in found) for key in ("rows_true", "rows_pred", "extra", "silent_cells")}
    shares = {
        key: round(sum(f[key] for f in found) / len(found), 4) for key in found[0] if type(found[0][key]) is float
    }
    return {**counts, **shares}


if __name__ == "__main__":
    main()
