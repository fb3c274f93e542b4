"""Cut a table into pages: rows that break inside cells, spanning cells through page breaks, headers.

A row that does not fit is broken at a whole line (or moved, where rows may not split): some cells go on,
others are finished and stand blank on the next page. A spanning cell's text fills what its rows have of a
page and goes on at the next page's top, cut wherever the page ends.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tests.typeset.fonts import Face, Line, wrap
from tests.typeset.grid import Grid, GridCell

_SLACK = 0.01


@dataclass(frozen=True, slots=True)
class Piece:
    """One cell's part on one page: box in points from the page's top left corner, and its printed lines.

    ``cut_above`` and ``cut_below`` say that a page break runs through the cell there.
    """

    cell: GridCell
    x0: float
    top: float
    x1: float
    bottom: float
    lines: tuple[Line, ...]
    cut_above: bool = False
    cut_below: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The table's part on one page: its pieces, and how far down it reaches, in points."""

    pieces: tuple[Piece, ...]
    bottom: float


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the table may stand: left edge, top on its first page and on later ones, lowest bottom, in points."""

    left: float
    first_top: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class CellStyle:
    """How cells are set: typefaces, padding (points), whether rows may split, list markers hang, words get hyphens."""

    face: Face
    bold: Face
    pad_x: float = 4.0
    pad_y: float = 3.0
    split: bool = True
    hanging: bool = False
    hyphens: bool = False

    def height(self, lines: int) -> float:
        """Height of a cell with so many lines, in points."""
        return 2 * self.pad_y + lines * self.face.leading

    def room(self, height: float) -> int:
        """How many lines a height holds."""
        return max(0, int((height - 2 * self.pad_y + _SLACK) / self.face.leading))

    def lines(self, cell: GridCell, width: float) -> tuple[Line, ...]:
        """The cell's text as lines for a cell of this width; upright text takes as many letters as it has."""
        face = self.bold if cell.bold else self.face
        if cell.upright:
            length = max(map(face.width, cell.text.split("\n")))
            return tuple(Line("") for _ in range(int(length / face.leading) + 1))
        return wrap(cell.text, width - 2 * self.pad_x, face, self.hanging, self.hyphens) if cell.text else ()


def paginate(grid: Grid, style: CellStyle, frame: Frame) -> list[Sheet]:
    """Set a grid onto as many pages as it takes."""
    setting = _Setting(grid, style, frame)
    for row in range(grid.rows):
        if row in grid.headings:
            setting.place_heading(row)
            continue
        if row in grid.recur and setting.placed:
            setting.recur_header(row)
        setting.place(row)
        if row in grid.break_after and row < grid.rows - 1:
            setting.turn()
    setting.finish()
    return setting.sheets


