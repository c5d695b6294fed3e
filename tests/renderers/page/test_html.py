"""The page: whole, self-contained, and deaf to whatever a model says."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from time import perf_counter
from typing import Any

import numpy as np
import pytest

from assay.core.columns import Column
from assay.core.examples import Examples
from assay.core.messages import LANGUAGES
from assay.core.report import Report
from assay.renderers.json import JsonRenderer
from assay.renderers.page.html import HtmlRenderer
from assay.renderers.terminal.text import TextRenderer
from tests.renderers.reports import ALL, HOSTILE, hostile, intents, labelled, replies, tickets, tutorial

VOID = {"meta", "link", "br"}


class Outline(HTMLParser):
    """The page's elements, their attributes and its text without scripts; complains of what is not closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "script" not in self.open:
            self.words.append(data)


def data_of(page: str) -> dict[str, Any]:
    """What the page's script reads."""
    read: dict[str, Any] = json.loads(page.partition(' id="data">')[2].partition("</script>")[0])
    return read


def drawn(report: Report) -> Outline:
    return Outline(HtmlRenderer().render(report))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ALL.values(), ids=ALL)
def test_every_element_is_closed_and_every_id_is_there_once(kind: Callable[[str], Report], language: str) -> None:
    outline = drawn(kind(language))
    ids = [attributes["id"] for _, attributes in outline.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    named = {attributes["aria-labelledby"] for _, attributes in outline.elements if "aria-labelledby" in attributes}
    assert named <= set(ids)
    assert ("html", {"lang": language}) in outline.elements


@pytest.mark.parametrize("kind", ALL.values(), ids=ALL)
def test_headings_go_down_one_at_a_time(kind: Callable[[str], Report]) -> None:
    levels = [int(tag[1]) for tag, _ in drawn(kind("en")).elements if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("kind", ALL.values(), ids=ALL)
def test_nothing_runs_but_the_script_of_the_package_and_nothing_is_fetched(kind: Callable[[str], Report]) -> None:
    outline = drawn(kind("en"))
    assert not {"img", "iframe", "object", "embed", "form", "base"} & {tag for tag, _ in outline.elements}
    scripts = [attributes for tag, attributes in outline.elements if tag == "script"]
    assert scripts == [{"type": "application/json", "id": "data"}, {"type": "module"}]
    for tag, attributes in outline.elements:
        assert not any(name.startswith("on") or name in {"src", "style", "action"} for name in attributes), tag
        assert str(attributes.get("href", "data:image/svg+xml,")).startswith("data:image/svg+xml,")
    assert "@import" not in HtmlRenderer().render(kind("en"))


@pytest.mark.parametrize(("element", "directive"), [("style", "style-src"), ('script type="module"', "script-src")])
def test_the_policy_of_the_page_allows_its_own_style_sheet_and_script_and_no_other(
    element: str, directive: str
) -> None:
    page = HtmlRenderer().render(tutorial())
    opening = f"<{element}>"
    own = page[page.index(opening) + len(opening) :].partition(f"</{element.partition(' ')[0]}>")[0]
    fingerprint = b64encode(sha256(own.encode()).digest()).decode()
    assert f"{directive} 'sha256-{fingerprint}';" in page
    assert "content=\"default-src 'none'; style-src 'sha256-" in page
    assert "unsafe" not in page.partition("<title>")[0]
    assert "url(" not in own


def test_the_script_makes_no_markup_keeps_nothing_and_sends_nothing() -> None:
    page = HtmlRenderer().render(tutorial())
    script = page[page.index('<script type="module">') :]
    forbidden = ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval", "Function(", "import ")
    kept_or_sent = ("localStorage", "sessionStorage", "cookie", "indexedDB", "fetch(", "XMLHttp", "WebSocket", "http")
    assert [word for word in (*forbidden, *kept_or_sent) if word in script] == []


def test_hostile_texts_are_words_and_nothing_else() -> None:
    page = HtmlRenderer().render(hostile())
    words = "".join(Outline(page).words)
    for label in (HOSTILE[0], HOSTILE[1], HOSTILE[2], HOSTILE[4]):
        assert label in words
    assert "<script>alert" not in page
    assert page.count("</style>") == 1
    assert not set(page) & {"\x1b", "\x00", "\u202e", "\x07"}
    assert page.encode()


def test_a_label_is_no_attribute() -> None:
    assert not any("onload" in attributes for _, attributes in drawn(hostile()).elements)


def test_braces_in_a_model_s_text_are_not_filled_in() -> None:
    words = "".join(drawn(hostile()).words)
    assert "{{ 7*7 }}" in words
    assert "49" not in words.split("{{ 7*7 }}")[1][:20]


def test_the_answer_is_the_heading_and_the_title() -> None:
    page = HtmlRenderer().render(tutorial("zh-Hant"))
    assert "<h1>證據不足</h1>" in page
    assert "<title>證據不足 · tutorial.csv</title>" in page


def test_every_number_is_there_in_figures_beside_its_drawing() -> None:
    words = "".join(drawn(tutorial()).words)
    for number in ("0.8000", "0.8571", "0.7500", "0.5495 – 0.9427"):
        assert number in words


def test_the_matrix_has_its_figures_and_beyond_twenty_classes_its_picture() -> None:
    small, large = drawn(tickets()), drawn(intents())
    assert sum(" h" in str(attributes.get("class")) for tag, attributes in small.elements if tag == "td") == 30
    assert sum(tag == "rect" for tag, _ in large.elements) > 77
    assert not any(attributes.get("class") == "matrix" for _, attributes in large.elements)


def test_a_notebook_shows_the_page_in_a_frame_of_its_own() -> None:
    frame = HtmlRenderer().embedded(hostile())
    outline = Outline(frame)
    assert [tag for tag, _ in outline.elements] == ["iframe"]
    assert outline.elements[0][1]["sandbox"] == ""
    page = HtmlRenderer().render(hostile())
    shown = str(outline.elements[0][1]["srcdoc"])
    assert "<script" not in shown
    assert "script-src" not in shown
    assert page.partition("<body>")[2].partition("<script")[0].strip() in shown


def test_a_report_on_a_hundred_thousand_texts_is_less_than_fifteen_megabytes_and_says_what_is_cut() -> None:
    n = 100_000
    report = replies()
    assert report.examples is not None
    outputs, references, prompts = (Column([f"{row} {'文字 text ' * 30}{word}" for row in range(n)]) for word in "abc")
    values = np.stack([np.linspace(0, 1, n), np.ones(n)], axis=1)
    measured = replace(report.measured[0], scores=replace(report.measured[0].scores, rows=values))
    large = replace(report, examples=Examples(report.source, outputs, (references,), prompts), measured=(measured,))
    page = HtmlRenderer().render(large)
    assert len(page.encode()) < 15_000_000
    table = data_of(page)["examples"]
    assert len(table["rows"]) == n
    assert table["cut"]
    assert table["outputs"][0] == outputs[0]
    assert table["outputs"][-1][1] > 200


def test_a_thousand_labels_are_drawn_in_milliseconds() -> None:
    report = intents(classes=10, each=100)
    forms = (TextRenderer(), JsonRenderer(), HtmlRenderer())
    times = []
    for _ in range(5):
        start = perf_counter()
        assert all(form.render(report) for form in forms)
        times.append(perf_counter() - start)
    assert min(times) < 0.06


def test_labels_only_probabilities_could_give_are_drawn_all_the_same() -> None:
    report = tutorial()
    assert report.examples is not None
    bare = replace(
        report,
        examples=replace(report.examples, predictions=None),
        measured=labelled(("0", "1"), ["1"] * 15, ["0"] * 15),
    )
    assert "3 of 15" not in HtmlRenderer().render(bare)
    assert "15 of 15 wrong examples" in HtmlRenderer().render(bare)
