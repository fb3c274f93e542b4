"""The known word that several misreadings of one word lie nearest to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from extract.lexicon import Knowledge, alike, as_written, core
from extract.scan.marks import BINDING

_INNER = re.compile(r"\w(?:.*\w)?")
# Words of fewer letters are near to too many others.
SHORTEST = 5
# The nearest reading may be so many letters off: one in words of up to seven letters, two in longer ones. Every
# other known word is off by so many more, all readings together.
LONG, MARGIN = 8, 3


def nearest(read: Sequence[str], know: Knowledge) -> tuple[str | None, bool]:
    """The document's word, in the readings' case and marks, and whether they leave no other word or case."""
    words = [core(text) for text in read if core(text)]
    first = _INNER.search(read[0])
    if len(words) < 2 or first is None or len(core(read[0])) < SHORTEST:
        return None, False
    known = [own for own, count in know.counts.items() if count > 1 and abs(len(own) - len(words[0])) <= 2]
    ranked = sorted((sum(Levenshtein.distance(own, word) for word in words), own) for own in known)
    if not ranked:
        return None, False
    total, own = ranked[0]
    off = sorted(Levenshtein.distance(own, word) for word in words)
    if off[0] > (2 if len(own) >= LONG else 1):
        return None, False
    heads = [text.lstrip("(")[:1] for text in read if core(text)[:1] == own[0]]
    text = as_written(own, first.group() if first.group().isupper() else (heads or [first.group()])[0])
    found = read[0][: first.start()] + text + read[0][first.end() :]
    clear = len(ranked) == 1 or ranked[1][0] - total >= MARGIN
    return found, clear and off[1] <= 2 and len(set(words)) > 1 and len(set(heads)) == 1


def lookalike(token: str, know: Knowledge) -> str | None:
    """The one word that the document prints often and that looks like a token ("Perietapan": "Penetapan")."""
    word, first = core(token), _INNER.search(token)
    if first is None or len(word) < SHORTEST or know.known(token):
        return None
    found = [own for own, count in know.counts.items() if count > 1 and own != word and alike(own) == alike(word)]
    if len(found) != 1:
        return None
    text = found[0].capitalize() if first.group()[0].isupper() else found[0]
    return token[: first.start()] + text + token[first.end() :]


# Letters of one width that noise makes of one another.
_SLIPS = frozenset(map(frozenset, ("hn", "bh", "nu", "ce", "eo", "ao", "il", "it", "lt", "ft", "gq")))
# A word that ends no phrase is printed so often where a rare one that looks like it is in doubt.
OFTEN = 5


def slip(token: str, know: Knowledge) -> str | None:
    """The word that ends no phrase, printed often, for which noise may have made a rare one ("dah" of "dan")."""
    word = core(token)
    if know.seen(word) > 1 or know.closed(word):
        return None
    return next((own for own in sorted(BINDING) if know.seen(own) >= OFTEN and _slipped(own, word)), None)


def _slipped(own: str, word: str) -> bool:
    if len(own) != len(word):
        return False
    off = [frozenset(pair) for pair in zip(own, word, strict=True) if pair[0] != pair[1]]
    return len(off) == 1 and off[0] in _SLIPS
