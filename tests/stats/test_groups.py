"""Two groups without an example in common."""

from __future__ import annotations

import numpy as np
import pytest

from assay.stats.groups import newcombe, welch
from assay.stats.jackknife import jackknife


def test_the_interval_of_two_rates_is_newcombes() -> None:
    # With Wilson's limits 56/70 - 48/80 is .2 [.0524, .3339] (Newcombe 1998, table II a); mid-P's are within .004.
    low, high = newcombe((56, 70), (48, 80), 0.95)
    assert low == pytest.approx(0.0524, abs=0.004)
    assert high == pytest.approx(0.3339, abs=0.004)


def test_two_groups_that_do_not_vary_have_an_interval_without_width() -> None:
    flat = jackknife(1.0, np.array([1.0]), np.array([10.0]))
    assert welch(flat, flat, 0.95) == (0.0, 0.0)


def test_two_means_are_compared_as_welch_does() -> None:
    draw = np.random.default_rng(0)
    first, second = draw.normal(1.0, 1.0, 12), draw.normal(0.0, 3.0, 20)
    sides = [jackknife(float(x.mean()), (x.sum() - x) / (len(x) - 1), np.ones(len(x))) for x in (first, second)]
    low, high = welch(sides[0], sides[1], 0.95)
    value = first.mean() - second.mean()
    se = np.sqrt(first.var(ddof=1) / 12 + second.var(ddof=1) / 20)
    assert (low + high) / 2 == pytest.approx(value)
    # Student's t at 97.5 % is between 2.04 and 2.20 for the 11 to 30 degrees of freedom that it may have.
    assert 2.04 * se <= (high - low) / 2 <= 2.21 * se


def test_rates_that_differ_surely_are_found_and_equal_ones_hold_nothing() -> None:
    draw = np.random.default_rng(1)
    outside = 0
    for k, m in zip(draw.binomial(40, 0.8, 2000).tolist(), draw.binomial(300, 0.8, 2000).tolist(), strict=True):
        low, high = newcombe((k, 40), (m, 300), 0.95)
        outside += not low <= 0 <= high
    assert 0.02 <= outside / 2000 <= 0.07
    assert newcombe((10, 40), (270, 300), 0.99)[1] < 0
