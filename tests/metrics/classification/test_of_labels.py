"""Metrics of one predicted label, on numbers worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from assay.core.errors import UsageError
from assay.core.examples import Examples
from tests.metrics.classification.made import GOLD, SAID, SOURCE, examples, lacks, measured, task, value

BINARY = task("0", "1", positive="1")
TUTORIAL = examples(GOLD, SAID)
# Reference a: 3 as a, 1 as b. Reference b: 2 as b, 1 as c, 1 without a label. Reference c: 1 as c, 1 as a.
THREE = task("a", "b", "c")
MIXED = examples(list("aaaabbbbcc"), ["a", "a", "a", "b", "b", "b", "c", "?", "c", "a"])


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        ("accuracy", 12 / 15),
        ("precision", 6 / 7),
        ("recall", 6 / 8),
        ("specificity", 6 / 7),
        ("f1", 12 / 15),
        ("precision[0]", 6 / 8),
        ("recall[0]", 6 / 7),
        ("balanced_accuracy", (6 / 8 + 6 / 7) / 2),
        ("macro_precision", (6 / 7 + 6 / 8) / 2),
        ("macro_f1", 0.8),
        ("micro_f1", 0.8),
        ("weighted_f1", 0.8),
        ("mcc", (6 * 6 - 1 * 2) / math.sqrt(7 * 8 * 7 * 8)),
        ("kappa", (12 / 15 - 112 / 225) / (1 - 112 / 225)),  # chance agrees (7 x 8 + 8 x 7) / 225
        ("unparsed_rate", 0.0),
    ],
)
def test_the_tutorial_by_hand(metric: str, expected: float) -> None:
    assert value(metric, TUTORIAL, BINARY) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("metric", "expected"),
    [
        ("accuracy", 6 / 10),
        ("unparsed_rate", 1 / 10),
        ("precision[a]", 3 / 4),
        ("recall[b]", 2 / 4),
        ("specificity[b]", 5 / 6),
        ("f1[c]", 2 / 4),
        ("f1[b]", 4 / 7),
        ("balanced_accuracy", (3 / 4 + 2 / 4 + 1 / 2) / 3),
        ("macro_f1", (6 / 8 + 4 / 7 + 2 / 4) / 3),
        ("weighted_f1", (4 * 6 / 8 + 4 * 4 / 7 + 2 * 2 / 4) / 10),
        ("micro_f1", 12 / 19),
    ],
)
def test_an_output_without_a_label_counts_as_wrong_everywhere(metric: str, expected: float) -> None:
    assert value(metric, MIXED, THREE) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("metric", "gold", "said", "reason"),
    [
        ("precision[b]", "aab", "aaa", "'b' is never predicted"),
        ("recall[c]", "aab", "aac", "No example is of 'c'"),
        ("specificity[a]", "aaa", "aab", "Every example is of 'a'"),
        ("f1[c]", "aab", "aaa", "'c' neither occurs nor is predicted"),
        ("mcc", "aaa", "aab", "All references are 'a'"),
        ("kappa", "aaa", "aab", "All references are 'a'"),
        ("mcc", "aab", "aaa", "All predictions are the same"),
    ],
)
def test_what_does_not_exist_is_said_and_never_a_number(metric: str, gold: str, said: str, reason: str) -> None:
    found = measured(metric, examples(list(gold), list(said)), THREE)
    assert math.isnan(found.point)
    assert reason in str(found.undefined)


@pytest.mark.parametrize("metric", ["precision", "recall", "specificity", "f1"])
def test_a_metric_of_one_class_asks_which_one(metric: str) -> None:
    assert f"{metric}[CLASS]" in lacks(metric, MIXED, THREE)
    with pytest.raises(UsageError, match="'d' is none of the labels: a, b, c"):
        measured(f"{metric}[d]", MIXED, THREE)


def test_a_class_is_named_in_any_spelling_and_by_its_other_names() -> None:
    named = task("0", "1", others=(("ham",), ("spam",)))
    found = measured("recall[SPAM]", examples(["1", "0", "1"], ["spam", "0", "0"]), named)
    assert (found.label, found.point) == ("1", 0.5)


def test_no_references_and_no_outputs_are_said() -> None:
    assert "no references" in lacks("accuracy", Examples(SOURCE, TUTORIAL.predictions), BINARY)
    assert "nothing that a model said" in lacks("accuracy", examples(GOLD), BINARY)


@pytest.mark.parametrize("metric", ["macro_f1", "macro_precision", "mcc", "kappa", "balanced_accuracy"])
def test_a_number_of_the_matrix_tells_its_interval_the_matrix(metric: str) -> None:
    found = measured(metric, MIXED, THREE)
    assert np.asarray(found.details["counts"]).tolist() == [[3, 1, 0, 0], [0, 2, 1, 1], [1, 0, 1, 0]]
    without = measured(metric, TUTORIAL, BINARY)
    assert np.asarray(without.details["counts"]).shape == (2, 2)


def test_a_million_rows_are_as_many_kinds_of_row_as_there_are_pairs() -> None:
    found = measured("accuracy", examples(["a", "b"] * 5000, ["a", "b", "b", "b"] * 2500), task("a", "b"))
    assert (len(found.scores.rows), len(found.scores), found.point) == (3, 10_000, 0.75)
