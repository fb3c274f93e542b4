"""Full stops and commas that a speck may have made: in doubt where the document does not print them so."""

from __future__ import annotations

from collections.abc import Sequence

from extract.lexicon import Knowledge, core, is_ordinal
from extract.model import Word

# Where the page shows fewer specks per cell than this, a mark is taken as printed.
SPECKLED = 0.3
# Where more of the document's cells than this end with a full stop, one more is no wonder.
STOPPED = 0.15


def doubtful_marks(lines: Sequence[Sequence[Word]], know: Knowledge) -> list[str]:
    """The words of a cell (its lines from top to bottom) whose last mark may be a speck."""
    if know.specks < SPECKLED:
        return []
    words = [word.text for line in lines for word in line]
    following = [*words[1:], ""] if words else []
    return [text for text, after in zip(words, following, strict=True) if _doubtful(text, after, know)]


def _doubtful(text: str, after: str, know: Knowledge) -> bool:
    if text[-1:] not in (".", ",", ":", ";") or is_ordinal(text) or know.closed(text) and "." in text[:-1]:
        return False
    if know.forms.get(text.casefold(), 0) > 1:
        return False
    if not after:
        return know.stops < STOPPED
    odd = text[-1] == "." and (after[:1].islower() or text[-2:-1] == ")")
    return odd or (know.seen(text) > 1 and core(text) != text.casefold())
