"""Compare a built dataset with a keyed truth, cell by cell: right, wrong with an open finding, or silently wrong."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

from extract.source import read_source
from normalize.records import build
from normalize.schema import Dataset, Indicator, Target
from pipeline.lexicon import lexicon

ACTION_TEXTS = ("component", "aspect", "action")
INDICATOR_TEXTS = ("indicator", "evidence", "responsible")
TARGET_TEXTS = ("time_text", "target_text", "target_time")
NUMBERS = ("component_no", "aspect_no", "action_no", "indicator_no")
MEANING = ("quantity", "unit", "frequency", "start_on", "end_on", "due_on", "quantity_basis")
ALIASES = {"sasaran": "aspect", "indikator": "indicator", "target": "target_text"}


@dataclass(frozen=True)
class Difference:
    """A value that is not what the truth says; ``loud`` when an open finding tells."""

    row: int
    column: str
    got: Any
    want: Any
    loud: bool


@dataclass
class Score:
    """Differences between a dataset and its truth, and the flags of cells beyond the truth's own blanks."""

    rows_true: int
    rows_read: int
    cells: int = 0
    differences: list[Difference] = field(default_factory=list)
    needless: list[tuple[int, str]] = field(default_factory=list)
    flagged: int = 0
    codes: frozenset[str] = frozenset()

    @property
    def silent(self) -> list[Difference]:
        """Wrong values that no open finding tells of."""
        return [d for d in self.differences if not d.loud]


def read(path: Path) -> Dataset:
    """The whole way from a source file to its records, in this process."""
    return build(read_source(path, lexicon=lexicon), (), "test")


def compare(data: Dataset, truth: Sequence[dict[str, Any]]) -> Score:
    """Compare the rows that answer each other, in document order; a row that is missing is silently wrong."""
    rows = flat(data)
    wanted = [{ALIASES.get(k, k): v for k, v in row.items()} for row in truth]
    score = Score(len(truth), len(rows))
    met = aligned(rows, wanted)
    for i, want in enumerate(wanted):
        if i in met:
            _compare_row(i, rows[met[i]], want, score)
        else:
            texts = [c for c in (*ACTION_TEXTS, *INDICATOR_TEXTS, *TARGET_TEXTS) if want.get(c)]
            score.cells += len(texts)
            score.differences += [Difference(i, column, None, want[column], loud=False) for column in texts]
    score.flagged = sum(len(row.flagged & {*ACTION_TEXTS, *INDICATOR_TEXTS, *TARGET_TEXTS}) for row in rows)
    score.codes = frozenset(f.code for f in data.findings if f.status == "open")
    return score


def aligned(rows: Sequence[Flat], wanted: Sequence[dict[str, Any]]) -> dict[int, int]:
    """For each true row the row read that answers it, order kept, similarity summed up."""

    def key(row: dict[str, Any]) -> str:
        target = row.get("target_time") or f"{row.get('time_text') or ''} {row.get('target_text') or ''}"
        return " | ".join(fold(str(row.get(c) or "")) for c in ("action", "indicator", "evidence")) + fold(target)

    if len(rows) == len(wanted):
        return {i: i for i in range(len(rows))}
    keys, wants = [key(row.values) for row in rows], [key(row) for row in wanted]
    like = process.cdist(wants, keys, scorer=fuzz.ratio) - 50
    best = np.zeros((len(wants) + 1, len(keys) + 1))
    for i, j in np.ndindex(*like.shape):
        best[i + 1, j + 1] = max(best[i, j + 1], best[i + 1, j], best[i, j] + max(like[i, j], 0))
    met, i, j = {}, len(wants), len(keys)
    while i and j:
        if like[i - 1, j - 1] > 0 and best[i, j] == best[i - 1, j - 1] + like[i - 1, j - 1]:
            i, j = i - 1, j - 1
            met[i] = j
        elif best[i, j] == best[i - 1, j]:
            i -= 1
        else:
            j -= 1
    return met


