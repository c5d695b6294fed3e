from __future__ import annotations

import math

import numpy as np
import pytest

from assay.stats.arrays import Array
from assay.stats.calibration import calibration_error


def drawn(seed: int, n: int, shift: float = 0.0) -> tuple[Array, Array]:
    draw = np.random.default_rng(seed)
    confidence = draw.uniform(0.3, 0.9, n)
    return confidence, (draw.random(n) < confidence - shift).astype(float)


def test_two_bins_by_hand() -> None:
    confidence = np.repeat([0.2, 0.8], 20)
    correct = np.repeat([1.0, 0.0, 1.0, 0.0], [6, 14, 14, 6])  # 0.3 and 0.7 are right
    noise = 0.3 * 0.7 / 19
    error = calibration_error(confidence, correct, np.ones(40))
    assert error.bins == 2
    assert error.square == pytest.approx(0.1**2 - noise)
    assert error.value == pytest.approx(math.sqrt(max(0.1**2 - noise, 0)))


def test_a_calibrated_model_shows_no_error_on_average() -> None:
    squares = [calibration_error(*drawn(seed, 200), np.ones(200)).square for seed in range(300)]
    assert abs(np.mean(squares)) < 4 * np.std(squares) / 300**0.5


def test_a_shift_is_found_at_its_size() -> None:
    errors = [calibration_error(*drawn(seed, 2000, shift=0.15), np.ones(2000)).value for seed in range(40)]
    assert np.mean(errors) == pytest.approx(0.15, abs=0.01)


def test_few_examples_have_fewer_bins_and_very_few_none() -> None:
    assert calibration_error(*drawn(0, 65), np.ones(65)).bins == 3
    nothing = calibration_error(*drawn(0, 19), np.ones(19))
    assert math.isnan(nothing.value)
    assert nothing.interval(0.95) == (0.0, 1.0)


def test_intervals_hold_the_error_where_it_is_large_and_where_there_is_none() -> None:
    for shift in (0.0, 0.15):
        ends = [calibration_error(*drawn(seed, 200, shift), np.ones(200)).interval(0.95) for seed in range(300)]
        assert sum(low <= shift <= high for low, high in ends) > 0.91 * 300


def test_equal_confidences_stay_in_one_bin() -> None:
    error = calibration_error(np.full(200, 0.9), np.repeat([1.0, 0.0], [180, 20]), np.ones(200))
    assert error.bins == 1
    assert error.value == 0.0


def test_rows_that_count_several_times_are_as_many_rows() -> None:
    confidence, correct = drawn(1, 60)
    counts = np.random.default_rng(2).integers(1, 5, 60)
    long = calibration_error(np.repeat(confidence, counts), np.repeat(correct, counts), np.ones(counts.sum()))
    short = calibration_error(confidence, correct, counts.astype(float))
    assert (short.square, short.noise, short.slope) == pytest.approx((long.square, long.noise, long.slope), rel=1e-12)
