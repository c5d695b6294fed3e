"""Two sides on the same examples: tests and intervals for their difference."""

from __future__ import annotations

import math

from assay.stats.arrays import Array, BoolArray
from assay.stats.auroc import Area
from assay.stats.beta import binomial_probability, incomplete_beta
from assay.stats.proportions import Ends
from assay.stats.roots import crossing
from assay.stats.student import critical_value, student_tail


def mcnemar_mid_p(gained: float, lost: float) -> float:
    """The two-sided mid-P value of McNemar's test: `gained` examples changed for the better, `lost` for the worse.

    1 where none changed. Fagerland, Lydersen & Laake (2013), doi:10.1186/1471-2288-13-91.
    """
    changed, fewer = gained + lost, min(gained, lost)
    if changed == 0:
        return 1.0
    point = binomial_probability(fewer, changed, 0.5)
    if gained == lost:
        return 1.0 - point / 2.0
    return 2.0 * incomplete_beta(changed - fewer, fewer + 1.0, 0.5) - point


def tango(gained: float, lost: float, n: float, level: float) -> Ends:
    """Tango's score interval for the paired difference (gained - lost) / n; both ends in [-1, 1].

    Tango (1998), Statistics in Medicine 17(8).
    """
    z, value, edge = critical_value(level), (gained - lost) / n, 1e-10

    def score(difference: float) -> float:
        return _tango_score(gained, lost, n, difference)

    low = -1.0 if score(-1.0 + edge) <= z else crossing(lambda d: z - score(d), -1.0 + edge, value)
    high = 1.0 if score(1.0 - edge) >= -z else crossing(lambda d: -z - score(d), value, 1.0 - edge)
    return low, high


def area_difference(candidate: Area, base: Area, positive: BoolArray, counts: Array) -> tuple[float, float]:
    """The standard error of candidate.value - base.value on the same rows, and its degrees of freedom (Satterthwaite).

    Rows (d,), `positive` or not, stand for `counts` (d,) examples each. DeLong et al. (1988), doi:10.2307/2531595.
    """
    squares = counts * (candidate.influence - base.influence) ** 2
    up, down = float(squares @ positive), float(squares @ ~positive)
    variance = up + down
    doubt = up**2 / max(candidate.positives - 1.0, 1.0) + down**2 / max(candidate.negatives - 1.0, 1.0)
    return math.sqrt(variance), max(1.0, variance**2 / doubt) if doubt > 0 else 1.0


def t_test(value: float, se: float, df: float) -> float:
    """The two-sided p of `value` against 0; 1 where both it and its standard error are 0."""
    if se > 0:
        return 2.0 * student_tail(abs(value) / se, df)
    return 1.0 if value == 0 else 0.0


def _tango_score(gained: float, lost: float, n: float, difference: float) -> float:
    """How many standard errors the observed difference is above `difference`, where that is the truth."""
    linear = (2.0 * n - gained + lost) * difference - gained - lost
    constant = -lost * difference * (1.0 - difference)
    share = (math.sqrt(max(linear * linear - 8.0 * n * constant, 0.0)) - linear) / (4.0 * n)
    variance = n * (2.0 * share + difference * (1.0 - difference))
    distance = gained - lost - n * difference
    if variance > 1e-24:
        return distance / math.sqrt(variance)
    return 0.0 if abs(distance) < 1e-12 else math.copysign(math.inf, distance)
