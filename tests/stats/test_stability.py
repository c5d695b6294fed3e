"""Against scipy 1.17, statsmodels 0.15 and the reference implementation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.contingency_tables import cochrans_q

from assay.core.arrays import Array
from assay.stats.stability import Spread, f_tail, half_range, range_tail, sd_per_half_range, spread_of_runs
from tests.stats.oracle import oracle


def right_and_wrong(runs: int, n: int, seed: int) -> Array:
    """(R, n) of 0 and 1: examples differ in how hard they are, and runs in which they get."""
    draw = np.random.default_rng(seed)
    return (draw.random((runs, n)) < draw.beta(4, 1, n)).astype(np.float64)


def parts(runs: int, n: int, seed: int) -> Array:
    draw = np.random.default_rng(seed)
    return draw.random(n) + draw.normal(0, 0.2, (runs, n)) + draw.normal(0, 0.05, (runs, 1))


def spread(rows: Array) -> Spread:
    return spread_of_runs(rows.mean(axis=1), rows)


@pytest.mark.parametrize("runs", [2, 3, 5, 10, 40])
@pytest.mark.parametrize("width", [0.01, 0.5, 2.0, 6.0])
def test_the_range_of_normal_values_is_distributed_as_scipy_says(runs: int, width: float) -> None:
    assert range_tail(runs, width) == pytest.approx(stats.studentized_range.cdf(width, runs, np.inf), abs=1e-8)


@pytest.mark.parametrize("runs", [2, 3, 4, 5, 6, 8, 10, 20])
@pytest.mark.parametrize("confidence", [0.05, 0.5, 0.95])
def test_a_standard_deviation_is_a_quantile_of_half_ranges(runs: int, confidence: float) -> None:
    expected = 2.0 / stats.studentized_range.ppf(1.0 - confidence, runs, np.inf)
    assert sd_per_half_range(runs, confidence) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(("runs", "factor"), [(3, 4.64), (4, 2.63), (5, 1.95), (6, 1.61), (8, 1.25), (10, 1.07)])
def test_the_factors_are_those_that_were_simulated(runs: int, factor: float) -> None:
    assert sd_per_half_range(runs, 0.95) == pytest.approx(factor, abs=0.02)


@pytest.mark.parametrize("ratio", [1e-6, 0.3, 1.0, 2.5, 40.0])
@pytest.mark.parametrize(("over", "under"), [(1, 1), (2, 400), (4, 36), (9, 20_000)])
def test_the_tail_of_f_is_scipys(ratio: float, over: int, under: int) -> None:
    assert f_tail(ratio, over, under) == pytest.approx(stats.f.sf(ratio, over, under), rel=1e-9)


@pytest.mark.parametrize("ratio", [0.0, -1.0])
def test_all_of_f_lies_above_nothing(ratio: float) -> None:
    assert f_tail(ratio, 2, 30) == 1.0


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("runs", [2, 3, 5])
def test_a_spread_is_the_references(runs: int, seed: int) -> None:
    rows = parts(runs, 60, seed)
    found, theirs = spread(rows), oracle().stability(rows, relative=False)
    assert (found.sd, found.noise, found.p) == pytest.approx(
        (theirs["sd"], theirs["noise_floor"], theirs["p_runs_differ"]), abs=1e-12
    )
    assert math.sqrt(found.own_variance) == pytest.approx(theirs["sigma_run"], abs=1e-12)


@pytest.mark.parametrize(("runs", "n"), [(3, 40), (4, 200), (6, 25)])
def test_for_right_and_wrong_the_ratio_of_variances_is_cochrans_q_on_another_scale(runs: int, n: int) -> None:
    rows = right_and_wrong(runs, n, runs)
    q = float(cochrans_q(rows.T).statistic)
    # Q = n (R - 1) SS(runs) / (SS(runs) + SS(interaction)), F = (n - 1) SS(runs) / SS(interaction).
    expected = (n - 1) * q / (n * (runs - 1) - q)
    found = spread(rows)
    assert n * found.sd**2 / found.within == pytest.approx(expected, rel=1e-12)
    assert found.p == pytest.approx(stats.f.sf(expected, runs - 1, (runs - 1) * (n - 1)), rel=1e-9)


def test_runs_that_are_all_alike_have_no_spread_and_no_noise() -> None:
    rows = np.tile(right_and_wrong(1, 30, 0), (3, 1))
    assert spread(rows) == Spread(0.0, 0.0, 0.0, 1.0, 0.0)


def test_runs_that_differ_alike_in_every_example_differ_for_certain() -> None:
    rows = np.tile(np.arange(8.0), (3, 1)) + np.array([[0.0], [1.0], [2.0]])
    found = spread(rows)
    assert (found.sd, found.within, found.p, found.own_variance) == (1.0, 0.0, 0.0, 1.0)


def test_half_of_what_lies_between_082_and_085_is_180_per_cent_of_the_middle() -> None:
    values = np.array([0.82, 0.83, 0.85])
    middle = (values.max() + values.min()) / 2
    assert half_range(values) / middle == pytest.approx(0.01796, abs=5e-6)
