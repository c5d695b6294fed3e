"""The keyed Poisson bootstrap: weights that depend on a unit's key and the seed, and on nothing else."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from assay.stats.arrays import Array, KeyArray

_CHUNK = 2_000_000  # weights held at a time

_TAILS = [1.0 - math.fsum(math.exp(-1.0) / math.factorial(j) for j in range(count + 1)) for count in range(11)]
_THRESHOLDS = [np.uint64(round(2**64 * (1.0 - tail))) for tail in _TAILS]
"""A uniform 64-bit number is worth as many as the thresholds that it reaches: Poisson(1), cut off at 11."""

_MULTIPLIERS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


def poisson_weights(keys: KeyArray, numbers: KeyArray, seed: int) -> Array:
    """(b, n) how often each unit is drawn in the replicates of these `numbers` (b,): Poisson with mean 1.

    A unit has the same weights whatever else is in the file, in whatever order, for every model and metric: that pairs
    them. Chamandy, Muralidharan, Najmi & Naidu (2012), research.google/pubs/pub43157; Hanley & MacGibbon (2006).
    """
    streams = _mixed(numbers + _mixed(np.array([seed % 2**64], dtype=np.uint64)))
    drawn = _mixed(keys[None, :] ^ streams[:, None])
    weights = np.zeros(drawn.shape, dtype=np.uint8)
    for threshold in _THRESHOLDS:
        weights += drawn >= threshold
    return weights.astype(np.float64)


def replicates(value: Callable[[Array], Array], keys: KeyArray, b: int, seed: int) -> Array:
    """(b,) what `value` makes of the weights of each replicate; it is given several replicates (c, n) at a time."""
    chunk = max(1, _CHUNK // max(1, len(keys)))
    numbers = np.arange(b, dtype=np.uint64)
    parts = [value(poisson_weights(keys, numbers[at : at + chunk], seed)) for at in range(0, b, chunk)]
    return np.concatenate(parts)


def _mixed(numbers: KeyArray) -> KeyArray:
    """Each number scattered over all 64 bits. Steele, Lea & Flood (2014), doi:10.1145/2660193.2660195."""
    x = numbers * _MULTIPLIERS[0]
    x ^= x >> np.uint64(30)
    x *= _MULTIPLIERS[1]
    x ^= x >> np.uint64(27)
    x *= _MULTIPLIERS[2]
    x ^= x >> np.uint64(31)
    return x
