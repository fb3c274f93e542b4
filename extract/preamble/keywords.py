"""The fixed words of a decree, found where recognition or a typist spoiled a letter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

# Digits that recognition puts for letters inside a word (NOM0R, MEN1MBANG).
LETTER_FOR = str.maketrans({"0": "o", "1": "i", "l": "i", "|": "i", "!": "i", "5": "s", "8": "b", "4": "a", "6": "g"})
# A word of this length may have two wrong letters, a shorter one has one: KETIGA and KELIMA are two apart.
LONG_WORD = 8
SEPARATORS = " \t:;=+.,·-–—_"

KINDS = ("surat keputusan", "keputusan", "peraturan", "surat perintah", "instruksi")
OFFICERS = (
    "ketua", "kepala", "direktur", "sekretaris", "bupati", "walikota", "wali kota", "gubernur", "menteri", "rektor",
    "inspektur", "camat", "lurah", "komandan", "panitera", "jaksa", "kapolres", "dekan", "pimpinan", "koordinator",
    "deputi", "wakil", "pejabat", "kuasa pengguna anggaran", "pengguna anggaran", "plt", "plh", "pj", "a.n", "an.",
    "atas nama", "ub.",
)  # fmt: skip
ORDINALS = (
    "kesatu", "kedua", "ketiga", "keempat", "kelima", "keenam", "ketujuh", "kedelapan", "kesembilan", "kesepuluh",
    "kesebelas", "keduabelas", "ketigabelas", "keempatbelas", "kelimabelas", "keenambelas", "ketujuhbelas",
    "kedelapanbelas", "kesembilanbelas", "keduapuluh",
)  # fmt: skip
FIRST = "pertama"


@dataclass(frozen=True, slots=True)
class Found:
    """A keyword at the start of a text: how it is printed, what follows it, how many letters are wrong."""

    printed: str
    rest: str
    wrong: int


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Letters only, small, digits that stand for letters put right; ``rn`` looks like ``m``, ``ij`` like ``u``."""
    letters = text.casefold().translate(LETTER_FOR)
    return "".join(c for c in letters if c.isalpha()).replace("rn", "m").replace("ij", "u")


def keyword(text: str, word: str) -> Found | None:
    """Find ``word`` at the start of ``text``; white space inside counts nothing (M E M U T U S K A N, TAHUN2026)."""
    goal = folded(word)
    allowed = 2 if len(goal) >= LONG_WORD else 1
    best: Found | None = None
    for end in _ends(text, len(goal) + allowed + 1):
        candidate = folded(text[:end])
        if abs(len(candidate) - len(goal)) > allowed:
            continue
        wrong = Levenshtein.distance(candidate, goal, score_cutoff=allowed)
        if wrong <= allowed and (best is None or wrong < best.wrong):
            best = Found(text[:end].strip(), text[end:], wrong)
    return best


def _ends(text: str, letters: int) -> list[int]:
    """Places where a keyword may end: after a letter or a digit that no other letter follows."""
    ends, seen = [], 0
    for index, char in enumerate(text):
        if char.isalnum() or char in "|!":
            seen += 1
            following = text[index + 1 : index + 2]
            if not following.isalpha():
                ends.append(index + 1)
        elif not char.isspace() and char not in ".'`":
            break
        if seen > letters:
            break
    return ends


def first_of(text: str, words: tuple[str, ...]) -> Found | None:
    """The best of several keywords at the start of ``text``."""
    found = [hit for word in words if (hit := keyword(text, word))]
    return min(found, key=lambda hit: (hit.wrong, len(hit.rest)), default=None)


def value(rest: str) -> str:
    """What stands after a label: separators dropped."""
    return rest.strip().lstrip(SEPARATORS).strip()


def names_office(text: str) -> bool:
    """Whether a line begins with the title of an officer (KETUA, KEPALA, a.n. BUPATI)."""
    return any(_begins(text, officer) for officer in OFFICERS)


def _begins(text: str, officer: str) -> bool:
    hit = keyword(text, officer)
    return hit is not None and (hit.wrong == 0 or len(officer) > 6)


def ordinal(label: str) -> int | None:
    """Which dictum a label names, from 1 (PERTAMA and KESATU are 1); None where it is no ordinal."""
    goal = folded(label)
    scored = [(Levenshtein.distance(goal, folded(name)), number) for number, name in enumerate(ORDINALS, 1)]
    scored.append((Levenshtein.distance(goal, FIRST), 1))
    wrong, number = min(scored)
    return number if wrong <= (1 if len(goal) < LONG_WORD else 2) else None
