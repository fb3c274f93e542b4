"""Word by word, which of several different readings stands: what is read twice, known, or nearest to a known word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.lexicon import Knowledge, core, is_ordinal, plain
from extract.scan.align import bare, counterparts
from extract.scan.nearest import nearest
from extract.scan.readings import Reading, Settled
from extract.scan.spacing import known_share, respaced
from extract.scan.tidy import tidied, tidy

# An agreed word that nothing vouches for is in doubt below this.
AGREED_SURE = 0.9
# One of several readings that only the word list vouches for is in doubt unless the recogniser was this sure of it or
# it was read twice ("layaran" for layanan).
LISTED_SURE = 0.8
# Readings that differ in case only are settled by so many votes more ("Seluruh" twice, "seluruh" once: the latter;
# "Sosialisasi" three times, "sosialisasi" once: the latter).
CASE_LEAD = 3
# So many looks of the recogniser that show the same word, sure of it, settle it where the document prints it more often
# than the others ("mandiri", not "mandir"; "akan" and "aka" stay open).
FIRM = 3
# What so many looks show by both engines is what the words are told along ("Triwulan I", the first look "Triwulan").
MOSTLY = 3
# A word of a letter or two stands for readings of at most so many.
SCRAP = 4
# Shorter words of closed vocabularies are Roman numerals.
NUMERAL = 3
_WORDED = re.compile(r"^\(([a-z]+)\)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Choice:
    """The text chosen for one word, by what: "agreed", "settled" or "open"."""

    text: str
    by: str
    confidence: float


def chosen(readings: Sequence[Reading], know: Knowledge, begins: bool) -> Settled:
    """Word by word along the recogniser's reading, or Tesseract's where it read nothing."""
    often = Counter(bare(r.text) for r in readings)
    shared = [r for r in readings if r.engine == "rapidocr" and often[bare(r.text)] >= MOSTLY]
    pivot = next((r for r in (*shared, readings[1], *readings[2:], readings[0]) if r.words), None)
    if pivot is None:
        return Settled((), repaired=True)
    others = [r for r in readings if r is not pivot]
    same = [r for r in readings if bare(r.text) == bare(pivot.text)]
    best = max(same, key=lambda r: known_share(r, know))
    pivot = tidied(replace(pivot, words=tuple(respaced(best.words, others, know))))
    own = [w.text for w in pivot.words]
    columns = [[tidy(t, first=False) for t in counterparts(own, [w.text for w in r.words])] for r in others]
    choices = [
        _choose(pivot, index, [(r, column[index]) for r, column in zip(others, columns, strict=True)], know, begins)
        for index in range(len(pivot.words))
    ]
    choices = [_as_paired(choices, i, [p.text, *(c[i] for c in columns)], know) for i, p in enumerate(pivot.words)]
    choices = [_counted(choices, i, [p.text, *(c[i] for c in columns)], know) for i, p in enumerate(pivot.words)]
    words = [
        replace(word, text=choice.text, confidence=choice.confidence)
        for word, choice in zip(pivot.words, choices, strict=True)
        if choice.text
    ]
    spaced = respaced(words, others, know)
    doubtful = [c.text or w.text for c, w in zip(choices, pivot.words, strict=True) if c.by == "open"]
    doubt = "read differently: " + " | ".join(dict.fromkeys(r.text for r in readings)) if doubtful else ""
    if not doubt and not any(r.words for r in readings if r.engine != pivot.engine):
        doubt = "" if any(_long(w.text, know) for w in spaced) else f"one engine alone read {pivot.text!r}"
    return Settled(tuple(spaced), any(c.by == "settled" for c in choices), doubt)


def _long(text: str, know: Knowledge) -> bool:
    """Whether a word is known and no scrap that a stroke or a blot may have made ("AN")."""
    return know.known(text) and (len(core(text)) > 3 or know.closed(text))


def _as_paired(choices: Sequence[Choice], index: int, read: Sequence[str], know: Knowledge) -> Choice:
    """Of forms that differ in case the one that alone the document prints after the word before."""
    choice = choices[index]
    forms = {text for text in read if text.casefold() == choice.text.casefold()}
    if choice.by != "open" or not index or len(forms) < 2:
        return choice
    printed = [form for form in forms if know.pairs.get((choices[index - 1].text, form), 0)]
    twice = [form for form in printed if know.pairs.get((choices[index - 1].text, form), 0) > 1]
    return replace(choice, text=twice[0], by="settled") if len(printed) == len(twice) == 1 else choice


def _counted(choices: Sequence[Choice], index: int, read: Sequence[str], know: Knowledge) -> Choice:
    """The number before its word in brackets, where one reading has the number that the word says: "7 | 1 (satu)"."""
    choice = choices[index]
    worded = _WORDED.match(choices[index + 1].text) if index + 1 < len(choices) else None
    said = know.lexicon.numbers.get(worded[1].casefold()) if worded else None
    if said is None or choice.by == "agreed" or str(said) not in read:
        return choice
    return replace(choice, text=str(said), by="settled")


def _choose(pivot: Reading, index: int, others: Sequence[tuple[Reading, str]], know: Knowledge, begins: bool) -> Choice:
    """The text of one word: what both engines read, else what one of the vocabularies knows."""
    word = pivot.words[index]
    sure = word.confidence or 0.0
    read = _unslashed([word.text, *(text for _, text in others)])
    if any(r.engine != pivot.engine and text == bare(word.text) for r, text in others):
        better = next((text for text in read if plain(text) and know.known(text) and len(core(text)) > 3), None)
        if know.known(word.text) or (sure >= AGREED_SURE and not better and not know.near_seen(word.text)):
            cased = sure < AGREED_SURE and len({t for t in read if t.casefold() == word.text.casefold()}) > 1
            return Choice(word.text, "open" if cased else "agreed", sure)
        if near := know.near_closed(word.text):
            return Choice(near, "settled", sure)
        return Choice(better or word.text, "open", sure)  # "dikuti" three times, "diikuti" once
    candidates = list(dict.fromkeys(read))
    if seen := [c for c in candidates if plain(c) and know.seen(c) > 1]:
        candidates = [c for c in candidates if c in seen or not plain(c) or not any(core(c) in core(s) for s in seen)]
    if index == 0 and begins and (numbers := [c for c in candidates if is_ordinal(c)]):
        own = [c for c in numbers if not word.text.isdigit() or word.text in c]
        return Choice((own or [word.text])[0], "settled" if len(own) == 1 else "open", sure)
    found = _vouched(candidates, read, sure, know) or _unknown(read, sure, know)
    return replace(found, by="open") if index and _lone_capital(found.text, read) else found


def _unslashed(read: Sequence[str]) -> list[str]:
    """The readings of a word without the slash before it where one of several shows one: a pen's stroke."""
    lone = sum(text[:1] == "/" for text in read) == 1 and len(read) > 2
    return [text[1:] if lone and text[:1] == "/" and text[1:].isalpha() else text for text in read]


