"""Candidates that were judged on one test set are counted, each once."""

from __future__ import annotations

from pathlib import Path

import pytest

import assay
from assay.core.looks import Looks
from assay.readers import read
from assay.stores.looks import fingerprint_of, outputs_of

GOLD = ["a", "b", "a", "b"] * 10
PROMPTS = [f"question {row}" for row in range(40)]


def rows(said: list[str]) -> list[dict[str, str]]:
    return [{"prompt": p, "prediction": s, "reference": g} for p, s, g in zip(PROMPTS, said, GOLD, strict=True)]


def variant(wrong: int) -> list[dict[str, str]]:
    """The same examples, with so many wrong answers."""
    return rows(["a" if gold == "b" and row < 2 * wrong else gold for row, gold in enumerate(GOLD)])


def test_a_test_set_is_known_by_its_prompts_and_references_in_any_order() -> None:
    one, other = read(variant(0)), read(variant(3)[::-1])
    assert fingerprint_of(one) == fingerprint_of(other)
    assert outputs_of(one) != outputs_of(other)
    assert fingerprint_of(one) != fingerprint_of(read(variant(0)[:-1]))


def test_models_that_say_nothing_are_known_by_their_likelihoods() -> None:
    one, other = (read([{"id": i, "text": "abc", "nll": nll, "tokens": 2} for i in range(9)]) for nll in (1.5, 2.5))
    assert fingerprint_of(one) == fingerprint_of(other)
    assert outputs_of(one) != outputs_of(other)


def test_from_the_third_candidate_on_the_error_is_divided(tmp_path: Path) -> None:
    place = str(tmp_path / "history.sqlite3")
    reports = [assay.evaluate(variant(wrong), history=place) for wrong in (0, 1, 2, 3)]
    assert [report.looks.number for report in reports] == [1, 2, 3, 4]
    levels = [report.metrics["accuracy"].level for report in reports]
    assert levels == pytest.approx([0.95, 0.95, 1 - 0.05 / 3, 1 - 0.05 / 4])
    assert reports[3].asked_level == 0.95
    widths = [assay.evaluate(variant(3), history=history).metrics["accuracy"] for history in (None, place)]
    assert widths[0].low is not None
    assert widths[1].low is not None
    assert widths[1].low < widths[0].low


def test_the_best_of_many_checkpoints_is_judged_as_the_best_of_many() -> None:
    report = assay.evaluate(variant(1), picked_from=20)
    assert report.confidence.level == pytest.approx(1 - 0.05 / 20)
    assert (report.looks.tests, Looks(2, 1).tests, Looks(3, 1).tests, Looks(2, 2).tests, Looks(3, 5).tests) == (
        20,
        1,
        3,
        3,
        7,
    )


def test_a_candidate_is_picked_from_one_or_more() -> None:
    with pytest.raises(assay.UsageError, match="not from 0"):
        assay.evaluate(variant(1), picked_from=0)
