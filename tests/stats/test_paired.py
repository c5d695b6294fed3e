"""Against statsmodels 0.15, published examples and the reference implementation."""

from __future__ import annotations

import pytest
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar

from assay.stats.paired import mcnemar_mid_p, t_test, tango
from tests.stats.oracle import oracle

CHANGES = [(b, c) for b in (0, 1, 4, 9, 30) for c in (0, 2, 4, 11)]


@pytest.mark.parametrize(("gained", "lost"), [(b, c) for b, c in CHANGES if b != c])  # else the exact p is cut off
def test_mid_p_is_the_exact_p_less_the_chance_of_just_this(gained: int, lost: int) -> None:
    exact = mcnemar([[5, gained], [lost, 9]], exact=True).pvalue
    point = stats.binom.pmf(min(gained, lost), gained + lost, 0.5)
    assert mcnemar_mid_p(gained, lost) == pytest.approx(exact - point, abs=1e-12)


@pytest.mark.parametrize(("gained", "lost"), CHANGES)
def test_test_and_interval_are_the_references(gained: int, lost: int) -> None:
    reference = oracle()
    assert mcnemar_mid_p(gained, lost) == pytest.approx(reference.mcnemar_midp(gained, lost), abs=1e-12)
    assert tango(gained, lost, 60, 0.95) == pytest.approx(reference.tango(gained, lost, 60)[1:], abs=1e-9)


def test_published_values() -> None:
    assert tango(9, 2, 40, 0.95) == pytest.approx((0.0144, 0.3390), abs=1e-4)
    assert tango(1, 7, 21, 0.95) == pytest.approx((-0.5172, -0.0260), abs=1e-4)
    assert mcnemar_mid_p(9, 2) == pytest.approx(0.03857, abs=1e-5)


def test_nothing_changed_is_no_evidence() -> None:
    assert mcnemar_mid_p(0, 0) == 1.0
    low, high = tango(0, 0, 50, 0.95)
    assert low == pytest.approx(-high)
    assert high > 0.05


def test_everything_changed_for_the_better_ends_at_one() -> None:
    assert tango(10, 0, 10, 0.95)[1] == 1.0
    assert tango(0, 10, 10, 0.95)[0] == -1.0


def test_a_t_test_is_scipys() -> None:
    x = [0.3, -0.1, 0.4, 0.2, 0.6]
    expected = stats.ttest_1samp(x, 0.0).pvalue
    se = stats.sem(x)
    assert t_test(sum(x) / 5, se, 4.0) == pytest.approx(expected, abs=1e-12)


def test_a_difference_that_never_varies_is_certain_and_none_is_none() -> None:
    assert (t_test(0.2, 0.0, 4.0), t_test(0.0, 0.0, 4.0)) == (0.0, 1.0)
