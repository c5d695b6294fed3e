"""The difference between two groups that have no example in common."""

from __future__ import annotations

import math

from assay.stats.jackknife import Jackknife
from assay.stats.proportions import Ends, mid_p
from assay.stats.student import critical_value


def newcombe(first: tuple[float, float], second: tuple[float, float], level: float) -> Ends:
    """The interval of k1/n1 - k2/n2, from the mid-P limits of each (k, n); both ends in [-1, 1].

    Newcombe (1998), Statistics in Medicine 17(8), method 10, with mid-P limits in place of Wilson's.
    """
    (p, low, high), (other, other_low, other_high) = ((k / n, *mid_p(k, n, level)) for k, n in (first, second))
    value = p - other
    return value - math.hypot(p - low, other_high - other), value + math.hypot(high - p, other - other_low)


def welch(first: Jackknife, second: Jackknife, level: float) -> Ends:
    """The interval of first.value - second.value, with Welch's degrees of freedom; no width where neither varies."""
    value, variances = first.value - second.value, (first.se**2, second.se**2)
    total = sum(variances)
    if not total > 0:
        return value, value
    df = total**2 / sum(part**2 / one.df for part, one in zip(variances, (first, second), strict=True))
    reach = critical_value(level, df) * math.sqrt(total)
    return value - reach, value + reach
