"""Win rates, the sign test and what is shown first: by hand, and against scipy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import binom

from assay.stats.pairs import first_position, majority, sign_test, win_rate
from assay.stats.proportions import mid_p


def test_ties_count_half() -> None:
    found = win_rate(np.array([1, 1, 0, -1, 0, 1]), np.arange(6), 0.95)
    assert (found.wins, found.ties, found.losses) == (3, 2, 1)
    assert found.value == pytest.approx(4 / 6)
    assert found.low < 4 / 6 < found.high


def test_prompts_judged_once_and_never_tied_are_trials() -> None:
    found = win_rate(np.array([1] * 14 + [-1] * 6), np.arange(20), 0.95)
    assert (found.low, found.high) == mid_p(14, 20, 0.95)
    tail = 2 * (binom.sf(14, 20, 0.5) + binom.pmf(14, 20, 0.5) / 2)
    assert found.p == pytest.approx(float(tail))


def test_three_raters_who_say_the_same_are_worth_little_more_than_one() -> None:
    once = np.array([1] * 20 + [-1] * 10)
    single = win_rate(once, np.arange(30), 0.95)
    thrice = win_rate(np.repeat(once, 3), np.repeat(np.arange(30), 3), 0.95)
    assert thrice.value == pytest.approx(single.value)
    assert thrice.prompts == 30
    assert thrice.p == pytest.approx(single.p)
    assert thrice.high - thrice.low > 0.95 * (single.high - single.low)


def test_a_side_that_won_throughout_is_not_certain() -> None:
    found = win_rate(np.ones(12, np.int64), np.repeat(np.arange(6), 2), 0.95)
    assert found.value == found.high == 1.0
    assert 0.4 < found.low < 0.75


def test_without_judgements_there_is_no_win_rate() -> None:
    none = np.zeros(0, np.int64)
    assert math.isnan(win_rate(none, none, 0.95).value)
    assert sign_test(none, none) == 1.0


def test_what_is_shown_first_and_preferred() -> None:
    """Each side was shown first ten times; the first was preferred fifteen times of the twenty decided."""
    shown = np.array([1, -1] * 10 + [1])
    outcomes = np.where(np.arange(21) < 15, shown, -shown)
    outcomes[20] = 0
    found = first_position(outcomes, shown, np.arange(21), 0.95)
    assert (found.first, found.decided, found.shown_first) == (15, 20, 10)
    assert found.value == 0.75
    assert found.p == pytest.approx(float(2 * (binom.sf(15, 20, 0.5) + binom.pmf(15, 20, 0.5) / 2)))
    assert found.balanced


def test_a_side_always_shown_first_tells_nothing_of_the_place() -> None:
    found = first_position(np.ones(20, np.int64), np.ones(20, np.int64), np.arange(20), 0.95)
    assert not found.balanced


def test_the_majority_of_three_who_all_differ_is_a_tie() -> None:
    outcomes, groups = np.array([1, 0, -1, 1, 1, -1, -1, -1, 0]), np.repeat([0, 1, 2], 3)
    assert majority(outcomes, groups).tolist() == [0.0, 1.0, -1.0]
