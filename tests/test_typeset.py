"""The setter draws what it is given: every text of the plan, the same bytes each time."""

from __future__ import annotations

import io
from collections import Counter

import pdfplumber
import pypdfium2
import pytest
from hypothesis import given, settings

from tests.typeset.__main__ import RAW, files, fixtures
from tests.typeset.big import big_decree, big_plan
from tests.typeset.build import build_grid
from tests.typeset.fonts import wrap
from tests.typeset.generate import excerpts, layouts, prepared, random_layout, set_plan
from tests.typeset.layout import Layout
from tests.typeset.named import LAYOUTS
from tests.typeset.paginate import Frame, paginate
from tests.typeset.plan import FIXTURES, Plan, office
from tests.typeset.truth import truth_rows

_TEXTS = ("component", "aspect", "action", "indicator", "evidence", "time_text", "target_text")


def page_texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [document[i].get_textpage().get_text_bounded() for i in range(len(document))]


def test_every_word_of_the_plan_stands_on_the_reproduction() -> None:
    plan, _ = office("decree-2026")
    with pdfplumber.open(RAW / "kpu-banggai-2026.pdf") as pdf:
        words = {word["text"] for page in pdf.pages for word in page.extract_words()}
    broken = [part for row in plan.rows for field in _TEXTS for part in (getattr(row, field) or "").split()]
    missing = {word for word in broken if word not in words and not _cut(word, words)}
    assert not missing


def _cut(word: str, words: set[str]) -> bool:
    """Whether a word stands there in two or three parts, broken by a cell or after a hyphen."""
    cuts = [(word[:i], word[i:]) for i in range(1, len(word))]
    return any(a in words and (b in words or _cut(b, words)) for a, b in cuts)


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_letter_of_the_plan_stands_on_the_page_in_any_layout(name: str) -> None:
    plan, _ = office("office-b")
    layout = LAYOUTS[name]
    pdf, rows = set_plan(plan, layout)
    assert len(rows) == len(plan.rows)
    printed = Counter("".join(page_texts(pdf)))
    texts = "".join(cell.text for cell in build_grid(prepared(plan, layout), layout).body)
    short = Counter("".join(texts.replace("-", "").split())) - printed  # pdfium drops hyphens at line ends
    assert not short


@settings(max_examples=25, deadline=None)
@given(excerpts(), layouts())
def test_cells_cut_by_page_breaks_keep_all_their_lines(plan: Plan, layout: Layout) -> None:
    grid = build_grid(prepared(plan, layout), layout)
    frame = Frame(layout.margins[0], 200.0, layout.margins[1], layout.page[1] - layout.margins[3])
    pieces = [piece for sheet in paginate(grid, layout.style, frame) for piece in sheet.pieces]
    for cell in grid.body:
        width = sum(grid.widths[cell.column : cell.column + cell.column_span]) - 2 * layout.padding[0]
        face = layout.bold_face if cell.bold else layout.face
        expected = wrap(cell.text, width, face, layout.hanging, layout.hyphens) if cell.text else ()
        assert tuple(line for piece in pieces if piece.cell == cell for line in piece.lines) == expected


@pytest.mark.parametrize("seed", range(4))
def test_the_same_seed_sets_the_same_bytes(seed: int) -> None:
    plan, _ = office("office-b")
    assert random_layout(seed) == random_layout(seed)
    assert set_plan(plan, random_layout(seed)) == set_plan(plan, random_layout(seed))


def test_a_cell_breaks_words_wider_than_itself() -> None:
    face = Layout(font="times", size=10.0).face
    lines = [line.text for line in wrap("Membentuk/menetapkan tim masing-masing", 70.0, face)]
    assert lines == ["Membentuk/men", "etapkan tim", "masing-masing"]


def test_committed_files_are_what_the_setter_sets() -> None:
    """Texts are compared, not bytes: compression differs between machines."""
    for path, content in files().items():
        kept = path.read_bytes()
        same = page_texts(kept) == page_texts(content) if path.suffix == ".pdf" else kept == content
        assert same, f"{path.name} is out of date: run python -m tests.typeset"


def test_every_fixture_is_told_in_the_readme() -> None:
    told = (FIXTURES / "README.md").read_text(encoding="utf-8")
    assert not [fixture.name for fixture in fixtures() if f"`{fixture.name}" not in told]


def test_a_big_decree_has_the_pages_asked_for() -> None:
    pdf, rows = big_decree(20)
    assert len(pypdfium2.PdfDocument(io.BytesIO(pdf))) == 20
    assert rows == truth_rows(big_plan(len(rows)), LAYOUTS["stacked-headers"])
