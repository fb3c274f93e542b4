"""A plan and a layout make a grid: which cells the table has and what each prints."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence

from tests.typeset.grid import Align, Grid, GridCell
from tests.typeset.headers import header, slots
from tests.typeset.layout import Kind, Layout
from tests.typeset.periods import period_values
from tests.typeset.plan import Plan, PlanRow

_WEIGHTS: dict[Kind, float] = {
    "no": 0.45,
    "component": 1.6,
    "aspect": 1.9,
    "action": 2.3,
    "indicator": 2.6,
    "evidence": 2.1,
    "time": 1.85,
    "start": 1.25,
    "end": 1.25,
    "target": 1.25,
    "target_time": 1.8,
    "responsible": 1.5,
    "budget": 1.3,
    "realization": 1.2,
}
_PERIOD_WEIGHT = {12: 0.36, 4: 0.7}
_CENTERED: frozenset[Kind] = frozenset({"no", "time", "start", "end", "target", "realization", "periods"})
_ANCESTORS: tuple[Kind, ...] = ("no", "component", "aspect", "action")


def widths(layout: Layout) -> tuple[float, ...]:
    """Widths of the printed columns, in points: they fill the page between its margins."""
    room = layout.page[0] - layout.margins[0] - layout.margins[2]
    columns = slots(layout)
    many = sum(kind == "periods" for kind, _ in columns)
    weights = [
        (_PERIOD_WEIGHT[many] if kind == "periods" else _WEIGHTS[kind]) * (0.55 if kind in layout.narrow else 1.0)
        for kind, _ in columns
    ]
    return tuple(round(room * weight / sum(weights), 2) for weight in weights)


def numbered(number: str | None, text: str | None, layout: Layout) -> str:
    """A text with its printed number before it: "2. Melaksanakan ..."."""
    if not text:
        return ""
    if not number:
        return text
    return f"{number}{layout.number_style[-1]} {text}"


def cell_text(row: PlanRow, kind: Kind, layout: Layout) -> str:
    """What a row prints in a column."""
    has = layout.columns.__contains__
    number = row.component_no if has("component") else row.aspect_no
    texts: dict[Kind, Callable[[], str | None]] = {
        "no": lambda: number and f"{number}.",
        "component": lambda: row.component,
        "aspect": lambda: numbered(row.aspect_no if has("component") or not has("no") else None, row.aspect, layout),
        "action": lambda: numbered(row.action_no, row.action, layout),
        "indicator": lambda: numbered(row.indicator_no, row.indicator, layout),
        "evidence": lambda: row.evidence,
        "time": lambda: row.time_text,
        "start": lambda: begin_and_end(row)[0],
        "end": lambda: begin_and_end(row)[1],
        "target": lambda: row.target_text,
        "target_time": lambda: shared_text(row, layout),
        "responsible": lambda: row.responsible,
        "budget": lambda: row.budget,
        "realization": lambda: "100" if row.meaning.frequency == "once" else "50",
    }
    return texts[kind]() or ""


def begin_and_end(row: PlanRow) -> tuple[str | None, str | None]:
    """A row's time in two columns: the ends of a window, else the time twice."""
    start, _, end = (row.time_text or "").partition(" s.d. ")
    return start or None, end or start or None


def shared_text(row: PlanRow, layout: Layout) -> str:
    """What the column that holds target and time prints: each on lines of its own."""
    texts = (row.time_text, row.target_text) if layout.time_first else (row.target_text, row.time_text)
    return "\n".join(text for text in texts if text)


def group_key(row: PlanRow, kind: Kind, layout: Layout) -> tuple[str | None, ...]:
    """What tells one ancestor from the next: number and text of it and of all above it."""
    component = (row.component_no, row.component)
    aspect = (*component, row.aspect_no, row.aspect)
    if kind == "no":
        kind = "component" if "component" in layout.columns else "aspect"
    return {"component": component, "aspect": aspect, "action": (*aspect, row.action_no, row.action)}[kind]


def build_grid(plan: Plan, layout: Layout) -> Grid:
    """The whole table of a plan in a layout."""
    at = row_places(plan, layout)
    body = [*_banners(plan, layout, at), *_leaves(plan, layout, at), *_ancestors(plan, layout, at)]
    first = [at[i] for i in _starts(plan)]
    banners = [row - 1 for row in first] if layout.banner != "none" else []
    apart = layout.banner == "heading"
    recur = (banners or first)[1:] if layout.repeat == "recurring" and not apart else []
    later = {"once": (), "recurring": (), "reworded": header(layout, later=True), "every": None}[layout.repeat]
    return Grid(
        widths(layout),
        header(layout),
        tuple(sorted(body, key=lambda c: (c.row, c.column))),
        later=later,
        recur=frozenset(recur),
        break_after=frozenset(banners[1::2] if layout.banner_at_foot and not apart else ()),
        headings=frozenset(banners if apart else ()),
    )


