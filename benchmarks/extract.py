"""``make benchmark``: is extraction as fast and as small as it has to be? Targets, figures, pass or fail.

All is timed by the clock in one process, after a run that is not counted, five times over, and told as medians; whole
commands are timed and weighed as processes of their own. A busy machine shows in the figures for two cores first.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

import camelot
import pdfplumber

from benchmarks.check import Check
from benchmarks.scans import of_scans, skipped
from benchmarks.transcripts import of_transcripts
from extract.pages import pdfium_page
from extract.pages.plumber_page import open_pdf, read_pages
from pipeline.corpus import RAW, Kept, Places, extract_corpus, find_sources
from pipeline.listing import aligned
from tests.typeset.big import big_decree

RUNS = 5
FEW, MANY, MOST = 50, 200, 500  # pages
RENAKSI = Path(sys.executable).with_name("renaksi")


def main() -> None:
    """Measure all and print the table; exit with 1 when a target is missed."""
    checks = [check for part in PARTS for check in part()]
    print("\n".join(aligned(("measured", "target", "figure", ""), [check.row for check in checks])))
    if reason := skipped():
        print(reason)
    sys.exit(any(check.verdict == "FAIL" for check in checks))


def against_others() -> Iterator[Check]:
    """Every source in data/raw: from its file to six Parquet tables, beside what others take for the bare cells."""
    for source in find_sources(RAW):
        if source.suffix == ".pdf":
            ways = (renaksi, plumbed, latticed, read_by_pdfium, read_by_pdfplumber)
            ours, theirs, camelots, pdfium, plumber = seconds_of(*(way(source) for way in ways))
            yield Check(f"{source.name}: seconds", ours)
            yield Check("  times pdfplumber's extract_tables()", ours / theirs, most=1.1)
            yield Check("  times camelot's read_pdf(), lattice", ours / camelots, most=0.3)
            yield Check("  pages read by pdfium, times pdfplumber", pdfium / plumber)


def against_start() -> Iterator[Check]:
    """The whole command, beside three bare imports of pdfplumber and the run inside a process."""
    source = next(path for path in find_sources(RAW) if path.suffix == ".pdf")
    bare = [sys.executable, "-c", "import pdfplumber"]
    command, start, inside = seconds_of(lambda: run_command(source, 1), lambda: run(bare), renaksi(source))
    yield Check(f"renaksi extract {source.name}: seconds", command)
    yield Check("  times three imports of pdfplumber + run", command / (3 * start + inside), most=1.0)


def by_cores() -> Iterator[Check]:
    """A long plan on two cores, beside one."""
    with big(MANY) as source:
        one, two = seconds_of(renaksi(source), renaksi(source, jobs=2))
    yield Check(f"{MANY} pages on one core: seconds", one)
    yield Check("  two cores, times as fast", one / two, least=1.7)


def by_memory() -> Iterator[Check]:
    """The command's largest process on a long plan, beside a short one."""
    with big(FEW) as few, big(MOST) as most:
        small, large = peak_of(few), peak_of(most)
    yield Check(f"{FEW} pages: MB at most", small / 1e6)
    yield Check(f"  {MOST} pages, times as much", large / small, most=1.2)


def seconds_of(*ways: Callable[[], object]) -> list[float]:
    """The median seconds of each way, taken in turn so that a slow minute slows all of them."""
    taken: list[list[float]] = [[] for _ in ways]
    for turn in range(RUNS + 1):
        for way, seconds in zip(ways, taken, strict=True):
            began = perf_counter()
            way()
            if turn:
                seconds.append(perf_counter() - began)
    return [median(seconds) for seconds in taken]


def renaksi(source: Path, *, jobs: int = 1) -> Callable[[], None]:
    """From a source to six Parquet tables, in this process."""

    def extract() -> None:
        with tempfile.TemporaryDirectory() as clean:
            places = Places(clean=Path(clean))
            (outcome,) = extract_corpus([source], places, jobs=jobs, force=True, report=lambda *_: None)
        if not isinstance(outcome, Kept):
            raise SystemExit(f"{source}: could not be extracted")

    return extract


def plumbed(source: Path) -> Callable[[], None]:
    """Tables of all pages by pdfplumber."""

    def extract() -> None:
        with pdfplumber.open(source) as pdf:
            for page in pdf.pages:
                page.extract_tables()
                page.close()

    return extract


def latticed(source: Path) -> Callable[[], object]:
    """Tables of all pages by camelot, as it comes."""
    return lambda: camelot.read_pdf(str(source), pages="all", flavor="lattice")


def read_by_pdfium(source: Path) -> Callable[[], None]:
    """Words and rulings of all pages, through pdfium."""

    def read() -> None:
        with pdfium_page.opened(source) as document:
            for number in range(pdfium_page.page_count(document)):
                pdfium_page.read_page(document, number + 1)

    return read


def read_by_pdfplumber(source: Path) -> Callable[[], None]:
    """Words and rulings of all pages, through pdfplumber."""

    def read() -> None:
        with open_pdf(source) as pdf:
            for _ in read_pages(pdf):
                pass

    return read


def run_command(source: Path, jobs: int) -> None:
    """Run ``renaksi extract``."""
    with tempfile.TemporaryDirectory() as clean:
        run(command_of(source, clean, jobs))


def peak_of(source: Path) -> int:
    """The peak memory of ``renaksi extract`` in bytes."""
    # Started by a small process: one that this large process starts would have its size on record.
    weigh = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True); "
    weigh += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024, file=sys.stderr)"
    with tempfile.TemporaryDirectory() as clean:
        return int(run([sys.executable, "-c", weigh, *command_of(source, clean, 1)]).splitlines()[-1])


def command_of(source: Path, clean: str, jobs: int) -> list[str]:
    """The command that extracts a source into a folder."""
    return [str(RENAKSI), "extract", str(source), "--out", clean, "--jobs", str(jobs)]


def run(command: list[str]) -> str:
    """Run a command to its end; what it tells beside its output."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stderr


@contextmanager
def big(pages: int) -> Iterator[Path]:
    """A plan of so many pages, as a file that lasts as long as the context."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"plan-{pages}.pdf"
        path.write_bytes(big_decree(pages)[0])
        yield path


PARTS = (against_others, against_start, by_cores, by_memory, of_transcripts, of_scans)

if __name__ == "__main__":
    main()
