"""Metrics of scores and probabilities, on numbers worked out by hand, and what is said of scores that are none."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.metrics.classification.made import examples, lacks, measured, task, value

BINARY = task("0", "1", positive="1")
THREE = task("a", "b", "c")
GOLD = ["1", "1", "0", "0"]
SURE = (("0", "1"), [[0.1, 0.9], [0.7, 0.3], [0.6, 0.4], [0.8, 0.2]])
GIVEN = examples(GOLD, ["1", "0", "0", "0"], SURE)
ONE_COLUMN = examples(GOLD, ["1", "0", "0", "0"], (("1",), [[0.9], [0.3], [0.4], [0.2]]))
ALL = ("auroc", "average_precision", "log_loss", "brier", "ece", "ece_debiased")


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        ("auroc", 3 / 4),
        ("average_precision", (1 / 1 + 2 / 3) / 2),
        ("log_loss", -(math.log(0.9) + math.log(0.3) + math.log(0.6) + math.log(0.8)) / 4),
        ("brier", 2 * (0.01 + 0.49 + 0.16 + 0.04) / 4),
        ("ece", (abs(0.9 - 1) + abs(0.7 - 0) + abs(0.6 - 1) + abs(0.8 - 1)) / 4),
    ],
)
@pytest.mark.parametrize("given", [GIVEN, ONE_COLUMN], ids=["a column a label", "one column"])
def test_four_examples_by_hand(metric: str, expected: float, given: object) -> None:
    assert value(metric, given, BINARY) == pytest.approx(expected, abs=1e-12)  # type: ignore[arg-type]


def test_equal_scores_count_half_and_are_one_threshold() -> None:
    tied = examples(["1", "0", "1"], None, (("1",), [[0.5], [0.5], [0.2]]))
    assert value("auroc", tied, BINARY) == pytest.approx((0.5 + 0) / 2)
    assert value("average_precision", tied, BINARY) == pytest.approx(0.5 * 1 / 2 + 0.5 * 2 / 3)


def test_the_score_of_the_other_label_is_turned_round() -> None:
    other = examples(GOLD, None, (("0",), [[-0.9], [-0.3], [-0.4], [-0.2]]), normalised=False)
    assert value("auroc", other, BINARY) == pytest.approx(3 / 4)
    assert "between 0 and 1" in lacks("log_loss", other, BINARY)


def test_logits_rank_and_do_not_calibrate() -> None:
    logits = examples(GOLD, None, (("0", "1"), [[-1, 5], [2, 1], [3, 2], [4, -4]]))
    assert value("auroc", logits, BINARY) == pytest.approx(3 / 4)
    for metric in ("log_loss", "brier", "ece", "ece_debiased"):
        assert "between 0 and 1" in lacks(metric, logits, BINARY)


def test_infinite_logits_rank_too() -> None:
    logits = examples(GOLD, None, (("1",), [[math.inf], [0.0], [0.0], [-math.inf]]), normalised=False)
    assert value("auroc", logits, BINARY) == pytest.approx((2 + 1.5) / 4)


def test_probabilities_that_do_not_sum_to_one_are_refused() -> None:
    loose = examples(GOLD, None, (("0", "1"), [[0.5, 0.9], [0.7, 0.3], [0.6, 0.4], [0.8, 0.2]]))
    assert "off by 0.4" in lacks("brier", loose, BINARY)


def test_rounding_leaves_probabilities_what_they_are() -> None:
    rounded = examples(GOLD, None, (("0", "1"), [[0.1, 0.90001], [0.7, 0.3], [0.6, 0.4], [-1e-6, 1.00001]]))
    found = measured("log_loss", rounded, BINARY)
    assert "sum:1±1e-05" in found.signature
    assert math.isfinite(found.point)


def test_a_right_label_of_probability_zero_costs_the_stated_clip() -> None:
    ruled_out = examples(["1"], None, (("0", "1"), [[1.0, 0.0]]))
    found = measured("log_loss", ruled_out, BINARY)
    assert found.point == pytest.approx(-math.log(2.220446049250313e-16))
    assert "clip:2.2e-16" in found.signature


def test_an_example_without_probabilities_counts_as_the_worst_and_is_said() -> None:
    unknown = examples(["1", "0"], ["1", "0"], (("0", "1"), [[0.2, 0.8], [math.nan, math.nan]]))
    assert value("brier", unknown, BINARY) == pytest.approx((2 * 0.04 + 2) / 2)
    assert value("auroc", unknown, BINARY) == 0.0
    assert value("ece", unknown, BINARY) == pytest.approx((0.2 + 1) / 2)
    assert "unknown:1=worst" in measured("brier", unknown, BINARY).signature


def test_a_label_without_a_column_is_missed() -> None:
    two = examples(["a", "b", "c"], ["a", "b", "c"], (("a", "b"), [[0.5, 0.5]] * 3))
    assert "Not every label has a probability" in lacks("auroc", two, THREE)


@pytest.mark.parametrize("metric", ALL)
def test_without_probabilities_there_is_nothing_to_measure(metric: str) -> None:
    assert "no probabilities" in lacks(metric, examples(GOLD, GOLD), BINARY)


def test_confidence_in_the_predicted_label_alone_calibrates() -> None:
    nan = math.nan
    sure = (("a", "b", "c"), [[0.9, nan, nan], [nan, 0.6, nan], [nan, nan, 0.7]])
    given = examples(["a", "b", "a"], ["a", "b", "c"], sure)
    found = measured("ece", given, THREE)
    assert found.point == pytest.approx((0.1 + 0.4 + 0.7) / 3)
    assert "predicted label" in found.signature
    assert "Not every label" in lacks("brier", given, THREE)


def test_confidence_in_something_else_does_not() -> None:
    nan = math.nan
    given = examples(["a", "b"], ["b", "a"], (("a", "b", "c"), [[0.9, nan, nan], [nan, 0.6, nan]]))
    assert "confidence in the predicted label" in lacks("ece", given, THREE)


def test_columns_are_found_by_any_name_of_their_label() -> None:
    named = task("0", "1", positive="1", others=(("ham",), ("spam",)))
    given = examples(GOLD, None, (("Spam", "HAM"), [[0.9, 0.1], [0.3, 0.7], [0.4, 0.6], [0.2, 0.8]]))
    assert value("auroc", given, named) == pytest.approx(3 / 4)


def test_a_curve_without_examples_of_a_class_does_not_exist() -> None:
    given = examples(["a", "b"], None, (("a", "b", "c"), [[0.5, 0.3, 0.2]] * 2))
    for metric in ("auroc", "average_precision"):
        found = measured(metric, given, THREE)
        assert math.isnan(found.point)
        assert "there is none of c" in str(found.undefined)


def test_more_than_two_classes_are_averaged_one_against_the_rest() -> None:
    scores = [[0.6, 0.3, 0.1], [0.5, 0.4, 0.1], [0.2, 0.2, 0.6]]
    found = measured("auroc", examples(["a", "b", "c"], None, (("a", "b", "c"), scores)), THREE)
    assert found.point == pytest.approx((1 + 1 + 1) / 3)
    assert found.scores.statistics == ("class", "score_0", "score_1", "score_2")
    assert found.label is None


def test_an_honest_model_has_no_calibration_error_but_for_chance() -> None:
    draw = np.random.default_rng(0)
    p = draw.uniform(0.5, 1, 4000)
    gold = ["1" if u < q else "0" for u, q in zip(draw.random(4000), p, strict=True)]
    given = examples(gold, None, (("1",), p[:, None].tolist()))
    assert value("ece_debiased", given, BINARY) < 0.02
    assert math.isnan(value("ece_debiased", examples(GOLD, None, SURE), BINARY))
