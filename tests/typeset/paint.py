"""Draw a table's part on a page: shading, rulings in several styles, text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from tests.typeset.fonts import Face
from tests.typeset.paginate import CellStyle, Piece, Sheet

Ruling = Literal["stroke", "fill", "double", "dashed", "segments", "boxes", "horizontal", "dots", "broad"]
_THIN = 0.5


@dataclass(frozen=True, slots=True, order=True)
class Segment:
    """A piece of ruling, in points from the page's top left corner; horizontal where ``top`` = ``bottom``."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Brush:
    """How a table is drawn: the rulings' style, whether a page break closes its cells, whether bold is overprinted."""

    ruling: Ruling = "stroke"
    close_breaks: bool = True
    overprint: bool = False


def segments(sheet: Sheet, brush: Brush) -> list[Segment]:
    """The edges of every piece, collinear ones joined."""
    flat: dict[float, list[tuple[float, float]]] = {}
    tall: dict[float, list[tuple[float, float]]] = {}
    for piece in sheet.pieces:
        if piece.cell.role == "heading":
            continue
        if brush.close_breaks or not piece.cut_above:
            flat.setdefault(round(piece.top, 3), []).append((piece.x0, piece.x1))
        if brush.close_breaks or not piece.cut_below:
            flat.setdefault(round(piece.bottom, 3), []).append((piece.x0, piece.x1))
        for x in (piece.x0, piece.x1):
            tall.setdefault(round(x, 3), []).append((piece.top, piece.bottom))
    lines = [Segment(a, y, b, y) for y, parts in sorted(flat.items()) for a, b in _joined(parts)]
    if brush.ruling == "horizontal":
        return lines
    return lines + [Segment(x, a, x, b) for x, parts in sorted(tall.items()) for a, b in _joined(parts)]


