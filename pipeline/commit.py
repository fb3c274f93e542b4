"""Putting a decree's six files in place together: an interrupted run leaves the old files or the new ones.

New files are written beside the old ones under hidden names (table readers pass those over). A journal, itself put
in place by one rename, then names every move and removal: before it stands nothing has happened, after it
everything will, by this run or by the next one's ``recover``.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

JOURNAL = ".pending-"
FRESH = ".new"


class StoreError(Exception):
    """The clean folder cannot be read or written: one sentence with the file, the cause and the cure."""


def commit(clean: Path, name: str, contents: Mapping[Path, bytes], remove: Iterable[Path]) -> None:
    """Make the files (paths under ``clean``) hold these contents and remove others, all or nothing.

    ``name`` tells this change from others under way. Raises StoreError when the disk refuses.
    """
    try:
        journal = _prepare(clean, name, contents, remove)
    except OSError as error:
        raise StoreError(
            f"{error.filename or clean}: cannot be written ({error.strerror}); earlier files are untouched, "
            "make room or mend the permissions and run again."
        ) from error
    try:
        _carry_out(journal)
    except BaseException:
        # Interrupted between two renames (Ctrl-C): the journal stands, so the rest can still be done at once.
        _carry_out(journal)
        raise


def recover(clean: Path) -> None:
    """Finish what an interrupted run had decided and clear away what it had not."""
    for journal in sorted(clean.glob(f"{JOURNAL}*.json")):
        _carry_out(journal)
    for stray in [*clean.glob(f"*/*/.*{FRESH}"), *clean.glob(f"{JOURNAL}*{FRESH}")]:
        stray.unlink()


@contextmanager
def locked(clean: Path) -> Iterator[None]:
    """Hold the clean folder against a second run; raises StoreError when one is at work."""
    try:
        clean.mkdir(parents=True, exist_ok=True)
        lock = (clean / ".lock").open("w")
    except OSError as error:
        cause = f"{error.strerror}: {error.filename}"
        raise StoreError(f"{clean}: cannot be used ({cause}); name another folder or mend the permissions.") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreError(f"{clean}: another run is writing here; wait until it has ended.") from error
        yield


def _prepare(clean: Path, name: str, contents: Mapping[Path, bytes], remove: Iterable[Path]) -> Path:
    fresh = {_hidden(path): content for path, content in contents.items()}
    journal = clean / f"{JOURNAL}{name}.json"
    moves = [(str(_hidden(path).relative_to(clean)), str(path.relative_to(clean))) for path in contents]
    plan = {"move": moves, "remove": [str(path.relative_to(clean)) for path in remove]}
    written = journal.with_name(journal.name + FRESH)
    try:
        for path, content in fresh.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, content)
        _write(written, json.dumps(plan).encode())
        written.replace(journal)
    except BaseException:
        for path in [*fresh, written]:
            path.unlink(missing_ok=True)
        raise
    return journal


def _carry_out(journal: Path) -> None:
    """Do every move and removal that is still to do; doing it twice is the same as once."""
    clean = journal.parent
    plan = json.loads(journal.read_bytes())
    for fresh, final in plan["move"]:
        with suppress(FileNotFoundError):
            (clean / fresh).replace(clean / final)
    for old in plan["remove"]:
        (clean / old).unlink(missing_ok=True)
        with suppress(OSError):
            (clean / old).parent.rmdir()
    journal.unlink()


def _hidden(path: Path) -> Path:
    return path.with_name(f".{path.name}{FRESH}")


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
