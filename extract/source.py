"""One source file to what it shows: pages, the plan's table, the decree's text."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.body import body_of, fits
from extract.columns import nearest
from extract.decree import read_decree
from extract.header import Header, find_header, header_cells
from extract.lattice import Grid, grids
from extract.model import Column, Doubt, Extract, Page, SourceError
from extract.page import open_pdf, read_pages
from extract.stitch import stitch

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class _Candidate:
    """A table that may be the plan: its header and its parts on the pages."""

    header: Header
    parts: list[Grid]


def read_source(path: Path, *, jobs: int = 1, progress: Progress = lambda done, total: None) -> Extract:
    """Read one source file.

    ``progress`` is called with pages done and pages in all. Raises SourceError where nothing can be read.
    """
    pages = _pages(path, progress)
    plan, others = find_plan(pages, path.name)
    table = stitch([body_of(grid, plan.header) for grid in plan.parts], plan.header.specs)
    tops = {grid.page: grid.ys[0] for grid in reversed(plan.parts)}
    return Extract(
        file=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        kind="typeset",
        page_count=len(pages),
        decree=read_decree(pages, table.pages, tops),
        table=table,
        doubts=tuple(others),
    )


def _pages(path: Path, progress: Progress) -> list[Page]:
    with open_pdf(path) as pdf:
        total = len(pdf.pages)
        pages = []
        for page in read_pages(pdf):
            pages.append(page)
            progress(len(pages), total)
    return pages


def find_plan(pages: Iterable[Page], name: str) -> tuple[_Candidate, list[Doubt]]:
    """The plan's table among all ruled tables, and a finding for every other plan-like one.

    Raises SourceError, naming the nearest known headers, where no table has a plan's columns.
    """
    found: list[_Candidate] = []
    seen: list[Grid] = []
    for page in pages:
        for grid in grids(page):
            seen.append(grid)
            _sort_grid(grid, found)
    if not found:
        raise SourceError(f"{name}: {_no_plan(seen)}")
    plan = max(found, key=_weight)
    return plan, [_other(c) for c in found if c is not plan]


def _sort_grid(grid: Grid, found: list[_Candidate]) -> None:
    """Put a grid where it belongs: to a new candidate, to the one it continues, or to none."""
    header = find_header(grid)
    if header:
        same = [
            c for c in found if _same(c.header, header) or (_follows(grid, c) and _overlap(c.header, header) >= 0.5)
        ]
        if same:
            same[-1].parts.append(grid)
        else:
            found.append(_Candidate(header, [grid]))
        return
    running = [c for c in found if _follows(grid, c)]
    if running:
        max(running, key=lambda c: c.parts[-1].page).parts.append(grid)


def _follows(grid: Grid, candidate: _Candidate) -> bool:
    """Whether a grid stands where a candidate's next part would, on the same columns."""
    return 0 <= grid.page - candidate.parts[-1].page <= 1 and fits(grid, candidate.header)


def _same(one: Header, other: Header) -> bool:
    return _overlap(one, other) == 1 or (_overlap(one, other) >= 0.75 and _extras(one) == _extras(other))


def _overlap(one: Header, other: Header) -> float:
    """Share of the known columns that two headers have in common."""
    known = [{(s.column, s.period) for s in h.specs if s.column is not Column.EXTRA} for h in (one, other)]
    return len(known[0] & known[1]) / max(len(known[0]), len(known[1]), 1)


def _extras(header: Header) -> int:
    return sum(s.column is Column.EXTRA for s in header.specs)


def _weight(candidate: _Candidate) -> tuple[int, float]:
    """Rows first, then how surely the header is a plan's; a monitoring table yields to the plan it monitors."""
    monitoring = any(s.column in (Column.REALIZATION, Column.REALIZATION_PERCENT) for s in candidate.header.specs)
    rows = sum(len(grid.ys) - 1 for grid in candidate.parts)
    return (rows // 2 if monitoring else rows), candidate.header.score


def _other(candidate: _Candidate) -> Doubt:
    grid = candidate.parts[0]
    headers = ", ".join(s.header for s in candidate.header.specs)
    return Doubt(
        code="second_plan_table",
        message=f"a second table looks like a plan and was left out: {headers}",
        page=grid.page,
        bbox=grid.bbox,
    )


def _no_plan(seen: Sequence[Grid]) -> str:
    if not seen:
        return "no ruled table on any page; if the pages are pictures, see that the scan is readable"
    grid = max(seen, key=lambda g: len(g.cells))
    headers = header_cells([c for c in grid.cells if c.row == 0], len(grid.xs) - 1)
    return (
        f"page {grid.page}: no table has the columns of an action plan; the largest one is headed {nearest(headers)};"
        " add the office's wording to extract/columns.toml"
    )
