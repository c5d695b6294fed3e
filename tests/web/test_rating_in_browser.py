"""Raters in a real browser, at a real server: nothing lost, nothing leaked, no mouse needed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.rating.made import predictions
from tests.renderers.chromium import chromium
from tests.web.browser import begun, opened, output, saved
from tests.web.conftest import Serve
from tests.web.served import get, got

pytestmark = pytest.mark.browser

NAMES = ("A", "B", "C", "D", "E")
SERIOUS = {"serious", "critical"}
HOSTILE = (
    "<script>document.title = 'taken'</script><img src=x onerror=\"document.title='taken'\">"
    "<a href='javascript:alert(1)'>link</a> \u202egnorw\u202c \x1b[31m [click](javascript:alert(1)) ![x](http://127.0.0.1:9/x.png)"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def grade(rater: str, text: str) -> int:
    """What a rater says of an output, whatever the order in which they see them."""
    return (int(text.rsplit(maxsplit=1)[-1]) * 7 + ord(rater)) % 5 + 1


def answers(owner: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in get(f"{owner}/export.jsonl")[1].splitlines()]


def test_five_raters_at_once_lose_nothing_to_two_kills_and_a_closed_lid(
    serve: Serve, tmp_path: Path, browser: Browser
) -> None:
    server = serve(predictions(tmp_path, "tuned", 200), "--dimensions", "fluency", "--raters", ",".join(NAMES))
    contexts = {name: browser.new_context(locale="en") for name in NAMES}
    pages = {name: begun(opened(contexts[name], server.links[name])) for name in NAMES}
    for turn in range(200):
        if turn in (60, 120):  # nobody stops because the server is away
            server.kill()
        if turn in (75, 135):
            server.start()
        if turn == 90:  # the lid is closed with marks that were never sent, and opened later
            contexts["B"].set_offline(True)
        if turn == 110:
            pages["B"].close()
            contexts["B"].set_offline(False)
            pages["B"] = opened(contexts["B"], server.links["B"])
            pages["B"].locator(".outputs .text").first.wait_for()
        for name, page in pages.items():
            page.keyboard.press(str(grade(name, output(page))))
    for page in pages.values():
        saved(page)
    rows = answers(server.owner)
    assert len(rows) == 1000
    assert {(row["rater"], row["id"]) for row in rows} == {(name, f"q{at}") for name in NAMES for at in range(200)}
    assert all(row["rating"] == grade(str(row["rater"]), str(row["output"])) for row in rows)
    assert server.end()[0] == 0
    for context in contexts.values():
        context.close()


def test_a_session_needs_one_key_a_criterion_and_no_mouse(serve: Serve, tmp_path: Path, browser: Browser) -> None:
    server = serve(predictions(tmp_path, "tuned", 6), "--dimensions", "fluency,accuracy:1-10")
    page = begun(opened(browser.new_context(locale="en"), server.links["Rater 1"]))
    first = output(page)
    page.keyboard.press("4")
    assert output(page) == first
    page.keyboard.press("0")  # ten
    assert output(page) != first
    second = output(page)
    page.keyboard.press("ArrowLeft")
    assert output(page) == first
    page.keyboard.press("ArrowRight")
    page.keyboard.press("2")
    page.keyboard.press("u")
    page.keyboard.press("3")
    page.keyboard.press("7")
    page.keyboard.press("s")  # the third is skipped
    page.keyboard.press("c")
    page.keyboard.type("4 is no grade here")
    page.keyboard.press("Escape")
    for _ in range(3):
        page.keyboard.press("5")
        page.keyboard.press("6")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    saved(page)
    rows = answers(server.owner)
    by_output = {(row["output"], row["dimension"]): row["rating"] for row in rows if row.get("rating") is not None}
    assert by_output[first, "fluency"] == 4
    assert by_output[first, "accuracy"] == 10
    assert by_output[second, "fluency"] == 3
    assert by_output[second, "accuracy"] == 7
    assert len(by_output) == 10
    assert {row["comment"] for row in rows} - {None} == {"4 is no grade here"}
    raters = got(f"{server.owner}/overview")["raters"]
    assert (raters[0]["done"], raters[0]["skipped"]) == (6, 1)


def test_without_shortcuts_tab_arrows_and_space_do_it_all(serve: Serve, tmp_path: Path, browser: Browser) -> None:
    server = serve(predictions(tmp_path, "tuned", 3), "--dimensions", "fluency")
    page = begun(opened(browser.new_context(locale="en"), server.links["Rater 1"]))
    page.get_by_role("button", name="Settings").press("Enter")
    page.get_by_role("checkbox", name="Keys of one character").press("Space")
    page.keyboard.press("Escape")
    first = output(page)
    page.keyboard.press("4")
    assert output(page) == first
    assert page.get_by_role("radio", checked=True).count() == 0
    page.get_by_role("radio", name="1").press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert output(page) == first  # choosing by arrows never leaves the card
    page.get_by_role("button", name="Next").press("Enter")
    assert output(page) != first
    saved(page)
    assert [(row["output"], row["rating"]) for row in answers(server.owner)] == [(first, 3)]


def test_pairs_and_rankings_are_of_the_models_that_were_shown(serve: Serve, tmp_path: Path, browser: Browser) -> None:
    files = [predictions(tmp_path, model, 8) for model in ("a", "b", "c")]
    server = serve(*files[:2], "--mode", "pairs")
    page = begun(opened(browser.new_context(locale="en"), server.links["Rater 1"]))
    for _ in range(7):
        page.keyboard.press("1" if output(page).startswith("a ") else "2")
    page.keyboard.press("0")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    saved(page)
    said = [(row[f"system_{row['preference']}"] if row["preference"] != "tie" else "") for row in answers(server.owner)]
    assert sorted(map(str, said)) == ["", *["a"] * 7]
    server.end()
    server = serve(*files, "--mode", "ranking")
    page = begun(opened(browser.new_context(locale="en"), server.links["Rater 1"]))
    for _ in range(8):
        shown = [text.split()[0] for text in page.locator(".outputs .text").all_inner_texts()]
        for model in "cab":
            page.keyboard.press(str(shown.index(model) + 1))
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    saved(page)
    assert {(row["system"], row["rank"]) for row in answers(server.owner)} == {("c", 1), ("a", 2), ("b", 3)}


@pytest.mark.parametrize("markdown", [(), ("--markdown",)])
def test_what_a_model_says_does_nothing(
    serve: Serve, tmp_path: Path, browser: Browser, markdown: tuple[str, ...]
) -> None:
    hostile = predictions(tmp_path, "tuned", 3, say=lambda at: f"{HOSTILE} {at}")
    guide = tmp_path / "guide.md"
    guide.write_text(HOSTILE)
    server = serve(hostile, "--raters", HOSTILE[:60].replace(",", ""), "--guidelines", str(guide), *markdown)
    heard: list[str] = []
    (link,) = server.links.values()
    context = browser.new_context(locale="en")
    page = begun(opened(context, link, heard))
    assert "<script>" in output(page)
    page.keyboard.press("c")
    page.keyboard.type("<b onclick=alert(1)>bold</b>")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    page.keyboard.type(HOSTILE[:50])
    page.keyboard.press("Enter")
    saved(page)
    assert page.locator("article img, article a, article script, aside img, aside a").count() == 0
    owner = opened(context, server.owner, heard)
    owner.get_by_text("<b onclick", exact=False).first.wait_for()
    owner.get_by_role("button", name="results").click()
    owner.wait_for_timeout(500)
    for one in (page, owner):
        assert one.title() != "taken"
        assert one.locator("main img, main a[href^='javascript']").count() == 0
    assert heard == []


def test_a_page_says_nothing_of_models(serve: Serve, tmp_path: Path, browser: Browser) -> None:
    files = [predictions(tmp_path, f"secret{model}", 3, say=f"{model} {{}}".format) for model in "ab"]
    server = serve(*files)
    page = begun(opened(browser.new_context(locale="en"), server.links["Rater 1"]))
    for _ in range(24):
        assert "secret" not in page.content()
        page.keyboard.press("3")


SIZES = {"desktop": (1280, 800), "phone": (390, 844)}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("mode", ["rating", "pairs", "ranking"])
def test_no_page_has_a_fault_of_accessibility_or_scrolls_sideways(
    serve: Serve, tmp_path: Path, browser: Browser, mode: str, size: str, scheme: str
) -> None:
    long = "A sentence that goes on and on without an end in sight, averylongwordwithoutanyspacewhatsoever" * 8
    files = [predictions(tmp_path, model, 4, say=f"{model} {long} {{}}".format) for model in "abc"]
    server = serve(*files, "--mode", mode, "--raters", "Li,王", "--practice", "1")
    context = browser.new_context(
        reduced_motion="reduce",  # what is still fading in is no fault
        locale="en",
        viewport={"width": SIZES[size][0], "height": SIZES[size][1]},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    heard: list[str] = []
    page = opened(context, server.links["Li"], heard)
    page.get_by_role("button", name="Begin").wait_for()
    checked(page)
    begun(page)
    checked(page)
    page.keyboard.press("c")
    checked(page)
    page.keyboard.press("Escape")
    for key in "1231":
        page.keyboard.press(key)
    page.keyboard.press("?")
    checked(page)
    page.keyboard.press("Escape")
    owner = opened(context, server.owner, heard)
    owner.get_by_text("Li", exact=True).first.wait_for()
    checked(owner)
    assert heard == []


def checked(page: Page) -> None:
    """No violation that is serious, and nothing wider than the window."""
    found = Axe().run(page)
    assert [one["id"] for one in found.response["violations"] if one["impact"] in SERIOUS] == [], (
        found.generate_report()
    )
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_phone_is_enough(serve: Serve, tmp_path: Path, browser: Browser) -> None:
    server = serve(predictions(tmp_path, "tuned", 5), "--dimensions", "fluency,accuracy")
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="zh-CN"
    )
    page = opened(context, server.links["Rater 1"])
    page.get_by_role("button", name="开始").tap()
    for _ in range(10):
        label = page.locator("label:visible", has_text="4").first
        box = label.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
        label.tap()
    expect(page.get_by_role("heading", name="谢谢")).to_be_visible()
    saved(page)
    assert [row["rating"] for row in answers(server.owner)] == [4] * 10
