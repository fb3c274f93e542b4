"""A time printed in two columns ("Mulai" and "Selesai") as one text."""

from __future__ import annotations

from normalize.oddity import Oddity
from normalize.reading import Reading

HALF = Oddity("time_half_blank", "only one of the two columns of begin and end is filled here")


def window(start: Reading, end: Reading) -> Reading:
    """Begin and end as one time ("Januari s.d. Maret"); where only one of them is printed it stands alone, told."""
    texts = list(dict.fromkeys(text for text in (start.text, end.text) if text))
    oddities = (*start.oddities, *end.oddities)
    joined = " s.d. ".join(texts) or None
    if bool(start.text) != bool(end.text):
        oddities = (*oddities, HALF)
    elif len(texts) == 2:
        note = "begin and end stand in columns of their own; they were read as one time"
        oddities = (*oddities, Oddity("time_joined", note, "info", "repaired", " | ".join(texts), joined))
    return Reading(
        text=joined,
        lines=(*start.lines, *end.lines),
        cell_ids=(*start.cell_ids, *end.cell_ids),
        spanned=start.spanned and end.spanned,
        shaded=start.shaded or end.shaded,
        oddities=oddities,
    )
