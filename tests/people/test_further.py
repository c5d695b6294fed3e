"""What to rate next is drawn at random from what nobody rated, so that the mean stays that of all."""

from __future__ import annotations

import statistics

import assay
from assay.core.report import Report

ROWS = [{"id": str(at), "prompt": f"q {at}", "prediction": f"an answer {at}"} for at in range(200)]


def report(rated: int, seed: int = 0) -> Report:
    said = [
        {"id": str(at), "rater": rater, "overall": 1 if (rater, at) == ("Li", 7) else 4 + at % 2}
        for at in range(rated)
        for rater in ("Li", "Wang")
    ]
    return assay.evaluate(ROWS, ratings=said, seed=seed, history=None)


def test_what_is_drawn_is_unrated_and_from_everywhere() -> None:
    means = []
    for seed in range(60):
        people = report(40, seed).people
        assert people is not None
        assert people.further is not None
        assert people.further.left == 160
        drawn = [int(one) for one in people.further.drawn]
        assert len(drawn) == len(set(drawn)) == 10
        assert min(drawn) >= 40
        means.append(statistics.mean(drawn))
    assert 114 < statistics.mean(means) < 125  # 119.5 expected, standard deviation 1.9


def test_the_furthest_apart_come_first_and_nothing_is_drawn_where_all_is_rated() -> None:
    people = report(200).people
    assert people is not None
    assert people.further is not None
    assert people.further.apart[0] == "7"
    assert (people.further.drawn, people.further.left) == ((), 0)
    result = report(190).to_dict()["people"]
    assert isinstance(result, dict)
    found = result["further"]
    assert isinstance(found, dict)
    assert (found["unrated"], found["discuss"]) == (10, ["7"])
