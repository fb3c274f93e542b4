"""``python -m tests.typeset``: set the reproduction in ``data/raw`` and every committed fixture."""

from __future__ import annotations

from pathlib import Path

from tests.typeset.plan import FIXTURES, office
from tests.typeset.reproduction import HEADER_ONCE, NARROW, REPRODUCTION
from tests.typeset.setter import set_decree
from tests.typeset.truth import dump, truth_rows

RAW = FIXTURES.parent.parent / "data" / "raw"


def files() -> dict[Path, bytes]:
    """Every file that the setter makes, with its bytes."""
    plan, decree = office("decree-2026")
    made = {RAW / "kpu-banggai-2026.pdf": set_decree(plan, decree, REPRODUCTION)}
    made[FIXTURES / "kpu-banggai-2026.truth.json"] = dump(truth_rows(plan, REPRODUCTION)).encode()
    for name, layout in (("decree-2026-narrow", NARROW), ("decree-2026-header-once", HEADER_ONCE)):
        made[FIXTURES / f"{name}.pdf"] = set_decree(plan, decree, layout)
        made[FIXTURES / f"{name}.truth.json"] = dump(truth_rows(plan, layout)).encode()
    return made


if __name__ == "__main__":
    for path, content in files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        print(f"{path.relative_to(FIXTURES.parent.parent)}: {len(content):,} bytes")
