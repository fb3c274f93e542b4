"""Figures over layouts drawn by seed: ``python -m tests.layout_figures FIRST COUNT``.

Prints, pooled over the seeds, the share of values that are right, that are silently wrong, and that carry a needless
open finding, and each seed that is not exact.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.measure import Score, compare, read
from tests.typeset.fixture import invented, real
from tests.typeset.generate import random_layout, set_plan


def figures(first: int, count: int) -> None:
    """Set, read and compare the plans of ``count`` seeds."""
    scores: list[Score] = []
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + count):
            pdf, truth = set_plan(real(0, 64) if seed % 2 else invented(0, 40), random_layout(seed))
            path = Path(folder) / "plan-2027.pdf"
            path.write_bytes(pdf)
            score = compare(read(path), truth)
            scores.append(score)
            if score.differences or score.rows_read != score.rows_true:
                rows = f"{score.rows_read}/{score.rows_true} rows"
                print(f"seed {seed}: {rows}, {len(score.differences)} values wrong, {len(score.silent)} silently")
    cells = sum(s.cells for s in scores)
    print(f"layouts {len(scores)}, exact {sum(not s.differences for s in scores)}, values {cells}")
    print(f"right   {1 - sum(len(s.differences) for s in scores) / cells:.5f}")
    print(f"silent  {sum(len(s.silent) for s in scores) / cells:.5f}")
    print(f"flagged {sum(len(s.needless) for s in scores) / cells:.5f} beyond the plan's own blanks")


if __name__ == "__main__":
    figures(int(sys.argv[1]), int(sys.argv[2]))
