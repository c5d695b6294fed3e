"""A mean of few human ratings, made more precise by many ratings of a judge: prediction-powered inference.

Angelopoulos, Duchi & Zrnic (2023), PPI++, arXiv:2311.01453, with Student's t in place of the normal quantile and n - 2
in place of n, which few ratings need.
"""

from __future__ import annotations

import math

import numpy as np

from assay.frozen import frozen
from assay.stats.arrays import Array
from assay.stats.student import critical_value

FEWEST = 10  # human ratings
FEW = 30  # below which the interval holds, and little is gained
APART = 2.58  # standard errors: further apart than that, what people rated is no random part of what was judged


@frozen
class Powered:
    """The mean with its interval, from `n` examples that people rated and `judged` more that the judge alone did.
    `weight` is how far the judge is followed, from 0 (not at all) to 1, and `ratio` the width of the interval over that
    of people alone: 1 / ratio ** 2 times as many human ratings would have given as much.
    """

    value: float
    low: float
    high: float
    n: int
    judged: int
    weight: float
    ratio: float


def powered_mean(human: Array, beside: Array, rest: Array, level: float = 0.95) -> Powered:
    """The mean of `human` (n,), n at least 10, over all examples: `beside` (n,) is what the judge says of the same ones
    and `rest` (N,) of the others, on any scale. Those that people rated have to be drawn at random: see `apart`.
    """
    n, more = len(human), len(rest)
    pooled = np.concatenate([beside, rest])
    spread = float(pooled.var(ddof=1))
    together = float(np.cov(human, beside, ddof=1)[0, 1])
    weight = min(1.0, max(0.0, together / ((1.0 + n / more) * spread))) if spread > 0 and more > 1 else 0.0
    value = float(human.mean()) + weight * (float(rest.mean()) - float(beside.mean()) if more else 0.0)
    left = human - weight * beside
    variance = float(((left - left.mean()) ** 2).sum()) / (n - 2) / n
    if weight:
        variance += weight**2 * float(rest.var(ddof=1)) / more
    reach = critical_value(level, n - 2) * math.sqrt(variance)
    alone = critical_value(level, n - 1) * float(human.std(ddof=1)) / math.sqrt(n)
    return Powered(value, value - reach, value + reach, n, more, weight, reach / alone if alone > 0 else 1.0)


def apart(beside: Array, rest: Array) -> float:
    """How many standard errors the judge's mean of the examples that people rated lies from that of the others (Welch):
    beyond 2.58 they were not chosen at random, and the two must not be combined.
    """
    gap = float(beside.mean() - rest.mean())
    se = math.sqrt(float(beside.var(ddof=1)) / len(beside) + float(rest.var(ddof=1)) / len(rest))
    return abs(gap) / se if se > 0 else (math.inf if gap else 0.0)
