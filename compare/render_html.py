"""Reports as one HTML file that needs nothing else: no network, no second file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from typing import TypeAlias

from jinja2 import Environment, PackageLoader, StrictUndefined

from compare.changes import KINDS, Candidate, Change
from compare.report import Entry, Report

# An ambiguous record: old and new decree, side, key.
Row: TypeAlias = tuple[str, str, str, str]


def html(report: Report) -> str:
    """Return a report as one HTML page: by component, with filters, word marks and a print style."""
    environment = Environment(
        loader=PackageLoader("compare", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["groupby_runs"] = _by_aspect
    changes = report.changes
    anchors = dict(_unsure(changes))
    return environment.get_template("report.html.j2").render(
        report=report,
        anchor=anchor,
        rival_anchor=partial(_rival_anchor, anchors),
        kinds_found=[kind for kind in KINDS if any(change.kind == kind for change in changes)],
        components=list(dict.fromkeys(group.component for each in report.comparisons for group in each.groups)),
    )


def anchor(change: Change) -> str:
    """Return the name by which a change can be linked to."""
    return f"change-{change.change_id}"


def _by_aspect(entries: Iterable[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    for aspect, rows in groupby(entries, key=lambda entry: entry.aspect):
        yield aspect, list(rows)


def _unsure(changes: Iterable[Change]) -> Iterator[tuple[Row, str]]:
    for change in changes:
        if change.kind == "ambiguous":
            side, key = ("old", change.old_id) if change.old_id else ("new", change.new_id)
            yield (change.old_decree_id, change.new_decree_id, side, key or ""), anchor(change)


def _rival_anchor(anchors: dict[Row, str], change: Change, rival: Candidate) -> str:
    """Name of the row on the other side that an ambiguous one may stand for."""
    side = "new" if change.old_id else "old"
    return anchors.get((change.old_decree_id, change.new_decree_id, side, rival.record_id), anchor(change))
