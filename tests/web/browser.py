"""What raters do in the browser."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, Page, expect


def opened(context: BrowserContext, link: str, heard: list[str] | None = None) -> Page:
    """A page, and into `heard` what it complained of or asked of others."""
    page = context.new_page()
    if heard is not None:
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("console", lambda message: heard.append(message.text))
        page.on("dialog", lambda dialog: heard.append(dialog.message))
        origin = link.partition("/r/")[0].partition("/o/")[0]
        page.on("request", lambda asked: None if asked.url.startswith(origin) else heard.append(asked.url))
    page.goto(link)
    return page


def begun(page: Page) -> Page:
    """At the first card."""
    page.get_by_role("button", name="Begin").wait_for()
    page.keyboard.press("Enter")
    page.locator(".outputs .text").first.wait_for()
    return page


def output(page: Page) -> str:
    """What the card shows."""
    return page.locator(".outputs .text").first.inner_text()


def saved(page: Page) -> None:
    """Waits until the browser keeps nothing that the server has not, and the page says so."""
    for _ in range(600):
        if not page.evaluate("Object.keys(localStorage).filter((key) => key.includes(':mark:')).length"):
            break
        page.wait_for_timeout(100)
    expect(page.get_by_text(re.compile("^(Saved|已保存)$")).first).to_be_visible()
