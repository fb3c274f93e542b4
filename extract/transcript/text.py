"""The text of a file, whatever its encoding and line ends."""

from __future__ import annotations

import re
from pathlib import Path

from extract.model import SourceError

# Cells of one line that are looked at.
MAX_CELLS = 200
Row = tuple[str, ...]


def read_text(path: Path) -> str:
    """The text of a file: UTF-8 or UTF-16 with or without a mark, else Windows-1252, line ends made one.

    Raises SourceError where it is no text or mixes encodings.
    """
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(path, data, "utf-16")
    if b"\x00" in data:
        raise SourceError(f"{path.name}: is no text file (it holds zero bytes); save the transcript as UTF-8 text")
    try:
        return _lined(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        if re.search(rb"[\xc2-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}", data):
            line = data[: error.start].count(b"\n") + 1
            raise SourceError(
                f"{path.name}: line {line}: mixes UTF-8 with another encoding; save the whole file as UTF-8"
            ) from error
        return _decoded(path, data, "cp1252")


def _decoded(path: Path, data: bytes, encoding: str) -> str:
    try:
        return _lined(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise SourceError(f"{path.name}: is neither UTF-8 nor {encoding} text; save the file as UTF-8") from error


def _lined(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
