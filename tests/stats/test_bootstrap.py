from __future__ import annotations

import numpy as np
from scipy import stats

from assay.stats.arrays import Array
from assay.stats.bootstrap import poisson_weights, replicates

KEYS = np.arange(400, dtype=np.uint64)
NUMBERS = np.arange(500, dtype=np.uint64)


def correlations(rows: Array) -> Array:
    """Of every two rows."""
    every = np.atleast_2d(np.corrcoef(rows))
    return every[np.triu_indices(len(rows), 1)]


def test_weights_are_poisson_with_mean_one() -> None:
    weights = poisson_weights(KEYS, NUMBERS, 0).ravel()
    seen = np.bincount(weights.astype(int), minlength=6)[:6]
    expected = stats.poisson.pmf(np.arange(6), 1) * weights.size
    assert ((seen - expected) ** 2 / expected).sum() < stats.chi2.ppf(0.999, 5)


def test_units_and_replicates_are_drawn_apart_from_each_other() -> None:
    weights = poisson_weights(KEYS, NUMBERS, 1)
    across_units = correlations(weights[:, :60].T)
    across_replicates = correlations(weights[:60])
    assert abs(across_units.std() * len(NUMBERS) ** 0.5 - 1) < 0.06
    assert abs(across_replicates.std() * len(KEYS) ** 0.5 - 1) < 0.06


def test_a_units_weights_depend_on_its_key_alone() -> None:
    weights = poisson_weights(KEYS, NUMBERS, 7)
    np.testing.assert_array_equal(poisson_weights(KEYS[::-1], NUMBERS, 7), weights[:, ::-1])
    np.testing.assert_array_equal(poisson_weights(KEYS[5:6], NUMBERS, 7), weights[:, 5:6])


def test_another_seed_draws_other_weights() -> None:
    assert (poisson_weights(KEYS, NUMBERS, 0) != poisson_weights(KEYS, NUMBERS, 1)).mean() > 0.5


def test_replicates_are_the_same_in_chunks_and_at_once() -> None:
    many = np.arange(3000, dtype=np.uint64)  # so many units that the replicates come in several chunks
    x = np.random.default_rng(0).random(3000)
    shown = replicates(lambda weights: weights @ x / weights.sum(axis=1), many, 1000, 3)
    weights = poisson_weights(many, np.arange(1000, dtype=np.uint64), 3)
    np.testing.assert_allclose(shown, weights @ x / weights.sum(axis=1), rtol=1e-12)
    assert abs(shown.std() / (x.std() / 3000**0.5) - 1) < 0.1
