"""The edits: each changes a draft and notes what a comparison has to tell."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from compare.changes import Kind
from tests.editor.draft import Amount, Draft, DraftAction, DraftIndicator, Time
from tests.editor.words import INSERTIONS, NEW_INDICATORS, NUMBERS, REPLACEMENTS, TIMES

Strength = Literal["none", "light", "medium", "heavy"]
STRENGTHS: tuple[Strength, ...] = ("none", "light", "medium", "heavy")
SHARE_REPLACED: dict[Strength, float] = {"none": 0.0, "light": 0.1, "medium": 0.3, "heavy": 0.5}


@dataclass(frozen=True, slots=True)
class Edit:
    """One change that a comparison has to tell; records by their names in the drafts."""

    kind: Kind
    table: str
    old: str | None
    new: str | None
    column: str


@dataclass(slots=True)
class Editor:
    """Edits next year's draft. ``touched`` are actions that no further structural edit may take."""

    rng: random.Random
    draft: Draft
    edits: list[Edit] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)

    def pick(self, wanted: Callable[[DraftAction], bool] = lambda _: True) -> DraftAction:
        """An action not touched yet, now touched."""
        action = self.rng.choice([a for a in self.draft.actions if a.name not in self.touched and wanted(a)])
        self.touched.add(action.name)
        return action

    def note(self, kind: Kind, table: str, old: str | None, new: str | None, column: str) -> None:
        self.edits.append(Edit(kind, table, old, new, column))

    def remove_action(self) -> None:
        action = self.pick()
        aspect = self.draft.aspect_of(action)
        aspect.actions = [each for each in aspect.actions if each is not action]
        self.note("removed", "actions", action.name, None, "action")

    def insert_action(self, number: int) -> None:
        text, indicator = INSERTIONS[number % len(INSERTIONS)]
        amount, time = Amount("1 (satu) Laporan", 1.0, "Laporan"), self.rng.choice(TIMES)
        aspect = self.rng.choice(self.draft.aspects)
        name = f"new{number}"
        below = DraftIndicator(f"{name}i", None, indicator, "Laporan", amount, time)
        aspect.actions.insert(self.rng.randint(0, len(aspect.actions)), DraftAction(name, None, text, [below]))
        self.touched.add(name)
        self.note("added", "actions", None, name, "action")

    def remove_indicator(self) -> None:
        action = self.pick(lambda a: len(a.indicators) > 1)
        gone = action.indicators.pop(self.rng.randrange(len(action.indicators)))
        self.note("removed", "indicators", gone.name, None, "indicator")

    def insert_indicator(self, number: int) -> None:
        action = self.pick()
        name, text = f"newi{number}", NEW_INDICATORS[number % len(NEW_INDICATORS)]
        action.indicators.append(
            DraftIndicator(name, None, text, "Berita Acara", Amount("1 (satu) Laporan", 1.0, "Laporan"), TIMES[0])
        )
        self.note("added", "indicators", None, name, "indicator")

    def move(self) -> None:
        action = self.pick()
        here = self.draft.aspect_of(action)
        there = self.rng.choice([a for a in self.draft.aspects if a is not here and a.text != here.text])
        here.actions = [each for each in here.actions if each is not action]
        there.actions.insert(self.rng.randint(0, len(there.actions)), action)
        if there.component != here.component:
            self.note("moved", "actions", action.name, action.name, "component")
        self.note("moved", "actions", action.name, action.name, "aspect")

    def split(self) -> None:
        action = self.pick(lambda a: len(a.indicators) > 1 and len((a.text or "").split()) > 5)
        actions = self.draft.aspect_of(action).actions
        words, below = (action.text or "").split(), action.indicators
        middle = len(words) // 2
        texts = [" ".join(words[:middle]), " ".join(words[middle:])]
        if self.rng.random() < 0.5:
            texts = [f"{action.text} tahap pertama", f"{action.text} tahap kedua"]
        cut = self.rng.randint(1, len(below) - 1)
        parts = [
            DraftAction(f"{action.name}{part}", None, text, rows)
            for part, text, rows in zip("xy", texts, (below[:cut], below[cut:]), strict=True)
        ]
        at = next(k for k, each in enumerate(actions) if each is action)
        actions[at : at + 1] = parts
        for part in parts:
            self.touched.add(part.name)
            self.note("split", "actions", action.name, part.name, "action")

    def merge(self) -> None:
        """Put two neighbours of one aspect in one."""
        first = self.pick(lambda a: self._next(a) is not None)
        second = self._next(first)
        assert second is not None
        aspect = self.draft.aspect_of(first)
        text = f"{first.text} serta {second.text}"
        merged = DraftAction(f"{first.name}m", None, text, [*first.indicators, *second.indicators])
        aspect.actions = [merged if each is first else each for each in aspect.actions if each is not second]
        self.touched |= {second.name, merged.name}
        for part in (first, second):
            self.note("merged", "actions", part.name, merged.name, "action")

    def _next(self, action: DraftAction) -> DraftAction | None:
        actions = self.draft.aspect_of(action).actions
        at = next(k for k, each in enumerate(actions) if each is action)
        following = actions[at + 1] if at + 1 < len(actions) else None
        return None if following is None or following.name in self.touched else following

    def reword_action(self, strength: Strength) -> None:
        known = {edit.new for edit in self.edits if edit.kind in ("added", "split", "merged", "reworded")}
        action = self.rng.choice([a for a in self.draft.actions if a.name not in known and a.text])
        action.text = self.reword(action.text or "", strength)
        self.note("reworded", "actions", action.name, action.name, "action")

    def reword_indicator(self, strength: Strength) -> None:
        indicator = self._kept("indicator")
        indicator.text = self.reword(indicator.text or "", strength)
        self.note("reworded", "indicators", indicator.name, indicator.name, "indicator")

    def reword(self, text: str, strength: Strength) -> str:
        """Replace a share of a text's words, one at least."""
        words = text.split()
        for place in self.rng.sample(range(len(words)), max(1, math.floor(len(words) * SHARE_REPLACED[strength]))):
            words[place] = self.rng.choice([word for word in REPLACEMENTS if word != words[place].lower()])
        return " ".join(words)

    def change_target(self) -> None:
        indicator = self._kept("quantity", lambda row: row.amount.quantity is not None)
        was = indicator.amount
        number = self.rng.choice([n for n in range(1, 11) if n != was.quantity])
        indicator.amount = Amount(f"{number} ({NUMBERS[number]}) {was.unit}", float(number), was.unit)
        self.note("changed", "targets", f"{indicator.name}t", f"{indicator.name}t", "quantity")

    def change_time(self) -> None:
        indicator = self._kept("time", lambda row: row.time.frequency is not None)
        was = indicator.time
        now = self.rng.choice([t for t in TIMES if _dates(t) != _dates(was)])
        indicator.time = now
        for column in _times_differ(was, now):
            self.note("changed", "targets", f"{indicator.name}t", f"{indicator.name}t", column)

    def renumber(self) -> None:
        """Number the actions of some aspects anew."""
        for aspect in self.rng.sample(self.draft.aspects, 6):
            for number, action in enumerate(aspect.actions, 1):
                if action.no != str(number):
                    action.no = str(number)
                    if not any(edit.new == action.name and edit.kind in NEW_TEXT for edit in self.edits):
                        self.note("renumbered", "actions", action.name, action.name, "action_no")

    def _kept(self, what: str, wanted: Callable[[DraftIndicator], bool] = lambda _: True) -> DraftIndicator:
        """An indicator of both years that had no such edit yet."""
        done = {edit.new for edit in self.edits if what in (edit.column, "time")}
        new = {edit.new for edit in self.edits if edit.kind == "added"}
        rows = [row for a in self.draft.actions if a.name not in new for row in a.indicators]
        return self.rng.choice(
            [r for r in rows if wanted(r) and not {r.name, f"{r.name}t"} & done and r.name not in new and r.text]
        )


