"""Layouts at random, by seed or drawn and shrunk by Hypothesis, and plans set in them.

Every choice lists its simplest option first: that is what Hypothesis shrinks to.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from hypothesis import strategies as st

from tests.typeset.build import widths
from tests.typeset.headers import header, slots
from tests.typeset.layout import A4, F4, LANDSCAPE_F4, Banner, Kind, Layout, Merging, Periods, Repeat
from tests.typeset.paint import Ruling
from tests.typeset.plan import Plan, PlanRow, Preamble, office
from tests.typeset.setter import set_decree
from tests.typeset.truth import Truth, truth_rows

T = TypeVar("T")
Pick = Callable[[Sequence[T]], T]
_LANDSCAPE_A4 = (A4[1], A4[0])
# words that a table's narrow columns should hold whole, unless the layout is tight
_WORDS = ("Desember", "(sembilan)", "Kegiatan", "Pembangunan")
_SHORT = ("Desember", "(empat)", "Laporan")
_RULINGS: tuple[Ruling, ...] = ("stroke", "fill", "boxes", "double", "dashed", "segments")


def random_layout(seed: int) -> Layout:
    """The layout of a seed."""
    return compose(random.Random(seed).choice)


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """Hypothesis strategy: any layout, shrinking towards the plainest."""
    return compose(lambda options: draw(st.sampled_from(options)))


@st.composite
def excerpts(draw: st.DrawFn, smallest: int = 5, largest: int = 16) -> Plan:
    """Hypothesis strategy: neighbouring rows of either office's plan."""
    plan, _ = office(draw(st.sampled_from(("decree-2026", "office-b"))))
    count = draw(st.integers(smallest, largest))
    return excerpt(plan, draw(st.integers(0, len(plan.rows) - count)), count)


def excerpt(plan: Plan, start: int, count: int) -> Plan:
    """Some neighbouring rows of a plan."""
    return replace(plan, rows=plan.rows[start : start + count])


def set_plan(plan: Plan, layout: Layout, decree: Preamble | None = None) -> tuple[bytes, list[Truth]]:
    """A plan's decree as PDF, and the rows a careful person keys from it; without ``decree``, its year's."""
    plan = prepared(plan, layout)
    decree = decree or office("decree-2026" if plan.year == 2026 else "office-b")[1]
    return set_decree(plan, decree, layout), truth_rows(plan, layout)


def prepared(plan: Plan, layout: Layout) -> Plan:
    """The plan with what the layout needs: responsible units and budgets, an agreement's goals numbered through."""
    rows = [_furnished(row, i) for i, row in enumerate(plan.rows)]
    if layout.vocabulary == "agreement":
        goals = list(dict.fromkeys((row.component_no, row.component, row.aspect_no, row.aspect) for row in rows))
        place = {goal: str(i + 1) for i, goal in enumerate(goals)}
        rows = [
            replace(
                row,
                component=None,
                component_no=None,
                aspect_no=place[row.component_no, row.component, row.aspect_no, row.aspect],
                action=None,
                action_no=None,
                indicator_no=None,
            )
            for row in rows
        ]
    return replace(plan, rows=tuple(rows))


