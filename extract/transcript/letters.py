"""Letters of other scripts inside words: look-alikes are mended where the mended word is known, else left in doubt."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.model import Doubt
from extract.transcript.lines import Field

# Letters that look like a Latin one, or that a text service puts where it read one in another script ("rekомendasi").
_LIKE = str.maketrans(
    "АВСЕНІЈКМОРЅТХаеорсухіјѕһԁԛмкнтвпгиΑΒΕΖΗΙΚΜΝΟΡΤΥΧαενορικτυχ０１２３４５６７８９",
    "ABCEHIJKMOPSTXaeopcyxijshdqmkntBnriABEZHIKMNOPTYXaevopiktux0123456789",
)


@dataclass(frozen=True, slots=True)
class Mended:
    """Fields with their letters put right, and a finding for every word touched or in doubt."""

    fields: list[Field]
    doubts: list[Doubt]


def mend_letters(fields: Sequence[Field], known: Callable[[str], bool]) -> Mended:
    """Mend every word that mixes scripts; ``known`` tells words of the language or the document in small letters."""
    mended, doubts = [], []
    for field in fields:
        text = field.text
        for word in _mixed(text):
            whole = _mended_word(word, known)
            doubts.append(_doubt(field, word, whole))
            text = text.replace(word, whole or word)
        mended.append(replace(field, text=text))
    return Mended(mended, doubts)


def _mixed(text: str) -> Iterator[str]:
    """Words that hold letters both of the Latin script and of another."""
    if text.isascii():
        return
    for word in dict.fromkeys(text.split()):
        scripts = {_latin(letter) for letter in word if _strange(letter)}
        if False in scripts:
            yield word


def _latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("LATIN", "COMBINING", "FULLWIDTH LATIN"))


def _mended_word(word: str, known: Callable[[str], bool]) -> str | None:
    """The one known word that the letters can stand for: look-alikes, else any one letter for each strange one."""
    alike = "".join(_alike(letter) for letter in word)
    strange = [i for i, letter in enumerate(alike) if not _latin(letter) and _strange(letter)]
    if not strange and _vouched(alike, known):
        return alike
    if len(strange) != 1:
        return None
    at = strange[0]
    tries = (alike[:at] + letter + alike[at + 1 :] for letter in "aiueoknmtrsdlgpbhyjcwfvz")
    found = [whole for whole in tries if _vouched(whole, known)]
    return found[0] if len(found) == 1 else None


def _strange(letter: str) -> bool:
    return letter.isalpha() or unicodedata.category(letter).startswith("M")


def _alike(letter: str) -> str:
    return unicodedata.normalize("NFKC", letter).translate(_LIKE)


def _vouched(word: str, known: Callable[[str], bool]) -> bool:
    parts = "".join(c if c.isalpha() else " " for c in word.casefold()).split()
    return bool(parts) and all(len(part) > 1 and known(part) for part in parts)


def _doubt(field: Field, word: str, whole: str | None) -> Doubt:
    if whole is None:
        return Doubt(
            code="stray_script",
            message=f"a letter of another script stands in “{word}”; what it should be is unclear",
            cell_id=field.cell_id,
            before=word,
            page=field.block,
        )
    return Doubt(
        code="stray_script",
        message=f"a letter of another script in “{word}” was put right: {whole}",
        status="repaired",
        cell_id=field.cell_id,
        before=word,
        after=whole,
        page=field.block,
    )
