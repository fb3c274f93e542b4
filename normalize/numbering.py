"""Numbers printed before a text: "1. Foo", "IV.", "(a)", "1.2"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = re.compile(
    r"""(?:\(\s*(?P<bracketed>\d{1,2}|[a-z]|[ivx]{1,5})\s*\)
        |(?P<outline>(?:\d{1,2}|[A-Z]|[IVX]{1,5})(?:\.\d{1,2}){1,3})[.)]?(?=\s|$)
        |(?P<plain>\d{1,3}|[A-Za-z]|[IVX]{1,5}|[ivx]{1,5})\s?(?:\.\)|[.)])
    )\s*(?P<text>.*)""",
    re.VERBOSE | re.DOTALL,
)
_INITIAL = re.compile(r"[A-HJ-UWYZ]\. [A-Z][a-z]{1,4}")  # "A. Yani" is a name, "A. Penataan" is not


@dataclass(frozen=True, slots=True)
class Numbered:
    """A text without its printed number; ``no`` is that number without brackets or closing dot."""

    no: str | None
    text: str


def split_number(text: str) -> Numbered:
    """Take a printed number off: "3.Pemberian" is 3 and "Pemberian"; "2 (dua) Laporan" and "98 %" have none."""
    match = _NUMBER.fullmatch(text)
    if not match:
        return Numbered(None, text)
    rest = match["text"]
    number = match["bracketed"] or match["outline"] or match["plain"]
    if (rest[:1].isdigit() and match["plain"]) or rest.startswith((",", "d.")) or _INITIAL.fullmatch(text):
        return Numbered(None, text)  # 1.000, "s.d.", a name
    return Numbered(number, rest)
