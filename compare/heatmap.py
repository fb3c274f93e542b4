"""Coverage shown: a heat map as a picture, as a page, as a terminal table, and the long table as data."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
from jinja2 import Environment, PackageLoader, StrictUndefined
from rich.table import Table
from rich.text import Text

from compare.coverage import Cover
from compare.sheets import Sheet, Value, csv_text, workbook_bytes

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

NAMES = tuple(field.name for field in fields(Cover))
# Counts from here on share the darkest colour: single offices plan ten actions for one aspect, most two.
DARKEST = 6
NAME_LETTERS = 24
LIGHT, DARK = (0xEE, 0xF4, 0xF8), (0x0B, 0x53, 0x94)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Aspects by plans: one row an aspect, one column a plan, in the order of the long table."""

    plans: tuple[str, ...]
    rows: tuple[tuple[Cover, ...], ...]


def matrix(covers: Sequence[Cover]) -> Matrix:
    """Lay the long table out by aspect and plan."""
    rows = tuple(tuple(row) for _, row in groupby(covers, key=lambda each: (each.component_ref, each.aspect_ref)))
    plans = tuple(f"{each.institution}, {each.year}" for each in rows[0]) if rows else ()
    return Matrix(plans, rows)


def figure(covers: Sequence[Cover]) -> Figure:
    """Draw the heat map: darker for more actions, hatched for a gap, bold for an outlier."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - slow to import
    from matplotlib.patches import Rectangle  # noqa: PLC0415

    laid = matrix(covers)
    drawn = Figure(figsize=(1 + 0.6 * len(laid.plans), 1 + 0.27 * len(laid.rows)))
    axes = drawn.add_subplot()
    shades = [[min(each.actions, DARKEST) for each in row] for row in laid.rows]
    axes.imshow(shades, cmap="Blues", vmin=0, vmax=DARKEST, aspect="auto")
    for y, row in enumerate(laid.rows):
        for x, each in enumerate(row):
            if each.standing == "gap":
                axes.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, fill=False, hatch="////", edgecolor="#e3b5b0", lw=0))
                continue
            ink = "white" if each.actions > DARKEST / 2 else "#1d2733"
            weight = "bold" if each.standing == "outlier" else "normal"
            axes.text(x, y, f"{each.actions}", ha="center", va="center", color=ink, fontsize=8, weight=weight)
    _label(axes, laid)
    return drawn


def _label(axes: Axes, laid: Matrix) -> None:
    names = ["\n".join(wrap(name, NAME_LETTERS)) for name in laid.plans]
    axes.set_xticks(range(len(names)), names, rotation=90, fontsize=7)
    axes.xaxis.tick_top()
    axes.set_yticks(range(len(laid.rows)), [f"{row[0].aspect_ref}  {row[0].aspect}" for row in laid.rows], fontsize=8)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set_xlabel("actions per aspect\nhatched: none planned\nbold: far from the others", fontsize=8, loc="left")


def heat_png(covers: Sequence[Cover]) -> bytes:
    """Return the heat map as a PNG."""
    buffer = io.BytesIO()
    figure(covers).savefig(buffer, format="png", dpi=150, bbox_inches="tight", metadata={"Software": None})
    return buffer.getvalue()


def heat_html(covers: Sequence[Cover]) -> str:
    """Return the heat map as one HTML page that needs nothing else."""
    environment = Environment(loader=PackageLoader("compare", "."), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("coverage.html.j2").render(matrix=matrix(covers), shade=_shade, dark=DARKEST / 2)


def heat_table(covers: Sequence[Cover]) -> Table:
    """Return the heat map as a table for a terminal: plans are numbered, and named below."""
    laid = matrix(covers)
    table = Table(
        caption="\n".join(f"{number}: {name}" for number, name in enumerate(laid.plans, 1)), caption_justify="left"
    )
    table.add_column("aspect")
    for number in range(1, len(laid.plans) + 1):
        table.add_column(str(number), justify="right")
    for row in laid.rows:
        table.add_row(f"{row[0].aspect_ref} {row[0].aspect}", *(_number(each) for each in row))
    return table


def heat_markdown(covers: Sequence[Cover]) -> str:
    """Return the heat map as a Markdown table."""
    laid = matrix(covers)
    lines = [f"| aspect | {' | '.join(laid.plans)} |", f"|---|{'---:|' * len(laid.plans)}"]
    lines += [
        f"| {row[0].aspect_ref} {row[0].aspect} | {' | '.join(str(each.actions or '**0**') for each in row)} |"
        for row in laid.rows
    ]
    return "\n".join(lines) + "\n"


def cover_csv(covers: Sequence[Cover]) -> str:
    """Return the long table as CSV."""
    return csv_text(NAMES, map(astuple, covers))


def cover_workbook(covers: Sequence[Cover]) -> bytes:
    """Return the long table and the matrix as an Excel workbook."""
    laid = matrix(covers)
    across: tuple[tuple[Value, ...], ...] = tuple(
        (row[0].aspect_ref, row[0].aspect, *_actions(row)) for row in laid.rows
    )
    sheets = [
        Sheet("matrix", ("aspect_ref", "aspect", *laid.plans), across),
        Sheet("coverage", NAMES, tuple(map(astuple, covers))),
    ]
    return workbook_bytes(sheets)


def cover_parquet(covers: Sequence[Cover]) -> bytes:
    """Return the long table as Parquet, zstd."""
    kinds = {"year": pa.int16(), "actions": pa.int32(), "indicators": pa.int32(), "targets": pa.int32()}
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in NAMES])
    buffer = pa.BufferOutputStream()
    columns = {name: [getattr(each, name) for each in covers] for name in NAMES}
    pq.write_table(pa.table(columns, schema=schema), buffer, compression="zstd")
    return buffer.getvalue().to_pybytes()


def _actions(row: Sequence[Cover]) -> Iterator[int]:
    return (each.actions for each in row)


def _number(each: Cover) -> Text:
    style = {"gap": "bold red", "outlier": "bold yellow"}.get(each.standing or "", "")
    return Text("·" if each.actions == 0 else str(each.actions), style=style)


def _shade(actions: int) -> str:
    part = min(actions, DARKEST) / DARKEST
    return "#" + "".join(f"{round(light + (dark - light) * part):02x}" for light, dark in zip(LIGHT, DARK, strict=True))
