"""Layouts of the kinds that offices use, by name: each leans on one thing that readers get wrong."""

from __future__ import annotations

from dataclasses import replace

from tests.typeset.layout import A4, F4, Layout, Periods

_BASE = Layout(font="times", size=9.5, front="annex", page_numbers="bottom")

LAYOUTS: dict[str, Layout] = {
    # "Area Perubahan / Program / ...", ancestors printed once over unspanned blanks, header on the first page only
    "area-once": replace(
        _BASE,
        vocabulary="area",
        columns=("no", "component", "aspect", "action", "indicator", "evidence", "target", "time", "responsible"),
        merging="once",
        repeat="once",
        number_row="none",
    ),
    # a research office's plan of 2021: banners, Komponen holds the aspect, target and time share a merged column
    "banners-shared": replace(
        _BASE,
        vocabulary="zi",
        columns=("no", "aspect", "indicator", "action", "evidence", "target_time", "realization"),
        banner="numbered",
        banner_at_foot=True,
        merge_leaves="target_time",
        repeat="once",
        number_row="none",
    ),
    "agreement": replace(
        _BASE,
        vocabulary="agreement",
        columns=("no", "aspect", "indicator", "target"),
        page=F4,
        size=10.0,
        valign="middle",
    ),
    "months-shaded": replace(
        _BASE,
        vocabulary="work",
        columns=("no", "component", "aspect", "action", "indicator", "periods", "target", "budget", "responsible"),
        periods=Periods("months", "shade"),
        size=7.5,
        padding=(2.0, 3.0),
        number_row="none",
        header_shading=0.85,
    ),
    "quarters-ticked": replace(
        _BASE,
        columns=("no", "component", "aspect", "action", "indicator", "evidence", "target", "periods"),
        periods=Periods("trw", "✓", "Jadwal"),
        size=8.5,
        merging="repeated",
        repeat="recurring",
        ruling="fill",
    ),
    "quarters-valued": replace(
        _BASE,
        vocabulary="area",
        columns=("no", "component", "aspect", "action", "indicator", "evidence", "periods", "responsible"),
        periods=Periods("b", "value", "Target"),
        size=8.5,
        ruling="double",
    ),
    "reworded-headers": replace(
        _BASE,
        vocabulary="work",
        repeat="reworded",
        number_row="1",
        catchwords=True,
        ruling="boxes",
        bold="overprint",
    ),
    "stacked-headers": replace(_BASE, grouped=True, merge_leaves="time", ruling="dashed", header_shading=0.9),
    "portrait-banners": replace(
        _BASE,
        page=A4,
        margins=(40.0, 56.0, 40.0, 50.0),
        size=7.0,
        vocabulary="work",
        columns=("no", "aspect", "action", "indicator", "time", "target", "evidence"),
        banner="whole",
        merging="once",
        split_rows=False,
    ),
}
