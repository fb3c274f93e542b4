"""What a reader found on one page, to the page: words from letters, rulings from shapes, the same for every reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import atan2, degrees
from unicodedata import category

from extract.geometry import BBox, CutText, Page, Word
from extract.pages.letters import Letter, turned, words_of
from extract.pages.shapes import Shape, sorted_out
from extract.pages.symbols import UNREADABLE
from extract.pages.upright import upright_words
from extract.table.lines import line_groups

# A page with more letters or shapes than this is no page of a plan; reading it would not end in bounded time.
MAX_LETTERS = 100_000
MAX_SHAPES = 200_000
# Lines that run within so many degrees of a quarter turn are no watermark; pages set by hand reach 3.
SLANT = 10.0
_MARKS = ("Mn", "Me")  # accents and vowel signs that stand over the letter before


@dataclass(slots=True)
class Shown:
    """Letters and shapes of one page in the order of the file, in points from its top left corner as shown.

    ``pale`` are letters in white: printed only where they stand on a ground (a fill, or one of the ``pictures``).
    ``clipped`` are letters that clipping hides, by the box that their text is shown in.
    """

    number: int
    width: float
    height: float
    letters: list[Letter] = field(default_factory=list)
    pale: list[Letter] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    pictures: list[BBox] = field(default_factory=list)
    clipped: dict[BBox, list[Letter]] = field(default_factory=dict)


def take_clipped(letters: list[Letter], start: int, clip: BBox, shown: Shown) -> None:
    """Move the letters from ``start`` on whose middle lies outside the box they are shown in to the clipped ones."""
    kept: list[Letter] = []
    for letter in letters[start:]:
        x, y = _middle(letter)
        inside = clip.x0 <= x <= clip.x1 and clip.top <= y <= clip.bottom
        (kept if inside else shown.clipped.setdefault(clip, [])).append(letter)
    letters[start:] = kept


def take(letters: list[Letter], letter: Letter) -> None:
    """Put a letter in; a part of a glyph (a ligature's letters, an accent) goes to the letter before."""
    if letters and (letter[1:] == letters[-1][1:] or (letter[0] > "\u02ff" and category(letter[0][0]) in _MARKS)):
        letters[-1] = letters[-1]._replace(text=letters[-1].text + letter.text)
    else:
        letters.append(letter)


def take_space(letters: list[Letter]) -> None:
    """Put a space in after the last letter."""
    if letters:
        letters.append(letters[-1]._replace(text=" ", x0=letters[-1].x1))


@dataclass(frozen=True, slots=True)
class Level:
    """A page as its text reads, and the quarter turns of that text on the page as shown.

    ``pictures`` and ``drawings`` tell whether there are any; drawings are shapes that are neither level nor upright
    lines nor rectangles, as letters drawn as outlines are.
    """

    page: Page
    turn: int = 0
    pictures: bool = False
    drawings: bool = False


def level_page(shown: Shown) -> Level:
    """The page of what is shown, set upright where most of its text is turned (a landscape page printed sideways)."""
    turns = Counter(letter.turn for letter in shown.letters)
    turn = max(turns, key=lambda t: (turns[t], -t), default=0)
    drawings = any(not shape.straight for shape in shown.shapes)
    return Level(_page(_levelled(shown, turn) if turn else shown), turn, bool(shown.pictures), drawings)


def _levelled(shown: Shown, turn: int) -> Shown:
    """The same letters and shapes on the page turned so that lines of this turn read to the right."""
    page = turned(BBox(0.0, 0.0, shown.width, shown.height), turn)

    def moved(box: BBox) -> BBox:
        seen = turned(box, turn)
        return BBox(seen.x0 - page.x0, seen.top - page.top, seen.x1 - page.x0, seen.bottom - page.top)

    def moved_letter(letter: Letter) -> Letter:
        now = (letter.turn - turn) % 4
        box = turned(moved(turned(BBox(*letter[1:5]), 4 - letter.turn)), now)
        return Letter(letter.text, box.x0, box.top, box.x1, box.bottom, now)

    return Shown(
        shown.number,
        page.x1 - page.x0,
        page.bottom - page.top,
        [moved_letter(letter) for letter in shown.letters],
        [moved_letter(letter) for letter in shown.pale],
        [replace(shape, bbox=moved(shape.bbox)) for shape in shown.shapes],
        [moved(picture) for picture in shown.pictures],
        {moved(clip): [moved_letter(letter) for letter in letters] for clip, letters in shown.clipped.items()},
    )


def _page(shown: Shown) -> Page:
    """Words in reading order, rulings and shadings of what is shown."""
    drawn = sorted_out(shown.shapes)
    grounds = [*drawn.grounds, *shown.pictures]
    letters = [*shown.letters, *(letter for letter in shown.pale if any(_on(letter, box) for box in grounds))]
    level = [letter for letter in letters if not letter.turn]
    words = words_of(level, drawn.rulings)
    if len(level) < len(letters):
        words += upright_words(letters, drawn.rulings)
    return Page(
        number=shown.number,
        width=shown.width,
        height=shown.height,
        words=tuple(word for line in line_groups(words) for word in line),
        rulings=tuple(drawn.rulings),
        shadings=tuple(drawn.shadings),
        cut=tuple(_cut_text(clip, letters) for clip, letters in shown.clipped.items()),
    )


def _cut_text(clip: BBox, letters: Sequence[Letter]) -> CutText:
    level = words_of([letter for letter in letters if not letter.turn], ())
    return CutText((*level, *upright_words(letters, ())), clip)


def unreadable(page: Page) -> tuple[Word, ...]:
    """Words with letters that their font does not tell."""
    return tuple(word for word in page.words if UNREADABLE in word.text)


def _middle(letter: Letter) -> tuple[float, float]:
    return turned(BBox(*letter[1:5]), 4 - letter.turn).middle


def _on(letter: Letter, ground: BBox) -> bool:
    x, y = _middle(letter)
    return ground.x0 <= x <= ground.x1 and ground.top <= y <= ground.bottom


def within(box: Sequence[float], shown: Shown) -> bool:
    """Whether the middle of a box (x0, top, x1, bottom) lies on the page."""
    return 0 <= box[0] + box[2] <= 2 * shown.width and 0 <= box[1] + box[3] <= 2 * shown.height


def turns_of(across: float, up: float) -> int | None:
    """Quarter turns of a line that runs along a vector (``up`` counts upwards); None where it is slanted.

    Slanted text is a watermark or a seal, no part of a table or of a decree's text.
    """
    angle = degrees(atan2(up, across)) % 360
    turn = round(angle / 90)
    return turn % 4 if abs(angle - 90 * turn) <= SLANT else None
