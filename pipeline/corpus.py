"""Many sources: which of them changed, each extracted, each result kept or refused."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from traceback import format_exc

from pipeline import store
from pipeline.commit import StoreError, locked, recover
from pipeline.encode import Stamp
from pipeline.fingerprint import Tools, file_sha256, tools
from pipeline.handout import Report, hand_out
from pipeline.run import Extracted, Failed, Source, unexpected

RAW, CLEAN, CORRECTIONS = Path("data/raw"), Path("data/clean"), Path("data/corrections")
# What file managers and office programs leave behind in a folder.
CLUTTER = ("Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one corpus."""

    raw: Path = RAW
    clean: Path = CLEAN
    corrections: Path = CORRECTIONS

    def name(self, source: Path) -> str:
        """Name a source is known by: its path under the raw folder, elsewhere its bare name."""
        place, raw = source.parent.resolve() / source.name, self.raw.resolve()
        return place.relative_to(raw).as_posix() if place.is_relative_to(raw) else source.name


@dataclass(frozen=True, slots=True)
class Kept:
    """A source whose records were written."""

    source: str
    result: Extracted
    stamp: Stamp
    replaced: tuple[Stamp, ...]


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A source whose files are up to date."""

    source: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Refused:
    """A source that gave nothing to keep; its earlier files are untouched."""

    source: str
    failure: Failed


Outcome = Kept | Unchanged | Refused


@dataclass(slots=True)
class Shelf:
    """Stamps of the decrees kept, as they change during a run."""

    by_id: dict[str, Stamp] = field(default_factory=dict)
    by_source: dict[str, Stamp] = field(default_factory=dict)

    def put(self, stamp: Stamp) -> None:
        """Take in a decree, in place of what its id or its source stood for."""
        for old in self.replaced_by(stamp):
            self.by_id.pop(old.decree_id, None)
            self.by_source.pop(old.source, None)
        self.by_id[stamp.decree_id] = self.by_source[stamp.source] = stamp

    def replaced_by(self, stamp: Stamp) -> tuple[Stamp, ...]:
        """Return the stamps that a new one puts out of date."""
        found = (self.by_id.get(stamp.decree_id), self.by_source.get(stamp.source))
        return tuple(dict.fromkeys(old for old in found if old))


@dataclass(frozen=True, slots=True)
class Run:
    """What all steps of one run share. ``names`` are the sources asked for; ``force`` rebuilds and replaces."""

    places: Places
    names: Collection[str]
    force: bool
    tools: Tools
    shelf: Shelf


def find_sources(raw: Path) -> list[Path]:
    """Return every file under the raw folder that is not clutter, sorted."""
    files = (path for path in raw.rglob("*") if path.is_file() and path.name not in CLUTTER)
    return sorted(path for path in files if not path.name.startswith((".", "~$")))


def extract_corpus(
    sources: Iterable[Path], places: Places, *, jobs: int, force: bool, report: Report
) -> Iterator[Outcome]:
    """Extract what changed; sources that need no work come first, then the rest in the order given.

    Raises StoreError when the clean folder cannot be used.
    """
    named, refused = _named(sources, places)
    with locked(places.clean):
        recover(places.clean)
        run = Run(places, named.keys(), force, tools(), _shelf(places.clean))
        settled = {name: outcome for name, source in named.items() if (outcome := _settled(name, source, run))}
        yield from [*refused, *settled.values()]
        changed = {name: source for name, source in named.items() if name not in settled}
        asked = [Source(source, name, places.corrections, run.tools) for name, source in changed.items()]
        results = hand_out(asked, jobs, report)
        for name, result in zip(changed, results, strict=True):
            yield _keep(name, result, run)


def _shelf(clean: Path) -> Shelf:
    shelf = Shelf()
    for stamp in store.stamps(clean):
        shelf.put(stamp)
    return shelf


def _settled(name: str, source: Path, run: Run) -> Unchanged | Refused | None:
    """Tell a source that needs no work, or None when it must be extracted."""
    if not source.is_file():
        return Refused(name, Failed(f"{source}: is no file; check the name."))
    if not name.isprintable():
        return Refused(name, Failed(f"{name!r}: the file's name holds letters that cannot be written; rename it."))
    try:
        digest = file_sha256(source)
    except OSError as error:
        return Refused(name, Failed(f"{source}: cannot be read ({error.strerror}); mend its permissions."))
    stamp = run.shelf.by_source.get(name)
    if run.force or stamp is None:
        return None
    current = Source(source, name, run.places.corrections, run.tools).print(digest, stamp.decree_id)
    return Unchanged(name, stamp) if store.up_to_date(run.places.clean, stamp, current) else None


def _keep(name: str, result: Extracted | Failed, run: Run) -> Kept | Refused:
    """Write what a source gave, unless another source has that decree."""
    if isinstance(result, Failed):
        return Refused(name, result)
    stamp = result.tables.stamp
    clash = _clash(name, stamp.decree_id, run)
    if clash:
        return Refused(name, clash)
    replaced = run.shelf.replaced_by(stamp)
    try:
        store.write(run.places.clean, result.tables, replaced)
    except StoreError as error:
        return Refused(name, Failed(str(error)))
    except Exception as error:  # noqa: BLE001 - a record that cannot be written must not stop the other sources
        return Refused(name, Failed(unexpected(name, error), format_exc()))
    run.shelf.put(stamp)
    return Kept(name, result, stamp, replaced)


def _clash(name: str, decree_id: str, run: Run) -> Failed | None:
    """Tell of another source that has this decree already, unless that source is gone and this one replaces it."""
    owner = run.shelf.by_id.get(decree_id)
    if owner is None or owner.source == name:
        return None
    raw = run.places.raw
    if owner.source in run.names or (raw / owner.source).exists():
        cure = "remove the one that is wrong and run again"
    elif (raw / name).exists() or run.force:
        return None
    else:
        # Where a source outside the raw folder lies is not kept, so whether it is gone only the user can say.
        cure = f"if {name} replaces it, run with --force"
    return Failed(f"{name}: has the id {decree_id}, and so has {owner.source}, which was extracted before; {cure}.")


def _named(sources: Iterable[Path], places: Places) -> tuple[dict[str, Path], list[Refused]]:
    """Sources by their names, and those whose name another file has already."""
    named: dict[str, Path] = {}
    refused = []
    for source in sources:
        name = places.name(source)
        if named.setdefault(name, source).resolve() != source.resolve():
            message = f"{source}: has the same name as {named[name]}; rename one and run again."
            refused.append(Refused(name, Failed(message)))
    return named, refused
