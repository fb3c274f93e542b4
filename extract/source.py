"""One source file to what it shows: pages, the plan's table, the decree's text."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from extract.lexicon import Lexicon
from extract.model import Chapters, Extract, joined
from extract.pages.remap import keys_of, shown_doubts, shown_table
from extract.pages.sheets import Progress, Sheets
from extract.preamble.reader import read_decree
from extract.table.chapters import chapters
from extract.table.plan_tables import Plan, find_plan
from extract.transcript.names import PlanNames


def read_source(
    path: Path,
    *,
    jobs: int = 1,
    progress: Progress = lambda done, total: None,
    lexicon: Callable[[], Lexicon] = Lexicon,
    names: Callable[[], PlanNames] = PlanNames,
) -> Extract:
    """Read one source file.

    ``progress`` is called with pages done and pages in all; ``lexicon`` gives the words that settle doubtful
    readings of scans, ``names`` help to place cells where columns run together. Raises SourceError where nothing
    can be read.
    """
    sheets = Sheets(path, lexicon(), jobs, progress)
    plan = find_plan(sheets, path)
    tops = {grid.page: grid.ys[0] for grid in reversed(plan.parts)}
    tables, keys = _chapters(plan, path, names), dict[str, str]()
    if sheets.maps or sheets.scanned:
        from extract.scan.heads import doubts_under  # noqa: PLC0415 - of no use to typeset pages

        # Where pages have to be moved, or are read from pictures, the plan is taken whole: such plans are short.
        whole = joined(tables)
        whole = replace(whole, doubts=(*whole.doubts, *doubts_under(whole, sheets.doubts, sheets.scanned)))
        tables, keys = (shown_table(whole, sheets.maps),), keys_of(whole, sheets.maps)
    return Extract(
        file=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        kind=sheets.kind,
        page_count=len(plan.pages),
        decree=read_decree(plan.pages, tops, tops, sheets.lexicon.listed),
        chapters=tables,
        doubts=shown_doubts((*plan.others, *sheets.doubts), sheets.maps, keys),
    )


def _chapters(plan: Plan, path: Path, names: Callable[[], PlanNames]) -> Chapters:
    """The plan's table by its rulings, or where columns run together by what the cells say."""
    if plan.table is None:
        from extract.transcript.grid import mended  # noqa: PLC0415 - few plans need it, and it takes 20 ms to load

        return (mended(plan.together, names(), path.name),)
    bottom = max(grid.ys[-1] for grid in plan.parts)
    return chapters(plan.table.bodies, plan.table.header.specs, bottom)
