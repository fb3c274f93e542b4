"""Figures over scans of layouts drawn by seed: ``python -m tests.scan_layout_figures office200 FIRST COUNT``.

Prints for each layout, and pooled, the values that are wrong, that are silently wrong, and that carry a needless open
finding; minutes for a dozen. A layout that cannot be read at all is told with its reason.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from extract.model import SourceError
from tests.measure import Score, compare, read
from tests.scanner.make import make_scan
from tests.scanner.profiles import PROFILES, Variant
from tests.typeset.fixture import invented, real
from tests.typeset.generate import random_layout, set_plan

ROWS = 12


def figures(profile: str, first: int, count: int) -> None:
    """Set, scan, read and compare the plans of ``count`` seeds."""
    scores: list[Score] = []
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + count):
            pdf, truth = set_plan(real(0, ROWS) if seed % 2 else invented(0, ROWS), random_layout(seed))
            source, scan = Path(folder) / "plan-2027.pdf", Path(folder) / "scan-2027.pdf"
            source.write_bytes(pdf)
            make_scan(source, scan, PROFILES[profile], seed, Variant.PLAIN)
            try:
                scores.append(compare(read(scan), truth))
                print(f"seed {seed}: {_told(scores[-1:])}", flush=True)
            except SourceError as error:
                print(f"seed {seed}: not read, {error}", flush=True)
    print(f"{len(scores)} of {count} layouts: {_told(scores)}")


def _told(scores: list[Score]) -> str:
    rows = f"{sum(s.rows_read for s in scores)}/{sum(s.rows_true for s in scores)} rows"
    wrong, silent = sum(len(s.differences) for s in scores), sum(len(s.silent) for s in scores)
    needless, cells = sum(len(s.needless) for s in scores), sum(s.cells for s in scores)
    return f"{rows}, {wrong} values wrong of {cells}, {silent} silently, {needless} needlessly in doubt"


if __name__ == "__main__":
    figures(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
