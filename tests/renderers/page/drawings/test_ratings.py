"""What people say, drawn: means before and after on their scale, the grades as parts of one bar, and agreement."""

from __future__ import annotations

import re
from html import unescape

import numpy as np

import assay
from assay.core.messages import LANGUAGES
from assay.core.report import Report
from assay.renderers.page.drawings.ratings import drawn_ratings
from assay.renderers.said.view import View


def report(raters: int = 2, *, with_base: bool = False, language: str = "en") -> Report:
    """Ten outputs: half of all ratings are 4, half are 5; those of a base are all 2."""
    rows = [{"id": f"e{i}", "prediction": f"new {i}", "reference": f"gold {i}"} for i in range(10)]
    base = [{**row, "prediction": f"old {i}"} for i, row in enumerate(rows)] if with_base else []
    given = [
        {"id": row["id"], "output": row["prediction"], "rater": f"r{j}", "fluency": 2 if side is base else 4 + i % 2}
        for side in (rows, base)
        for i, row in enumerate(side)
        for j in range(raters)
    ]
    return assay.evaluate(rows, base=base or None, ratings=given, task="generation", lang=language)


def drawn(found: Report) -> str:
    assert found.people is not None
    return str(drawn_ratings(View(found), found.people))


def words(found: Report) -> str:
    return " ".join(unescape(re.sub("<[^>]*>", " ", drawn(found))).split())


def test_the_grades_are_parts_of_one_bar_with_their_shares_in_words() -> None:
    found = report()
    assert found.people is not None
    assert found.people.dimensions["fluency"].grades == ((4.0, 0.5), (5.0, 0.5))
    places = re.findall('<rect class="grade" x="([^"]*)" width="([^"]*)"', drawn(found))
    assert places == [("0%", "50%"), ("50%", "50%")]
    assert "4: 50.0 % · 5: 50.0 %" in words(found)


def test_the_mean_lies_on_its_own_scale_and_agreement_beside_it() -> None:
    found = report()
    assert "fluency 4.50" in words(found)
    assert "agreement (Krippendorff's alpha)" in words(found)
    assert "fluency 1.00" in words(found)  # both raters always gave the same


def test_one_rater_has_no_agreement_and_no_others_like_them() -> None:
    assert "alpha" not in words(report(1))
    assert 'class="room"' not in drawn(report(1))


def test_what_the_base_had_is_a_ring_and_a_figure() -> None:
    found = report(with_base=True)
    assert "base 2.00" in words(found)
    assert drawn(found).count('<circle class="base"') == 2  # one of them the legend's
    assert '<circle class="base"' not in drawn(report())


def test_it_is_built_alike_in_all_languages() -> None:
    tags = [re.findall("<[^>]*>", drawn(report(with_base=True, language=language))) for language in LANGUAGES]
    assert tags[0] == tags[1] == tags[2]


def test_a_scale_of_too_many_grades_has_no_parts() -> None:
    draw = np.random.default_rng(0)
    rows = [{"id": f"e{i}", "prediction": f"a {i}", "reference": f"a {i} b"} for i in range(20)]
    given = [{"id": f"e{i}", "rater": "r", "fluency": float(draw.uniform(0, 100))} for i in range(20)]
    found = assay.evaluate(rows, ratings=given, task="generation")
    assert 'class="grade"' not in drawn(found)