@dataclass(frozen=True)
class Flat:
    """One indicator with its action and its targets, by column, and the columns with open findings."""

    values: dict[str, Any]
    flagged: frozenset[str]


def flat(data: Dataset) -> list[Flat]:
    """Indicator rows in document order."""
    actions = {a.action_id: a for a in data.actions}
    targets: dict[str, list[Target]] = defaultdict(list)
    for target in data.targets:
        targets[target.indicator_id].append(target)
    flags: dict[str, set[str]] = defaultdict(set)
    for finding in data.findings:
        if finding.status == "open" and finding.record_id and finding.record_column:
            flags[finding.record_id].add(finding.record_column)
    return [_flat(i, actions[i.action_id], targets[i.indicator_id], flags) for i in data.indicators]


def _flat(indicator: Indicator, action: Any, targets: Sequence[Target], flags: dict[str, set[str]]) -> Flat:
    values = {name: getattr(action, name) for name in (*ACTION_TEXTS, *NUMBERS[:3])}
    values |= {name: getattr(indicator, name) for name in (*INDICATOR_TEXTS, "indicator_no")}
    for name in ("time_text", "target_text"):
        values[name] = " ".join(dict.fromkeys(getattr(t, name) for t in targets if getattr(t, name))) or None
    values |= {name: getattr(targets[0], name) if len(targets) == 1 else None for name in MEANING}
    flagged = {*flags[action.action_id], *flags[indicator.indicator_id]}
    for target in targets:
        flagged |= flags[target.target_id]
    return Flat(values, frozenset(flagged))


def _compare_row(row: int, got: Flat, want: dict[str, Any], score: Score) -> None:
    for column in (*ACTION_TEXTS, *INDICATOR_TEXTS, *TARGET_TEXTS, *NUMBERS, *MEANING):
        if column not in want:
            continue
        score.cells += 1
        loud = column in got.flagged or not got.flagged.isdisjoint(_sources(column))
        if column in want.get("lost", ()):
            right = not got.values.get(column) and loud
        else:
            right = _agree(column, got, want[column]) or (column in want.get("doubtful", ()) and loud)
            if loud and want[column] and right and column not in want.get("doubtful", ()):
                score.needless.append((row, column))
        if not right:
            score.differences.append(Difference(row, column, got.values.get(column), want[column], loud))


def _sources(column: str) -> tuple[str, ...]:
    """The texts that a value is read from: a finding on them tells of the value too."""
    if column == "target_time":
        return TARGET_TEXTS
    if column in ("action_no", "indicator_no"):  # printed in the cell of their text
        return (column.removesuffix("_no"),)
    if column in ("quantity", "unit"):
        return ("target_text",)
    if column == "quantity_basis":
        return ("target_text", "time_text")
    return ("time_text",) if column in MEANING else ()


def _agree(column: str, got: Flat, want: Any) -> bool:
    if column == "target_time":
        time, target = got.values["time_text"] or "", got.values["target_text"] or ""
        return fold(want) in {fold(time), fold(target), fold(f"{time} {target}"), fold(f"{target} {time}")}
    value = got.values[column]
    if column in NUMBERS:
        return _number(value) == _number(want)
    return plain(value) == plain(want) if column in MEANING else fold(value) == fold(want)


def fold(text: str | None) -> str:
    """White space, dashes, a printed number and space around slashes do not tell texts apart."""
    folded = re.sub(r"[‐-―−]", "-", unicodedata.normalize("NFKC", text or ""))
    folded = re.sub(r"\s*/\s*", "/", " ".join(folded.split()))
    return re.sub(r"^(\(?\d{1,2}[.)]|[a-z][.)])\s+", "", folded)


def _number(value: Any) -> str:
    return re.sub(r"[\s.()]", "", "" if value is None else str(value)).upper()


def plain(value: Any) -> Any:
    """Dates as ISO text, numbers as float, sequences as lists."""
    if isinstance(value, (tuple, list)):
        return [plain(v) for v in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return float(value) if isinstance(value, (int, float)) else value
