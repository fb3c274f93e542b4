"""The reproduction of the real 2026 decree, set from its transcript, and its two variants."""

from __future__ import annotations

from dataclasses import replace

from tests.typeset.layout import F4, LANDSCAPE_F4, Layout

# as the transcript shows the decree: landscape F4, header and (1)...(8) on each page, rows split, cells merged
REPRODUCTION = Layout(page=LANDSCAPE_F4, margins=(56.0, 62.0, 56.0, 62.0), size=10.0, leading=1.4, front="decree")
# portrait, with cells so narrow that they break words
NARROW = replace(REPRODUCTION, page=F4, margins=(30.0, 56.0, 30.0, 50.0), size=8.5, leading=1.2, number_row="1")
HEADER_ONCE = replace(REPRODUCTION, repeat="once", size=9.0)
