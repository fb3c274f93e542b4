"""``make benchmark``: seconds per source, beside pdfplumber's own table finder on the same pages."""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import perf_counter

import pdfplumber

from pipeline.corpus import RAW, Kept, Places, extract_corpus, find_sources
from pipeline.listing import aligned

HEADER = ("source", "pages", "renaksi", "extract_tables", "ratio")


def renaksi_seconds(source: Path) -> tuple[float, int]:
    """Seconds from file to Parquet, and pages."""
    with tempfile.TemporaryDirectory() as clean:
        began = perf_counter()
        (outcome,) = extract_corpus([source], Places(clean=Path(clean)), jobs=1, force=True, report=lambda *_: None)
        seconds = perf_counter() - began
    if not isinstance(outcome, Kept):
        raise SystemExit(f"{source}: could not be extracted")
    return seconds, outcome.result.dataset.decrees[0].page_count


def pdfplumber_seconds(source: Path) -> float:
    """Seconds that pdfplumber takes for the bare tables."""
    began = perf_counter()
    with pdfplumber.open(source) as pdf:
        for page in pdf.pages:
            page.extract_tables()
            page.close()
    return perf_counter() - began


def main() -> None:
    rows = []
    for source in find_sources(RAW):
        renaksi_seconds(source)  # once unmeasured: imports and word lists are loaded then
        ours, pages = renaksi_seconds(source)
        theirs = pdfplumber_seconds(source)
        rows.append((source.name, pages, f"{ours:.2f}", f"{theirs:.2f}", f"{ours / theirs:.2f}"))
    print("\n".join(aligned(HEADER, rows)))


if __name__ == "__main__":
    main()
