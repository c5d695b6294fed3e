"""What is said of a judgement in the end."""

from __future__ import annotations

from typing import Any

from assay.predicting.judge.summary import Summary

LAST = "A judge is not a person: check it against some human ratings before you trust it."


def grade(fluency: int | None, accuracy: int | None = None, **more: Any) -> dict[str, Any]:
    return {"id": "e", "fluency": fluency, "accuracy": accuracy, "suspicious": False, **more}


def pair(winner: str, *orders: str) -> dict[str, Any]:
    consistent = orders[0] == orders[1]
    return {"winner": winner, "consistent": consistent, "orders": list(orders), "suspicious": False}


def said(*rows: dict[str, Any]) -> list[str]:
    return [str(sentence) for sentence in Summary(rows).sentences]


def test_failures_are_counted_and_not_averaged() -> None:
    failed: dict[str, Any] = {"error": "...", "fault": "no-json"}
    assert said(grade(4, 2), grade(5, left_out=["accuracy"]), grade(None, **failed), grade(None, **failed)) == [
        "fluency: 4.50 of 5 on average, 2 judged",
        "accuracy: 2.00 of 5 on average, 1 judged",
        "accuracy: not judged for 1, which have no reference",
        "2 of 4 could not be judged and have no grade: no JSON 2. The reason stands in the field 'error'.",
        LAST,
    ]


def test_suspicious_texts_are_counted() -> None:
    rows = [{**grade(1, 1), "suspicious": True}, grade(1, 1)]
    assert "1 holds what reads as an instruction to the judge" in said(*rows)[2]


def test_wins_ties_and_flips_are_counted() -> None:
    assert said(pair("a", "a", "a"), pair("tie", "a", "b"), pair("tie", "b", "a"), pair("tie", "tie", "b")) == [
        "Of 4 pairs judged in both orders, the first file's is better in 1, the second's in 0; 3 are ties.",
        "In 3 of 4 (75%) the judge said otherwise when the order was turned round; they count as ties. It took "
        "whichever stood first in 1 of them, whichever stood second in 1.",
        LAST,
    ]


def test_a_judge_that_never_flips_is_said_to_be_consistent() -> None:
    assert said(pair("b", "b", "b"))[1] == "The judge said the same in both orders of every pair."


def test_where_nothing_was_judged_there_is_no_average() -> None:
    failed = {"winner": None, "error": "...", "fault": "refused", "suspicious": False}
    assert said(failed)[0].startswith("1 of 1 could not be judged")
