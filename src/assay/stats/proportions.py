"""Intervals for a proportion: mid-P, Clopper-Pearson, Wilson. Counts may be fractional."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

import numpy as np

from assay.stats.arrays import Array
from assay.stats.beta import beta_logit_quantile, inverse_logit
from assay.stats.student import critical_value

Ends: TypeAlias = tuple[float, float]

Procedure: TypeAlias = Callable[[float, float, float], Ends]
"""From successes, trials and level to the two ends."""

_NOTHING = 1e-280  # fewer successes than this are none: the logarithm of their share would overflow


@lru_cache(maxsize=4096)  # a report asks for the same counts again and again: of a class, of the whole, of the baseline
def mid_p(successes: float, trials: float, level: float) -> Ends:
    """The mid-P interval, both ends in [0, 1]; all of [0, 1] where there are no trials.

    The lower end solves P(X > k) + P(X = k) / 2 = (1 - level) / 2. Either end is beyond the truth at most 1 - level of
    the time, whatever the truth. Lancaster (1961), doi:10.1080/01621459.1961.10482105; the bound: Rubin-Delanchy,
    Heard & Lawson (2019), arXiv:1505.05068.
    """
    return _mirrored(_mid_p_end, successes, trials, level)


def clopper_pearson(successes: float, trials: float, level: float) -> Ends:
    """The exact interval, both ends in [0, 1]; never covers less than `level`, and usually more.

    Clopper & Pearson (1934), Biometrika 26(4).
    """
    return _mirrored(_clopper_pearson_end, successes, trials, level)


def wilson(successes: float, trials: float, level: float) -> Ends:
    """Wilson's score interval, both ends in [0, 1]; all of [0, 1] where there are no trials.

    Wilson (1927), JASA 22(158); Brown, Cai & DasGupta (2001), Statistical Science 16(2).
    """
    if not trials > 0:
        return 0.0, 1.0
    z, share = critical_value(level), successes / trials
    shift = z * z / (2.0 * trials)
    spread = z * math.sqrt(share * (1.0 - share) / trials + shift / (2.0 * trials))
    low = (share + shift - spread) / (1.0 + 2.0 * shift)
    high = (share + shift + spread) / (1.0 + 2.0 * shift)
    return (max(0.0, low) if successes > 0 else 0.0), (min(1.0, high) if successes < trials else 1.0)


def of_each(procedure: Procedure, successes: Array, trials: Array, level: float) -> tuple[Array, Array]:
    """The two ends (d,) for `successes` and `trials` (d,)."""
    pairs = zip(successes.tolist(), trials.tolist(), strict=True)
    low, high = np.array([procedure(k, n, level) for k, n in pairs]).reshape(-1, 2).T
    return low, high


def _mirrored(end: Callable[[float, float, float], float], successes: float, trials: float, level: float) -> Ends:
    """Both ends from the one for the lower: the upper end for k successes is that for n - k failures, mirrored."""
    if not trials > 0:
        return 0.0, 1.0
    k, tail = min(max(successes, 0.0), trials), (1.0 - level) / 2.0
    return inverse_logit(end(k, trials, tail)), inverse_logit(-end(trials - k, trials, tail))


def _mid_p_end(successes: float, trials: float, tail: float) -> float:
    """The logit of the lower end."""
    if successes <= _NOTHING:
        return -math.inf
    if successes >= trials:
        return _logit_of_power(2.0 * tail, trials)
    return beta_logit_quantile(successes + 1.0, trials - successes, tail, atom=0.5)


def _clopper_pearson_end(successes: float, trials: float, tail: float) -> float:
    """The logit of the lower end."""
    if successes <= _NOTHING:
        return -math.inf
    if successes >= trials:
        return _logit_of_power(tail, trials)
    return beta_logit_quantile(successes, trials - successes + 1.0, tail)


def _logit_of_power(tail: float, trials: float) -> float:
    """The logit of the p with p^n = tail."""
    log_p = math.log(tail) / trials
    return log_p - math.log(-math.expm1(log_p))
