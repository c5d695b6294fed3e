"""Permutation p against scipy's."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import permutation_test, spearmanr

from assay.stats.permutation import permutation_p


@pytest.mark.parametrize("n", [3, 5, 7])
def test_up_to_eight_it_is_exact(n: int) -> None:
    draw = np.random.default_rng(n)
    x, y = draw.normal(size=n), draw.integers(0, 3, n).astype(np.float64)
    expected = permutation_test(
        (x,), lambda one: abs(spearmanr(one, y).statistic), permutation_type="pairings", alternative="greater"
    )
    assert permutation_p(x, y, 0) == pytest.approx(expected.pvalue)


def test_three_in_the_same_order_can_be_chance() -> None:
    x = np.array([1.0, 2.0, 3.0])
    assert permutation_p(x, x, 0) == pytest.approx(2 / 6)


def test_beyond_eight_it_is_drawn_and_near_the_usual_p() -> None:
    draw = np.random.default_rng(2)
    x = draw.normal(size=14)
    y = x + draw.normal(size=14)
    assert permutation_p(x, y, 0) == pytest.approx(float(spearmanr(x, y).pvalue), abs=0.01)


def test_what_does_not_vary_has_no_order() -> None:
    assert math.isnan(permutation_p(np.ones(5), np.arange(5.0), 0))