NEW_TEXT = ("added", "split", "merged")


def next_year(draft: Draft, seed: int, strength: Strength) -> tuple[Draft, tuple[Edit, ...]]:
    """Next year's plan of the same office, and every change a comparison has to tell."""
    editor = Editor(random.Random(seed), next_print(draft))
    for number in range(3):
        editor.remove_action()
        editor.insert_action(seed * 3 + number)
        editor.move()
    editor.remove_indicator()
    editor.insert_indicator(seed)
    editor.split()
    editor.merge()
    if strength != "none":
        for _ in range(7):
            editor.reword_action(strength)
            editor.reword_indicator(strength)
    for _ in range(6):
        editor.change_target()
        editor.change_time()
    editor.renumber()
    return editor.draft, tuple(editor.edits)


def next_print(draft: Draft, institution: str | None = None, *, years: int = 1) -> Draft:
    """The same plan printed some years later, and for another office where one is given ("… Kota Palu")."""
    new = draft.copy()
    new.year, new.institution = draft.year + years, institution or draft.institution
    for action in new.actions:
        action.text = _reprint(action.text, draft, new)
        for row in action.indicators:
            row.text, row.evidence = _reprint(row.text, draft, new), _reprint(row.evidence, draft, new)
    return new


def _reprint(text: str | None, old: Draft, new: Draft) -> str | None:
    if text is None:
        return None
    text = text.replace(str(old.year), str(new.year))
    if new.institution != old.institution:
        level, region = new.institution.split()[-2:]
        text = re.sub(r"Kabupaten Banggai", f"{level} {region}", text)
        text = re.sub(r"KPU Banggai", f"KPU {region}", text)
    return text


def _dates(time: Time) -> tuple[object, ...]:
    return time.frequency, time.start, time.end, time.due


def _times_differ(was: Time, now: Time) -> list[str]:
    """Columns in which two times differ; the last day is said once where it is also the last one due."""
    due = was.due != now.due
    end = was.end != now.end and not (due and was.due[-1:] == (was.end,) and now.due[-1:] == (now.end,))
    differ = {
        "frequency": was.frequency != now.frequency,
        "start_on": was.start != now.start,
        "end_on": end,
        "due_on": due,
    }
    return [column for column, differs in differ.items() if differs]


def renamed(edit: Edit, old_ids: dict[str, str], new_ids: dict[str, str]) -> Edit:
    """An edit by the records' keys."""
    return replace(edit, old=edit.old and old_ids[edit.old], new=edit.new and new_ids[edit.new])
