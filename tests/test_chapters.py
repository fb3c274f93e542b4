"""A long plan is read in chapters; its records are those of the plan read whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from multiprocessing import parent_process
from pathlib import Path

import pytest

from extract import packed
from extract.model import SourceError
from extract.packed import Packed
from extract.pages.parallel import Passed, Processes
from extract.source import read_source
from extract.table import openings
from normalize.records import build, by_chapter
from normalize.schema import Dataset, whole
from tests.typeset.fixture import invented, real
from tests.typeset.generate import random_layout, set_plan


def _read(path: Path, rows: int, held: int, monkeypatch: pytest.MonkeyPatch) -> tuple[int, Dataset]:
    """How many chapters a plan has, at least so many rows each, and its records."""
    monkeypatch.setattr(openings, "CHAPTER_ROWS", rows)
    monkeypatch.setattr(packed, "FEW", held)
    extract = read_source(path)
    return len(extract.chapters), build(extract, (), "test")


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
def test_chapters_read_by_several_processes_are_the_same(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(openings, "CHAPTER_ROWS", 3)
    path = tmp_path / "plan-2027.pdf"
    path.write_bytes(set_plan(real(0, 64) if seed % 2 else invented(0, 40), random_layout(seed))[0])
    extract = read_source(path)
    assert whole(by_chapter(extract, "test", _as_made, Processes(3))) == build(extract, (), "test")


def _as_made(records: Dataset) -> Dataset:
    return records


def test_what_fails_in_another_process_is_raised_in_its_turn() -> None:
    made = Processes(2).each(_failing, range(1, 5))
    assert [next(made), next(made)] == [1, 2]
    with pytest.raises(SourceError, match="page 3 is damaged"):
        next(made)


def _failing(numbers: Iterable[int]) -> Iterator[int]:
    for number in numbers:
        if number == 3:
            raise SourceError("a.pdf: page 3 is damaged")
        yield number


def test_a_process_that_is_killed_is_told() -> None:
    with pytest.raises(SourceError, match="was stopped"):
        list(Processes(2).each(_killed, range(10)))
    with pytest.raises(SourceError, match="was stopped"):
        list(Processes(3).relay(_killed_in_relay, range(10), 0))


def _killed(numbers: Iterable[int]) -> Iterator[int]:
    for number in numbers:
        if parent_process():
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(0.05)
        yield number


def _killed_in_relay(passed: Passed, numbers: Iterable[int]) -> Iterator[int]:
    for number in numbers:
        passed.hand_on(passed.take() + 1)
        yield from _killed([number])


def test_what_each_number_hands_on_reaches_the_next() -> None:
    assert list(Processes(3).relay(_counted, range(8), 100)) == list(range(100, 108))
    assert list(Processes(8).relay(_counted, range(2), 1)) == [1, 2]


def _counted(passed: Passed, numbers: Iterable[int]) -> Iterator[int]:
    for _ in numbers:
        before = passed.take()
        passed.hand_on(before + 1)
        yield before


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes see that their pipe has ended")
def test_processes_end_with_the_one_that_they_work_for() -> None:
    """They would wait for ever, each with a copy of the pipe's other end open."""
    program = (
        "import os, itertools\n"
        "from extract.pages.parallel import Processes\n"
        "def work(numbers):\n"
        "    for number in numbers:\n"
        "        yield os.getpid(), b'x' * (1 << 19)\n"
        "made = Processes(2).each(work, range(1000))\n"
        "found = {pid for pid, _ in itertools.islice(made, 20)}\n"
        "print(*found, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False).stdout
    deadline = time.monotonic() + 10
    while any(map(_alive, told.split())) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert told.split()
    assert not any(map(_alive, told.split()))


def _alive(pid: str) -> bool:
    status = Path("/proc", pid, "stat")
    return status.exists() and status.read_text().split()[2] != "Z"
