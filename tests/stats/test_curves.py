"""Curves that fall with noise: when the end of one lies above its lowest for sure."""

from __future__ import annotations

import numpy as np
import pytest

from assay.stats.curves import rise_of


@pytest.mark.parametrize("m", [5, 8, 12, 20, 60])
def test_the_end_of_a_flat_curve_lies_above_its_margin_once_in_a_hundred(m: int) -> None:
    draw = np.random.default_rng(m)
    above = [one.value > (one.margin or 0.0) for one in (rise_of(draw.standard_normal(m)) for _ in range(2000))]
    assert np.mean(above) < 0.017  # 0.01, and three standard errors


def test_a_curve_that_bends_and_rises_again_lies_above_its_margin() -> None:
    steps = np.arange(1, 21) / 20
    curve = np.where(steps < 0.4, 1 + np.exp(-15 * steps), 1 + 0.15 * (steps - 0.4))
    noisy = [curve + 0.01 * np.random.default_rng(seed).standard_normal(20) for seed in range(100)]
    assert sum(one.value > (one.margin or 0.0) for one in map(rise_of, noisy)) >= 95


def test_few_values_have_no_margin() -> None:
    one = rise_of(np.array([2.0, 1.0, 1.5, 1.4]))
    assert (one.lowest, one.place, one.margin) == (1.0, 1, None)
    assert one.last == pytest.approx(1.4)
