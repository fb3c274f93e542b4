"""Every kind of finding is explained in docs/findings.md, and nothing else is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXPLAINED = set(
    re.findall(r"^\| `([a-z_*]+)` \|", (ROOT / "docs/findings.md").read_text(encoding="utf-8"), re.MULTILINE)
)
MAKERS = re.compile(r"(?:^Oddity|^Doubt|_doubt|_oddity)$")


def codes() -> Iterator[str]:
    """Codes in the calls that make doubts and oddities; a code made of a column's name reads ``*_missing``."""
    for package in ("extract", "normalize"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and MAKERS.search(ast.unparse(node.func).split(".")[-1]):
                    yield from _code(node)


def _code(call: ast.Call) -> Iterator[str]:
    given = [word.value for word in call.keywords if word.arg == "code"] or call.args[:1]
    for node in given:
        if isinstance(node, ast.Constant) and re.fullmatch(r"[a-z]+(?:_[a-z]+)+", str(node.value)):
            yield str(node.value)
        elif isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)


def test_every_code_is_explained() -> None:
    found = set(codes())
    general = tuple(name.removeprefix("*") for name in EXPLAINED if name.startswith("*"))
    assert {code for code in found - EXPLAINED if not code.endswith(general)} == set()


def test_nothing_is_explained_that_the_code_does_not_know() -> None:
    assert EXPLAINED - set(codes()) == set()
