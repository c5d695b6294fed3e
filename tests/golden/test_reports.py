"""Whole reports in every form, as somebody has looked at them and accepted them."""

from __future__ import annotations

import re

import pytest

from assay.renderers import RENDERERS
from assay.renderers.terminal.text import TextRenderer
from tests.golden.compare import assert_as_accepted
from tests.renderers.reports import KINDS, hostile

FORMS = RENDERERS.built_in
TRANSLATED = [
    ("tutorial", "zh-Hant"),
    ("tickets", "zh-Hans"),
    ("replies", "zh-Hant"),
    ("documents", "zh-Hans"),
    ("reviews", "zh-Hant"),
]


def without_style(page: str) -> str:
    """The page with its style sheet, its script, their fingerprints and the script's own sentences cut out: what it
    looks like is for eyes to judge, what it does for a browser.
    """
    page = re.sub("<style>.*</style>", "<style></style>", page, flags=re.DOTALL)
    page = re.sub('(<script type="module">).*</script>', r"\1</script>", page, flags=re.DOTALL)
    page = re.sub('"words":.*?,"differing"', '"words":{},"differing"', page, flags=re.DOTALL)
    return re.sub("'sha256-[^']*'", "'sha256-'", page)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_report_in_english_is_as_it_was_accepted(kind: str, form: str) -> None:
    renderer = RENDERERS[form]()
    drawn = without_style(renderer.render(KINDS[kind]("en")))
    assert_as_accepted(f"{kind}.en.{renderer.filename}", drawn)


@pytest.mark.parametrize("form", ["text", "html"])
@pytest.mark.parametrize(("kind", "language"), TRANSLATED)
def test_a_report_in_chinese_is_as_it_was_accepted(kind: str, language: str, form: str) -> None:
    renderer = RENDERERS[form]()
    drawn = without_style(renderer.render(KINDS[kind](language)))
    assert_as_accepted(f"{kind}.{language}.{renderer.filename}", drawn)


@pytest.mark.parametrize("form", FORMS)
def test_a_report_on_hostile_texts_is_as_it_was_accepted(form: str) -> None:
    renderer = RENDERERS[form]()
    assert_as_accepted(f"hostile.en.{renderer.filename}", without_style(renderer.render(hostile())))


def test_a_report_in_colour_is_as_it_was_accepted() -> None:
    assert_as_accepted("tickets.en.colour.txt", TextRenderer(colour=True).render(KINDS["tickets"]("en")))
