"""Every example on the page, in a real browser: found, chosen, sorted, read, by mouse and by keys, and harmless."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from rapidfuzz.distance import LCSseq

from assay.core.columns import Column
from assay.core.examples import Examples
from assay.core.finding import Diagnosis, Finding
from assay.core.messages import literal
from assay.core.packaged import packaged
from assay.core.report import Report
from assay.renderers.page.html import HtmlRenderer
from tests.renderers.chromium import chromium, opened
from tests.renderers.reports import ALL, HOSTILE, hostile, intents, replies, reviews, tickets

pytestmark = pytest.mark.browser

ROWS = ".grid .rows .row"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Show]:
    shown = Show(browser, tmp_path)
    yield shown
    assert shown.heard == []


class Show:
    """Opens the page of a report; `heard` is all that the pages complained of, asked for or did of themselves."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self._browser, self._folder = browser, folder
        self.heard: list[str] = []

    def __call__(self, report: Report, width: int = 1280, scheme: str = "light") -> Page:
        path = self._folder / f"{len(list(self._folder.iterdir()))}.html"
        path.write_bytes(HtmlRenderer().render(report).encode())
        page, self.heard = opened(self._browser, path, width, scheme)
        return page


def found(page: Page) -> str:
    return page.locator(".found").inner_text()


def column(page: Page, name: str) -> list[str]:
    return page.locator(f"{ROWS} .cell.{name}").all_inner_texts()


def test_chips_show_the_wrong_the_right_the_fixed_and_the_broken(show: Show) -> None:
    page = show(reviews())
    counts = {}
    for word in ("wrong", "right", "fixed", "broken"):
        page.locator(".chips button", has_text=word).click()
        counts[word] = int(found(page).split(" ")[0])
        assert all(word in state for state in column(page, "state"))
    assert counts["wrong"] + counts["right"] == 120
    changes = reviews().comparisons[0].changes
    assert changes is not None
    assert (counts["fixed"], counts["broken"]) == (changes.n_fixed, changes.n_broken)


def test_a_search_finds_words_in_every_text_whatever_their_case(show: Show) -> None:
    page = show(replies())
    for words, rows in (
        ("REFUND", 1),
        ("the", 1),
        ("your", 2),
        ("各行", 1),
        ("router light", 1),
        ("nowhere", 0),
        ("ticket 3", 1),
    ):
        page.locator(".tools input").fill(words)
        page.wait_for_timeout(50)
        assert page.locator(ROWS).count() == rows, words
    page.locator(".tools input").fill("nowhere")
    page.wait_for_timeout(50)
    assert found(page) == "No example is like that."
    page.locator(".clear").click()
    assert found(page) == "5 of 5 examples"


def test_a_number_in_the_matrix_shows_its_examples(show: Show) -> None:
    report = tickets()
    page = show(report)
    button = page.locator("table.matrix tbody td.wrong button").first
    times = button.inner_text()
    button.click()
    assert found(page).startswith(f"{times} of ")
    assert len(set(column(page, "reference"))) == len(set(column(page, "reading"))) == 1
    assert column(page, "reference") != column(page, "reading")
    assert page.evaluate("document.activeElement.className").startswith("grid")


def test_a_square_of_the_map_and_a_line_below_it_show_their_examples(show: Show) -> None:
    page = show(intents())
    line = page.locator("[aria-labelledby=confusion] tbody tr").first
    names, times = line.locator("td").all_inner_texts()[:2], line.locator("button").inner_text()
    line.locator("button").click()
    assert found(page).startswith(f"{times} of ")
    assert [column(page, "reference")[0], column(page, "reading")[0]] == names
    page.locator("svg.map rect.right").nth(3).click()
    assert column(page, "reference") == column(page, "reading")


def test_a_finding_shows_the_examples_that_it_names(show: Show) -> None:
    finding = Finding("label-noise", "warning", literal("Labels in doubt"), literal("."), examples=("d", "b"))
    page = show(replace(replies(), diagnosis=Diagnosis((finding,))))
    page.locator("[data-tool=finding]").select_option(label="Labels in doubt")
    assert sorted(column(page, "id")) == ["b", "d"]
    page.locator(ROWS).first.click()
    assert page.locator(".reader .remarks").inner_text() == "Labels in doubt"