def _starts(plan: Plan) -> list[int]:
    """Rows at which a component begins."""
    keys = [(row.component_no, row.component) for row in plan.rows]
    return [i for i, key in enumerate(keys) if i == 0 or key != keys[i - 1]]


def row_places(plan: Plan, layout: Layout) -> list[int]:
    """The grid row of each plan row: banners take rows of their own."""
    starts = set(_starts(plan)) if layout.banner != "none" else set()
    before = itertools.accumulate(int(i in starts) for i in range(len(plan.rows)))
    return [i + count for i, count in enumerate(before)]


def _banners(plan: Plan, layout: Layout, at: list[int]) -> Iterator[GridCell]:
    if layout.banner == "none":
        return
    width = len(slots(layout))
    for i in _starts(plan):
        number, name = plan.rows[i].component_no, (plan.rows[i].component or "").upper()
        if layout.banner == "heading":
            yield GridCell(
                at[i] - 1,
                0,
                numbered(number, name, layout),
                column_span=width,
                role="heading",
                bold=layout.bold != "none",
            )
        elif layout.banner == "whole":
            yield _banner(layout, at[i] - 1, 0, numbered(number, name, layout), width)
        else:
            yield _banner(layout, at[i] - 1, 0, f"{number}.", 1)
            yield _banner(layout, at[i] - 1, 1, name, width - 1)


def _banner(layout: Layout, row: int, column: int, text: str, span: int) -> GridCell:
    bold, shading = layout.bold != "none", layout.header_shading
    return GridCell(row, column, text, column_span=span, role="banner", bold=bold, shading=shading)


def _leaves(plan: Plan, layout: Layout, at: list[int]) -> Iterator[GridCell]:
    for column, (kind, period) in enumerate(slots(layout)):
        if kind in _ANCESTORS:
            continue
        if kind == "periods":
            yield from _period_cells(plan, layout, at, column, period)
            continue
        texts = [cell_text(row, kind, layout) for row in plan.rows]
        keys = [(text, group_key(row, "aspect", layout)) for text, row in zip(texts, plan.rows, strict=True)]
        for start, length in _runs(keys, merge=kind == layout.merge_leaves):
            yield _cell(layout, kind, at[start], column, texts[start], length)


def _period_cells(plan: Plan, layout: Layout, at: list[int], column: int, period: int) -> Iterator[GridCell]:
    for row, place in zip(plan.rows, at, strict=True):
        value = period_values(row, layout, plan.year)[period]
        shaded = value == "shade"
        yield GridCell(
            place,
            column,
            "" if shaded else value,
            align="center",
            valign="middle" if layout.valign == "middle" else "top",
            shading=0.6 if shaded else None,
        )


def _runs(keys: Sequence[tuple[object, ...]], merge: bool) -> Iterator[tuple[int, int]]:
    """Start and length of each run of equal keys, every row its own where they are not merged or blank."""
    start = 0
    for i in range(1, len(keys) + 1):
        if i == len(keys) or not merge or keys[i] != keys[start] or not keys[i][0]:
            yield start, i - start
            start = i


def _ancestors(plan: Plan, layout: Layout, at: list[int]) -> Iterator[GridCell]:
    for column, (kind, _) in enumerate(slots(layout)):
        if kind not in _ANCESTORS:
            continue
        after = kind == "action" and layout.columns.index("action") > layout.columns.index("indicator")
        merging = "repeated" if after and layout.merging == "once" else layout.merging
        keys = [("x", group_key(row, kind, layout)) for row in plan.rows]
        for start, length in _runs(keys, merge=True):
            text = cell_text(plan.rows[start], kind, layout)
            if merging == "merged":
                yield _cell(layout, kind, at[start], column, text, length)
                continue
            for i in range(start, start + length):
                yield _cell(layout, kind, at[i], column, text if i == start or merging == "repeated" else "", 1)


def _cell(layout: Layout, kind: Kind, row: int, column: int, text: str, span: int) -> GridCell:
    align: Align = "center" if kind in _CENTERED else "right" if kind == "budget" else layout.align
    return GridCell(row, column, text, row_span=span, align=align, valign=layout.valign)
