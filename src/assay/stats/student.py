"""Student's t distribution: tails and quantiles for fractional degrees of freedom."""

from __future__ import annotations

import math
from functools import lru_cache

from assay.stats.beta import beta_logit_quantile, incomplete_beta_pair
from assay.stats.normal import normal_quantile, normal_tail


def student_tail(t: float, df: float) -> float:
    """P(T > t) for T with `df` > 0 degrees of freedom; infinite `df` is the normal distribution."""
    if math.isinf(df):
        return normal_tail(t)
    square = t * t
    both = 1.0 if square == 0.0 else incomplete_beta_pair(df / 2, 0.5, df / (df + square), square / (df + square))
    return both / 2 if t > 0 else 1.0 - both / 2


@lru_cache(maxsize=4096)
def student_quantile(p: float, df: float) -> float:
    """The t with P(T <= t) = p; `df` > 0, infinite for the normal distribution."""
    if math.isinf(df) or p in (0.0, 0.5, 1.0):
        return normal_quantile(p)
    # t^2 / df is (1 - x) / x for the x where the beta tail is 2 min(p, 1 - p): its logit says that without cancelling.
    logit = beta_logit_quantile(df / 2, 0.5, 2 * min(p, 1.0 - p))
    return math.copysign(math.sqrt(df * math.exp(-logit)), p - 0.5)


def critical_value(level: float, df: float = math.inf) -> float:
    """How many standard errors a two-sided interval of `level` reaches to each side; 1.96 for 0.95 and infinite df."""
    return student_quantile(0.5 + level / 2, df)
