"""How far repeated runs differ, and how much of it the test set alone would give."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from assay.frozen import frozen
from assay.stats.arrays import Array
from assay.stats.beta import incomplete_beta
from assay.stats.normal import normal_tail

_NODES = 400  # of the integral over the lowest run; its error is then below 1e-9
_FAR = 8.0  # standard deviations beyond which nothing is left


@frozen
class Spread:
    """R runs of one recipe on the same n examples.

    `sd` is the standard deviation of their values; `noise` what it would be, were the runs alike and only the examples
    few: the noise floor of the test set; `within` the variance of an example between runs, beyond what is the same for
    all. `p` tests that the runs differ by more than that; `own_variance` is the variance of a run itself.
    """

    sd: float
    noise: float
    within: float
    p: float
    own_variance: float


def spread_of_runs(values: Array, rows: Array) -> Spread:
    """The spread of `values` (R,), from each example's part in them, `rows` (R, n): its score, or pseudo-value.

    Examples are the same for all runs, so their difficulty cancels; what is left is how differently runs take them.
    Analysis of variance of runs by examples; for right and wrong, Cochran's Q but for its scale. R and n are 2 or more.
    """
    runs, n = rows.shape
    centred = rows - rows.mean(axis=1, keepdims=True) - rows.mean(axis=0, keepdims=True) + rows.mean()
    within = float((centred**2).sum()) / ((runs - 1) * (n - 1))
    sd = float(values.std(ddof=1))
    between = n * sd * sd
    p = f_tail(between / within, runs - 1, (runs - 1) * (n - 1)) if within > 0 else float(between == 0)
    return Spread(sd, math.sqrt(within / n), within, p, max(0.0, (between - within) / n))


def f_tail(ratio: float, over: float, under: float) -> float:
    """P(F > ratio) for F with `over` and `under` degrees of freedom."""
    if ratio <= 0:
        return 1.0
    return incomplete_beta(under / 2.0, over / 2.0, under / (under + over * ratio))


def half_range(values: Array) -> float:
    """Half of what lies between the lowest and the highest."""
    return float(values.max() - values.min()) / 2.0


@lru_cache(maxsize=256)
def sd_per_half_range(runs: int, confidence: float) -> float:
    """How many half-ranges of so many runs the standard deviation between runs is at most, with this confidence.

    4.64 for 3 runs, 2.63 for 4, 1.95 for 5 at 0.95. By the distribution of the range of normal values: Harter (1960),
    Annals of Mathematical Statistics 31(4).
    """
    return 2.0 / _range_quantile(runs, 1.0 - confidence)


def range_tail(runs: int, width: float) -> float:
    """P(range <= width) of so many standard normal values."""
    lowest, step = np.linspace(-_FAR, _FAR, _NODES + 1, retstep=True)
    density = np.exp(-0.5 * lowest**2) / math.sqrt(2.0 * math.pi)
    others = np.array([normal_tail(at) - normal_tail(at + width) for at in lowest.tolist()])
    return runs * float(step * (density @ others ** (runs - 1)))  # nothing is left at the ends, so all count alike


def _range_quantile(runs: int, p: float) -> float:
    low, high = 0.0, 2.0 * _FAR
    for _ in range(50):
        middle = (low + high) / 2.0
        low, high = (middle, high) if range_tail(runs, middle) < p else (low, middle)
    return (low + high) / 2.0
