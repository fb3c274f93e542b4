"""What a letter of a PDF's text layer stands for: symbol fonts, hyphens, letters that nobody can read."""

from __future__ import annotations

import re

UNREADABLE = "\ufffd"
# What a symbol font's codes show; Word's PDFs give them as U+F000 and the code, other writers as bare Latin letters.
_WINGDINGS = {
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x72: "❒",
    0x73: "⬧",
    0x74: "⧫",
    0x75: "◆",
    0x76: "❖",
    0x9F: "•",
    0xA7: "▪",
    0xA8: "◻",
    0xD8: "➢",
    0xDF: "←",
    0xE0: "→",
    0xE8: "➔",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_SYMBOL = {0xA3: "≤", 0xB3: "≥", 0xB7: "•", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xA8: "♦", 0xD6: "√"}
# Code points that a private code may name in either font: the tick and the bullet are by far the most printed.
_PRIVATE = {**_SYMBOL, **_WINGDINGS, 0xB7: "•", 0xD6: "√"}
_DROPPED = frozenset("\u200b\u200c\u200d\u2060\ufeff")
_HYPHENS = frozenset("\x02\xad\u2010\u2011")  # pdfium marks a hyphen at a line's end as U+0002
_UNMAPPED = re.compile(r"\(cid:\d+\)")  # how pdfminer names a letter that its font does not map


def shown(text: str, font: str = "") -> str:
    """What one letter shows: "" where nothing, U+FFFD where its font does not tell.

    ``font`` is the name of a symbol font, or anything else.
    """
    if len(text) == 1 and "\x20" <= text <= "\x7e" and not font:
        return text
    return "".join(_sign(sign, font) for sign in _UNMAPPED.sub(UNREADABLE, text))


def symbol_font(name: str) -> str:
    """The symbol font's name where a font is one ("wingdings", "symbol"), else ""."""
    folded = name.casefold()
    return next((font for font in ("wingdings", "symbol") if font in folded), "")


def _sign(sign: str, font: str) -> str:
    code = ord(sign)
    if 0xF020 <= code <= 0xF0FF:
        return _PRIVATE.get(code & 0xFF, chr(code & 0xFF) if code < 0xF07F else UNREADABLE)
    if font == "wingdings" and code < 0x100 and not sign.isspace():
        return _WINGDINGS.get(code, sign)
    if sign in _HYPHENS:
        return "-"
    if sign in _DROPPED:
        return ""
    if sign.isspace():
        return " "
    private = 0xE000 <= code <= 0xF8FF or 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF)
    return UNREADABLE if code < 0x20 or private else sign
