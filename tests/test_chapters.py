"""A long plan is read in chapters; its records are those of the plan read whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extract import packed
from extract.model import SourceError
from extract.packed import Packed
from extract.pages.parallel import ahead
from extract.source import read_source
from extract.table import chapters
from normalize.records import build, chapter_by_chapter
from normalize.schema import Dataset, whole
from tests.typeset.fixture import invented, real
from tests.typeset.generate import random_layout, set_plan


def _read(path: Path, rows: int, held: int, monkeypatch: pytest.MonkeyPatch) -> tuple[int, Dataset]:
    """How many chapters a plan has, at least so many rows each, and its records."""
    monkeypatch.setattr(chapters, "CHAPTER_ROWS", rows)
    monkeypatch.setattr(packed, "FEW", held)
    extract = read_source(path)
    return len(list(extract.chapters)), build(extract, (), "test")


@pytest.mark.parametrize("seed", [300, 302, 307, 324])
def test_chapters_give_the_records_of_the_whole(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan-2027.pdf"
    path.write_bytes(set_plan(real(0, 64) if seed % 2 else invented(0, 40), random_layout(seed))[0])
    alone, expected = _read(path, 10**6, 10**6, monkeypatch)
    several, found = _read(path, 3, 1, monkeypatch)
    assert alone == 1
    assert several >= 3
    assert found == expected


def test_packed_values_come_back_in_their_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "FEW", 2)
    held: Packed[str] = Packed("ab")
    assert list(held) == ["a", "b"]
    held.append("d")
    held.insert(2, "c")
    assert (len(held), list(held), "d" in held) == (4, ["a", "b", "c", "d"], True)


@pytest.mark.parametrize("seed", [302, 307])
def test_texts_joined_in_a_process_of_their_own_are_the_same(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chapters, "CHAPTER_ROWS", 3)
    path = tmp_path / "plan-2027.pdf"
    path.write_bytes(set_plan(real(0, 64) if seed % 2 else invented(0, 40), random_layout(seed))[0])
    extract = read_source(path)
    assert whole(chapter_by_chapter(extract, "test", ahead)) == build(extract, (), "test")


def test_what_fails_in_another_process_is_raised_where_it_is_asked_for() -> None:
    def values() -> Iterator[int]:
        yield 1
        raise SourceError("a.pdf: page 2 is damaged")

    made = ahead(values())
    assert next(made) == 1
    with pytest.raises(SourceError, match="page 2 is damaged"):
        next(made)
