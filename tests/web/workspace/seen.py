"""Pages of the workspace as a browser shows them, and what is wrong with them."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.web.browser import opened

_SERIOUS = {"serious", "critical"}
_WIDER = """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
  [...document.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > innerWidth)
    .map((one) => one.outerHTML.slice(0, 200))
"""  # what reaches over the edge of the page
_RINGED = """() => { const mark = getComputedStyle(document.activeElement);
  return mark.outlineStyle !== "none" && parseFloat(mark.outlineWidth) >= 2; }"""


def seen(browser: Browser, address: str, heard: list[str] | None = None, **how: Any) -> Page:
    """The page, once it has something in it; English, with nothing that moves, where nothing else is said."""
    context = browser.new_context(**{"locale": "en", "reduced_motion": "reduce"} | how)
    page = opened(context, address, heard)
    page.locator("main > *").first.wait_for()
    page.wait_for_load_state("networkidle")
    return page


def faults(page: Page) -> list[str]:
    """What axe calls serious or critical, and what is wider than the window."""
    found = Axe().run(page).response["violations"]
    said = [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in _SERIOUS]
    return [*said, *page.evaluate(_WIDER)]


def focus_is_seen(page: Page) -> bool:
    """Whether what has the focus has a ring around it."""
    return bool(page.evaluate(_RINGED))
