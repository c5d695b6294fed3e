"""The page in a real browser: no error, no request, no violation of accessibility, no sideways scrolling."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from assay.core.messages import LANGUAGES
from assay.renderers.html import HtmlRenderer
from tests.renderers.reports import ALL

pytestmark = pytest.mark.browser

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("needs Chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pages")
    for kind, report in ALL.items():
        for language in LANGUAGES:
            (made / f"{kind}-{language}.html").write_bytes(HtmlRenderer().render(report(language)).encode())
    return made


def opened(browser: Browser, path: Path, width: int, scheme: str) -> tuple[Page, list[str]]:
    """The page, and what it complained of or asked for besides itself."""
    heard: list[str] = []
    page = browser.new_page(
        viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("dialog", lambda dialog: heard.append(dialog.message))
    page.on(
        "request", lambda request: heard.append(request.url) if not request.url.startswith(("file:", "data:")) else None
    )
    page.goto(path.as_uri())
    return page, heard


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
