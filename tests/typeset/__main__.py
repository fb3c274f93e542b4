"""``python -m tests.typeset``: set the reproduction in ``data/raw`` and every committed fixture."""

from __future__ import annotations

from pathlib import Path

from tests.typeset.broken import broken_grids
from tests.typeset.company import companies
from tests.typeset.fixture import Fixture
from tests.typeset.hostile import hostile
from tests.typeset.plan import FIXTURES, office
from tests.typeset.reproduction import HEADER_ONCE, NARROW, REPRODUCTION
from tests.typeset.setter import set_decree
from tests.typeset.truth import dump, truth_rows

ROOT = FIXTURES.parent.parent
RAW = ROOT / "data" / "raw"


def variants() -> list[Fixture]:
    """The reproduction and its two variants."""
    plan, decree = office("decree-2026")
    kinds = (
        ("kpu-banggai-2026", REPRODUCTION, "the reproduction of the real decree; its PDF lies in data/raw"),
        ("decree-2026-narrow", NARROW, "the same plan upright, in cells so narrow that they break words"),
        ("decree-2026-header-once", HEADER_ONCE, "the same plan with its header on the first page only"),
    )
    return [
        Fixture(name, set_decree(plan, decree, layout), tuple(truth_rows(plan, layout)), why)
        for name, layout, why in kinds
    ]


def fixtures() -> list[Fixture]:
    """Everything the setter commits."""
    return [*variants(), *broken_grids(), *companies(), *hostile()]


def files() -> dict[Path, bytes]:
    """Every file that the setter makes, with its bytes."""
    made: dict[Path, bytes] = {}
    for fixture in fixtures():
        folder = RAW if fixture.name == "kpu-banggai-2026" else FIXTURES
        made[folder / f"{fixture.name}.pdf"] = fixture.pdf
        made[FIXTURES / f"{fixture.name}.truth.json"] = dump(list(fixture.rows)).encode()
    return made


def main() -> None:
    """Write every file and say so."""
    for path, content in files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        print(f"{path.relative_to(ROOT)}: {len(content):,} bytes")


if __name__ == "__main__":
    main()
