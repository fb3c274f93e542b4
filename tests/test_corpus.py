"""Many sources: only what changed is built, each alone, and no decree is taken from another source."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from extract.model import SourceError
from pipeline import corpus, run, store
from pipeline.corpus import Kept, Outcome, Places, Refused, Unchanged, extract_corpus, find_sources
from pipeline.encode import Columns, Encoded, Stamp, columns
from pipeline.fingerprint import Tools
from pipeline.handout import Report, hand_out
from pipeline.run import Extracted, Failed, Source
from tests.made import dataset


def tell(source: Path, _corrections: Path, _jobs: int, _progress: object) -> tuple[Iterator[Columns], int]:
    """Stands for reading: a file holds the id and year of its decree, or what is wrong with it."""
    held = source.read_text()
    if held == "unreadable":
        raise SourceError(f"{source.name}: page 1 is unreadable; scan it again.")
    if held == "breaks":
        raise ValueError("a fault of our own")
    decree_id, year = held.split()
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    made = dataset(decree_id, int(year), source_file=source.name, source_sha256=digest)
    return iter((columns(made),)), 0


def one_by_one(sources: Sequence[Source], _jobs: int, _report: Report) -> Iterator[Extracted | Failed]:
    return (run.extract_source(source, jobs=1, progress=lambda _done, _total: None) for source in sources)


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    monkeypatch.setattr(run, "_parts", tell)
    monkeypatch.setattr(corpus, "hand_out", one_by_one)
    made = Places(tmp_path / "raw", tmp_path / "clean", tmp_path / "corrections")
    made.raw.mkdir()
    made.corrections.mkdir()
    return made


def extract(places: Places, *sources: Path, force: bool = False) -> list[Outcome]:
    files = sources or find_sources(places.raw)
    return list(extract_corpus(files, places, jobs=1, force=force, report=lambda _what, _done, _total: None))


def kept_ids(places: Places) -> list[str]:
    return sorted(path.stem for path in places.clean.glob("targets/*/*.parquet"))


def test_a_second_run_finds_everything_unchanged(places: Places) -> None:
    (places.raw / "a.pdf").write_text("a-2026-1 2026")
    (first,) = extract(places)
    (second,) = extract(places)
    assert isinstance(first, Kept)
    assert isinstance(second, Unchanged)


def test_a_changed_source_rebuilds_only_its_own_files(places: Places) -> None:
    (places.raw / "a.pdf").write_text("a-2026-1 2026")
    (places.raw / "b.pdf").write_text("b-2026-1 2026")
    extract(places)
    before = {path: path.stat().st_ino for path in places.clean.rglob("*.parquet")}
    (places.raw / "b.pdf").write_text("b-2026-1  2026")
    assert [type(outcome) for outcome in extract(places)] == [Unchanged, Kept]
    assert {p.stem for p, inode in before.items() if p.stat().st_ino != inode} == {"b-2026-1"}


def test_corrections_rebuild_their_decree(places: Places) -> None:
    (places.raw / "a.pdf").write_text("a-2026-1 2026")
    extract(places)
    (places.corrections / "a-2026-1.csv").write_text("finding_id,value\n")
    assert [type(outcome) for outcome in extract(places)] == [Kept]
    assert [type(outcome) for outcome in extract(places)] == [Unchanged]


def test_a_missing_or_damaged_file_is_built_again(places: Places) -> None:
    (places.raw / "a.pdf").write_text("a-2026-1 2026")
    extract(places)
    (path,) = places.clean.glob("cells/*/*.parquet")
    path.write_bytes(b"damaged")
    assert [type(outcome) for outcome in extract(places)] == [Kept]
    path.unlink()
    assert [type(outcome) for outcome in extract(places)] == [Kept]
    assert path.exists()


def test_force_rebuilds_what_is_up_to_date(places: Places) -> None:
    (places.raw / "a.pdf").write_text("a-2026-1 2026")
    extract(places)
    assert [type(outcome) for outcome in extract(places, force=True)] == [Kept]


def test_one_failing_source_does_not_stop_the_others(places: Places) -> None:
    for name, held in {"a": "unreadable", "b": "breaks", "c": "c-2026-1 2026"}.items():
        (places.raw / f"{name}.pdf").write_text(held)
    bad, broken, good = extract(places)
    assert isinstance(bad, Refused)
    assert bad.failure == Failed("a.pdf: page 1 is unreadable; scan it again.")
    assert isinstance(broken, Refused)
    assert "b.pdf: renaksi itself failed (ValueError: a fault of our own)" in broken.failure.message
    assert "Traceback" in (broken.failure.trace or "")
    assert isinstance(good, Kept)


def test_a_source_that_fails_leaves_its_earlier_files(places: Places) -> None:
    (places.raw / "a.pdf").write_text("a-2026-1 2026")
    extract(places)
    (places.raw / "a.pdf").write_text("unreadable")
    assert [type(outcome) for outcome in extract(places)] == [Refused]
    assert kept_ids(places) == ["a-2026-1"]


def test_a_source_whose_id_changes_takes_its_old_files_along(places: Places) -> None:
    (places.raw / "a.pdf").write_text("a-2026-1 2026")
    (places.raw / "b.pdf").write_text("b-2026-1 2026")
    extract(places)
    (places.raw / "a.pdf").write_text("a-2027-9 2027")
    _, kept = extract(places)
    assert isinstance(kept, Kept)
    assert [old.decree_id for old in kept.replaced] == ["a-2026-1"]
    assert kept_ids(places) == ["a-2027-9", "b-2026-1"]


def test_two_sources_with_one_id_are_an_error_that_names_both(places: Places) -> None:
    (places.raw / "a.pdf").write_text("same-2026-1 2026")
    extract(places)
    (places.raw / "b.pdf").write_text("same-2026-1 2026")
    before = {path: path.read_bytes() for path in places.clean.rglob("*.parquet")}
    for force in (False, True):
        *_, refused = extract(places, force=force)
        assert isinstance(refused, Refused)
        assert all(part in refused.failure.message for part in ("a.pdf", "b.pdf", "same-2026-1"))
    assert {path: path.read_bytes() for path in places.clean.rglob("*.parquet")} == before


def test_two_new_sources_with_one_id_keep_the_first_and_name_both(places: Places) -> None:
    (places.raw / "a.pdf").write_text("same-2026-1 2026")
    (places.raw / "b.pdf").write_text("same-2026-1 2026")
    kept, refused = extract(places)
    assert isinstance(kept, Kept)
    assert isinstance(refused, Refused)
    assert "a.pdf" in refused.failure.message


def test_a_source_renamed_in_the_raw_folder_keeps_its_decree(places: Places) -> None:
    (places.raw / "a.pdf").write_text("same-2026-1 2026")
    extract(places)
    (places.raw / "a.pdf").rename(places.raw / "b.pdf")
    assert [type(outcome) for outcome in extract(places)] == [Kept]
    assert kept_ids(places) == ["same-2026-1"]


def test_from_elsewhere_a_second_source_needs_force_to_replace_the_first(places: Places, tmp_path: Path) -> None:
    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"
    first.write_text("same-2026-1 2026")
    second.write_text("same-2026-1 2026")
    extract(places, first)
    (refused,) = extract(places, second)
    assert isinstance(refused, Refused)
    assert "first.pdf" in refused.failure.message
    assert "--force" in refused.failure.message
    assert [type(outcome) for outcome in extract(places, second, force=True)] == [Kept]


def test_two_files_of_one_name_from_elsewhere_are_not_mixed_up(places: Places, tmp_path: Path) -> None:
    for folder, held in {"one": "a-2026-1 2026", "two": "b-2026-1 2026"}.items():
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "plan.pdf").write_text(held)
    refused, kept = extract(places, tmp_path / "one/plan.pdf", tmp_path / "two/plan.pdf")
    assert isinstance(refused, Refused)
    assert all(folder in refused.failure.message for folder in ("one", "two"))
    assert isinstance(kept, Kept)


def test_files_of_one_name_in_two_folders_under_raw_are_two_sources(places: Places) -> None:
    for folder, held in {"2026": "a-2026-1 2026", "2027": "a-2027-1 2027"}.items():
        (places.raw / folder).mkdir()
        (places.raw / folder / "plan.pdf").write_text(held)
    assert [type(outcome) for outcome in extract(places)] == [Kept, Kept]
    assert [type(outcome) for outcome in extract(places)] == [Unchanged, Unchanged]
    assert kept_ids(places) == ["a-2026-1", "a-2027-1"]


def test_a_source_that_is_not_there_is_told(places: Places) -> None:
    (refused,) = extract(places, places.raw / "missing.pdf")
    assert isinstance(refused, Refused)
    assert "missing.pdf: is no file" in refused.failure.message


def test_a_file_whose_name_is_no_text_is_refused(places: Places) -> None:
    (places.raw / os.fsdecode(b"rencana-\xff.pdf")).write_text("a-2026-1 2026")
    (refused,) = extract(places)
    assert isinstance(refused, Refused)
    assert "rename it" in refused.failure.message


def test_a_fault_while_writing_is_told_and_the_others_are_done(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b"):
        (places.raw / f"{name}.pdf").write_text(f"{name}-2026-1 2026")
    real = store.write

    def fails_once(clean: Path, made: Encoded, replaces: Iterable[Stamp]) -> None:
        if made.stamp.source == "a.pdf":
            raise TypeError("a text where a number belongs")
        real(clean, made, replaces)

    monkeypatch.setattr(store, "write", fails_once)
    refused, kept = extract(places)
    assert isinstance(refused, Refused)
    assert "a.pdf: renaksi itself failed (TypeError" in refused.failure.message
    assert isinstance(kept, Kept)


def test_clutter_is_no_source(tmp_path: Path) -> None:
    for name in ("b.pdf", "a.pdf", ".hidden", "~$lock.docx", "Thumbs.db", "desktop.ini"):
        (tmp_path / name).touch()
    assert [path.name for path in find_sources(tmp_path)] == ["a.pdf", "b.pdf"]


def test_processes_give_results_in_the_order_of_the_sources(tmp_path: Path) -> None:
    sources = [asked(tmp_path / name) for name in ("c.pdf", "a.pdf", "b.pdf")]
    for source in sources:
        source.path.write_text("not a PDF")
    counted: list[tuple[str, int, int]] = []
    results = list(hand_out(sources, 2, lambda what, done, total: counted.append((what, done, total))))
    assert [result.message.split(":")[0] for result in results if isinstance(result, Failed)] == [
        "c.pdf",
        "a.pdf",
        "b.pdf",
    ]
    assert counted == [("sources read,", done, 3) for done in (0, 1, 2, 3)]


def asked(source: Path) -> Source:
    return Source(source, source.name, source.parent, Tools("v", "c", "m"))


def _dies(_source: Source, _jobs: int) -> Extracted | Failed:
    os._exit(9)


def test_a_source_that_brings_its_process_down_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.pool._extract", _dies)
    results = list(
        hand_out([asked(tmp_path / "a.pdf"), asked(tmp_path / "b.pdf")], 1, lambda _what, _done, _total: None)
    )
    assert [isinstance(result, Failed) and "was stopped" in result.message for result in results] == [True, True]
