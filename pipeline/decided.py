"""The corrections that people keep beside their decrees: one file each, named for the decree."""

from __future__ import annotations

from collections.abc import Iterator
from glob import escape
from pathlib import Path

from extract.model import SourceError
from normalize.corrections import REQUIRED, Action, CorrectionFile, correction_rows, parse_corrections

# A line of corrections has some hundred bytes; a file beyond this is something else.
MOST_BYTES = 20_000_000


def read_corrections(folder: Path, decree_id: str) -> CorrectionFile:
    """Corrections of one decree; empty where it has no file.

    Raises SourceError, with file and line, where the file cannot be read or a row is malformed.
    """
    path = folder / f"{decree_id}.csv"
    text = _text(path)
    return CorrectionFile() if text is None else parse_corrections(text, str(path))


def decided_rows(folder: Path, decree_id: str) -> list[dict[str, str]]:
    """The rows of a decree's corrections that are filled in, by column name; raises as ``read_corrections`` does."""
    path = folder / f"{decree_id}.csv"
    rows = [row for _, row in correction_rows(_text(path) or ",".join(REQUIRED), str(path))]
    return [row for row in rows if row["action"] != Action.CORRECT or row["value"].strip()]


def _text(path: Path) -> str | None:
    """The text of a corrections file; None where there is none."""
    try:
        if not path.is_file():
            return None
        if path.stat().st_size > MOST_BYTES:
            raise SourceError(
                f"{path}: has more than {MOST_BYTES // 1_000_000} MB and is no corrections file; remove it."
            )
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: is not in UTF-8 (byte {error.start}); save it as “CSV UTF-8”.") from error
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}); check the permissions.") from error


def stray_corrections(folder: Path, clean: Path) -> Iterator[Path]:
    """Files of corrections that no decree kept has the id of: nothing would read them."""
    for path in sorted(folder.glob("*.csv")):
        if next(clean.glob(f"decrees/*/{escape(path.stem)}.parquet"), None) is None:
            yield path