def _joined(parts: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for start, end in sorted(parts):
        if joined and start <= joined[-1][1] + 0.01:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def paint(canvas: Any, height: float, sheet: Sheet, style: CellStyle, brush: Brush, lines: list[Segment]) -> None:
    """Draw a sheet: shading first, then rulings (``lines``), then text; ``height`` is the page's, in points."""
    shade(canvas, height, sheet)
    if brush.ruling == "boxes":
        box(canvas, height, sheet)
    else:
        rule(canvas, height, lines, brush)
    for piece in sheet.pieces:
        write(canvas, height, piece, style, brush)


def box(canvas: Any, height: float, sheet: Sheet) -> None:
    """Draw each cell's own rectangle: shared edges twice."""
    canvas.setLineWidth(_THIN)
    for piece in sheet.pieces:
        if piece.cell.role != "heading":
            canvas.rect(piece.x0, height - piece.bottom, piece.x1 - piece.x0, piece.bottom - piece.top)


def shade(canvas: Any, height: float, sheet: Sheet) -> None:
    """Fill the shaded cells."""
    canvas.saveState()
    for piece in sheet.pieces:
        if piece.cell.shading is not None:
            canvas.setFillGray(piece.cell.shading)
            box = (piece.x0, height - piece.bottom, piece.x1 - piece.x0, piece.bottom - piece.top)
            canvas.rect(*box, stroke=0, fill=1)
    canvas.restoreState()


def rule(canvas: Any, height: float, lines: Iterable[Segment], brush: Brush) -> None:
    """Draw rulings in the brush's style."""
    draw = _STYLES.get(brush.ruling, _stroke)
    canvas.saveState()
    canvas.setLineWidth(_THIN)
    if brush.ruling == "dashed":
        canvas.setDash(2, 1.5)
    for line in lines:
        draw(canvas, line.x0, height - line.top, line.x1, height - line.bottom)
    canvas.restoreState()


def _stroke(canvas: Any, x0: float, y0: float, x1: float, y1: float) -> None:
    canvas.line(x0, y0, x1, y1)


def _fill(canvas: Any, x0: float, y0: float, x1: float, y1: float) -> None:
    canvas.rect(x0 - _THIN / 2, y1 - _THIN / 2, x1 - x0 + _THIN, y0 - y1 + _THIN, stroke=0, fill=1)


def _double(canvas: Any, x0: float, y0: float, x1: float, y1: float) -> None:
    dx, dy = (0.0, 0.75) if y0 == y1 else (0.75, 0.0)
    canvas.line(x0 - dx, y0 - dy, x1 - dx, y1 - dy)
    canvas.line(x0 + dx, y0 + dy, x1 + dx, y1 + dy)


def _dots(canvas: Any, x0: float, y0: float, x1: float, y1: float) -> None:
    """Short strokes of their own, 4 points long, 2 apart, as some writers export dotted borders."""
    length = abs(x1 - x0) + abs(y1 - y0)
    for at in range(0, int(length) + 1, 6):
        a, b = at / length, min(1.0, (at + 4) / length)
        canvas.line(x0 + (x1 - x0) * a, y0 + (y1 - y0) * a, x0 + (x1 - x0) * b, y0 + (y1 - y0) * b)


def _squares(canvas: Any, x0: float, y0: float, x1: float, y1: float) -> None:
    """Squares as wide as the line, one width apart, as browsers draw dotted borders."""
    length, side = abs(x1 - x0) + abs(y1 - y0), 0.75
    for i in range(int(length / (2 * side)) + 1):
        at = min(1.0, 2 * side * i / length) if length else 0.0
        x, y = x0 + (x1 - x0) * at, y0 + (y1 - y0) * at
        canvas.rect(x - side / 2, y - side / 2, side, side, stroke=0, fill=1)


def _broad(canvas: Any, x0: float, y0: float, x1: float, y1: float) -> None:
    """A filled bar of 2.25 points."""
    broad = 2.25 / 2
    canvas.rect(x0 - broad, min(y0, y1) - broad, x1 - x0 + 2 * broad, abs(y0 - y1) + 2 * broad, stroke=0, fill=1)


_STYLES: dict[str, Callable[[Any, float, float, float, float], None]] = {
    "fill": _fill,
    "double": _double,
    "segments": _dots,
    "dots": _squares,
    "broad": _broad,
}


def write(canvas: Any, height: float, piece: Piece, style: CellStyle, brush: Brush) -> None:
    """Write a piece's lines, aligned in its box."""
    face = style.bold if piece.cell.bold and not brush.overprint else style.face
    if piece.cell.upright:
        _write_upright(canvas, height, piece, face)
        return
    spare = piece.bottom - piece.top - style.height(len(piece.lines))
    top = piece.top + style.pad_y + spare * {"top": 0.0, "middle": 0.5, "bottom": 1.0}[piece.cell.valign]
    for i, line in enumerate(piece.lines):
        y = height - (top + i * face.leading + (face.leading + face.size * 0.6) / 2)
        x = _start(piece, line.text, line.indent, style, face)
        if piece.cell.align == "justify" and not line.last:
            _justify(canvas, x, y, piece.x1 - style.pad_x, line.text, face)
            continue
        text(canvas, x, y, line.text, face)
        if piece.cell.bold and brush.overprint:
            text(canvas, x + 0.25, y, line.text, face)


def _start(piece: Piece, line: str, indent: float, style: CellStyle, face: Face) -> float:
    room = piece.x1 - piece.x0 - 2 * style.pad_x - face.width(line)
    share = {"center": 0.5, "right": 1.0}.get(piece.cell.align, 0.0)
    return piece.x0 + style.pad_x + (indent if share == 0.0 else room * share)


def _justify(canvas: Any, x: float, y: float, end: float, line: str, face: Face) -> None:
    """Write a line's words, each with its space, so that the last one ends at ``end``."""
    words = line.split(" ")
    spare = (end - x - face.width(line)) / max(1, len(words) - 1)
    for i, word in enumerate(words):
        part = word if i == len(words) - 1 else f"{word} "
        text(canvas, x, y, part, face)
        x += face.width(part) + spare


def text(canvas: Any, x: float, y: float, line: str, face: Face) -> None:
    """Write one line at a baseline, in points from the page's bottom left corner."""
    for font, part in face.runs(line):
        canvas.setFont(font, face.size)
        canvas.drawString(x, y, part)
        x += canvas.stringWidth(part, font, face.size)


def _write_upright(canvas: Any, height: float, piece: Piece, face: Face) -> None:
    canvas.saveState()
    lines = piece.cell.text.split("\n")
    canvas.translate((piece.x0 + piece.x1) / 2, height - piece.bottom + 4)
    canvas.rotate(90)
    for i, line in enumerate(lines):
        text(canvas, 0, ((len(lines) - 1) / 2 - i) * face.leading - face.size * 0.35, line, face)
    canvas.restoreState()
