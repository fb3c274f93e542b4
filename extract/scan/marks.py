"""Full stops, commas and hyphens that a speck may have made: in doubt where the document does not print them so."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from extract.geometry import Word
from extract.lexicon import Knowledge, is_ordinal
from extract.scan.readings import LineReadings, Settled

# Where the page shows fewer specks per cell than this, a full stop is taken as printed; a comma needs more of them.
SPECKLED, COMMAS = 0.2, 0.6
# How sure Tesseract and the recogniser are of a comma or a hyphen that is one.
SURE_MARK = 0.85, 0.95
# Where more of the document's cells than this end with a full stop, one more is no wonder.
STOPPED = 0.15
# Where fewer of them do, the document prints no sentences.
SENTENCES = 0.05
# Where fewer do, none does, and a mark after a word that often ends cells without one is a speck's.
NEVER = 0.005

# Words that end no phrase: a mark behind one is a speck's, however sure both engines are ("dan, pelaporan", "secara,
# berjenjang"). They were 8 of the 10 silent values of two scans of 150 dpi.
BINDING = frozenset(
    "dan atau dan/atau serta yang dari untuk pada di ke dengan secara oleh terhadap bagi sebagai tentang kepada".split()
)


def doubtful_marks(lines: Sequence[Sequence[Word]], know: Knowledge, sure: Collection[str] = ()) -> list[str]:
    """The words of a cell (its lines from top to bottom) whose last mark may be a speck.

    ``sure`` are those of whose last mark both engines are sure.
    """
    words = [word.text for line in lines for word in line]
    pairs = zip(words, [*words[1:], ""], strict=False)
    return [text for text, after in pairs if _binds(text) or _speck(text, after, know, sure)]


def _binds(text: str) -> bool:
    return text[-1:] in (".", ",", ";") and text[:-1].casefold() in BINDING


def _speck(text: str, after: str, know: Knowledge, sure: Collection[str]) -> bool:
    if know.specks < SPECKLED:
        return _dotted_comma(text, know) or ((bool(after) or text not in sure) and _odd_stop(text, know))
    return not (text in sure and text[-1] != "." and (after or text[-1] == "-")) and _doubtful(text, after, know)


def _doubtful(text: str, after: str, know: Knowledge) -> bool:
    if "-" in text[1:-1] and know.forms.get(text.casefold(), 0) < 2 and not know.listed(text):
        return all(know.known(part) for part in text.split("-"))  # two words that a speck joins
    if _dotted_comma(text, know):
        return True
    if text[-1:] not in (".", ",", ":", ";", "-") or is_ordinal(text) or (know.closed(text) and "." in text[:-1]):
        return False
    if know.forms.get(text.casefold(), 0) > 1:
        return False
    if not after:
        return know.stops < STOPPED
    return text[-1] == "." or (text[-1] != "-" and know.specks > COMMAS)


def _dotted_comma(text: str, know: Knowledge) -> bool:
    """Whether a semicolon may be a comma with a speck over it: the document prints the word so, and with a comma often.

    Both engines read "kinerja;" of a page that shows hardly a speck.
    """
    forms = know.forms.get(text.casefold(), 0), know.forms.get(f"{text[:-1]},".casefold(), 0)
    return text[-1:] == ";" and forms[1] >= 2 * max(1, forms[0])


def _odd_stop(text: str, know: Knowledge) -> bool:
    """Whether a full stop follows a word of a document that prints no sentences ("Inovasi.Pelayanan")."""
    return know.stops < SENTENCES and text[-1] == "." and _word(text) and know.forms.get(text.casefold(), 0) < 2


def doubtful_slashes(lines: Sequence[LineReadings], settled: Sequence[Settled]) -> list[str]:
    """Words with a slash that a pen's stroke may have made.

    At a line's end one that the recogniser was not sure of ("dan/", 0.94), at a word's beginning any ("/kinerja").
    """
    last = [r.words[-1] for line in lines for r in line.readings[1:2] if r.words]
    unsure = [w.text for w in last if w.text.endswith("/") and (w.confidence or 0) < SURE_MARK[1] + 0.03]
    begun = [w.text for line in settled for w in line.words[1:] if w.text[0] == "/" and w.text[1:].isalpha()]
    return [*unsure, *begun]


def sure_marks(lines: Sequence[LineReadings]) -> set[str]:
    """Words with a mark at their end that both engines were sure of: 84 commas of three scans, all right.

    Of a line that Tesseract alone read, being sure of it, those with a full stop.
    """
    found: set[str] = set()
    for line in lines:
        if len(line.readings) == 1:
            found |= {w.text for w in line.readings[0].words if w.text.endswith(".")}
        tokens = [{w.text for w in r.words if (w.confidence or 0) >= s} for r, s in zip(line.readings, SURE_MARK)]  # noqa: B905
        if len(tokens) > 1:
            found |= {t for t in tokens[0] if t.endswith((",", "-", ".")) and any(o.endswith(t) for o in tokens[1])}
    return found


def without_specks(lines: Sequence[Settled], know: Knowledge) -> list[Settled]:
    """Take away full stops where pages have specks and no sentences are printed; a cell's last mark stays in doubt."""
    if know.specks < SPECKLED or know.stops > SENTENCES:
        return list(lines)
    words = [word.text for line in lines for word in line.words]
    last = len(words) - 1
    odd = {i for i, text in enumerate(words) if i < last and text.endswith(".") and _doubtful(text, "x", know)}
    out, at = [], 0
    for line in lines:
        kept = [
            replace(w, text=w.text[:-1]) if at + i in odd and _word(w.text) else w for i, w in enumerate(line.words)
        ]
        at += len(line.words)
        if kept and at > last and words[-1][-1] in ".,;" and _word(words[-1]) and _doubtful(words[-1], "", know):
            kept[-1] = replace(kept[-1], text=kept[-1].text[:-1])
            never = know.stops < NEVER and know.usual_form([words[-1], words[-1][:-1]]) == words[-1][:-1]
            doubt = "" if never else f"a speck may have made the last mark of {words[-1]!r}"
            line = replace(line, doubt=line.doubt or doubt)  # noqa: PLW2901
        out.append(replace(line, words=tuple(kept), repaired=line.repaired or tuple(kept) != line.words))
    return out


def _word(text: str) -> bool:
    """Whether a full stop after this ends no abbreviation: four letters and more, a closing bracket, "dan"."""
    return _binds(text) or text[:-1].endswith(")") or (len(text) > 4 and text[:-1].isalpha())
