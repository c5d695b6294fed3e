from __future__ import annotations

import math

import numpy as np
import pytest

from assay.stats.arrays import Array
from assay.stats.effective import effective_trials, envelope, shrunk, with_unseen
from assay.stats.jackknife import degrees_of_freedom, jackknife, kish_size
from tests.stats.oracle import oracle

ONES = np.ones(30)


def left_out_means(x: Array) -> Array:
    left: Array = (x.sum() - x) / (len(x) - 1)
    return left


def test_the_standard_error_of_a_mean_is_the_textbooks() -> None:
    x = np.random.default_rng(0).random(30)
    assert jackknife(float(x.mean()), left_out_means(x), ONES).se == pytest.approx(x.std(ddof=1) / 30**0.5, abs=1e-15)


def test_a_ratio_has_the_references_error_and_degrees_of_freedom() -> None:
    reference = oracle()
    draw = np.random.default_rng(1)
    over, under = draw.random(40) * 5, draw.integers(1, 60, 40).astype(float)
    _, se, df, influence, _ = reference.jackknife(np.stack([over, under], 1), lambda s: s[..., 0] / s[..., 1], None, 1)
    left = (over.sum() - over) / (under.sum() - under)
    ours = jackknife(over.sum() / under.sum(), left, np.ones(40), under)
    assert (ours.se, ours.df) == pytest.approx((se, df), rel=1e-12)
    np.testing.assert_allclose(ours.influence, influence, atol=1e-15)


def test_a_row_that_counts_three_times_is_three_rows() -> None:
    values, counts = np.array([0.5, 0.7, 0.9]), np.array([3.0, 1.0, 2.0])
    sizes = np.array([4.0, 9.0, 2.0])
    spread = [np.repeat(part, counts.astype(int)) for part in (values, sizes)]
    short, long = jackknife(0.66, values, counts, sizes), jackknife(0.66, spread[0], np.ones(6), spread[1])
    assert (short.se, short.df, short.n) == pytest.approx((long.se, long.df, long.n), rel=1e-14)


def test_one_unit_has_no_standard_error() -> None:
    assert math.isnan(jackknife(0.4, np.array([math.nan]), np.array([1.0])).se)


def test_a_unit_without_which_there_is_no_value_is_taken_not_to_matter() -> None:
    with_gap = jackknife(0.5, np.array([math.nan, 0.6, 0.4]), np.ones(3))
    assert with_gap.se == jackknife(0.5, np.array([0.5, 0.6, 0.4]), np.ones(3)).se


def test_one_outlier_leaves_few_degrees_of_freedom() -> None:
    influence = np.array([10.0, *np.full(99, -10 / 99)])
    assert degrees_of_freedom(influence, np.ones(100)) < 3
    assert degrees_of_freedom(np.zeros(5), np.ones(5)) == 4


def test_kish_counts_equal_sizes_fully_and_one_giant_as_one() -> None:
    assert kish_size(np.full(12, 3.0)) == pytest.approx(12)
    assert kish_size(np.array([1e9, 1.0, 1.0])) == pytest.approx(1, abs=1e-6)
    assert kish_size(np.zeros(3)) == 0.0


def test_the_t_interval_is_wider_than_the_normal_one() -> None:
    one = jackknife(0.5, left_out_means(np.array([0.2, 0.5, 0.8])), np.ones(3))
    low, high = one.t_interval(0.95)
    assert high - low > 2 * 1.96 * one.se


@pytest.mark.parametrize(
    ("share", "se", "df"), [(0.32, 0.05, 14.0), (0.98, 0.004, 49.0), (1.0, 0.0, 9.0), (0.0, 0.0, 9)]
)
def test_a_bounded_value_has_the_references_interval(share: float, se: float, df: float) -> None:
    reference = oracle()
    low, high, trials = reference.neff_bounded(share, se, df, None, 10.0)
    ours = shrunk(effective_trials(share, se, 10.0), df, 0.95)
    assert ours == pytest.approx(trials, rel=1e-12)
    assert envelope(share, ours, 0.95) == pytest.approx((low, high), abs=1e-9)


def test_half_an_unseen_unit_at_each_bound_makes_all_good_ones_uncertain() -> None:
    value, se = with_unseen(1.0, 0.0, 20.0, 0.0, 1.0)
    assert value == pytest.approx(20.5 / 21)
    assert effective_trials(value, se, 20.0) == pytest.approx(20)


def test_of_very_many_units_the_unseen_are_nothing() -> None:
    assert with_unseen(0.4, 0.001, 1e9, 0.0, 1.0) == pytest.approx((0.4, 0.001), rel=1e-6)


def test_effective_trials_are_capped_and_never_none_inside_the_range() -> None:
    assert effective_trials(0.5, 1e-9, 10.0, most=200.0) == 200.0
    assert effective_trials(0.5, math.inf, 7.0) == 7.0