def test_a_head_sorts_up_then_down_then_as_it_was(show: Show) -> None:
    page = show(replies())
    as_it_was = column(page, "id")
    head = page.locator("[role=columnheader]", has_text="ROUGE-L")
    for order, values in (("ascending", ["e", "d", "c", "a", "b"]), ("descending", ["b", "a", "c", "d", "e"])):
        head.locator("button").click()
        assert head.get_attribute("aria-sort") == order
        assert column(page, "id") == values
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "none"
    assert column(page, "id") == as_it_was == ["e", "d", "c", "a", "b"]


def test_keys_alone_find_and_read_an_example(show: Show) -> None:
    page = show(replies())
    page.locator(".tools input").focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('role')") == "grid":
            break
    page.keyboard.press("ArrowDown")
    active = page.locator(f"#{page.locator('.grid').get_attribute('aria-activedescendant')}")
    assert active.get_attribute("aria-selected") == "true"
    assert active.locator(".id").inner_text() == "d"
    page.keyboard.press("Enter")
    assert page.locator(".reader h3").inner_text() == "Example d"
    page.keyboard.press("ArrowRight")
    assert page.locator(".reader h3").inner_text() == "Example c"
    page.keyboard.press("Escape")
    assert not page.locator(".reader").is_visible()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "grid"
    page.keyboard.press("End")
    assert page.locator(".row.active .id").inner_text() == "b"


def test_what_differs_is_marked_by_word_and_in_chinese_by_character(show: Show) -> None:
    page = show(replies())
    page.locator(ROWS, has_text="printer").first.click()
    assert page.locator(".reader del").all_inner_texts() == ["printer"]
    assert page.locator(".reader ins").all_inner_texts() == ["phone"]
    page.keyboard.press("Escape")
    page.locator(ROWS, has_text="人工智能").first.click()
    kept = [page.locator(f".reader .halves .words >> nth={side}").inner_text() for side in (0, 1)]
    assert set("".join(page.locator(".reader ins").all_inner_texts())) <= set(kept[1])
    assert "人" not in "".join(page.locator(".reader del, .reader ins").all_inner_texts())


def test_what_is_left_unmarked_is_a_longest_common_sequence_and_nothing_is_lost(browser: Browser) -> None:
    random = np.random.default_rng(1)
    pairs = [
        ["".join(random.choice(list("天地人玄黄"), size)) for size in random.integers(0, 30, 2)] for _ in range(300)
    ]
    script = packaged("renderers", "page/templates/difference.js")
    page = browser.new_page()
    compared = page.evaluate(f"(pairs) => {{ {script}; return pairs.map(([a, b]) => difference(a, b)); }}", pairs)
    page.close()
    for (before, after), (left, right) in zip(pairs, compared, strict=True):
        assert "".join(run["text"] for run in left) == before
        assert "".join(run["text"] for run in right) == after
        kept = ["".join(run["text"] for run in side if run["same"]) for side in (left, right)]
        assert kept[0] == kept[1]
        assert len(kept[0]) == LCSseq.similarity(before, after)


