"""Which files are pictures; told without loading what decodes them, since most sources are PDFs."""

from __future__ import annotations

from pathlib import Path

_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff"})


def is_picture(path: Path) -> bool:
    """Whether a file is a picture by its name: PNG, JPEG or TIFF."""
    return path.suffix.lower() in _SUFFIXES
