"""Against the table of the statistics document and the reference implementation."""

from __future__ import annotations

import math

import pytest

from assay.stats.power import TOO_CLOSE, fewest_trials, more_pairs, more_trials, more_units, trials_for, two_digits
from assay.stats.proportions import mid_p
from tests.stats.oracle import oracle

PLANS = [
    (0.85, 0.8, 491),
    (0.93, 0.9, 750),
    (0.95, 0.9, 259),
    (0.97, 0.95, 865),
    (0.98, 0.95, 364),
    (0.995, 0.99, 2789),
]


@pytest.mark.parametrize(("share", "threshold", "trials"), PLANS)
def test_planning_a_rate(share: float, threshold: float, trials: int) -> None:
    assert math.ceil(trials_for(share, threshold, 0.95)) == trials


@pytest.mark.parametrize("threshold", [0.8, 0.9, 0.95, 0.98, 0.99])
@pytest.mark.parametrize("errors", [0, 1, 2, 5])
def test_the_fewest_trials_are_the_first_that_pass(threshold: float, errors: int) -> None:
    n = fewest_trials(threshold, errors, 0.95)
    assert mid_p(n - errors, n, 0.95)[0] >= threshold > mid_p(n - 1 - errors, n - 1, 0.95)[0]


def test_without_an_error_a_recall_of_95_percent_takes_59() -> None:
    assert fewest_trials(0.95, 0, 0.95) == 59
    assert [fewest_trials(0.9, errors, 0.95) for errors in (0, 1, 2, 5)] == [29, 48, 64, 108]


@pytest.mark.parametrize(("successes", "trials"), [(95, 100), (180, 200), (30, 30), (11, 15)])
@pytest.mark.parametrize("threshold", [0.8, 0.93])
def test_more_trials_are_the_references_to_two_digits(successes: int, trials: int, threshold: float) -> None:
    exact = oracle().more_examples_proportion(successes, trials, threshold)
    ours = more_trials(successes, trials, threshold, 0.95)
    assert ours == (TOO_CLOSE if exact > 20 * trials else two_digits(exact))


def test_more_units_are_the_references_to_two_digits() -> None:
    exact = oracle().more_examples_se(0.32, 0.02, 200, 0.35)
    assert more_units(0.32, 0.02, 200, 0.35, 0.95) == two_digits(exact)


def test_more_pairs_are_those_of_the_planning_table() -> None:
    assert more_pairs(60, 40, 1000, 0.95) == two_digits(1960 - 1000)  # a gain of 2 points, 10 % change
    assert more_pairs(115, 85, 1000, 0.95) == two_digits(1742 - 1000)  # 3 points, 20 %
    assert more_pairs(75, 25, 1000, 0.95) == 0  # 5 points, 10 %: 312 are enough
    assert more_pairs(40, 40, 1000, 0.95) == TOO_CLOSE
    assert math.isnan(more_pairs(0, 0, 1000, 0.95))


def test_a_value_at_its_threshold_is_too_close_to_tell() -> None:
    assert more_trials(90, 100, 0.9, 0.95) == TOO_CLOSE
    assert more_units(0.5, 0.02, 100, 0.5, 0.95) == TOO_CLOSE
    assert more_units(0.5, 0.02, 100, 0.5001, 0.95) == TOO_CLOSE


def test_what_is_there_may_be_enough() -> None:
    assert more_trials(990, 1000, 0.5, 0.95) == 0


def test_nothing_measured_gives_no_answer() -> None:
    assert math.isnan(more_trials(0, 0, 0.9, 0.95))
    assert math.isnan(more_units(0.5, math.nan, 1, 0.6, 0.95))


@pytest.mark.parametrize(("n", "shown"), [(3.2, 4), (99, 99), (101, 110), (259, 260), (2789, 2800), (1000, 1000)])
def test_numbers_are_rounded_up_to_two_digits(n: float, shown: int) -> None:
    assert two_digits(n) == shown
