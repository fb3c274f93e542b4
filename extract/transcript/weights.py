"""What columns print before anything is learned of them, and how evidence is weighed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from extract.model import Column
from extract.table.columns import TIMES
from extract.transcript.look import Kind

# Kinds that each column prints, before anything is learned; what is not named shares the rest.
USUAL_KINDS: Mapping[Column, Mapping[Kind, float]] = {
    Column.NO: {Kind.NUMBER: 0.97},
    **{time: {Kind.TIME: 0.93, Kind.TIME_CUT: 0.02} for time in TIMES},
    Column.TARGET: {Kind.TARGET: 0.80, Kind.COUNT: 0.08, Kind.GRADE: 0.03, Kind.TEXT: 0.05, Kind.NUMBER: 0.02},
    Column.TARGET_TIME: {Kind.TIME: 0.3, Kind.TARGET: 0.3, Kind.TEXT: 0.3},
    Column.PERIOD: {Kind.MARK: 0.6, Kind.NUMBER: 0.1, Kind.COUNT: 0.1, Kind.TARGET: 0.1},
    Column.REALIZATION: {Kind.TARGET: 0.4, Kind.COUNT: 0.2, Kind.NUMBER: 0.2, Kind.TEXT: 0.15},
    Column.REALIZATION_PERCENT: {Kind.TARGET: 0.5, Kind.COUNT: 0.2, Kind.NUMBER: 0.25},
    Column.EXTRA: {Kind.TEXT: 0.4, Kind.MONEY: 0.3, Kind.COUNT: 0.05, Kind.TARGET: 0.05},
}
TEXTUAL: Mapping[Kind, float] = {Kind.TEXT: 0.97}
# First words' forms before anything is learned: actions are verbs, indicators what has come about.
USUAL_STARTS: Mapping[Column, Mapping[str, float]] = {
    Column.ACTION: {"me-": 4.0, "pe-an": 1.5},
    Column.INDICATOR: {"ter-nya": 3.0, "telah": 1.5, "terdapat": 1.5, "me-": 0.5},
    Column.EVIDENCE: {"laporan": 2.0, "dokumen": 2.0, "dokument": 1.5, "ke-an": 1.0, "surat": 1.0, "notula": 1.0},
}
# Shares of rows that fill a column, before anything is learned; 0.95 where none is named.
USUAL_FILLED: Mapping[Column, float] = {
    Column.NO: 0.2,
    Column.COMPONENT: 0.2,
    Column.ASPECT: 0.4,
    Column.ACTION: 0.7,
    Column.EXTRA: 0.5,
    Column.PERIOD: 0.1,
}
# Shares of texts that are numbered, before anything is learned; 0.03 where none is named.
USUAL_NUMBERED: Mapping[Column, float] = {
    Column.ASPECT: 0.5,
    Column.ACTION: 0.4,
    Column.COMPONENT: 0.1,
    Column.INDICATOR: 0.2,
}
# Logarithms of usual lengths in letters; 3.3 where none is named.
USUAL_SIZES: Mapping[Column, float] = {
    Column.INDICATOR: 4.2,
    Column.ACTION: 4.0,
    Column.ASPECT: 3.4,
    Column.COMPONENT: 3.1,
}
# Where target and time share a column, texts that are both stand there.
SHARED = 0.99
# A text that names a component or an aspect of the evaluation form, in its column, in another, or none there.
NAMED, MISNAMED, UNNAMED = 5.0, -2.5, -2.0
# In a transcript without damage irregularities cost this much more.
CARE = 1.5


def careful(intact: float) -> float:
    """What irregularities cost in a transcript with this share of intact lines, against a damaged one (from 1.0)."""
    return 1.0 + CARE * max(0.0, intact - 0.6) / 0.4


def against_mean(shares: Sequence[float], bound: float, among: Sequence[bool] | None = None) -> list[float]:
    """Logarithm of each share against the mean of those that count, bounded; 0 where a column does not count."""
    use = among or [True] * len(shares)
    counted = [s for s, u in zip(shares, use, strict=True) if u]
    mean = sum(counted) / len(counted) if counted else 1.0
    return [max(min(math.log(s / mean), bound), -bound) if u else 0.0 for s, u in zip(shares, use, strict=True)]
