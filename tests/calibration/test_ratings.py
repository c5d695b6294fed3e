"""Do the intervals of people's ratings hold what they say? Panels are drawn whose truth is known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from assay.stats.agreement import krippendorff
from assay.stats.arrays import Array
from assay.stats.panel import ends_for_any_raters, panel, panel_ends
from tests.calibration.bars import covers, seldom

SCALE = (1.0, 5.0)
ITEMS, NOISE = 0.6, 0.5  # standard deviations before rounding to whole ratings
ROUNDS = 300


def drawn(mean: float, n: int, severity: Array, seed: int, missing: float = 0.0) -> Array:
    draw = np.random.default_rng([seed, n])
    latent = mean + ITEMS * draw.normal(size=(n, 1)) + severity + NOISE * draw.normal(size=(n, len(severity)))
    ratings = np.clip(np.round(latent), 1, 5)
    ratings[draw.random(ratings.shape) < missing] = np.nan
    return ratings[np.isfinite(ratings).any(axis=1)]


def severities(raters: int, spread: float, seed: int) -> Array:
    return spread * np.random.default_rng([seed, raters, 7]).normal(size=raters)


def truth(mean: float, severity: Array, spread: float = 0.0) -> float:
    """The mean over all items there could be, by raters of these severities; with `spread` by any such rater."""
    scale = math.sqrt(2 * (ITEMS**2 + NOISE**2 + spread**2))
    steps = [math.erfc((k + 0.5 - mean - one) / scale) / 2 for one in severity for k in (1, 2, 3, 4)]
    return 1 + sum(steps) / len(severity)


@pytest.mark.parametrize("n", [15, 50, 200])
@pytest.mark.parametrize(
    ("mean", "raters", "spread", "missing"),
    [(4.0, 2, 0.25, 0.0), (4.0, 3, 0.5, 0.0), (4.0, 3, 0.25, 0.4), (4.7, 3, 0.25, 0.0), (3.0, 6, 0.5, 0.5)],
)
def test_the_interval_for_this_panel_covers_its_mean_and_does_not_ship(
    n: int, mean: float, raters: int, spread: float, missing: float
) -> None:
    covered = over = 0
    for seed in range(ROUNDS):
        severity = severities(raters, spread, seed)
        low, high = panel_ends(panel(drawn(mean, n, severity, seed, missing)), SCALE, 0.95)
        here = truth(mean, severity)
        covered += low <= here <= high
        over += low > here
    assert covers(covered, ROUNDS)
    assert seldom(over, ROUNDS)


@pytest.mark.parametrize("raters", [6, 10])
def test_the_interval_for_any_raters_covers_the_mean_of_all_raters_there_could_be(raters: int) -> None:
    """From six raters on, as the page says; with two or three it may miss up to 1 in 8."""
    covered = 0
    for seed in range(ROUNDS):
        ends = ends_for_any_raters(panel(drawn(3.5, 60, severities(raters, 0.4, seed), seed)), SCALE, 0.95)
        covered += ends is not None and ends[0] <= truth(3.5, np.zeros(1), 0.4) <= ends[1]
    assert covers(covered, ROUNDS)


@pytest.mark.parametrize("n", [30, 100])
@pytest.mark.parametrize("missing", [0.0, 0.3])
def test_the_interval_of_alpha_covers_it(n: int, missing: float) -> None:
    here = krippendorff(drawn(3.5, 20_000, np.zeros(3), 999, missing), "ordinal").value
    found = [krippendorff(drawn(3.5, n, np.zeros(3), seed, missing), "ordinal") for seed in range(ROUNDS)]
    assert covers(sum(one.low <= here <= one.high for one in found), ROUNDS)
