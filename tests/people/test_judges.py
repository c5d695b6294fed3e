"""A judge beside people: kept apart from them, checked against them, and combined with them only where it may be."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import assay
from assay.core.errors import InputError
from assay.core.people import Judge, People

Row = dict[str, Any]
EXAMPLES = 300


def rows(rated: int, seed: int = 0, kind: float = 0.5, chosen: bool = False) -> list[Row]:
    """Three people on so many of 300 examples, and a judge on all, who is too kind by so much."""
    draw = np.random.default_rng(seed)
    true = draw.normal(3.4, 0.8, EXAMPLES)
    grades = np.clip(np.rint(true + kind + draw.normal(0, 0.4, EXAMPLES)), 1, 5)
    which = np.argsort(grades, kind="stable")[:rated] if chosen else np.arange(rated)
    by_people = [
        {"id": f"e{at}", "rater": rater, "fluency": float(np.clip(np.rint(true[at] + draw.normal(0, 0.4)), 1, 5))}
        for at in which.tolist()
        for rater in ("ann", "bob", "cy")
    ]
    return [*by_people, *({"id": f"e{at}", "rater": "judge:tiny", "fluency": grade} for at, grade in enumerate(grades))]


def people_in(ratings: list[Row], **options: Any) -> People:
    examples = [{"id": f"e{at}", "prediction": f"p {at}", "reference": f"r {at}"} for at in range(EXAMPLES)]
    found = assay.evaluate(examples, ratings=ratings, task="generation", **options).people
    assert found is not None
    return found


def judge_in(ratings: list[Row]) -> Judge:
    (judge,) = people_in(ratings).judges
    return judge


def test_a_judge_is_no_rater() -> None:
    found = people_in(rows(60))
    assert found.raters == ("ann", "bob", "cy")
    assert (found.items, found.dimensions["fluency"].ratings) == (60, 180)
    alone = people_in([row for row in rows(60) if row["rater"] != "judge:tiny"])
    assert found.dimensions["fluency"].estimate == alone.dimensions["fluency"].estimate


def test_how_much_too_kind_it_is_has_an_interval() -> None:
    judge = judge_in(rows(100))
    assert (judge.judge, judge.examples, judge.judged) == ("judge:tiny", 100, EXAMPLES)
    assert judge.bias.low is not None
    assert judge.bias.high is not None
    assert judge.bias.low < 0.45 < judge.bias.high
    assert judge.bias.low > 0.2
    assert (judge.spearman.value or 0) > 0.6
    assert 0.5 < (judge.slope or 0) < 1.1


def test_both_together_say_more_than_people_alone_and_hold_the_mean() -> None:
    held, narrower = [], []
    for seed in range(60):
        judge = judge_in(rows(40, seed))
        truth = np.clip(np.random.default_rng(seed).normal(3.4, 0.8, EXAMPLES), 1, 5).mean()
        if judge.together is None:
            assert "not drawn at random" in str(judge.why)  # by chance, once in a hundred
            continue
        assert judge.together.low is not None
        assert judge.together.high is not None
        held.append(judge.together.low - 0.05 <= truth <= judge.together.high + 0.05)
        narrower.append(judge.ratio or 1.0)
    assert len(held) >= 57
    assert np.mean(held) >= 0.9
    assert np.mean(narrower) < 0.8


@pytest.mark.parametrize(
    ("ratings", "why"),
    [
        (rows(8), "people rated 8 of the judged examples"),
        (rows(EXAMPLES), "nothing is to be gained"),
        (rows(40, chosen=True), "not drawn at random"),
        ([row for row in rows(40) if row["rater"] != "judge:tiny" or row["id"] != "e3"], "no grade for 1"),
    ],
)
def test_they_are_not_combined_where_that_would_mislead(ratings: list[Row], why: str) -> None:
    judge = judge_in(ratings)
    assert judge.together is None
    assert why in str(judge.why).replace("People", "people")


def test_a_judge_alone_is_not_people() -> None:
    with pytest.raises(InputError, match="Nobody but a model"):
        people_in(rows(0))
