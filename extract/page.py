"""What one page of a PDF shows: its words, its rulings and its shadings, read with pdfplumber."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from extract.model import BBox, Page, Ruling, SourceError, Word

# Fills thicker than this are shading, not rulings: a real plan with a shaded schedule gave "30 columns where 10
# are visible"; with this limit all its pages give 10.
RULING_MAX_THICKNESS = 1.5
# Strokes thicker than this are bars drawn with a broad pen (schedule bars), not rulings.
STROKE_MAX_THICKNESS = 4.0
# Two letters further apart than this share of the font size belong to two words, where no space is printed.
WORD_GAP = 0.25
# Text printed twice for bold stands this near (points); two letters "ii" of a 6-point font stand 1.7 apart.
DOUBLE_PRINT = 0.8
# A page with more letters than this is not a page of a plan; reading it would not end in bounded time.
MAX_CHARS = 100_000

Shape = dict[str, Any]  # pdfplumber's own object, never passed on


def open_pdf(path: Path) -> pdfplumber.pdf.PDF:
    """Open a PDF; raises SourceError when it is empty, truncated, encrypted, without pages or no PDF."""
    head = path.read_bytes()[:1024]
    if not head:
        raise SourceError(f"{path.name}: the file is empty; copy it again from where it was published")
    if b"%PDF-" not in head:
        raise SourceError(f"{path.name}: this is not a PDF; save or scan the decree as PDF")
    try:
        pdf = pdfplumber.open(path)
        pages = len(pdf.pages)
    except PdfminerException as error:
        raise SourceError(f"{path.name}: {_cause(error)}") from error
    except Exception as error:  # pdfminer raises all sorts on broken files
        raise SourceError(f"{path.name}: the PDF is damaged ({error}); copy or export it again") from error
    if not pages:
        raise SourceError(f"{path.name}: no pages could be found, the PDF is truncated or damaged; copy it again")
    return pdf


def _cause(error: PdfminerException) -> str:
    if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
        return "the PDF is encrypted; save a copy without a password"
    return "the PDF is truncated or damaged; copy it again from where it was published"


def read_pages(pdf: pdfplumber.pdf.PDF, numbers: Sequence[int] | None = None) -> Iterator[Page]:
    """Read the pages of an open PDF one by one, freeing each before the next; ``numbers`` count from 1."""
    for page in pdf.pages if numbers is None else [pdf.pages[n - 1] for n in numbers]:
        try:
            yield read_page(page)
        except SourceError:
            raise
        except Exception as error:  # pdfminer raises all sorts on broken content streams
            name = Path(getattr(pdf.stream, "name", "source")).name
            raise SourceError(f"{name}, page {page.page_number}: damaged ({error}); export the PDF again") from error
        finally:
            page.close()


def read_page(page: pdfplumber.page.Page) -> Page:
    """Words, rulings and shadings of one page, boxes from its top left corner as shown."""
    if len(page.chars) > MAX_CHARS:
        raise SourceError(f"page {page.page_number}: {len(page.chars)} letters on one page; split the source")
    left, top = page.bbox[0], page.bbox[1]
    rulings, shadings = read_lines(page)
    return Page(
        number=page.page_number,
        width=float(page.width),
        height=float(page.height),
        words=tuple(_moved(word, left, top) for word in read_words(page, rulings)),
        rulings=tuple(Ruling(_shift(r.bbox, left, top)) for r in rulings),
        shadings=tuple(_shift(s, left, top) for s in shadings),
    )


def _shift(box: BBox, left: float, top: float) -> BBox:
    return BBox(box.x0 - left, box.top - top, box.x1 - left, box.bottom - top) if left or top else box


def _moved(word: Word, left: float, top: float) -> Word:
    return Word(word.text, _shift(word.bbox, left, top)) if left or top else word


def read_words(page: pdfplumber.page.Page, rulings: Sequence[Ruling]) -> list[Word]:
    """Words in reading order; text printed twice for bold is read once, words never cross a vertical ruling."""
    chars = page.dedupe_chars(tolerance=DOUBLE_PRINT, extra_attrs=()).chars
    extractor = pdfplumber.utils.text.WordExtractor(
        x_tolerance_ratio=WORD_GAP,
        y_tolerance=2,
        split_at_punctuation=False,
        char_dir_rotated="btt",
        line_dir_rotated="ltr",
    )
    verticals = [r.bbox for r in rulings if not r.horizontal]
    words: list[Word] = []
    for _, letters in extractor.iter_extract_tuples(chars):
        words += (_word(part) for part in split_at_rulings(letters, verticals))
    return [word for word in words if word.text.strip()]


def _word(letters: Sequence[Shape]) -> Word:
    text = "".join(letter["text"] for letter in letters)
    box = BBox(
        min(c["x0"] for c in letters),
        min(c["top"] for c in letters),
        max(c["x1"] for c in letters),
        max(c["bottom"] for c in letters),
    )
    return Word(text, box)


def split_at_rulings(letters: Sequence[Shape], verticals: Sequence[BBox]) -> Iterator[Sequence[Shape]]:
    """Cut a run of letters where a vertical ruling stands between two of them (columns set without a gap)."""
    x0, x1 = letters[0]["x0"], letters[-1]["x1"]
    middle = (letters[0]["top"] + letters[0]["bottom"]) / 2
    cuts = [v.x0 for v in verticals if x0 < v.x0 < x1 and v.top <= middle <= v.bottom]
    start = 0
    for index in range(1, len(letters)):
        before, after = _centre(letters[index - 1]), _centre(letters[index])
        if any(before < x <= after for x in cuts):
            yield letters[start:index]
            start = index
    yield letters[start:]


def _centre(letter: Shape) -> float:
    return float(letter["x0"] + letter["x1"]) / 2


def read_lines(page: pdfplumber.page.Page) -> tuple[list[Ruling], list[BBox]]:
    """Rulings (strokes, and fills at most 1.5 pt thin) and shadings (thicker fills) of one page."""
    rulings: list[Ruling] = []
    shadings: list[BBox] = []
    for line in page.lines:
        if not _white(line["stroking_color"]):
            _sort_line(line, rulings, shadings)
    for shape in [*page.rects, *page.curves]:
        _sort_shape(shape, rulings, shadings)
    return rulings, shadings


def _sort_line(line: Shape, rulings: list[Ruling], shadings: list[BBox]) -> None:
    box, width = _box(line), float(line["linewidth"] or 0)
    if min(box.x1 - box.x0, box.bottom - box.top) > RULING_MAX_THICKNESS:
        return  # slanted
    if width <= STROKE_MAX_THICKNESS:
        rulings.append(Ruling(box))
    elif box.x1 - box.x0 >= box.bottom - box.top:
        shadings.append(BBox(box.x0, box.top - width / 2, box.x1, box.bottom + width / 2))
    else:
        shadings.append(BBox(box.x0 - width / 2, box.top, box.x1 + width / 2, box.bottom))


def _sort_shape(shape: Shape, rulings: list[Ruling], shadings: list[BBox]) -> None:
    box = _box(shape)
    thin = min(box.x1 - box.x0, box.bottom - box.top) <= RULING_MAX_THICKNESS
    filled = shape["fill"] and not _white(shape["non_stroking_color"])
    stroked = shape["stroke"] and not _white(shape["stroking_color"])
    if thin and (filled or stroked):
        rulings.append(Ruling(box))
        return
    if shape["object_type"] == "curve":
        return  # drawings: logos, signatures
    if filled:
        shadings.append(box)
    if stroked and float(shape["linewidth"] or 0) <= STROKE_MAX_THICKNESS:
        rulings += _outline(box)


def _outline(box: BBox) -> list[Ruling]:
    return [
        Ruling(BBox(box.x0, box.top, box.x1, box.top)),
        Ruling(BBox(box.x0, box.bottom, box.x1, box.bottom)),
        Ruling(BBox(box.x0, box.top, box.x0, box.bottom)),
        Ruling(BBox(box.x1, box.top, box.x1, box.bottom)),
    ]


def _box(shape: Shape) -> BBox:
    return BBox(float(shape["x0"]), float(shape["top"]), float(shape["x1"]), float(shape["bottom"]))


def _white(color: Any) -> bool:  # noqa: ANN401 - pdfminer gives numbers, tuples, patterns or None
    """Whether a colour is white in grey, RGB or CMYK; unknown colours are ink."""
    values = color if isinstance(color, (tuple, list)) else (color,)
    if not values or not all(isinstance(v, (int, float)) for v in values):
        return False
    return sum(values) < 0.02 if len(values) == 4 else min(values) > 0.98
