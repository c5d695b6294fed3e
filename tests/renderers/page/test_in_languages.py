"""The words in which the page differs from language to language."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from assay.core.messages import LANGUAGES
from assay.renderers.page.html import HtmlRenderer
from assay.renderers.page.in_languages import differing
from tests.renderers.page.test_html import data_of
from tests.renderers.reports import ALL


def test_only_what_differs_is_said_by_its_place_among_the_texts() -> None:
    pages = {
        "en": Markup("<p>Yes</p><b>1 &lt; 2</b>\n<i>no</i>"),
        "zh-Hans": Markup("<p>是</p><b>1 &lt; 2</b>\n<i>&amp;</i>"),
    }
    assert differing(pages) == {"places": [0, 3], "texts": {"en": ["Yes", "no"], "zh-Hans": ["是", "&"]}}


def test_a_language_whose_page_is_built_otherwise_is_left_out() -> None:
    pages = {"en": Markup("<p>a</p>"), "zh-Hans": Markup("<p>b<br></p>"), "zh-Hant": Markup("<p>c</p>")}
    assert differing(pages)["texts"] == {"en": ["a"], "zh-Hant": ["c"]}


def test_a_language_with_nothing_where_others_say_something_is_left_out() -> None:
    assert differing({"en": Markup("<p>a</p><b>c</b>"), "zh-Hans": Markup("<p></p><b>c</b>")})["texts"] == {"en": []}


@pytest.mark.parametrize("kind", ALL)
def test_every_kind_of_report_changes_between_all_languages(kind: str) -> None:
    said = data_of(HtmlRenderer().render(ALL[kind]("zh-Hant")))
    assert said["language"] == "zh-Hant"
    assert set(said["differing"]["texts"]) == set(said["titles"]) == set(LANGUAGES)
