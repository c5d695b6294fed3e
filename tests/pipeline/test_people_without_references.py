"""People's ratings need no references: outputs that only people judged get their verdict by them."""

from __future__ import annotations

import pytest

import assay
from assay.core.errors import InputError

ROWS = [{"id": str(at), "prompt": f"question {at}", "prediction": f"An answer to question {at}."} for at in range(60)]


def ratings(low: int) -> list[dict[str, object]]:
    return [
        {"id": str(at), "rater": rater, "overall": low + (at * low // 3 + shift) % 2}
        for at in range(60)
        for shift, rater in enumerate(("Li", "Wang"))
    ]


@pytest.mark.parametrize(("low", "outcome"), [(4, "pass"), (2, "fail")])
def test_ratings_alone_decide_where_there_are_no_references(low: int, outcome: str) -> None:
    report = assay.evaluate(ROWS, ratings=ratings(low), history=None)
    assert report.task.family == "generation"
    assert report.verdict.outcome.value == outcome
    assert not report.estimates
    assert report.people is not None
    assert report.people.dimensions["overall"].estimate.value == pytest.approx(low + 0.5, abs=0.1)


def test_without_ratings_the_references_are_missed() -> None:
    with pytest.raises(InputError, match="no reference"):
        assay.evaluate(ROWS, history=None)


def test_a_base_is_compared_by_people_alone() -> None:
    base = [{**row, "prediction": f"{row['prediction']} No."} for row in ROWS]
    said = [{**row, "output": ROWS[int(str(row["id"]))]["prediction"]} for row in ratings(4)]
    said += [{**row, "output": base[int(str(row["id"]))]["prediction"]} for row in ratings(3)]
    report = assay.evaluate(ROWS, base=base, ratings=said, history=None)
    assert report.people is not None
    assert report.people.differences[0]["overall"].value == pytest.approx(1.0, abs=0.1)


def test_against_a_base_peoples_difference_decides_where_there_is_no_metric() -> None:
    base = [{**row, "prediction": f"{row['prediction']} No."} for row in ROWS]
    said = [{**row, "output": ROWS[int(str(row["id"]))]["prediction"]} for row in ratings(4)]
    for low, outcome in ((2, "pass"), (4, "inconclusive")):
        before = [{**row, "output": base[int(str(row["id"]))]["prediction"]} for row in ratings(low)]
        report = assay.evaluate(ROWS, base=base, ratings=[*said, *before], history=None)
        (gate,) = [one for one in report.judgement.gates if one.about == "base"]
        assert (gate.metric, gate.outcome.value) == ("people.overall", outcome)
        assert report.verdict.outcome.value == outcome


def test_preferences_alone_are_one_requirement() -> None:
    base = [{**row, "prediction": f"{row['prediction']} No."} for row in ROWS]
    said = [
        {
            "id": row["id"],
            "rater": "Li",
            "output_a": row["prediction"],
            "output_b": f"{row['prediction']} No.",
            "preference": "a",
        }
        for row in ROWS
    ]
    report = assay.evaluate(ROWS, base=base, ratings=said, history=None)
    assert [one.metric for one in report.judgement.gates if one.outcome.value != "pass"] == []
    assert report.verdict.outcome.value == "pass"
