"""How many outputs people must rate is planned before they start."""

from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import numpy as np
import pytest

import assay
from assay.core.plan import GatePlan
from assay.stats.panel import panel, panel_ends

SCHEMA = json.loads((files("assay.core") / "plan.schema.json").read_text(encoding="utf-8"))


def about(plan: assay.Plan) -> int:
    assert isinstance(plan.gate, GatePlan)
    assert plan.gate.need is not None
    jsonschema.validate(json.loads(json.dumps(plan.to_dict(), allow_nan=False)), SCHEMA)
    return plan.gate.need.about


def test_a_mean_takes_seven_point_eight_five_variances_over_the_squared_distance() -> None:
    assert about(assay.plan(gate="human_overall >= 4", expect=4.3)) == 88  # 7.85 / 0.3 ** 2 = 87.2
    assert about(assay.plan(gate="human_overall >= 4", expect=4.3, spread=0.5)) == 22
    assert about(assay.plan(gate="people.fluency >= 4", expect=3.5)) == 32


def test_a_win_rate_is_planned_as_a_share() -> None:
    ours = assay.plan(gate="human_win_rate > 0.5", expect=0.6)
    assert about(ours) == about(assay.plan(gate="accuracy > 0.5", expect=0.6))


def test_with_as_many_ratings_four_of_five_tests_are_decided() -> None:
    values, chances = np.array([1.0, 2.0, 3.0, 4.0, 5.0]), [0.06, 0.20, 0.38, 0.26, 0.10]  # mean 3.14
    spread = float(np.sqrt(np.dot(chances, values**2) - np.dot(chances, values) ** 2))
    n = about(assay.plan(gate="human_overall >= 2.84", expect=3.14, spread=spread))
    draw = np.random.default_rng(7)
    lows = [panel_ends(panel(draw.choice(values, (n, 1), p=chances)), (1.0, 5.0), 0.95)[0] for _ in range(400)]
    assert 0.72 < np.mean(np.array(lows) >= 2.84) < 0.88


def test_a_pilot_with_ratings_says_how_far_they_lie_apart() -> None:
    rows = [{"id": str(at), "prompt": f"q {at}", "prediction": f"a {at}"} for at in range(40)]
    ratings = [{"id": str(at), "rater": "Li", "overall": 3 + at % 3} for at in range(40)]
    found = about(assay.plan(rows, ratings=ratings, gate="human_overall >= 3.5"))
    # variance 0.67 of values 3, 4, 5; their mean is 3.975
    assert found == pytest.approx(7.85 * 0.68 / 0.475**2, rel=0.1)
    with pytest.raises(assay.UsageError, match="no ratings of fluency"):
        assay.plan(rows, ratings=ratings, gate="people.fluency >= 3.5")


def test_what_so_many_ratings_can_show() -> None:
    plan = assay.plan(gate="human_overall >= 4", expect=4.5, n=50)
    assert plan.detectable is not None
    (margin,) = plan.detectable.margins
    assert margin.margin == pytest.approx(2.80 / 50**0.5, rel=0.01)
    few = assay.plan(gate="human_overall >= 4", expect=4.5, n=3).detectable
    assert few is not None
    assert few.margins[0].margin is None  # beyond the end of the scale


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"gate": "human_overall >= 4"}, "Say with --expect"),
        ({"gate": "human_overall >= 4", "expect": 4.5, "spread": 0}, "no standard deviation"),
        ({"gate": "human_overall >= 4", "expect": 7}, "7"),
        ({"gate": "human_overall >= 4", "expect": 4.5, "share": 0.2}, "there is --slice"),
    ],
)
def test_what_cannot_be_planned_is_said(asked: dict[str, object], said: str) -> None:
    with pytest.raises(assay.UsageError) as refused:
        assay.plan(**asked)  # type: ignore[arg-type]  # as the table says
    assert said in str(refused.value)
