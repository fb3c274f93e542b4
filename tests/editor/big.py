"""Plans of any size: the 2026 plan's actions varied, and the year after with a fifth of them reworded."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.editor.draft import Draft, DraftAction, read_draft
from tests.editor.edit import Editor, next_print


def big_draft(actions: int, seed: int = 0) -> Draft:
    """A plan of so many actions, each the 2026 plan's with half of its words taken from others."""
    draft, rng = read_draft(), random.Random(seed)
    patterns = [action for action in draft.actions if action.text]
    texts = [text for action in patterns for text in (action.text, *(row.text for row in action.indicators)) if text]
    words = sorted({word for text in texts for word in text.split()})

    def vary(text: str | None) -> str:
        said = (text or "").split()
        for place in rng.sample(range(len(said)), len(said) // 2):
            said[place] = rng.choice(words)
        return " ".join(said)

    aspects = [replace(aspect, actions=[]) for aspect in draft.aspects]
    for number in range(actions):
        pattern, there = rng.choice(patterns), rng.choice(aspects).actions
        rows = [replace(row, name=f"b{number}i{k}", text=vary(row.text)) for k, row in enumerate(pattern.indicators)]
        there.append(DraftAction(f"b{number}", str(len(there) + 1), vary(pattern.text), rows))
    return replace(draft, aspects=aspects)


def year_after(draft: Draft, seed: int = 1) -> Draft:
    """The year after: of its actions 5% are gone, 10% reworded heavily, 10% lightly, all numbered anew."""
    editor = Editor(random.Random(seed), next_print(draft))
    for action in editor.draft.actions:
        chance = editor.rng.random()
        if chance < 0.2:
            action.text = editor.reword(action.text or "", "heavy" if chance < 0.1 else "light")
    for aspect in editor.draft.aspects:
        aspect.actions = [action for action in aspect.actions if editor.rng.random() > 0.05]
        for number, action in enumerate(aspect.actions, 1):
            action.no = str(number)
    return editor.draft
