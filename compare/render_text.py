"""Reports as a terminal table and as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.console import Group as Lines
from rich.table import Table
from rich.text import Text

from compare.changes import Kind
from compare.report import Comparison, Entry, Report
from compare.words import Mark, Span

STYLES: dict[Kind, str] = {
    "added": "green",
    "removed": "red",
    "split": "magenta",
    "merged": "magenta",
    "moved": "cyan",
    "reworded": "yellow",
    "changed": "blue",
    "renumbered": "dim",
    "ambiguous": "bold red",
}
MARK_STYLES: dict[Mark, str] = {"same": "", "removed": "red strike", "added": "green underline"}
# Marks for where there are no colours, as git's word diff prints them.
PLAIN_MARKS: dict[Mark, tuple[str, str]] = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
MARKDOWN_MARKS: dict[Mark, tuple[str, str]] = {"same": ("", ""), "removed": ("~~", "~~"), "added": ("**", "**")}
MARKDOWN_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#+|~])")


def print_table(report: Report, console: Console) -> None:
    """Print a report on a terminal: a table a pair of plans, words marked, and a summary line."""
    for comparison in report.comparisons:
        if comparison.changes:
            console.print(_table(comparison, colours=console.color_system is not None))
        console.print(Text(f"{comparison.old_name} → {comparison.new_name}: {comparison.summary}", style="bold"))
    for line in report.alone:
        console.print(Text(f"not compared: {line}"))


def markdown(report: Report) -> str:
    """Return a report as Markdown."""
    return "\n".join(_markdown(report)) + "\n"


def _table(comparison: Comparison, *, colours: bool) -> Table:
    table = Table(expand=True, show_lines=False, padding=(0, 1), highlight=False)
    table.add_column("kind", no_wrap=True)
    table.add_column("what", ratio=1)
    table.add_column("where", no_wrap=True, justify="right")
    for group in comparison.groups:
        table.add_section()
        table.add_row("", Text(group.component, style="bold"), "")
        for entry in group.entries:
            doubt = Text(f"{entry.pages}{' ?' if entry.change.doubtful else ''}", style="dim")
            table.add_row(Text(entry.change.kind, style=STYLES[entry.change.kind]), _what(entry, colours), doubt)
    return table


def _what(entry: Entry, colours: bool) -> RenderableType:
    """Two lines: the record with the field's name, and the field's words."""
    value = Text()
    for span in entry.spans:
        before, after = ("", "") if colours else PLAIN_MARKS[span.mark]
        value.append(f"{before}{span.text}{after}", style=MARK_STYLES[span.mark] if colours else "")
    value.append(_notes(entry), style="dim")
    head = Text(
        f"{entry.title}: " if _names_itself(entry) else f"{entry.title} of: {shortened(entry.record)}", style="dim"
    )
    return Text.assemble(head, value) if _names_itself(entry) else Lines(head, value)


def _names_itself(entry: Entry) -> bool:
    """Whether the marked words say which record it is."""
    return entry.change.record_column in ("action", "indicator")


def _notes(entry: Entry) -> str:
    """Differences, counts and candidates, in brackets."""
    change = entry.change
    notes = [entry.delta]
    if change.indicator_count:
        notes.append(f"with {change.indicator_count} indicator{'s' if change.indicator_count > 1 else ''}")
    notes += [f"{rival.record_id.rpartition('/')[2]} at {rival.score:.2f}" for rival in change.candidates]
    told = ", ".join(note for note in notes if note)
    return f" ({told})" if told else ""


def shortened(text: str, width: int = 90) -> str:
    """Text cut to a width in characters."""
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _markdown(report: Report) -> Iterator[str]:
    for comparison in report.comparisons:
        yield f"# {_escaped(comparison.old_name)} → {_escaped(comparison.new_name)}"
        yield from ("", f"{comparison.summary[:1].upper()}{comparison.summary[1:]}.")
        for group in comparison.groups:
            yield from ("", f"## {_escaped(group.component)}", "")
            yield from map(_item, group.entries)
        yield ""
    if report.alone:
        yield from ("Not compared:", "", *(f"- {_escaped(line)}" for line in report.alone))


def _item(entry: Entry) -> str:
    value = "".join(_marked(span) for span in entry.spans)
    about = "" if _names_itself(entry) else f" of “{_escaped(shortened(entry.record))}”"
    doubt = ", doubtful" if entry.change.doubtful else ""
    return f"- *{entry.change.kind}* {entry.title}{about}: {value}{_notes(entry)} [{entry.pages}{doubt}]"


def _marked(span: Span) -> str:
    before, after = MARKDOWN_MARKS[span.mark]
    return f"{before}{_escaped(span.text)}{after}"


def _escaped(text: str) -> str:
    return MARKDOWN_SPECIAL.sub(r"\\\1", text)
