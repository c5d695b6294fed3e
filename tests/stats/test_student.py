"""The normal and t distributions against scipy.stats 1.17."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from assay.stats.normal import normal_quantile, normal_tail
from assay.stats.student import critical_value, student_quantile, student_tail

DFS = (0.3, 1.0, 1.5, 2.0, 7.7, 14.0, 200.5, 1e4, 1e6, 1e9)


def test_normal_quantiles_are_scipys_into_the_far_tails() -> None:
    shares = [*(10.0 ** -np.arange(1, 300, 7)), *np.linspace(0.001, 0.999, 500), 1 - 1e-12]
    for p in map(float, shares):
        assert normal_quantile(p) == pytest.approx(stats.norm.ppf(p), rel=1e-14, abs=1e-15)


def test_the_normal_quantiles_of_nothing_and_all_are_infinite() -> None:
    assert (normal_quantile(0.0), normal_quantile(1.0)) == (-math.inf, math.inf)


def test_normal_tails_are_scipys() -> None:
    for z in (-3.0, 0.0, 1.96, 20.0):
        assert normal_tail(z) == pytest.approx(stats.norm.sf(z), rel=1e-13)


@pytest.mark.parametrize("df", DFS)
@pytest.mark.parametrize("p", [1e-12, 0.001, 0.025, 0.3, 0.5, 0.6, 0.975, 0.995])
def test_t_quantiles_are_scipys(p: float, df: float) -> None:
    assert student_quantile(p, df) == pytest.approx(stats.t.ppf(p, df), rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("df", DFS)
@pytest.mark.parametrize("t", [-3.0, -0.001, 0.0, 0.5, 2.0, 40.0])
def test_t_tails_are_scipys(t: float, df: float) -> None:
    assert student_tail(t, df) == pytest.approx(stats.t.sf(t, df), rel=1e-10, abs=1e-12)


def test_with_infinite_degrees_of_freedom_it_is_the_normal_distribution() -> None:
    assert critical_value(0.95) == pytest.approx(1.959963984540054, abs=1e-15)
    assert student_tail(1.3, math.inf) == normal_tail(1.3)
