"""The lines to paste into a chat: few, in both languages, and nothing in them that a chat takes for markup."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from assay.core.messages import LANGUAGES
from assay.renderers.summary import SummaryRenderer, plain
from tests.renderers.reports import ALL, HOSTILE, documents, reviews

# What Slack, Discord, Telegram, WhatsApp and GitHub take for markup, a mention, an icon or a link.
EATEN = re.compile(r"\*|`|~~|\|\||(?<!\w)_|_(?!\w)|@\w|#\w|<[\w!@#:/]|\w://|:[a-z0-9_+-]+:")


def halves(kind: str, language: str) -> list[list[str]]:
    return [half.splitlines() for half in SummaryRenderer().render(ALL[kind](language)).strip().split("\n\n")]


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_at_most_six_lines_in_each_language(kind: str, language: str) -> None:
    first, second = halves(kind, language)
    assert len(first) == len(second) <= 6


@pytest.mark.parametrize(("asked", "other"), [("en", "zh-Hans"), ("zh-Hans", "en"), ("zh-Hant", "en")])
def test_the_asked_language_comes_first(asked: str, other: str) -> None:
    first, second = halves("reviews", asked)
    assert first == halves("reviews", other)[1] or asked == "zh-Hant"
    assert second == halves("reviews", other)[0]


@pytest.mark.parametrize("kind", ALL)
def test_no_chat_makes_anything_of_it(kind: str) -> None:
    text = SummaryRenderer().render(ALL[kind]("en"))
    assert EATEN.search(text) is None
    html = MarkdownIt("commonmark").enable("strikethrough").render(text)
    assert set(re.findall(r"<(\w+)", html)) == {"p"}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_on_its_line(text: str) -> None:
    assert "\n" not in plain(text)
    assert EATEN.search(plain(text)) is None


def test_ordinary_names_and_figures_are_left_as_they_are() -> None:
    for text in ("macro_f1 0.80 – 0.88, p < 0.05", "qwen_lora_v2.jsonl", "12:30, a/b, 3 > 2, $5, C# and R&D"):
        assert plain(text) == text


def test_it_has_the_number_that_decides_with_its_interval_and_before_and_after() -> None:
    report = reviews()
    first = halves("reviews", "en")[0]
    one = report.comparisons[0].differences[report.comparisons[0].primary]
    assert one.base is not None
    assert one.candidate is not None
    assert any("interval" in line for line in first)
    assert any(f"{one.base:.4f} → {one.candidate:.4f}" in line for line in first)


def test_an_infinite_number_is_said_so() -> None:
    assert any("∞" in line for line in halves("documents", "en")[0])
    assert documents().estimates["perplexity"].low is None
