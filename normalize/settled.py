"""What became of the findings that people decided: corrected or dismissed; what a new text raises is open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extract.model import SourceError, Status
from normalize.findings import ordered
from normalize.mending import ROW_CODES, STALE, Decisions, address
from normalize.privacy import without_nip
from normalize.schema import Dataset, Feed, Finding

UNSETTLED = ("open", "repaired")


def settled(printed: Dataset, mended: Dataset, decisions: Decisions, file: str) -> Dataset:
    """The corrected dataset with each finding's status.

    A finding that stood on a corrected cell before is corrected, whether the new text still raises it or not; one that
    only the new text raises is open. Raises SourceError where corrections change the decree's key.
    """
    before, after = printed.decrees[0], mended.decrees[0]
    if before.decree_id != after.decree_id:
        raise SourceError(
            f"{file}: the corrections would make the decree {after.decree_id} of {before.decree_id}, "
            "under whose id they stand; leave out what its key is made of."
        )
    seen = {(address(f), f.code) for f in printed.findings if f.status in UNSETTLED}
    kept = [_decided(f, seen, decisions) for f in mended.findings]
    gone = _gone(printed, mended, decisions)
    return replace(mended, findings=ordered((*gone, *kept)))


def _decided(finding: Finding, seen: set[tuple[str, str]], decisions: Decisions) -> Finding:
    place, code = address(finding), finding.code
    if finding.status not in UNSETTLED or code == STALE:
        return finding
    if place in decisions.corrected and (place, code) in seen:
        return _told(finding, "corrected", decisions.corrected[place])
    if place in decisions.rows and code in ROW_CODES:
        return _told(finding, "corrected", "")
    reason = next(
        (decisions.dismissed[key] for key in ((place, code), (place, "")) if key in decisions.dismissed), None
    )
    if reason is None or finding.status != "open":
        return finding
    return _told(finding, "dismissed", reason)


def _told(finding: Finding, status: Status, reason: str) -> Finding:
    message = f"{finding.message} ({without_nip(reason)})" if reason else finding.message
    return replace(finding, status=status, message=message)


def _gone(printed: Dataset, mended: Dataset, decisions: Decisions) -> Iterator[Finding]:
    """The findings on corrected cells that the new text raises no more, on the values the cell now feeds."""
    raised = {(address(f), f.code) for f in mended.findings}
    records = _records(mended)
    cells = {cell.cell_id: cell for cell in mended.cells}
    for finding in printed.findings:
        place = address(finding)
        reason = decisions.corrected.get(place)
        if reason is None or finding.status not in UNSETTLED or (place, finding.code) in raised:
            continue
        cell = cells.get(finding.cell_id or "")
        stands = (finding.record_table, finding.record_id) in records
        placed = finding if stands else _moved(finding, cell.feeds if cell else ())
        yield replace(_told(placed, "corrected", reason), after=cell.text if cell else None)


def _records(dataset: Dataset) -> set[tuple[str | None, str | None]]:
    return {
        (None, None),
        *(("decrees", d.decree_id) for d in dataset.decrees),
        *(("actions", a.action_id) for a in dataset.actions),
        *(("indicators", i.indicator_id) for i in dataset.indicators),
        *(("targets", t.target_id) for t in dataset.targets),
    }


def _moved(finding: Finding, feeds: tuple[Feed, ...]) -> Finding:
    """The finding on the first value that its cell feeds, or on none."""
    if not feeds:
        return replace(finding, record_table=None, record_id=None, record_column=None)
    feed = feeds[0]
    return replace(finding, record_table=feed.record_table, record_id=feed.record_id, record_column=feed.record_column)
