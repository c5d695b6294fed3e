"""What a number of examples can detect: against the statistics document, and by drawing."""

from __future__ import annotations

import math

import numpy as np
import pytest

from assay.stats.detectable import (
    chance_of_better,
    chance_to_pass,
    highest_threshold,
    least_gain,
    least_share,
    most_errors,
)
from assay.stats.paired import mcnemar_mid_p, tango
from assay.stats.power import fewest_trials, pairs_for, reach, trials_for, units_for
from assay.stats.proportions import mid_p

RATES = [(0.85, 0.8), (0.93, 0.9), (0.95, 0.9), (0.97, 0.95), (0.98, 0.95), (0.995, 0.99)]
# Exact in rationals; where the statistics document has 552 and 660, one fewer already passes.
FEWEST = {
    0.8: (14, 23, 31, 53),
    0.9: (29, 48, 64, 108),
    0.95: (59, 97, 130, 219),
    0.98: (149, 245, 328, 551),
    0.99: (299, 492, 659, 1106),
}
PAIRS = [
    (0.01, 0.1, 7847),
    (0.02, 0.1, 1960),
    (0.02, 0.2, 3923),
    (0.03, 0.1, 870),
    (0.03, 0.2, 1742),
    (0.05, 0.1, 312),
    (0.05, 0.2, 626),
    (0.1, 0.2, 155),
]


@pytest.mark.parametrize(("threshold", "trials"), FEWEST.items())
def test_the_fewest_that_can_pass_are_those_of_the_table(threshold: float, trials: tuple[int, ...]) -> None:
    assert tuple(fewest_trials(threshold, errors, 0.95) for errors in (0, 1, 2, 5)) == trials


@pytest.mark.parametrize(("gain", "changed", "pairs"), PAIRS)
def test_paired_gains_are_those_of_the_table(gain: float, changed: float, pairs: int) -> None:
    assert math.ceil(pairs_for(gain, changed, 0.95)) == pairs


@pytest.mark.parametrize(("share", "threshold"), RATES)
def test_a_planned_gate_has_the_power_that_the_document_gives(share: float, threshold: float) -> None:
    trials = math.ceil(trials_for(share, threshold, 0.95))
    assert 0.835 < chance_to_pass(trials, share, threshold, 0.95) < 0.895


@pytest.mark.parametrize(("share", "threshold"), RATES)
def test_the_chance_to_pass_is_what_draws_give_with_the_products_interval(share: float, threshold: float) -> None:
    trials = math.ceil(trials_for(share, threshold, 0.95))
    right = np.random.default_rng(12).binomial(trials, share, 20_000)
    counts, times = np.unique(right, return_counts=True)
    passed = sum(
        n for k, n in zip(counts.tolist(), times.tolist(), strict=True) if mid_p(k, trials, 0.95)[0] >= threshold
    )
    assert passed / 20_000 == pytest.approx(chance_to_pass(trials, share, threshold, 0.95), abs=0.012)


@pytest.mark.parametrize(("gain", "changed", "pairs"), [*PAIRS, (0.1, 0.1, 77), (0.05, 0.05, 155), (0.4, 1.0, 47)])
def test_planned_pairs_find_a_gain_in_four_of_five_cases(gain: float, changed: float, pairs: int) -> None:
    chance = chance_of_better(pairs, gain, changed, 0.95)
    assert chance is not None
    assert 0.77 < chance < 0.91  # counts are whole: with 47 pairs that all change it is 0.78, with 48 0.84


@pytest.mark.parametrize(("gain", "changed"), [(0.05, 0.1), (0.1, 0.2), (0.1, 0.1)])
def test_the_chance_of_better_is_what_draws_give_with_the_products_rule(gain: float, changed: float) -> None:
    pairs = math.ceil(pairs_for(gain, changed, 0.95))
    shares = [(changed + gain) / 2, (changed - gain) / 2, 1 - changed]
    drawn = np.random.default_rng(5).multinomial(pairs, shares, 20_000)[:, :2]
    kinds, times = np.unique(drawn, axis=0, return_counts=True)
    better = [tango(b, c, pairs, 0.95)[0] > 0 and mcnemar_mid_p(b, c) <= 0.05 for b, c in kinds.tolist()]
    assert float(times @ better) / 20_000 == pytest.approx(chance_of_better(pairs, gain, changed, 0.95), abs=0.012)


def test_too_many_outcomes_are_not_looked_at() -> None:
    assert chance_of_better(1_000_000, 0.001, 0.5, 0.95) is None


@pytest.mark.parametrize("trials", [15, 59, 260, 5000])
@pytest.mark.parametrize("threshold", [0.5, 0.9, 0.95])
def test_one_more_error_would_not_pass(trials: int, threshold: float) -> None:
    errors = most_errors(trials, threshold, 0.95)
    if errors is None:
        assert mid_p(trials, trials, 0.95)[0] < threshold
        return
    assert mid_p(trials - errors, trials, 0.95)[0] >= threshold > mid_p(trials - errors - 1, trials, 0.95)[0]


@pytest.mark.parametrize("trials", [59, 260, 5000])
def test_the_least_share_passes_in_four_of_five_cases(trials: int) -> None:
    share = least_share(trials, 0.9, 0.95)
    assert share is not None
    assert chance_to_pass(trials, share, 0.9, 0.95) == pytest.approx(0.8, abs=1e-9)
    assert least_share(28, 0.9, 0.95) is None


@pytest.mark.parametrize("share", [0.6, 0.935, 1.0])
def test_the_highest_threshold_is_passed_in_four_of_five_cases_and_no_higher_one(share: float) -> None:
    threshold = highest_threshold(200, share, 0.95)
    assert chance_to_pass(200, share, threshold - 1e-9, 0.95) >= 0.8
    assert chance_to_pass(200, share, threshold + 1e-6, 0.95) < (1.0 if share == 1 else 0.8)


@pytest.mark.parametrize(("gain", "changed", "pairs"), PAIRS)
def test_the_least_gain_is_the_one_that_needs_as_many_pairs(gain: float, changed: float, pairs: int) -> None:
    assert least_gain(pairs, changed, 0.95) == pytest.approx(gain, rel=0.003)
    assert least_gain(5, changed, 0.95) is None


def test_any_other_metric_needs_2_80_standard_errors() -> None:
    assert reach(0.95) == pytest.approx(2.80, abs=0.002)
    assert units_for(0.02, 200, 2.8016 * 0.02, 0.95) == pytest.approx(200, rel=1e-3)
    assert math.isinf(units_for(0.02, 200, 0.0, 0.95))
