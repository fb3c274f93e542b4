"""Which files are transcripts, told by their suffix; loads no reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Form = Literal["text", "separated", "html", "word"]
FORMS: Mapping[str, Form] = {
    ".txt": "text",
    ".md": "text",
    ".tsv": "separated",
    ".csv": "separated",
    ".html": "html",
    ".htm": "html",
    ".docx": "word",
}
SUFFIXES = frozenset(FORMS)
