"""The page in a real browser: no error, no request, no violation of accessibility, no sideways scrolling."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from assay.core.messages import LANGUAGES
from assay.renderers.page.html import HtmlRenderer
from tests.renderers.chromium import chromium, opened
from tests.renderers.reports import ALL

__all__ = ["browser", "opened", "width_of"]  # other tests of the page use them too

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pages")
    for kind, report in ALL.items():
        for language in LANGUAGES:
            (made / f"{kind}-{language}.html").write_bytes(HtmlRenderer().render(report(language)).encode())
    return made


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")


def width_of(page: Page) -> int:
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
@pytest.mark.parametrize("kind", ALL)
def test_axe_finds_nothing_and_the_page_asks_for_nothing(
    browser: Browser, folder: Path, kind: str, width: int, scheme: str
) -> None:
    language = LANGUAGES[(list(ALL).index(kind) + width) % 3]
    page, heard = opened(browser, folder / f"{kind}-{language}.html", width, scheme)
    unfold(page)
    found = Axe().run(page)
    page.close()
    assert found.violations_count == 0, found.generate_report()
    assert heard == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ALL)
def test_the_page_never_scrolls_sideways(browser: Browser, folder: Path, kind: str, language: str) -> None:
    page, _ = opened(browser, folder / f"{kind}-{language}.html", 360, "light")
    widths = [width_of(page)]
    unfold(page)
    widths.append(width_of(page))
    page.set_viewport_size({"width": 1280, "height": 800})
    widths.append(width_of(page))
    page.close()
    assert widths == [360, 360, 1280]


def test_the_verdict_is_seen_without_scrolling_on_a_phone(browser: Browser, folder: Path) -> None:
    page, _ = opened(browser, folder / "tutorial-en.html", 360, "light")
    box = page.locator("h1").bounding_box()
    page.close()
    assert box is not None
    assert box["y"] + box["height"] < 300


def test_a_large_page_opens_at_once(browser: Browser, folder: Path) -> None:
    page, _ = opened(browser, folder / "intents-en.html", 1280, "light")
    milliseconds = page.evaluate("performance.getEntriesByType('navigation')[0].domComplete")
    page.close()
    assert milliseconds < 2000


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
@pytest.mark.parametrize("kind", sorted(set(ALL) - {"hostile"}))
def test_the_verdict_its_number_and_the_next_step_are_seen_without_scrolling(
    browser: Browser, folder: Path, kind: str, width: int, height: int
) -> None:
    page, _ = opened(browser, folder / f"{kind}-en.html", width, "light")
    page.set_viewport_size({"width": width, "height": height})
    for part in ("h1", ".stone > p", ".lead .measured", ".lead .bar", ".next li"):
        for found in page.locator(part).all()[:1]:
            box = found.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= height, part
    page.close()


@pytest.mark.parametrize("kind", ALL)
def test_a_page_that_changed_its_language_is_as_if_it_had_been_opened_in_it(
    browser: Browser, tmp_path: Path, kind: str
) -> None:
    words = "['header', 'main', 'footer'].map((one) => document.querySelector(one).innerText).join('') + document.title"
    for language in LANGUAGES:
        path = tmp_path / f"{language}.html"
        path.write_bytes(HtmlRenderer().render(replace(ALL[kind]("en"), language=language)).encode())
    for language, other in zip(LANGUAGES, (*LANGUAGES[1:], LANGUAGES[0]), strict=True):
        asked, _ = opened(browser, tmp_path / f"{language}.html", 1280, "light")
        changed, heard = opened(browser, tmp_path / f"{other}.html", 1280, "light")
        changed.locator(f".languages [lang={language}]").click()
        assert changed.evaluate(words) == asked.evaluate(words)
        assert changed.evaluate("document.documentElement.lang") == language
        assert heard == []
        asked.close()
        changed.close()


def test_without_scripts_the_page_reads_as_it_did_before_it_had_one(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "tickets-en.html").as_uri())
    assert page.locator("#samples").is_visible()
    assert page.locator(".examples, .languages, .count").count() == 0
    assert "{" not in page.locator("body").inner_text()
    context.close()


def test_on_paper_stand_the_examples_to_read_and_no_table_that_nobody_can_scroll(
    browser: Browser, folder: Path
) -> None:
    page, _ = opened(browser, folder / "tickets-en.html", 1280, "light")
    assert (page.locator("#samples").is_visible(), page.locator(".examples").is_visible()) == (False, True)
    page.emulate_media(media="print")
    assert (page.locator("#samples").is_visible(), page.locator(".examples").is_visible()) == (True, False)
    page.close()


def test_a_page_that_may_keep_nothing_changes_its_language_all_the_same(browser: Browser, folder: Path) -> None:
    frame = browser.new_page()
    whole = (folder / "tickets-en.html").read_text(encoding="utf-8")
    frame.set_content('<iframe sandbox="allow-scripts" width="1000" height="700"></iframe>')
    frame.evaluate("(whole) => { document.querySelector('iframe').srcdoc = whole; }", whole)
    inside = frame.frame_locator("iframe")
    inside.locator(".languages [lang=zh-Hans]").click()
    assert inside.locator("h1").inner_text() == "通过"
    frame.close()
