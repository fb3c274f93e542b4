"""Section banners of a transcript: lines that print nothing but a section's number and name.

"I. | MANAJEMEN PERUBAHAN" or one cell, or a paragraph between two tables. They are told by a look that no other line of
few cells has: a component's name, capitals, or roman numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from extract.model import Cell, Column, Doubt
from extract.table.sections import capitals, numbering
from extract.transcript.header import Head
from extract.transcript.lines import Field, TextLine, clean
from extract.transcript.look import Kind, look
from extract.transcript.names import PlanNames
from extract.transcript.told import at_cell, open_doubt, short

# Longer texts are no section's name; shorter ones ("SPIP)") may be what a page break cut off.
LONGEST, SHORTEST = 120, 8
# A name and its number may be cut, or printed twice, over so many cells.
MOST_CELLS = 4
# Capitals and roman numbers set banners apart where no more than this share of the rows begins so.
LIKE_ROWS = 0.1
ENGINE = "transcript"
ROOM = 99.0


@dataclass(frozen=True, slots=True)
class Banner:
    """A section banner: where its first line stands (block, line), its number's cell if it has one, and its name's."""

    at: tuple[int, int]
    number: Field | None
    name: tuple[Field, ...]

    @property
    def text(self) -> str:
        """Number and name."""
        return " ".join(field.text for field in self.fields)

    @property
    def fields(self) -> tuple[Field, ...]:
        """All that it prints."""
        return (*([self.number] if self.number else []), *self.name)

    @property
    def ids(self) -> tuple[str, ...]:
        """The cells that print it, the number first."""
        return (*([self.number.cell_id] if self.number else []), self.name[0].cell_id)

    def cells(self) -> Iterator[Cell]:
        """The printed cells: the number, and the name in one."""
        for fields in ((self.number,) if self.number else (), self.name):
            if fields:
                lines = tuple(part for part in "  ".join(field.text for field in fields).split("  ") if part)
                first = fields[0]
                yield Cell(
                    cell_id=first.cell_id,
                    page=first.block,
                    row=first.line - 1,
                    column=first.cell,
                    row_span=1,
                    column_span=1,
                    lines=lines,
                    engine=ENGINE,
                    room=(ROOM,) * len(lines),
                )


def find_banners(
    body: Sequence[Sequence[Field]], running: Sequence[TextLine], head: Head, names: PlanNames
) -> list[Banner]:
    """The section banners among the lines of a table's body, and among the ``running`` lines of text between them.

    A plan that prints both components and aspects in columns has none.
    """
    columns = {spec.column for spec in head.specs}
    if {Column.COMPONENT, Column.ASPECT} <= columns or not body:
        return []
    found = _joined(_told(body, head, names), body, names)
    first, last = _at(body[0]), _at(body[-1])
    between = [line for line in running if first < (line.block, line.number) < last]
    found += [banner for line in between if (banner := _heading(line, names))]
    if first_above := _above(running, first, names):
        found.append(first_above)
    return sorted(found, key=lambda banner: banner.at)


def _at(fields: Sequence[Field]) -> tuple[int, int]:
    return fields[0].block, fields[0].line


def _told(body: Sequence[Sequence[Field]], head: Head, names: PlanNames) -> list[Banner]:
    """Of the lines that may be banners those that look as such, and as no row's first text does."""
    headed = {word for word, _ in head.words}
    own = (fields for fields in body if _at(fields) not in head.lines)
    alone = [banner for fields in own if (banner := _banner(fields)) and not headed.issuperset(banner.text.split())]
    rows = [_first_text(fields) for fields in body if len(fields) > MOST_CELLS]
    looks: tuple[Callable[[str], bool], ...] = (
        lambda text: names.component(text) > 0,
        *(look_like for look_like in (capitals, _roman) if sum(map(look_like, rows)) <= LIKE_ROWS * len(rows)),
    )
    return [banner for banner in alone if any(look_like(banner.text) for look_like in looks)]


def _joined(banners: Sequence[Banner], body: Sequence[Sequence[Field]], names: PlanNames) -> list[Banner]:
    """The banners, those that a page break cut in two as one."""
    places = {_at(fields): place for place, fields in enumerate(body)}
    found: list[Banner] = []
    end = len(body)
    for banner in banners:
        above = found[-1] if found else None
        cut, end = places[banner.at] == end + 1, places[banner.at]
        if above and cut and banner.at[0] > above.at[0] and not banner.number and not names.component(banner.text):
            found[-1] = replace(above, name=(*above.name, *banner.name))
        else:
            found.append(banner)
    return found


def banner_doubts(banners: Sequence[Banner], last: Collection[tuple[int, int]], names: PlanNames) -> Iterator[Doubt]:
    """Banners that name no component where the others do, or one on a ``last`` line whose name may go on below."""
    for banner in banners:
        if banner.at in last and names.goes_on(banner.text):
            told = f"a known name goes on behind “{short(banner.text)}”: the page break may have cut it"
            yield at_cell(open_doubt("banner_unlike_others", told), banner.name[0].cell_id, banner.text)
    named = [banner for banner in banners if names.component(banner.text)]
    for banner in banners if 2 * len(named) > len(banners) else ():
        if banner not in named:
            told = f"“{short(banner.text)}” names no component as the other section banners do: a part may be lost"
            yield at_cell(open_doubt("banner_unlike_others", told), banner.name[0].cell_id, banner.text)


def _first_text(fields: Sequence[Field]) -> str:
    numbered = look(fields[0].text).kind is Kind.NUMBER
    return " ".join(field.text for field in fields[: 1 + numbered])


def _banner(fields: Sequence[Field]) -> Banner | None:
    """The line as a banner, if it prints a name and perhaps a number before it, nothing else."""
    numbered = look(fields[0].text).kind is Kind.NUMBER and len(fields) > 1
    name = _once(fields[1:] if numbered else fields)
    text = clean(" ".join(field.text for field in name))
    if len(name) > MOST_CELLS or not SHORTEST <= len(text) <= LONGEST:
        return None
    # "SDM", cut from its name, looks like a grade.
    if any(look(field.text).kind not in (Kind.TEXT, Kind.GRADE) for field in name):
        return None
    return Banner(_at(fields), fields[0] if numbered else None, tuple(name))


def _once(fields: Sequence[Field]) -> list[Field]:
    """The fields without those that repeat the one before."""
    return [next(group) for _, group in groupby(fields, key=lambda field: look(field.text).whole)]


def _roman(text: str) -> bool:
    return numbering(f"{text} ") == ("roman", 0)


def _heading(line: TextLine, names: PlanNames) -> Banner | None:
    """A paragraph as a banner: a component's name, or capitals under a roman number."""
    banner = _banner([Field(line.block, line.number, 0, line.text)])
    if banner is None:
        return None
    return banner if names.component(banner.text) or (_roman(banner.text) and capitals(banner.text)) else None


def _above(running: Sequence[TextLine], first: tuple[int, int], names: PlanNames) -> Banner | None:
    """The paragraph right over the first table, if it is a banner."""
    over = [line for line in running if (line.block, line.number) < first]
    return _heading(over[-1], names) if over else None
