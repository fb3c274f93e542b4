"""Plain aligned columns, for terminals and for grep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def aligned(header: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """Lines of a table: text to the left, numbers to the right, two spaces between, nothing cut."""
    cells = [list(map(_shown, row)) for row in [header, *rows]]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    right = [bool(rows) and all(isinstance(row[n], int) for row in rows) for n in range(len(header))]
    for line in cells:
        places = zip(line, widths, right, strict=True)
        yield "  ".join(f"{text:>{width}}" if number else f"{text:<{width}}" for text, width, number in places).rstrip()


def _shown(value: object) -> str:
    return "-" if value is None else str(value)
