"""A time whose begin and end stand in two columns."""

from __future__ import annotations

import pytest

from normalize.reading import Reading
from normalize.windows import window


@pytest.mark.parametrize(
    ("start", "end", "text", "open_codes"),
    [
        ("Januari", "Maret 2026", "Januari s.d. Maret 2026", []),
        ("Maret", "Maret", "Maret", []),
        ("01/02/2026", "28/02/2026", "01/02/2026 s.d. 28/02/2026", []),
        (None, "Maret", "Maret", ["time_half_blank"]),
        ("Januari", None, "Januari", ["time_half_blank"]),
        (None, None, None, []),
    ],
)
def test_begin_and_end_are_one_time(
    start: str | None, end: str | None, text: str | None, open_codes: list[str]
) -> None:
    found = window(Reading(start, cell_ids=("a",)), Reading(end, cell_ids=("b",)))
    assert found.text == text
    assert found.cell_ids == ("a", "b")
    assert [o.code for o in found.oddities if o.status == "open"] == open_codes
