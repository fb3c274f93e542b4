"""Which of the ruled tables is the plan, over all pages, and what is told of the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extract.geometry import BBox, Page
from extract.model import Column, Doubt, SourceError
from extract.packed import Packed
from extract.table.candidate import Candidate, outline
from extract.table.columns import CORE, SUPPORT, map_columns, nearest
from extract.table.fits import EDGE_TOLERANCE, fits, same_edges
from extract.table.header import Header, Table, by_white, find_header, header_cells
from extract.table.lattice import Grid, grids
from extract.table.tabled import Tabled, tabled, without
from extract.table.wide_sheets import widened
from extract.transcript.together import names_columns, run_together

# A page whose table could not be read as the plan's may stand between two that could; it is told as a finding.
MOST_PAGES_BETWEEN = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan's table, what is told of other tables, and the pages with the words that no plan-like table holds.

    Where its columns run together on some pages ``table`` is None, and ``together`` are all its grids.
    """

    table: Candidate | None
    others: tuple[Doubt, ...]
    pages: tuple[Page, ...]
    together: tuple[Grid, ...] = ()

    @property
    def parts(self) -> Sequence[Grid]:
        """The plan's grids."""
        return self.table.parts if self.table else self.together


def find_plan(sheets: Iterable[Tabled], path: Path) -> Plan:
    """Find the plan's table among the ruled tables of all pages; every other plan-like one is a finding.

    Raises SourceError, naming the nearest known headers, where no table has a plan's columns.
    """
    found: list[Candidate] = []
    seen: list[Grid] = []  # those of the plan in outline
    whole: Packed[Grid] = Packed()
    pages: list[Page] = []
    torn: list[Grid] = []
    for sheet in sheets:
        page = _on_known_columns(sheet, found)
        tables = page.tables
        taken = [table.grid for table in tables if _sort_table(table, page, found, seen, path)]
        seen += (outline(t.grid) if any(t.grid is grid for grid in taken) else t.grid for t in tables)
        for table in tables:
            whole.append(replace(table.grid, words=()))
        torn += (t.grid for t in tables if not any(t.grid is grid for grid in taken) and names_columns(t.grid))
        pages.append(_bare(page.loose if len(taken) == len(tables) else without(page.page, taken)))
    plan = max(found, key=_weight, default=None)
    if plan and (mended := plan.take_torn(torn)):
        pages = [without(page, [grid for grid in mended if grid.page == page.number]) for page in pages]
    places = _run_together(seen, whole, plan)
    if places:
        told = tuple(_other(candidate) for candidate in found if candidate is not plan)
        together = tuple(grid for grid in whole if _place(grid) in places)
        return Plan(None, told, tuple(_outside(page, together) for page in pages), together)
    if plan is None:
        raise SourceError(f"{path.name}: {_no_plan(seen)}")
    wide = widened(plan, whole) if len(seen) > len(plan.parts) else None
    beside = {_place(grid) for grid in (*plan.parts, *wide.taken)} if wide else set[tuple[int, BBox]]()
    others = [c for c in found if c is not plan and _place(c.parts[0]) not in beside]
    if wide:
        plan, pages = wide.plan, [_outside(page, wide.taken) for page in pages]
    plan.headed()
    known = beside | {_place(grid) for c in (plan, *others) for grid in c.parts}
    left = (g for g in seen if _place(g) not in known and (_within(g, plan) or _has_other_columns(g, plan)))
    return Plan(plan, (*map(_other, others), *map(_left_out, left)), tuple(pages))


def _place(grid: Grid) -> tuple[int, BBox]:
    """Where a grid stands, which tells it from all others."""
    return grid.page, grid.bbox


def _run_together(seen: Sequence[Grid], whole: Packed[Grid], plan: Candidate | None) -> set[tuple[int, BBox]]:
    """The places of the grids that must be read by what they say, since columns run together in them."""
    known = {spec.column for spec in plan.header.specs} if plan else set[Column]()
    grids = seen if Column.INDICATOR in known else tuple(whole)
    return {_place(grid) for grid in run_together(grids, plan.parts if plan else (), known)}


def _outside(page: Page, grids: Sequence[Grid]) -> Page:
    """The page without the words that stand in some grids."""
    boxes = [grid.bbox for grid in grids if grid.page == page.number]
    return replace(page, words=tuple(w for w in page.words if not any(_holds(box, w.bbox.middle) for box in boxes)))


def _holds(box: BBox, point: tuple[float, float]) -> bool:
    return box.x0 <= point[0] <= box.x1 and box.top <= point[1] <= box.bottom


def _on_known_columns(page: Tabled, found: Sequence[Candidate]) -> Tabled:
    """The tables of a page that rules only rows, on the columns that the page with the header shows."""
    ruled = any(not by_white(table.grid) for table in page.tables)
    if ruled or not found or not by_white(found[-1].parts[0]):
        return page
    edges = found[-1].header.edges
    if any(abs(page.tables[0].grid.xs[end] - edges[end]) > EDGE_TOLERANCE for end in (0, -1) if page.tables):
        return page
    return tabled(page.page, tuple(Table(grid, find_header(grid)) for grid in grids(page.page, edges)))