def _furnished(row: PlanRow, place: int) -> PlanRow:
    units = ("Sub Bagian Hukum", "Sub Bagian Perencanaan", "Sub Bagian Umum", "Seluruh Sub Bagian")
    responsible = row.responsible or units[place // 3 % len(units)]
    return replace(
        row, responsible=responsible, budget=row.budget or f"{(place % 7 + 1) * 1250000:,}".replace(",", ".")
    )


def compose(pick: Pick) -> Layout:  # type: ignore[type-arg]
    """One layout out of many choices."""
    vocabulary = pick(("kpu", "area", "zi", "work", "kpu", "area", "zi", "work", "agreement"))
    banner: Banner = "none" if vocabulary == "agreement" else pick(("none", "none", "numbered", "whole"))
    periods = None if vocabulary == "agreement" else _periods(pick)
    columns = _columns(pick, vocabulary, banner, periods)
    merging: Merging = pick(("merged", "merged", "once", "repeated"))
    repeat: Repeat = pick(("every", "once", "recurring", "reworded"))
    layout = Layout(
        vocabulary=vocabulary,
        columns=columns,
        banner=banner,
        periods=periods,
        merging=merging,
        repeat=repeat,
        merge_leaves=pick((None, None, *(kind for kind in columns if kind in ("time", "target", "target_time")))),
        number_row=pick(("none", "(1)", "1")),
        number_style=pick(("1.", "1.", "1)")),
        split_rows=pick((True, False)),
        banner_at_foot=banner != "none" and pick((False, False, True)),
        grouped={"time", "target"} <= set(columns) and vocabulary == "kpu" and pick((False, True)),
        time_first=pick((True, False)),
        valign=pick(("top", "top", "middle")),
        align=pick(("left", "left", "left", "justify", "center")),
        hanging=pick((True, False)),
        front=pick(("annex", "decree", "heading")),
    )
    return _apart(_sized(_drawn(layout, pick), pick), pick)


def _apart(layout: Layout, pick: Pick) -> Layout:  # type: ignore[type-arg]
    """Choose, last of all, what was drawn last: other borders, headings over tables, begin and end of times."""
    ruling: Ruling = pick((None, None, None, None, None, None, "dots", "broad")) or layout.ruling
    layout = replace(layout, ruling=ruling)
    if layout.banner != "none" and pick((False, False, False, True)):
        layout = replace(layout, banner="heading", banner_at_foot=False)
    if "time" in layout.columns and not layout.grouped and pick((False, False, False, False, True)):
        at = layout.columns.index("time")
        columns: tuple[Kind, ...] = (*layout.columns[:at], "start", "end", *layout.columns[at + 1 :])
        merged = None if layout.merge_leaves == "time" else layout.merge_leaves
        layout = replace(layout, columns=columns, merge_leaves=merged)
        while not fits(layout) and layout.size > 5.0:
            layout = replace(layout, size=layout.size - 0.5)
    return layout


def _periods(pick: Pick) -> Periods | None:  # type: ignore[type-arg]
    if pick((True, True, False)):
        return None
    names = pick(("months", "numbers", "trw", "tw", "b"))
    marks = ("shade", "✓", "√", "x", "v", "●") + (() if names in ("months", "numbers") else ("value",))
    return Periods(names, pick(marks), pick(("Waktu Pelaksanaan", "Bulan" if names == "numbers" else "Jadwal")))


def _columns(pick: Pick, vocabulary: str, banner: Banner, periods: Periods | None) -> tuple[Kind, ...]:  # type: ignore[type-arg]
    if vocabulary == "agreement":
        return ("no", "aspect", "indicator", "target")
    ancestors: tuple[Kind, ...] = ("aspect",) if banner != "none" else ("component", "aspect")
    first: tuple[Kind, ...] = pick((("no",), ("no",), ("no",), ())) if banner != "numbered" else ("no",)
    deeds: tuple[Kind, ...] = pick((("action", "indicator"), ("action", "indicator"), ("indicator", "action")))
    if periods:
        times: tuple[Kind, ...] = (
            ("periods",) if periods.mark == "value" else pick((("periods", "target"), ("target", "periods")))
        )
    else:
        times = pick((("time", "target"), ("target", "time"), ("target_time",)))
    leaves: tuple[Kind, ...] = pick((("evidence", *times), (*times, "evidence")))
    more = tuple(kind for kind in ("responsible", "budget", "realization") if pick((False, False, True)))
    if periods:
        more = tuple(kind for kind in more if kind != "realization")
    return (*first, *ancestors, *deeds, *leaves, *more)  # type: ignore[arg-type]


def _drawn(layout: Layout, pick: Pick) -> Layout:  # type: ignore[type-arg]
    """Choose what does not move a word: lines, shading, bold, page furniture."""
    return replace(
        layout,
        ruling=pick((*_RULINGS[:3], *_RULINGS)),
        close_breaks=pick((True, True, True, False)),
        header_shading=pick((None, 0.85)),
        bold=pick(("font", "none", "overprint")),
        page_numbers=pick(("none", "top", "bottom")),
        catchwords=pick((False, False, True)),
    )


def _sized(layout: Layout, pick: Pick) -> Layout:  # type: ignore[type-arg]
    """Choose paper, margins and type; unless tight, type small enough that ordinary words are not broken."""
    many = len(slots(layout))
    papers = (LANDSCAPE_F4, _LANDSCAPE_A4) if many > 9 else (LANDSCAPE_F4, _LANDSCAPE_A4, F4, A4)
    tight = pick((False, False, False, True))
    side = pick((36.0, 50.0))
    layout = replace(
        layout,
        page=pick(papers),
        margins=(side, 56.0, side, 48.0),
        font=pick(("dejavu-serif", "helvetica", "times", "stix", "dejavu-sans")),
        leading=pick((1.2, 1.35)),
        hyphens=tight and pick((False, True)),
        turned=pick((False, False, False, False, True)),
        padding=(2.0 if many > 9 else pick((4.0, 3.0)), pick((3.0, 1.5, 0.5))),
    )
    sizes = [10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5]
    fitting = [size for size in sizes if fits(replace(layout, size=size))] or [5.0]
    size = pick(fitting[:3])
    return replace(layout, size=size * 1.25 if tight else size)


def fits(layout: Layout) -> bool:
    """Whether the header's words and ordinary ones fit their columns unbroken."""
    room = [width - 2 * layout.padding[0] for width in widths(layout)]
    for column, (kind, _) in enumerate(slots(layout)):
        if kind in ("no", "periods", "budget", "realization"):
            continue
        words = _SHORT if kind in ("time", "start", "end", "target", "target_time") else _WORDS
        if max(map(layout.face.width, words)) > room[column]:
            return False
    return all(
        max(map(layout.bold_face.width, cell.text.split())) <= room[cell.column]
        for cell in header(layout)
        if cell.column_span == 1
    )
