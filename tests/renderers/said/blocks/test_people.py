"""What people say is shown in every form, in every language, and what strangers wrote stays harmless."""

from __future__ import annotations

import numpy as np
import pytest

import assay
from assay.core.messages import LANGUAGES
from assay.core.report import Report
from assay.renderers import RENDERERS
from assay.renderers.said.blocks.people import blocks
from assay.renderers.said.view import View

HOSTILE = "<script>alert(1)</script>\x1b[31m"


def report(raters: int = 3, language: str = "en") -> Report:
    draw = np.random.default_rng(2)
    rows = [
        {
            "id": f"e{i}",
            "prediction": f"the cat {i} sat",
            "reference": f"the cat {i} sat down",
            "prompt": f"question {i}",
        }
        for i in range(30)
    ]
    ratings = [
        {
            "id": f"e{i}",
            "rater": f"{HOSTILE}{j}",
            "fluency": int(draw.integers(2, 6)),
            "overall": int(draw.integers(3, 6)),
        }
        for i in range(30)
        for j in range(raters)
    ]
    return assay.evaluate(rows, ratings=ratings, task="generation", lang=language)


def test_means_raters_and_metrics_are_shown_in_this_order() -> None:
    found = blocks(View(report()))
    assert [block.name for block in found] == ["people", "raters", "metrics-and-people"]
    assert found[0].sentences[0] == "3 people rated 30 outputs: 180 ratings."
    table = found[0].table
    assert table is not None
    assert [row[0] for row in table.rows] == ["fluency", "overall"]


def test_one_rating_an_output_shows_no_agreement_and_no_raters() -> None:
    found = blocks(View(report(raters=1)))
    assert [block.name for block in found] == ["people", "metrics-and-people"]
    table = found[0].table
    assert table is not None
    assert table.rows[0][4:7] == ("–", "–", "–")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", sorted(RENDERERS))
def test_every_form_draws_it_and_a_raters_name_stays_harmless(form: str, language: str) -> None:
    drawn = RENDERERS[form]().render(report(language=language))
    assert "\x1b[31m" not in drawn
    if form == "html":
        assert "<script>alert" not in drawn


def test_without_ratings_nothing_is_shown() -> None:
    plain = assay.evaluate([{"prediction": "a b c", "reference": "a b d"}] * 5, task="generation")
    assert blocks(View(plain)) == []