def _bare(page: Page) -> Page:
    """The page without its shadings, and without its rulings but the lowest, which tells where its table ends."""
    lowest = max(page.rulings, key=lambda ruling: ruling.bbox.bottom, default=None)
    return replace(page, rulings=(lowest,) if lowest else (), shadings=(), cut=())


def _sort_table(table: Table, page: Tabled, found: list[Candidate], seen: Sequence[Grid], path: Path) -> bool:
    """Put a table where it belongs: to a new candidate, to the one it continues, or to none (then False).

    ``seen`` are the tables of the pages before.
    """
    grid, header = table.grid, table.header
    if header and _unlikely(grid, header, found):
        table, header = Table(grid, None), None
    if header:
        same = [
            c for c in found if _same(c.header, header) or (_follows(grid, c) and _overlap(c.header, header) >= 0.5)
        ]
        if not same:
            same = [Candidate(header)]
            found += same
        same[-1].take(table, page, path)
        return True
    running = [c for c in found if _follows(grid, c) and not _beside(grid, c, seen)]
    if running:
        max(running, key=lambda c: c.parts[-1].page).take(table, page, path)
    return bool(running)


def _unlikely(grid: Grid, header: Header, found: Sequence[Candidate]) -> bool:
    """Whether a header is rather a row of the table that goes on there: on its columns, with few of its headings.

    "Januari | Maret 2026 | 1 (satu) Kegiatan | Dokumentasi" names two periods, actions and evidence.
    """
    above = [c.header for c in found if _follows(grid, c) and same_edges(grid.xs, c.header.edges)]
    return any(2 * len(_headings(header)) < len(_headings(other)) for other in above)


def _beside(grid: Grid, candidate: Candidate, seen: Sequence[Grid]) -> bool:
    """Whether a grid prints columns that a candidate lacks, or goes on on those of one that does."""
    if same_edges(grid.xs, candidate.header.edges):
        return False
    if _has_other_columns(grid, candidate):
        return True
    return any(same_edges(grid.xs, other.xs) and _has_other_columns(other, candidate) for other in seen if other.cells)


def _headings(header: Header) -> set[Column]:
    return {spec.column for spec in header.specs} - {Column.EXTRA, Column.PERIOD}


def _follows(grid: Grid, candidate: Candidate) -> bool:
    """Whether a grid stands where a candidate's next part would, on the same columns."""
    return 0 <= grid.page - candidate.parts[-1].page <= MOST_PAGES_BETWEEN and fits(grid, candidate.header)


def _same(one: Header, other: Header) -> bool:
    return _overlap(one, other) == 1 or (_overlap(one, other) >= 0.75 and _extras(one) == _extras(other))


def _overlap(one: Header, other: Header) -> float:
    """Share of the known columns that two headers have in common."""
    known = [{(s.column, s.period) for s in h.specs if s.column is not Column.EXTRA} for h in (one, other)]
    return len(known[0] & known[1]) / max(len(known[0]), len(known[1]), 1)


def _extras(header: Header) -> int:
    return sum(s.column is Column.EXTRA for s in header.specs)


def _weight(candidate: Candidate) -> tuple[int, float]:
    """Rows first, then how surely the header is a plan's; a monitoring table yields to the plan it monitors."""
    monitoring = any(s.column in (Column.REALIZATION, Column.REALIZATION_PERCENT) for s in candidate.header.specs)
    rows = sum(len(grid.ys) - 1 for grid in candidate.parts)
    return (rows // 2 if monitoring else rows), candidate.header.score


def _within(grid: Grid, plan: Candidate) -> bool:
    """Whether a table stands between the plan's beginning and its last page."""
    first = plan.parts[0]
    return (first.page, first.ys[0]) <= (grid.page, grid.ys[0]) and grid.page < plan.parts[-1].page


def _has_other_columns(grid: Grid, plan: Candidate) -> bool:
    """Whether a table prints columns that the plan lacks: a sheet too wide for its page goes on there."""
    headers = header_cells([cell for cell in grid.cells if cell.row == 0], len(grid.xs) - 1)
    printed = {spec.column for spec in map_columns(headers)} & {*CORE, *SUPPORT}
    return len(printed) >= 2 and not printed & {spec.column for spec in plan.header.specs}


def _left_out(grid: Grid) -> Doubt:
    return Doubt(
        code="table_left_out",
        message=f"page {grid.page}: a table has other columns than the plan and was left out; look at it",
        severity="error",
        page=grid.page,
        bbox=grid.bbox,
    )


def _other(candidate: Candidate) -> Doubt:
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
    grid = max(seen, key=lambda g: (len(g.xs) - 1) * (len(g.ys) - 1))
    headers = header_cells([c for c in grid.cells if c.row == 0], len(grid.xs) - 1)
    return (
        f"page {grid.page}: no table has the columns of an action plan; the largest one is headed {nearest(headers)};"
        " add the office's wording to extract/table/columns.toml"
    )
