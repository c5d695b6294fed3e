"""A weighted score is the weighted sum of its metrics, and nothing at all while one of them is missing."""

from __future__ import annotations

import re
from math import inf

import pytest

from assay.core.errors import PolicyError
from assay.core.estimate import Estimate
from assay.core.messages import LANGUAGES
from assay.core.verdict import Judgement, Outcome
from assay.policy import Evidence, judge, load_policy
from tests.policy.samples import TEXTS, find, number, policy

QUALITY = """
scores:
  quality:
    chrf: 3
    ter: {weight: 1, worst: 80, best: 20}
gates: [quality >= 0.6]
"""
CHRF = number("chrf", 60, 55, 65, range=(0.0, 100.0))
TER = number("ter", 35, 26, 44, range=(0.0, inf), higher_is_better=False)


def judged(text: str, *estimates: Estimate) -> Judgement:
    return judge(policy(text), Evidence(TEXTS, 100, {one.metric: one for one in estimates}))


def test_each_metric_is_brought_to_one_scale_and_weighted() -> None:
    found = judged(QUALITY, CHRF, TER).composites[0]
    # chrF .60 in [.55, .65]; TER (80 - 35) / 60 = .75 in [.6, .9]; weights .75 and .25.
    estimate = found.estimate
    assert estimate.value == pytest.approx(0.6375)
    assert estimate.low == pytest.approx(0.5625)
    assert estimate.high == pytest.approx(0.7125)
    assert found.weights == {"chrf": 0.75, "ter": 0.25}


def test_a_gate_may_ask_about_a_score() -> None:
    found = judged(QUALITY, CHRF, TER)
    assert found.gates[0].metric == "quality"
    assert found.verdict.outcome is Outcome.INCONCLUSIVE
    assert "interval of quality, 0.56" in str(found.verdict.why)


def test_what_lies_beyond_the_worst_or_the_best_counts_as_them() -> None:
    found = judged(QUALITY, CHRF, number("ter", 90, 85, 99, range=(0.0, inf), higher_is_better=False))
    assert found.composites[0].estimate.value == pytest.approx(0.45)


def test_a_metric_without_a_natural_end_needs_one() -> None:
    with pytest.raises(PolicyError, match=re.escape("ship.yaml:2: 'ter' has no worst or no best value by itself")):
        judged("scores:\n  q: {ter: 1, chrf: 1}\ngates: [q >= 0.5]", CHRF, TER)


def test_a_metric_that_is_neither_good_nor_bad_needs_both_ends() -> None:
    ratio = number("length_ratio", 1.1, 1.0, 1.2, range=(0.0, 10.0), higher_is_better=None)
    with pytest.raises(PolicyError, match="'length_ratio' has no worst or no best value"):
        judged("scores:\n  q: {length_ratio: 1}\ngates: [q >= 0.5]", ratio)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chatbot_cannot_pass_on_automatic_scores_alone(language: str) -> None:
    perfect = number("rougeL", 1.0, 0.99, 1.0)
    found = judge(load_policy("chatbot", TEXTS, find), Evidence(TEXTS, 1000, {"rougeL": perfect}))
    assert found.verdict.outcome is Outcome.INCONCLUSIVE
    assert found.composites[0].estimate.value is None
    assert found.composites[0].missing == tuple(
        f"people.{one}" for one in ("fluency", "logic", "relevance", "accuracy")
    )
    assert {"en": "fluency", "zh-Hans": "流畅度", "zh-Hant": "流暢度"}[language] in found.verdict.why.in_language(
        language
    )


def test_with_ratings_people_decide() -> None:
    dimensions = [number(f"people.{one}", 4.5, 4.3, 4.7, range=(1.0, 5.0)) for one in ("fluency", "logic", "relevance")]
    rated = {one.metric: one for one in [*dimensions, number("people.accuracy", 4.5, 4.3, 4.7, range=(1.0, 5.0))]}
    poor = number("rougeL", 0.2, 0.18, 0.22)
    found = judge(load_policy("chatbot", TEXTS, find), Evidence(TEXTS, 1000, {**rated, "rougeL": poor}))
    # .8 * (4.5 - 1) / 4 + .2 * .2 / .5 = .78, and at the low ends .8 * 3.3 / 4 + .2 * .36 = .732.
    assert found.composites[0].estimate.value == pytest.approx(0.78)
    assert found.composites[0].estimate.low == pytest.approx(0.732)
    assert found.verdict.outcome is Outcome.PASS
