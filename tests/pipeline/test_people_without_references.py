"""People's ratings need no references: outputs that only people judged get their verdict by them."""

from __future__ import annotations

import pytest

import assay
from assay.core.errors import InputError

ROWS = [{"id": str(at), "prompt": f"question {at}", "prediction": f"An answer to question {at}."} for at in range(60)]


def ratings(low: int) -> list[dict[str, object]]:
    return [
        {"id": str(at), "rater": rater, "overall": low + (at + shift) % 2}
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
    assert report.people.dimensions["overall"].estimate.value == pytest.approx(low + 0.5)


def test_without_ratings_the_references_are_missed() -> None:
    with pytest.raises(InputError, match="no reference"):
        assay.evaluate(ROWS, history=None)


def test_a_base_is_compared_by_people_alone() -> None:
    base = [{**row, "prediction": f"{row['prediction']} No."} for row in ROWS]
    said = [{**row, "output": ROWS[int(str(row["id"]))]["prediction"]} for row in ratings(4)]
    said += [{**row, "output": base[int(str(row["id"]))]["prediction"]} for row in ratings(3)]
    report = assay.evaluate(ROWS, base=base, ratings=said, history=None)
    assert report.people is not None
    assert report.people.differences[0]["overall"].value == pytest.approx(1.0)
