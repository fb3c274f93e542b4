"""The README is true: its commands run, its listings are what they print, its examples read the tables."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
SECONDS = re.compile(r"\d+\.\d(?= s$)|(?<=seconds   )\d+\.\d")


def printed_commands() -> Iterator[tuple[str, str]]:
    """Every command of the README with the lines it is said to print, in order."""
    for language, text in BLOCKS:
        if language == "console":
            for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
                command, _, listing = part.partition("\n")
                yield command, listing


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sources and nothing built, in which the README's commands follow one another."""
    here = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "data/raw", here / "data/raw")
    return here


def shown(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What a command prints on standard output; ``make extract`` stands for the command it calls."""
    program, *words = shlex.split(command)
    if program == "make":
        planned = subprocess.run([program, "-n", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        if ".venv/bin/renaksi extract" not in planned:
            assert "pytest" in planned
            return ""
        words = ["extract"]
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 0, command
    return capsys.readouterr().out


def test_every_command_runs_and_every_listing_is_what_it_prints(
    copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(copy)
    commands = list(printed_commands())
    assert [command for command, _ in commands[:2]] == ["make extract", "make test"]
    for command, listing in commands:
        out = shown(command, capsys)
        if listing:
            assert SECONDS.sub("_", out) == SECONDS.sub("_", listing), command


def test_every_example_reads_the_tables(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copy)
    if not (copy / "data/clean").exists():
        with pytest.raises(SystemExit):
            main(["extract"])
    examples = [text for language, text in BLOCKS if language == "python"]
    assert len(examples) == 3
    for example in examples:
        assert len([line for line in example.splitlines() if line]) <= 5
        exec(compile(example, "README.md", "exec"), {})


def test_every_link_leads_to_a_file() -> None:
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!http)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