@dataclass(slots=True)
class _Setting:
    """The page being filled: how far down it is, what stands on it, which cells go on and what they still hold."""

    grid: Grid
    style: CellStyle
    frame: Frame
    sheets: list[Sheet] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    y: float = 0.0
    placed: int = 0
    rest: dict[GridCell, tuple[Line, ...]] = field(default_factory=dict)
    since: dict[GridCell, float] = field(default_factory=dict)
    cut: set[GridCell] = field(default_factory=set)
    covers: dict[int, list[GridCell]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for cell in self.grid.body:
            for row in range(cell.row, cell.last_row + 1):
                self.covers.setdefault(row, []).append(cell)
        self.y = self.frame.first_top
        if 0 not in self.grid.headings:
            self._header(self.grid.header)

    def place_heading(self, row: int) -> None:
        """Set a paragraph and the header of the table below it, with room for a row, on this page or the next."""
        (cell,) = self.covers[row]
        self._open(row)
        lines, gap = self.rest.pop(cell), self.style.height(0) + self.style.face.leading
        height = self.style.height(len(lines))
        need = gap + height + sum(_row_heights(self.grid.header, self.grid, self.style)) + self.style.height(3)
        if self.pieces and self.y + need > self.frame.bottom:
            self._close()
            self.y = self.frame.top
        self.y += gap if self.pieces else 0.0
        self.since[cell] = self.y
        self.y += height
        self._emit(cell, lines, cut_below=False)
        self.since.pop(cell)
        self._header(self.grid.header)

    def place(self, row: int) -> None:
        """Set one row, turning pages as it needs."""
        while True:
            self._open(row)
            need = self._need(row)
            room = self.frame.bottom - self.y
            if need <= room + _SLACK:
                break
            part = self._part(row, room)
            if part and (self.style.split or not self.placed):
                self.y += part
                self.placed += 1
            elif not self.placed:
                break  # nothing fits this page at all: let it run over rather than turn for ever
            self.turn()
        self.y += need
        self.placed += 1
        for cell in [c for c in self.covers.get(row, ()) if c.last_row == row]:
            self._emit(cell, self.rest.pop(cell), cut_below=False)
            self.since.pop(cell)

    def turn(self) -> None:
        """End the page: cells that go on take with them what does not fit here."""
        for cell, top in list(self.since.items()):
            if self.y - top > _SLACK:
                lines = self.rest[cell]
                kept = min(len(lines), self.style.room(self.y - top))
                self._emit(cell, lines[:kept], cut_below=True)
                self.rest[cell] = lines[kept:]
                self.cut.add(cell)
        self._close()
        self.y = self.frame.top
        self._header(self.grid.header if self.grid.later is None else self.grid.later)
        self.since = dict.fromkeys(self.since, self.y)

    def recur_header(self, row: int) -> None:
        """Print the header again in mid-page, between rows that no cell spans, if a row fits below it."""
        height = sum(_row_heights(self.grid.header, self.grid, self.style))
        if self.since or self.y + height + self.style.height(2) > self.frame.bottom:
            return
        self._header(self.grid.header)
        self.placed += 1

    def finish(self) -> None:
        """End the last page."""
        if self.pieces:
            self._close()

    def _open(self, row: int) -> None:
        for cell in self.covers.get(row, ()):
            if cell not in self.rest:
                width = sum(self.grid.widths[cell.column : cell.column + cell.column_span])
                self.rest[cell] = self.style.lines(cell, width)
            self.since.setdefault(cell, self.y)

    def _ends(self, row: int) -> list[tuple[float, int]]:
        return [(self.since[c], len(self.rest[c])) for c in self.covers.get(row, ()) if c.last_row == row]

    def _need(self, row: int) -> float:
        """Height of what is left of the row."""
        ends = [top + self.style.height(lines) - self.y for top, lines in self._ends(row)]
        return max([self.style.height(1), *ends])

    def _part(self, row: int, room: float) -> float:
        """Height of the row's part that fits: as far as its longest whole lines reach; 0 where none does."""
        parts = []
        for top, lines in self._ends(row):
            fit = min(lines, self.style.room(self.y + room - top))
            parts.append(top + self.style.height(fit) - self.y if fit else 0.0)
        part = max(parts, default=0.0)
        return part if part >= self.style.height(1) - _SLACK else 0.0

    def _emit(self, cell: GridCell, lines: tuple[Line, ...], cut_below: bool) -> None:
        x0 = self.frame.left + self.grid.left(cell.column)
        x1 = self.frame.left + self.grid.left(cell.column + cell.column_span)
        piece = Piece(cell, x0, self.since[cell], x1, self.y, lines, cell in self.cut, cut_below)
        self.pieces.append(piece)

    def _header(self, cells: tuple[GridCell, ...]) -> None:
        heights = _row_heights(cells, self.grid, self.style)
        tops = [self.y + sum(heights[:row]) for row in range(len(heights) + 1)]
        for cell in cells:
            x0 = self.frame.left + self.grid.left(cell.column)
            x1 = self.frame.left + self.grid.left(cell.column + cell.column_span)
            lines = self.style.lines(cell, x1 - x0)
            self.pieces.append(Piece(cell, x0, tops[cell.row], x1, tops[cell.last_row + 1], lines))
        self.y = tops[-1]

    def _close(self) -> None:
        self.sheets.append(Sheet(tuple(sorted(self.pieces, key=lambda p: (p.top, p.x0))), self.y))
        self.pieces, self.placed, self.cut = [], 0, {c for c in self.cut if c in self.rest}


def _row_heights(cells: tuple[GridCell, ...], grid: Grid, style: CellStyle) -> list[float]:
    """Heights of a header's rows: each as high as its own cells need, the last also as spanning ones need."""
    heights = [0.0] * (max((c.last_row for c in cells), default=-1) + 1)
    for cell in sorted(cells, key=lambda c: c.last_row):
        width = sum(grid.widths[cell.column : cell.column + cell.column_span])
        need = style.height(max(1, len(style.lines(cell, width))))
        heights[cell.last_row] = max(heights[cell.last_row], need - sum(heights[cell.row : cell.last_row]))
    return heights


def moved(piece: Piece, **changes: float) -> Piece:
    """The piece with another box."""
    return replace(piece, **changes)  # type: ignore[arg-type]
