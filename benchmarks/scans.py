"""What a scan costs: seconds a page on two cores, and memory; beside OCRmyPDF and camelot where both are there.

The clock is what users wait for; processor seconds are told besides, for they tell the same on a machine that is busy.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from benchmarks.check import Check
from tests.scanner.make import make_scan
from tests.scanner.profiles import OFFICE200

SOURCE = Path(__file__).parents[1] / "data/raw/kpu-banggai-2026.pdf"
RENAKSI = Path(sys.executable).with_name("renaksi")
# The pages that hold the table and the one before them.
PAGES, SEED = range(3, 17), 1
OCRMYPDF = ("ocrmypdf", "--deskew", "--rotate-pages", "-l", "ind", "--jobs", "2", "--force-ocr")
LATTICE = "import camelot, sys; camelot.read_pdf(sys.argv[1], pages='all', flavor='lattice')"
# Runs its arguments and says how large the largest process below it grew, in bytes.
WEIGH = (
    "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL);"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024, file=sys.stderr)"
)


def of_scans() -> Iterator[Check]:
    """A scan of 14 pages read anew: time a page, times what others take, and the largest process."""
    with tempfile.TemporaryDirectory() as folder:
        scan = Path(folder) / "scan.pdf"
        make_scan(SOURCE, scan, OFFICE200, SEED, pages=PAGES)
        before = processor_seconds()
        seconds, peak = read(scan, Path(folder))
        own = processor_seconds() - before
        yield Check(f"scan of {len(PAGES)} pages, two cores: seconds a page", seconds / len(PAGES))
        yield Check("  processor seconds a page", own / len(PAGES))
        if not skipped():
            clock, processor = by_others(scan)
            yield Check("  times ocrmypdf and camelot's lattice", seconds / clock, most=0.7)
            yield Check("  the same in processor seconds", own / processor)
        yield Check("  MB of the largest process", peak / 1e6, most=800)


def skipped() -> str:
    """Why scans are not timed beside others, in one sentence; "" where they are."""
    if shutil.which(OCRMYPDF[0]):
        return ""
    return "Scans were not timed beside ocrmypdf: it is not installed (Debian, Ubuntu: ocrmypdf, tesseract-ocr-ind)"


def read(scan: Path, folder: Path) -> tuple[float, int]:
    """Seconds of ``renaksi extract`` with an empty cache, and the size of its largest process in bytes."""
    command = [str(RENAKSI), "extract", str(scan), "--out", str(folder / "clean"), "--jobs", "2"]
    began = perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", WEIGH, *command],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "XDG_CACHE_HOME": str(folder / "cache")},
    )
    return perf_counter() - began, int(done.stderr.splitlines()[-1])


def by_others(scan: Path) -> tuple[float, float]:
    """Seconds, of the clock and of the processor, of OCRmyPDF for a text layer and camelot for the tables over it."""
    layered = scan.with_name("layered.pdf")
    began, before = perf_counter(), processor_seconds()
    subprocess.run([*OCRMYPDF, str(scan), str(layered)], check=True, capture_output=True)
    subprocess.run([sys.executable, "-c", LATTICE, str(layered)], check=True, capture_output=True)
    return perf_counter() - began, processor_seconds() - before


def processor_seconds() -> float:
    """What all processes that this one started, and that have ended, took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
