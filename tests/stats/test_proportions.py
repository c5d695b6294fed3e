"""Against statsmodels 0.15 and the reference implementation."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from assay.stats.proportions import clopper_pearson, mid_p, of_each, wilson
from tests.stats.oracle import oracle

COUNTS = [(k, n) for n in (1, 2, 7, 15, 50, 999, 100_000) for k in sorted({0, 1, n // 3, n // 2, n - 1, n})]
FRACTIONS = [(0.3, 0.9), (11.7, 12.0), (0.001, 4.2), (56.9, 60.3)]


@pytest.mark.parametrize(("procedure", "name"), [(clopper_pearson, "beta"), (wilson, "wilson")])
def test_it_is_statsmodels_interval(procedure: Callable[..., tuple[float, float]], name: str) -> None:
    for k, n in COUNTS:
        assert procedure(k, n, 0.95) == pytest.approx(proportion_confint(k, n, 0.05, name), abs=1e-12)


@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
def test_mid_p_solves_its_equation(level: float) -> None:
    for k, n in COUNTS:
        low, high = mid_p(k, n, level)
        if k > 0:
            tail = stats.binom.sf(k, n, low) + stats.binom.pmf(k, n, low) / 2
            assert tail == pytest.approx((1 - level) / 2, abs=1e-9)
        if k < n:
            tail = stats.binom.cdf(k - 1, n, high) + stats.binom.pmf(k, n, high) / 2
            assert tail == pytest.approx((1 - level) / 2, abs=1e-9)


def test_counts_and_fractions_are_the_references() -> None:
    reference = oracle()
    for k, n in [*COUNTS, *FRACTIONS]:
        assert mid_p(k, n, 0.95) == pytest.approx(reference.midp(k, n), abs=1e-9)
        assert clopper_pearson(k, n, 0.95) == pytest.approx(reference.clopper_pearson(k, n), abs=1e-12)
        assert wilson(k, n, 0.95) == pytest.approx(reference.wilson(k, n), abs=1e-12)


def test_ninety_five_of_a_hundred() -> None:
    assert mid_p(95, 100, 0.95) == pytest.approx((0.89268, 0.98145), abs=1e-5)


def test_all_right_ends_at_one_and_starts_where_chance_would_make_it_so() -> None:
    assert mid_p(15, 15, 0.95) == pytest.approx((0.05 ** (1 / 15), 1.0), abs=1e-12)
    assert mid_p(0, 15, 0.95) == pytest.approx((0.0, 1 - 0.05 ** (1 / 15)), abs=1e-12)
    assert mid_p(1, 1, 0.95) == pytest.approx((0.05, 1.0), abs=1e-12)


@pytest.mark.parametrize("procedure", [mid_p, clopper_pearson, wilson])
def test_no_trials_say_nothing(procedure: Callable[..., tuple[float, float]]) -> None:
    assert procedure(0, 0, 0.95) == (0.0, 1.0)


def test_arrays_give_what_each_pair_gives() -> None:
    successes, trials = np.array([3.0, 0.0, 3.0]), np.array([10.0, 0.0, 10.0])
    low, high = of_each(mid_p, successes, trials, 0.95)
    assert [*zip(low, high, strict=True)] == [mid_p(3, 10, 0.95), (0.0, 1.0), mid_p(3, 10, 0.95)]


def test_an_interval_costs_well_under_a_third_of_a_millisecond() -> None:
    fastest = math.inf
    for _ in range(5):  # the best of five, for a machine that is doing other things too
        mid_p.cache_clear()
        start = time.process_time()
        for k in range(100, 200):
            mid_p(k, 200, 0.95)
        fastest = min(fastest, (time.process_time() - start) / 100)
    assert fastest < 0.3e-3
