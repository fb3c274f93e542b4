"""One source file to what it shows: pages, the plan's table, the decree's text."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from extract.body import body_of
from extract.decree import read_decree
from extract.lexicon import Lexicon
from extract.model import Extract
from extract.opinion import checked
from extract.plan_tables import find_plan
from extract.remap import keys_of, shown_doubts, shown_table
from extract.sheets import Progress, read_sheets
from extract.stitch import stitch


def read_source(
    path: Path,
    *,
    jobs: int = 1,
    progress: Progress = lambda done, total: None,
    lexicon: Callable[[], Lexicon] = Lexicon,
) -> Extract:
    """Read one source file.

    ``progress`` is called with pages done and pages in all; ``lexicon`` gives the words that settle doubtful
    readings of scans. Raises SourceError where nothing can be read.
    """
    sheets = read_sheets(path, lexicon(), jobs=jobs, progress=progress)
    plan, others = find_plan(sheets.pages, path.name)
    pages = {page.number: page for page in sheets.pages}
    parts = [checked(grid, pages[grid.page], plan.header, path) for grid in plan.parts]
    table = stitch([body_of(grid, plan.header) for grid in parts], plan.header.specs)
    tops = {grid.page: grid.ys[0] for grid in reversed(plan.parts)}
    keys = keys_of(table, sheets.maps)
    return Extract(
        file=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        kind=sheets.kind,
        page_count=len(sheets.pages),
        decree=read_decree(sheets.pages, table.pages, tops),
        table=shown_table(table, sheets.maps),
        doubts=shown_doubts((*others, *sheets.doubts), sheets.maps, keys),
    )