def _lone_capital(text: str, read: Sequence[str]) -> bool:
    """Whether one of many looks alone shows a word, with a capital: a stroke makes "Yang" of "yang"."""
    return len(read) > FIRM and read.count(text) == 1 and text.istitle() and text != read[0]


def _vouched(candidates: Sequence[str], read: Sequence[str], sure: float, know: Knowledge) -> Choice | None:
    """The candidate that a vocabulary, the document or the word list knows, in this order."""
    plainly = [c for c in dict.fromkeys(candidates) if plain(c)]
    closed = [c for c in dict.fromkeys(candidates) if c and _closed(c, read, know)]
    for vouched in closed, [c for c in plainly if know.seen(c) > 1], [c for c in plainly if know.listed(c)]:
        if not vouched:
            continue
        found = _best(vouched, read, sure, know)
        if rival := _oftener(found.text, plainly, read, know):
            return replace(found, text=rival, by="open")
        trusted = read.count(found.text) > 1 or (found.text == read[0] and sure >= LISTED_SURE)
        numeral = len(core(found.text)) < NUMERAL  # "i" is one, and what a speck is read as
        vocabulary = know.closed(found.text) and not (numeral and len(read) > FIRM)
        return found if trusted or vocabulary or know.seen(found.text) > 1 else replace(found, by="open")
    return None


def _oftener(text: str, plainly: Sequence[str], read: Sequence[str], know: Knowledge) -> str | None:
    """Another listed word as short that was read oftener: the document prints "dan" everywhere, "dari" here."""
    short = [c for c in plainly if max(len(core(c)), len(core(text))) <= SCRAP and core(c) != core(text)]
    return next((c for c in short if know.listed(c) and read.count(c) > max(1, read.count(text))), None)


def _closed(text: str, read: Sequence[str], know: Knowledge) -> bool:
    """Whether a closed vocabulary has a word, and it is no scrap of a longer one ("i-" for "mandiri")."""
    return know.closed(text) and (len(core(text)) > 2 or max(map(len, read)) <= SCRAP)


def _unknown(read: Sequence[str], sure: float, know: Knowledge) -> Choice:
    """None of the readings is known: the known word that they lie nearest to, else the recogniser's reading."""
    if near := know.near_closed(read[0]):
        return Choice(near, "settled", sure)
    near, certain = nearest(read, know)
    return Choice(near or read[0], "settled" if certain else "open", sure)


def _best(vouched: Sequence[str], read: Sequence[str], sure: float, know: Knowledge) -> Choice:
    """The one vouched for; of several that differ in marks or case only, the one read most often."""
    if len(vouched) == 1:
        return Choice(vouched[0], "settled", sure)
    votes = Counter(text for text in read if text in vouched).most_common(2)
    alike = len({core(text) for text in vouched}) == 1
    if alike and (usual := know.usual_form(vouched) or _undashed(vouched, read, know)):
        return Choice(usual, "settled", sure)
    lead = 1 if len({text.casefold() for text in vouched}) > 1 else CASE_LEAD
    clear = len(votes) == 1 or votes[0][1] - votes[1][1] >= lead
    clear = clear and not (alike and _adds_mark(votes[0][0], read[0]))
    printed = know.seen(read[0]) > max((know.seen(text) for text in vouched if core(text) != core(read[0])), default=0)
    if votes[0][1] >= FIRM and votes[0][0] == read[0] and sure >= AGREED_SURE and (printed or alike):
        return Choice(read[0], "settled", sure)
    return Choice(votes[0][0] if clear else vouched[0], "settled" if alike and clear else "open", sure)


def _adds_mark(text: str, first: str) -> bool:
    """Whether a form has a mark at its end that the recogniser at first sight did not see: a stroke's, maybe."""
    return text[-1:] in tuple(".,;:") and text[:-1] == first


def _undashed(vouched: Sequence[str], read: Sequence[str], know: Knowledge) -> str | None:
    """The recogniser's word where others have a dash before it, in a document whose lists print none so."""
    bare_words = {text.lstrip("-") for text in vouched}
    return read[0] if len(bare_words) == 1 and read[0] in bare_words and not know.lists_dashed() else None