def test_what_the_base_said_stands_beside_what_the_candidate_says(show: Show) -> None:
    page = show(reviews())
    page.locator(".chips button", has_text="fixed").click()
    page.locator(ROWS).first.click()
    was, now = (page.locator(f".reader .halves .words >> nth={side}").inner_text() for side in (0, 1))
    change = next(one for one in reviews().comparisons[0].changes.fixed if one.id == column(page, "id")[0])  # type: ignore[union-attr]
    assert (was, now) == (change.said_before, change.says)


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
@pytest.mark.parametrize("kind", ALL)
def test_axe_finds_nothing_in_the_table_and_in_an_example_that_is_read(
    show: Show, kind: str, width: int, scheme: str
) -> None:
    page = show(ALL[kind]("en"), width, scheme)
    page.locator(ROWS).first.click()
    read = Axe().run(page)
    assert read.violations_count == 0, read.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_hostile_texts_in_every_example_do_nothing(show: Show) -> None:
    page = show(hostile())
    shown = page.locator(ROWS).count()
    assert shown == 2 * len(HOSTILE)
    for place in range(shown):
        page.locator(f"#row-{place}").click()
        page.keyboard.press("Escape")
    assert "<script>alert(1)</script>" in "".join(column(page, "reading"))
    assert page.locator("img, .examples script").count() == 0
    words = page.locator(".examples").inner_text()
    assert not set(words) & {"\x1b", "\x00", "\u202e", "\x07", "\u2028"}


def test_texts_that_would_end_the_data_turn_the_line_or_hide_are_shown_for_what_they_are(show: Show) -> None:
    texts = [
        "</script><script>window.hurt = 1</script>",
        "<!--<script>",
        "line\u2028separator\u2029",
        "\u202edesrever\u202c and \u2066isolated\u2069",
        "he\u200bllo",
        "\x00nothing\x1b[2J",
        '=cmd|" /C calc"!A0',
        "x" * 1_000_000,
    ]
    page = show(asked_and_said(texts, ["hello"] * len(texts)))
    assert page.evaluate("window.hurt") is None
    assert page.locator(ROWS).count() == len(texts)
    said = [read(page, place) for place in range(len(texts))]
    assert not set("".join(said)) & set("\u2028\u2029\u202e\u202c\u2066\u2069\x00\x1b")
    assert texts[0] in said[0]
    assert "he⟨200B⟩llo" in said[4]
    assert texts[6] in said[6]
    assert "960,000 more characters are left out here." in said[7]


def test_a_text_of_thousands_of_words_is_compared_in_a_moment(show: Show) -> None:
    random = np.random.default_rng(0)
    text = " ".join(f"word{i}" for i in random.integers(0, 300, 4000))
    other = " ".join(f"word{i}" for i in random.integers(0, 300, 4000))
    page = show(asked_and_said([text, other], [text.replace("word7 ", "word8 "), text]))
    for place in range(2):
        took = page.evaluate(
            "(place) => { const start = performance.now(); document.getElementById(`row-${place}`).click(); "
            "document.querySelector('dialog').close(); return performance.now() - start; }",
            place,
        )
        assert took < 1000


def test_a_hundred_thousand_examples_open_in_two_seconds_and_scroll_by_drawing_what_is_in_sight(show: Show) -> None:
    n = 100_000
    page = show(
        asked_and_said([f"output {i} " + "some words " * 8 for i in range(n)], [f"wanted {i}" for i in range(n)])
    )
    assert page.evaluate("performance.getEntriesByType('navigation')[0].domComplete") < 2000
    grid = page.locator(".grid")
    for share in (0.25, 0.5, 1):
        grid.evaluate("(grid, share) => { grid.scrollTop = share * grid.scrollHeight; }", share)
        page.wait_for_timeout(50)
        assert 0 < page.locator(ROWS).count() < 60
    assert page.locator(f"{ROWS} >> nth=-1").get_attribute("aria-rowindex") == str(n + 1)
    page.locator(".tools input").fill("output 77777")
    page.locator(".found", has_text="2 of 100,000 examples").wait_for()


def asked_and_said(outputs: list[str], references: list[str]) -> Report:
    """Written replies, no better and no worse than each other."""
    report, n = replies(), len(outputs)
    scores = replace(report.measured[0].scores, rows=np.stack([np.full(n, 0.5), np.ones(n)], axis=1))
    examples = Examples(report.source, Column(outputs), (Column(references),))
    return replace(report, examples=examples, measured=(replace(report.measured[0], scores=scores),))


def read(page: Page, place: int) -> str:
    """What the example in that row says."""
    page.locator(f"#row-{place}").click()
    said = page.locator(".reader").inner_text()
    page.keyboard.press("Escape")
    return said
