"""Correlations, checked against SciPy, and their intervals against what many examples show."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from assay.stats.arrays import Array
from assay.stats.correlation import Correlated, kendall, middle_ranks, pearson, spearman


def drawn(n: int, seed: int, rho: float = 0.5) -> tuple[Array, Array]:
    """A metric, and ratings from 1 to 5 that go with it."""
    draw = np.random.default_rng(seed)
    x = draw.normal(size=n)
    return x, np.clip(np.round(3 + rho * x + draw.normal(0, math.sqrt(1 - rho**2), n)), 1, 5)


def theirs(x: Array, y: Array) -> list[float]:
    return [float(test(x, y)[0]) for test in (stats.pearsonr, stats.spearmanr, stats.kendalltau)]


def test_the_three_coefficients_are_scipys() -> None:
    x, y = drawn(300, 1)
    found = [coefficient(np.round(x, 1), y).value for coefficient in (pearson, spearman, kendall)]
    assert found == pytest.approx(theirs(np.round(x, 1), y), abs=1e-12)


@pytest.mark.parametrize("coefficient", [pearson, spearman, kendall])
def test_the_interval_covers_what_many_examples_show(coefficient: object) -> None:
    assert callable(coefficient)
    truth = coefficient(*drawn(4000, 99)).value
    found: list[Correlated] = [coefficient(*drawn(80, seed)) for seed in range(300)]
    assert 0.92 <= np.mean([one.low <= truth <= one.high for one in found]) <= 0.99


@pytest.mark.parametrize("coefficient", [pearson, spearman, kendall])
def test_what_does_not_vary_has_no_correlation(coefficient: object) -> None:
    assert callable(coefficient)
    found: Correlated = coefficient(np.ones(20), np.arange(20.0))
    assert math.isnan(found.value)
    assert math.isnan(found.low)


def test_equal_values_share_the_middle_rank() -> None:
    assert middle_ranks(np.array([3.0, 1.0, 3.0, 2.0])).tolist() == [3.5, 1.0, 3.5, 2.0]


def test_too_many_examples_for_kendall_are_said_not_counted() -> None:
    assert math.isnan(kendall(np.arange(5000.0), np.arange(5000.0)).value)
