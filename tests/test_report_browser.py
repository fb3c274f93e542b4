"""The HTML report in a real browser: filters work, links lead to changes, nothing is asked of any host."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from compare.render_html import html
from compare.report import Report, compare
from tests.editor.dataset import build
from tests.editor.draft import read_draft
from tests.editor.edit import next_year

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@dataclass(slots=True)
class Opened:
    """A page, and what it said and asked for while it was looked at."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        reason = f"no chromium at {CHROMIUM}: install Debian's chromium to run it"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    path = tmp_path / "report.html"
    path.write_text(html(report()), encoding="utf-8")
    context = browser.new_context()
    found = Opened(context.new_page())
    found.page.on("console", lambda message: found.said.append(message.text))
    found.page.on("pageerror", lambda error: found.said.append(str(error)))
    found.page.on("request", lambda request: found.asked.append(request.url))
    found.page.goto(path.as_uri())
    yield found
    assert found.said == []
    assert [url for url in found.asked if not re.match(r"(file|data):", url)] == []
    context.close()


def report() -> Report:
    """An edited year in which one action also has a twin, so that one match is ambiguous."""
    draft = read_draft()
    edited, _ = next_year(draft, 3, "light")
    twin = next(action for action in edited.actions if action.text == "Menetapkan Agen Perubahan")
    twin.text = "Menetapkan para Agen Perubahan"
    rows = [replace(row, name=f"{row.name}twin") for row in twin.indicators]
    edited.aspect_of(twin).actions.append(replace(twin, name="twin", indicators=rows))
    return Report((compare(build(draft).dataset, build(edited).dataset),))


def shown(page: Page) -> int:
    return page.locator("article:visible").count()


def test_filters_by_kind_component_doubt_and_words(opened: Opened) -> None:
    page, changes = opened.page, report().changes
    assert shown(page) == len(changes)
    page.get_by_label("reworded").uncheck()
    assert shown(page) == sum(change.kind != "reworded" for change in changes)
    page.get_by_label("without doubtful ones").check()
    assert shown(page) == sum(change.kind != "reworded" and not change.doubtful for change in changes)
    page.get_by_label("Component").select_option(label="5. Penguatan Pengawasan")
    assert set(page.locator("h2:visible").all_inner_texts()) == {"5. Penguatan Pengawasan"}
    page.get_by_label("Words").fill("gratifikasi")
    assert all("gratifikasi" in text.lower() for text in page.locator("article:visible").all_inner_texts())
    assert page.locator("#shown").inner_text() == f"{shown(page)} of {len(changes)} changes shown"


def test_a_change_can_be_followed_and_shows_even_when_filtered_out(opened: Opened) -> None:
    page = opened.page
    unsure = page.locator("article.ambiguous").first
    link = unsure.locator("ul a").first
    target = (link.get_attribute("href") or "").lstrip("#")
    link.click()
    assert page.locator(f"article[id='{target}']").is_visible()
    assert page.evaluate("document.querySelector('article:target').id") == target
    page.get_by_label("removed").uncheck()
    changes = report().changes
    name = next(f"change-{change.change_id}" for change in changes if change.kind == "removed")
    page.evaluate("name => { location.hash = name }", name)
    page.locator(f"#{name}").wait_for(state="visible")


def test_the_summary_table_leads_to_each_component(opened: Opened) -> None:
    for link in opened.page.locator("table.counts a").all():
        link.click()
        assert opened.page.locator("section:target h2").inner_text() == link.inner_text()


def test_print_leaves_the_filters_out_and_keeps_the_marks(opened: Opened) -> None:
    opened.page.emulate_media(media="print")
    assert not opened.page.locator("#filters").is_visible()
    assert opened.page.locator("del").first.is_visible()
    assert len(opened.page.pdf()) > 10_000
