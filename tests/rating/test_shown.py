"""What raters are shown: their language, the anchors of each grade, prompts without the marks of a template."""

from __future__ import annotations

from typing import Any

import pytest

from assay.core.rating_project import Card, Criterion, Exhibit, Form, Output
from assay.rating.shown import cards_shown, project_form, prompt_shown

ASKED = "<|im_start|>user\n{}<|im_end|>\n<|im_start|>assistant\n"


@pytest.mark.parametrize(
    ("prompt", "shown"),
    [
        (None, None),
        ("plain", "plain"),
        (ASKED.format("How are you?"), "How are you?"),
        ("<|im_start|>system\nBe kind.<|im_end|>\n" + ASKED.format("Hi"), "Instructions: Be kind.\n\nUser: Hi"),
        (
            ASKED.format("一加一？") + "二。<|im_end|>\n" + ASKED.format("为什么？"),
            "用户：一加一？\n\n助手：二。\n\n用户：为什么？",
        ),
    ],
)
def test_a_prompt_is_what_was_asked(prompt: str | None, shown: str | None) -> None:
    assert prompt_shown(prompt) == shown


def test_grades_that_assay_knows_have_their_words_and_others_their_ends() -> None:
    criteria = (
        Criterion("fluency"),
        Criterion("tone"),
        Criterion("fluency", 0, 10),
        Criterion("own", anchors={3: "so"}),
    )
    shown: Any = project_form(Form("rating", criteria), "zh-Hant")
    assert [one["value"] for one in shown[0]["anchors"]] == [1, 2, 3, 4, 5]
    assert [(one["value"], one["text"]) for one in shown[1]["anchors"]] == [(1, "最差"), (5, "最好")]
    assert [one["value"] for one in shown[2]["anchors"]] == [0, 10]
    assert shown[3]["anchors"] == [{"value": 3, "text": "so"}]
    assert [one["title"] for one in shown] == ["流暢度", "tone", "流暢度", "own"]


def test_markdown_is_drawn_without_markup_pictures_or_links() -> None:
    text = "**bold** <b>b</b> ![p](http://x/y.png) [l](javascript:a) <http://x.y>\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    exhibit = Exhibit("a", (Output("m", text),))
    form = Form("rating", (Criterion("fluency"),), markdown=True)
    cards: Any = cards_shown(form, [Card(0, (0,))], {0: exhibit}, 0)
    html = cards[0]["outputs"][0]["html"]
    assert "<strong>bold</strong>" in html
    assert "<table>" in html
    for tag in ("<b>", "<img", "<a"):
        assert tag not in html
