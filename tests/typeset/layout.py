"""What one set plan looks like: every property that offices' decrees differ in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tests.typeset.fonts import Face
from tests.typeset.grid import Align, VAlign
from tests.typeset.paginate import CellStyle
from tests.typeset.paint import Brush, Ruling

Kind = Literal[
    "no",
    "component",
    "aspect",
    "action",
    "indicator",
    "evidence",
    "time",
    "start",
    "end",
    "target",
    "target_time",
    "responsible",
    "budget",
    "realization",
    "periods",
]
Merging = Literal["merged", "once", "repeated"]
Repeat = Literal["every", "once", "recurring", "reworded"]
Banner = Literal["none", "numbered", "whole", "heading"]
PeriodNames = Literal["months", "numbers", "trw", "tw", "b"]
Mark = Literal["shade", "✓", "√", "x", "v", "●", "value"]
Front = Literal["decree", "annex", "heading"]

F4, A4 = (609.0, 935.0), (595.28, 841.89)
LANDSCAPE_F4 = (935.0, 609.0)


@dataclass(frozen=True, slots=True)
class Periods:
    """Period columns: how they are named, how a period is marked, whether a header cell groups them."""

    names: PeriodNames = "months"
    mark: Mark = "shade"
    group: str = "Waktu Pelaksanaan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One way to print a plan. Lengths in points.

    ``columns`` in printed order; ``vocabulary`` names their headers (``vocabulary.py``). ``merging`` is how
    ancestors that serve several rows are printed; ``merge_leaves`` merges equal neighbours in that column. A
    banner that is a ``heading`` stands as a paragraph over a table of its own. ``banner_at_foot`` puts section
    banners at the end of a page. ``grouped`` stacks target and time under one header cell; ``time_first``
    orders the column that holds both. ``hyphens``: words broken by their cell get one. ``turned``: the table's
    pages are stored sideways and turned by the reader (/Rotate 90).
    """

    page: tuple[float, float] = LANDSCAPE_F4
    margins: tuple[float, float, float, float] = (56.0, 56.0, 56.0, 56.0)
    font: str = "dejavu-serif"
    size: float = 8.5
    leading: float = 1.25
    padding: tuple[float, float] = (4.0, 3.0)
    vocabulary: str = "kpu"
    columns: tuple[Kind, ...] = (
        "no",
        "component",
        "aspect",
        "action",
        "indicator",
        "evidence",
        "time",
        "target",
    )
    narrow: tuple[Kind, ...] = ()
    number_row: Literal["none", "(1)", "1"] = "(1)"
    number_style: Literal["1.", "1)"] = "1."
    merging: Merging = "merged"
    merge_leaves: Kind | None = None
    repeat: Repeat = "every"
    split_rows: bool = True
    banner: Banner = "none"
    banner_at_foot: bool = False
    periods: Periods | None = None
    grouped: bool = False
    time_first: bool = True
    ruling: Ruling = "stroke"
    close_breaks: bool = True
    align: Align = "left"
    valign: VAlign = "top"
    hanging: bool = True
    hyphens: bool = False
    turned: bool = False
    header_shading: float | None = None
    bold: Literal["none", "font", "overprint"] = "font"
    upright: bool = False
    page_numbers: Literal["none", "top", "bottom"] = "top"
    catchwords: bool = False
    front: Front = "annex"

    @property
    def face(self) -> Face:
        """Typeface of the table's cells."""
        return Face(self.font, self.size, self.size * self.leading)

    @property
    def bold_face(self) -> Face:
        """Typeface of headers and banners."""
        return Face(self.font, self.size, self.size * self.leading, bold=self.bold == "font")

    @property
    def style(self) -> CellStyle:
        """How cells are set."""
        faces = (self.face, self.bold_face, *self.padding)
        return CellStyle(*faces, split=self.split_rows, hanging=self.hanging, hyphens=self.hyphens)

    @property
    def brush(self) -> Brush:
        """How the table is drawn."""
        return Brush(self.ruling, self.close_breaks, overprint=self.bold == "overprint")
