"""Average precision without each example, from one sort, is what it is when worked out anew."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import average_precision_score

from assay.core.arrays import Array, BoolArray
from assay.stats.average_precision import Steps


def drawn(n: int, digits: int, seed: int) -> tuple[BoolArray, Array]:
    draw = np.random.default_rng(seed)
    positive = draw.random(n) < 0.4
    scores: Array = np.round(draw.random(n) + 0.3 * positive, digits).astype(np.float64)
    return positive, scores


CASES = [(n, digits, seed) for n in (2, 5, 40) for digits in (0, 1, 6) for seed in range(5)]


@pytest.mark.parametrize(("n", "digits", "seed"), CASES)
def test_the_value_without_each_is_that_of_the_others(n: int, digits: int, seed: int) -> None:
    steps = Steps(*drawn(n, digits, seed))
    found = steps.without_each()
    one_by_one = np.concatenate([steps.under((1.0 - np.eye(n))[[row]]) for row in range(n)])
    assert found == pytest.approx(one_by_one, abs=1e-12, nan_ok=True)


@pytest.mark.parametrize(("n", "digits", "seed"), CASES)
def test_the_influence_is_the_derivative(n: int, digits: int, seed: int) -> None:
    positive, scores = drawn(n, digits, seed)
    if not positive.any():
        return
    steps, step = Steps(positive, scores), 1e-6
    slopes = (steps.under(1.0 + step * np.eye(n)) - steps.under(1.0 - step * np.eye(n))) / (2 * step)
    assert steps.influence() == pytest.approx(slopes, abs=1e-7)
    assert float(steps.influence().sum()) == pytest.approx(0.0, abs=1e-12)


def test_the_value_is_scikit_learns() -> None:
    for seed in range(10):
        positive, scores = drawn(60, 1, seed)
        theirs = float(average_precision_score(positive, scores))
        assert Steps(positive, scores).under(np.ones((1, 60)))[0] == pytest.approx(theirs, abs=1e-12)
