"""Transcripts among the sources: told by their suffix, read with the names that the evaluation form knows."""

from __future__ import annotations

from pathlib import Path

from extract.model import Extract
from extract.transcript.suffixes import SUFFIXES


def read_if_transcript(source: Path) -> Extract | None:
    """Read a transcript; None where the suffix is another kind's. Raises SourceError where it cannot be read."""
    if source.suffix.casefold() not in SUFFIXES:
        return None
    # Imported here: these readers are needed for transcripts only.
    from extract.transcript.reader import read_transcript  # noqa: PLC0415
    from normalize.names import plan_names  # noqa: PLC0415

    return read_transcript(source, plan_names())
