"""The review page: each doubted cell where it is printed, and a corrections file from what a person decides."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from normalize.corrections import parse_corrections
from pipeline.cli import main
from pipeline.corpus import Places, extract_corpus
from pipeline.encode import Stamp
from pipeline.review import review_page
from pipeline.store import read_decree, stamps

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
LINE = 'dismiss,"p99:1.0,2.0,3.0,4.0",x,,seen,ani\n'


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """One extracted decree."""
    here = tmp_path_factory.mktemp("review")
    made = Places(here / "raw", here / "clean", here / "corrections")
    made.raw.mkdir()
    made.corrections.mkdir()
    shutil.copy(ROOT / "data/raw/kpu-banggai-2026.pdf", made.raw)
    list(extract_corpus([made.raw / "kpu-banggai-2026.pdf"], made, jobs=1, force=False, report=lambda *_: None))
    return made


def stamp(places: Places) -> Stamp:
    (found,) = stamps(places.clean)
    return found


def page(places: Places) -> str:
    return review_page(places.clean, places.raw, places.corrections, stamp(places))[0]


def test_every_open_cell_has_a_card_with_its_place_on_the_page(places: Places) -> None:
    text, cards = review_page(places.clean, places.raw, places.corrections, stamp(places))
    kept = stamp(places)
    findings = read_decree(places.clean, kept.decree_id, kept.year, "findings").to_pylist()
    doubted = {f["cell_id"] for f in findings if f["status"] == "open" and f["cell_id"]}
    shown = re.findall(r'<article data-place="([^"]*)"', text)
    assert doubted <= set(shown)
    assert len(shown) == cards
    assert text.count('<div class="box"') >= len(doubted)  # a cell beyond a page break has two


def test_the_page_is_the_same_each_time_and_asks_no_host(places: Places) -> None:
    text = page(places)
    assert text == page(places)
    assert re.findall(r"https?://", text) == []


def test_without_the_source_the_texts_are_shown(places: Places, tmp_path: Path) -> None:
    text, cards = review_page(places.clean, tmp_path, places.corrections, stamp(places))
    assert cards
    assert "texts only" in text
    assert "data:image" not in text


def test_texts_cannot_become_markup(places: Places) -> None:
    (places.corrections / f"{stamp(places).decree_id}.csv").write_text(
        "action,cell_id,expect,value,reason\ndismiss,p1:1,x,,</script><b>\n"
    )
    try:
        assert "</script><b>" not in page(places)
    finally:
        (places.corrections / f"{stamp(places).decree_id}.csv").unlink()


def test_the_command_writes_a_page_per_decree(
    places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(["review", "--clean", str(places.clean)])
    assert not ended.value.code
    assert f"data/review/{stamp(places).decree_id}.html: " in capsys.readouterr().out
    with pytest.raises(SystemExit) as ended:
        main(["review", "1999", "--clean", str(places.clean)])
    assert ended.value.code == 2


@pytest.fixture(scope="module")
def browser() -> object:
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"no chromium at {CHROMIUM}")
        pytest.skip(f"no chromium at {CHROMIUM}: install Debian's chromium to run it")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"]
        )
        yield running
        running.close()


def test_what_is_decided_in_the_browser_is_a_corrections_file(browser: Browser, places: Places, tmp_path: Path) -> None:
    kept = places.corrections / f"{stamp(places).decree_id}.csv"
    kept.write_text("action,cell_id,expect,value,reason,by\n" + LINE)
    path = tmp_path / "page.html"
    path.write_text(page(places), encoding="utf-8")
    kept.unlink()
    sheet = browser.new_page()
    faults: list[str] = []
    sheet.on("pageerror", lambda error: faults.append(str(error)))
    sheet.goto(path.as_uri())
    blank = sheet.locator('article[data-expect=""]').first
    blank.locator("textarea").fill('Laporan "A", B')
    sheet.fill("#by", "ani")
    sheet.locator("article").first.locator("input[value=dismiss]").check()
    assert sheet.inner_text("#done").startswith("2 of ")
    with sheet.expect_download() as download:
        sheet.click("#save")
    download.value.save_as(tmp_path / "made.csv")
    found = parse_corrections((tmp_path / "made.csv").read_text(encoding="utf-8-sig"), "made.csv")
    assert [(c.action.value, c.value) for c in found.corrections] == [
        ("dismiss", ""),
        ("dismiss", ""),
        ("correct", 'Laporan "A", B'),
    ]
    assert found.corrections[0].cell_id == "p99:1.0,2.0,3.0,4.0"
    assert faults == []
    sheet.close()
