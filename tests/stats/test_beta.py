"""Against scipy.special 1.17."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import special, stats

from assay.stats.beta import beta_logit_quantile, beta_quantile, binomial_probability, incomplete_beta, inverse_logit


def parameters(smallest: float, largest: float, count: int) -> list[tuple[float, float, float]]:
    """Pairs of parameters of any size, and a point that matters to them."""
    draw = np.random.default_rng(1)
    pairs = 10 ** draw.uniform(smallest, largest, (count, 2))
    points = [draw.beta(a, b) if draw.random() < 0.7 else draw.random() for a, b in pairs]
    return [(float(a), float(b), float(x)) for (a, b), x in zip(pairs, points, strict=True) if x > 1e-280]


def test_the_incomplete_beta_is_scipys() -> None:
    worst = max(abs(incomplete_beta(a, b, x) - special.betainc(a, b, x)) for a, b, x in parameters(-3, 6, 3000))
    assert worst < 1e-12


def test_a_far_tail_keeps_its_digits() -> None:
    assert incomplete_beta(80.0, 20.0, 0.2) == pytest.approx(special.betainc(80.0, 20.0, 0.2), rel=1e-12)
    assert special.betainc(80.0, 20.0, 0.2) < 1e-35


@pytest.mark.parametrize(("x", "expected"), [(0.0, 0.0), (1.0, 1.0), (-0.5, 0.0), (1.5, 1.0)])
def test_beyond_the_ends_nothing_or_all_is_below(x: float, expected: float) -> None:
    assert incomplete_beta(2.0, 3.0, x) == expected


def test_the_quantile_is_scipys() -> None:
    shares = (1e-6, 0.025, 0.4, 0.5, 0.975)
    cases = [(a, b, shares[i % 5]) for i, (a, b, _) in enumerate(parameters(-0.5, 6, 2000))]
    assert max(abs(beta_quantile(a, b, p) - special.betaincinv(a, b, p)) for a, b, p in cases) < 1e-12


def test_the_quantile_of_nothing_and_of_all_are_the_ends() -> None:
    assert (beta_quantile(2.0, 3.0, 0.0), beta_quantile(2.0, 3.0, 1.0)) == (0.0, 1.0)


def test_the_logit_of_a_quantile_stays_exact_where_the_quantile_rounds_to_one() -> None:
    logit = beta_logit_quantile(0.5, 1e-3, 0.5)
    assert inverse_logit(logit) == 1.0
    assert beta_logit_quantile(1e-3, 0.5, 0.5) == pytest.approx(-logit, rel=1e-12)


@pytest.mark.parametrize("atom", [0.0, 0.5, 1.0])
@pytest.mark.parametrize(("k", "n"), [(1, 3), (7, 9), (0.3, 12.7), (499_000, 1_000_000)])
def test_an_atom_adds_its_part_of_a_binomial_probability(k: float, n: float, atom: float) -> None:
    x = inverse_logit(beta_logit_quantile(k + 1, n - k, 0.025, atom))
    more, at_least = special.betainc(k + 1, n - k, x), special.betainc(k, n - k + 1, x)
    assert more + atom * (at_least - more) == pytest.approx(0.025, abs=1e-12)


@pytest.mark.parametrize("n", [1, 7, 1000, 1_000_000])
@pytest.mark.parametrize("p", [1e-4, 0.5, 0.83])
def test_binomial_probabilities_are_scipys(n: int, p: float) -> None:
    for k in {0, 1, n // 3, n - 1, n}:
        assert binomial_probability(k, n, p) == pytest.approx(stats.binom.pmf(k, n, p), rel=1e-9, abs=1e-300)


def test_more_successes_than_trials_have_no_probability() -> None:
    assert binomial_probability(4, 3, 0.5) == 0.0
    assert binomial_probability(-1, 3, 0.5) == 0.0


def test_the_inverse_logit_does_not_overflow() -> None:
    assert (inverse_logit(math.inf), inverse_logit(-math.inf), inverse_logit(0.0)) == (1.0, 0.0, 0.5)
