"""The pages around the table: preamble, annex block and heading, closing block, page numbers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from tests.typeset.fonts import Face, wrap
from tests.typeset.layout import F4
from tests.typeset.paint import text
from tests.typeset.plan import Annex, Preamble

_MARGIN = 71.0
_LABEL, _COLON = 85.0, 12.0


class Press:
    """A PDF under way: a canvas that turns pages and numbers them. The same calls give the same bytes."""

    def __init__(self, title: str, face: Face) -> None:
        self._buffer = io.BytesIO()
        self.canvas: Any = Canvas(self._buffer, invariant=1, pageCompression=1)
        self.canvas.setTitle(title)
        self.face = face
        self.bold = Face(face.name, face.size, face.leading, bold=True)
        self.page = F4
        self.count = 0

    def open(self, page: tuple[float, float], turned: bool = False) -> None:
        """Begin a page that shows this size, ending the one before; ``turned`` ones are stored sideways."""
        if self.count:
            self.canvas.showPage()
        self.page, self.count = page, self.count + 1
        self.canvas.setPageSize(page)  # ReportLab swaps a turned page's box itself
        self.canvas.setPageRotation(90 if turned else 0)
        if turned:
            self.canvas.transform(0, 1, -1, 0, page[1], 0)

    def line(self, x: float, top: float, words: str, align: str = "left", face: Face | None = None) -> None:
        """Write one line whose top is ``top`` points below the page's; ``x`` is its left edge or its middle."""
        face = face or self.face
        x -= {"left": 0.0, "center": 0.5, "right": 1.0}[align] * face.width(words)
        text(self.canvas, x, self.page[1] - top - face.size, words, face)

    def finish(self) -> bytes:
        """End the last page and give the file."""
        self.canvas.showPage()
        self.canvas.save()
        return self._buffer.getvalue()


class _Flow:
    """Paragraphs down portrait pages, turning them as they fill."""

    def __init__(self, press: Press) -> None:
        self.press = press
        self.top = 0.0
        self._turn()

    def _turn(self) -> None:
        self.press.open(F4)
        self.top = _MARGIN
        if self.press.count > 1:
            self.press.line(F4[0] / 2, 40, f"- {self.press.count} -", "center")

    def line(self, x: float, words: str, align: str = "left", face: Face | None = None) -> None:
        if self.top + self.press.face.leading > F4[1] - _MARGIN:
            self._turn()
        if words:
            self.press.line(x, self.top, words, align, face)

    def step(self, lines: float = 1.0) -> None:
        self.top += lines * self.press.face.leading

    def centred(self, lines: Sequence[str], face: Face | None = None) -> None:
        for words in lines:
            self.line(F4[0] / 2, words, "center", face)
            self.step()

    def block(self, lines: Sequence[str], x: float) -> None:
        for words in lines:
            self.line(x, words)
            self.step()

    def clause(self, label: str, marker: str, words: str) -> None:
        """A labelled paragraph: "Menimbang : a. bahwa ..." with its text hanging."""
        x = _MARGIN + _LABEL + _COLON
        inner = x + (20.0 if marker else 0.0)
        for i, line in enumerate(wrap(words, F4[0] - _MARGIN - inner, self.press.face)):
            self.line(inner, line.text)
            if i == 0:
                self.line(x, marker)
                self.line(_MARGIN, label)
                self.line(_MARGIN + _LABEL, ":" if label else "")
            self.step()
        self.step(0.4)


def set_preamble(press: Press, decree: Preamble) -> None:
    """Set the decree's own pages: heading, considerations, legal basis, dictums, place and date."""
    flow = _Flow(press)
    flow.centred(["SALINAN", ""])
    flow.centred([*decree.letterhead, ""], press.bold)
    office = decree.letterhead
    flow.centred([f"{decree.kind} {office[0]}", *office[1:], f"NOMOR {decree.number} TAHUN {decree.number_year}", ""])
    flow.centred(["TENTANG", "", *_centred(press, decree.title), "", f"{decree.authority},", ""])
    for i, words in enumerate(decree.considerations):
        flow.clause("" if i else "Menimbang", f"{'abcdefgh'[i]}.", words)
    for i, words in enumerate(decree.legal_basis):
        flow.clause("" if i else "Mengingat", f"{i + 1}.", words)
    flow.centred(["", "MEMUTUSKAN:", ""])
    for label, words in decree.dictums:
        flow.clause(label, "", words)
    _sign(flow, decree)


def _sign(flow: _Flow, decree: Preamble) -> None:
    flow.step()
    if flow.top + 14 * flow.press.face.leading > F4[1] - _MARGIN:
        flow._turn()
    signed = [f"Ditetapkan di {decree.place}", f"pada tanggal {decree.signed_on}", *decree.signed_by, "", "ttd."]
    flow.block(signed, F4[0] / 2 + 10)
    flow.step(2)
    flow.block(["Salinan sesuai dengan aslinya", *decree.certified_by], _MARGIN)


def _centred(press: Press, words: str) -> list[str]:
    return [line.text for line in wrap(words, F4[0] - 2 * _MARGIN, press.face)]


def set_annex(press: Press, annex: Annex, top: float, margin: float, block: bool) -> float:
    """Set the annex block and the heading on the open page; gives how far down they reach, in points."""
    width, leading = press.page[0], press.face.leading
    if block:
        x = width - margin - 215.0
        title = [line.text for line in wrap(annex.title, 215.0, press.face)]
        for words in ("LAMPIRAN", *annex.office, annex.number, *title):
            press.line(x, top, words)
            top += leading
        top += leading
    for words in annex.heading:
        for line in wrap(words, width - 2 * margin, press.bold):
            press.line(width / 2, top, line.text, "center", press.bold)
            top += leading
    return top + leading


def closing_height(press: Press, decree: Preamble) -> float:
    """Height that the closing block needs, in points."""
    return (5 + len(decree.certified_by) + len(decree.signed_by)) * press.face.leading


def set_closing(press: Press, decree: Preamble, top: float, margin: float) -> None:
    """Certify the copy under the table, without names."""
    leading = press.face.leading
    right = (*decree.signed_by, "", "ttd.")
    for i, words in enumerate(right):
        press.line(press.page[0] - margin - 215.0, top + (i + 1) * leading, words)
    for i, words in enumerate(("Salinan sesuai dengan aslinya", *decree.certified_by)):
        press.line(margin, top + (i + 2) * leading, words)
