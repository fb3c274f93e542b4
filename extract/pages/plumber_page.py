"""Pages read with pdfplumber (pdfminer): the reader to fall back on where ``pdfium_page`` cannot read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTItem, LTLine, LTRect
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.utils import apply_matrix_pt, apply_matrix_rect
from pdfplumber.page import PDFPageAggregatorWithMarkedContent
from pdfplumber.utils.exceptions import PdfminerException

from extract.geometry import BBox
from extract.model import SourceError
from extract.pages.letters import DESCENT, Letter, turned
from extract.pages.shapes import Kind, Shape
from extract.pages.shown import MAX_LETTERS, MAX_SHAPES, Level, Shown, level_page, take, take_clipped, turns_of, within
from extract.pages.symbols import shown as shown_text
from extract.pages.symbols import symbol_font

# Text render modes: letters in outline only, filled and outlined, in no ink at all.
_OUTLINED, _BOTH, _INVISIBLE = 1, 2, (3, 7)


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


def read_pages(pdf: pdfplumber.pdf.PDF, numbers: Sequence[int] | None = None) -> Iterator[Level]:
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


def read_page(page: pdfplumber.page.Page) -> Level:
    """Words, rulings and shadings of one page, boxes from its top left corner as it reads."""
    return level_page(_Sheet(page).read())


class _Device(PDFPageAggregatorWithMarkedContent):
    """Keeps of each letter how its ink is laid on, and the box it is shown in, which pdfminer does not."""

    mode = 0
    clip: BBox | None = None

    def render_string(self, textstate: Any, *rest: Any) -> None:  # noqa: ANN401 - pdfminer's own signature
        self.mode = textstate.render
        super().render_string(textstate, *rest)

    def render_char(self, matrix: Any, font: Any, size: float, scaling: float, rise: float, *rest: Any) -> float:  # noqa: ANN401
        advance = super().render_char(matrix, font, size, scaling, rise, *rest)
        letter: Any = self.cur_item._objs[-1]
        letter.mode, letter.clip = self.mode, self.clip
        if not font.is_vertical():
            foot = rise - DESCENT * size
            letter.set_bbox(apply_matrix_rect(matrix, (min(0, advance), foot, max(0, advance), foot + size)))
        return float(advance)


class _Interpreter(PDFPageInterpreter):
    """Follows clipping, which pdfminer passes over."""

    device: _Device

    def do_q(self) -> None:
        super().do_q()
        self._clips = [*getattr(self, "_clips", ()), self.device.clip]

    def do_Q(self) -> None:  # noqa: N802 - pdfminer's own name
        super().do_Q()
        if getattr(self, "_clips", None):
            self.device.clip = self._clips.pop()

    def do_W(self) -> None:  # noqa: N802 - pdfminer's own name
        pairs = [pair for _, *values in self.curpath for pair in zip(values[::2], values[1::2], strict=False)]
        points = [apply_matrix_pt(self.ctm, (float(x), float(y))) for x, y in pairs]
        if points:
            xs, ys, old = [x for x, _ in points], [y for _, y in points], self.device.clip
            whole = old or BBox(min(xs), min(ys), max(xs), max(ys))
            x0, y0 = max(min(xs), whole.x0), max(min(ys), whole.top)
            self.device.clip = BBox(x0, y0, max(x0, min(max(xs), whole.x1)), max(y0, min(max(ys), whole.bottom)))

    do_W_a = do_W  # noqa: N815 - pdfminer's own name

    def do_Do(self, name: Any) -> None:  # noqa: N802, ANN401 - pdfminer's own name and type
        clip = self.device.clip
        super().do_Do(name)
        self.device.clip = clip


class _Sheet:
    """One page on its way from pdfminer's objects to what is shown."""

    def __init__(self, page: pdfplumber.page.Page) -> None:
        self._page = page
        x0, top, x1, bottom = (float(edge) for edge in _visible(page))
        # pdfminer counts from the media box's corner, upwards.
        self._left, self._foot = x0 - float(page.mediabox[0]), float(page.height) + float(page.mediabox[1]) - top
        self._shown = Shown(page.page_number, x1 - x0, bottom - top)

    def read(self) -> Shown:
        device = _Device(self._page.pdf.rsrcmgr, pageno=self._page.page_number)
        _Interpreter(self._page.pdf.rsrcmgr, device).process_page(self._page.page_obj)
        for item in _flat(device.get_result()):
            if isinstance(item, LTChar):
                self._take_letter(item)
            elif isinstance(item, LTCurve):
                self._take_shape(item)
            elif isinstance(item, LTImage):
                self._shown.pictures.append(self._box(item))
        return self._shown

    def _box(self, item: Any) -> BBox:  # noqa: ANN401
        left, foot = self._left, self._foot
        return BBox(item.x0 - left, foot - item.y1, item.x1 - left, foot - item.y0)

    def _take_letter(self, item: Any) -> None:  # noqa: ANN401
        box, turn, mode = self._box(item), turns_of(*item.matrix[:2]), item.mode
        text = shown_text(item.get_text(), symbol_font(str(item.fontname)))
        on_page = within((box.x0, box.top, box.x1, box.bottom), self._shown)
        if not text or turn is None or mode in _INVISIBLE or not on_page:
            return
        own = turned(box, turn) if turn else box
        colours = item.graphicstate.ncolor, item.graphicstate.scolor
        inks = colours if mode % 4 == _BOTH else colours[1:] if mode % 4 == _OUTLINED else colours[:1]
        letter = Letter(text, own.x0, own.top, own.x1, own.bottom, turn)
        pale = all(_white(colour) for colour in inks)
        letters = self._shown.pale if pale else self._shown.letters
        before = len(letters)
        take(letters, letter)
        if item.clip:
            left, foot, clip = self._left, self._foot, item.clip
            box = BBox(clip.x0 - left, foot - clip.bottom, clip.x1 - left, foot - clip.top)
            take_clipped(letters, before, box, self._shown)
        if len(self._shown.letters) > MAX_LETTERS:
            raise SourceError(f"page {self._shown.number}: more than {MAX_LETTERS} letters; split the source")

    def _take_shape(self, item: Any) -> None:  # noqa: ANN401
        kind = Kind.LINE if isinstance(item, LTLine) else Kind.RECTANGLE if isinstance(item, LTRect) else Kind.CURVE
        stroked = item.stroke and not _white(item.stroking_color)
        filled = item.fill and not _white(item.non_stroking_color)
        pale = not stroked and not filled
        stroked, filled = (bool(item.stroke), bool(item.fill)) if pale else (stroked, filled)
        self._shown.shapes.append(Shape(kind, self._box(item), float(item.linewidth or 0), stroked, filled, pale))
        if len(self._shown.shapes) > MAX_SHAPES:
            raise SourceError(f"page {self._shown.number}: more than {MAX_SHAPES} drawn lines; split the source")


def _visible(page: pdfplumber.page.Page) -> tuple[float, float, float, float]:
    """The part of the page that is shown: its crop box inside its media box."""
    media, crop = page.mediabox, page.cropbox
    box = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    return box if box[0] < box[2] and box[1] < box[3] else media


def _flat(items: Iterable[LTItem]) -> Iterator[LTItem]:
    for item in items:
        if isinstance(item, LTContainer):
            yield from _flat(item)
        else:
            yield item


def _white(color: Any) -> bool:  # noqa: ANN401 - pdfminer gives numbers, tuples, patterns or None
    """Whether a colour is white in grey, RGB or CMYK; unknown colours are ink."""
    values = color if isinstance(color, (tuple, list)) else (color,)
    if not values or not all(isinstance(v, (int, float)) for v in values):
        return False
    return sum(values) < 0.02 if len(values) == 4 else min(values) > 0.98
