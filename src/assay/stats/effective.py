"""A value as if it were a proportion: of how many trials is it worth, and what interval do they give?"""

from __future__ import annotations

import math

from assay.stats.proportions import Ends, mid_p, wilson
from assay.stats.student import critical_value

_UNSEEN = 0.5  # units taken to lie at each bound, as the smoothing of a confusion matrix takes half a count


def effective_trials(share: float, se: float, without_spread: float, most: float = math.inf) -> float:
    """The number of independent trials whose proportion `share` in [0, 1] would have the standard error `se`.

    `without_spread` is the answer where se is 0 (all units equal, which is not certainty); `most` caps it.
    Korn & Graubard (1998), Survey Methodology 24; Franco et al. (2019), doi:10.1093/jssam/smy019.
    """
    trials = share * (1.0 - share) / se**2 if se > 0 else without_spread
    trials = min(trials, most)
    return without_spread if trials <= 0.0 < share < 1.0 else trials


def with_unseen(value: float, se: float, units: float, low: float, high: float) -> tuple[float, float]:
    """The value and its standard error, had there been half a unit more at each of `low` and `high`.

    A few units that are all good do not show how bad a rare one is. Only the bounds do: without this, a third of the
    intervals from 15 or 50 examples miss outputs that fail 1 time in 50 (docs/decisions/examples-not-seen.md).
    """
    total = units + 2.0 * _UNSEEN
    moved = (units * value + _UNSEEN * (low + high)) / total
    seen = units * (units * se**2 + (value - moved) ** 2)
    unseen = _UNSEEN * ((low - moved) ** 2 + (high - moved) ** 2)
    return moved, math.sqrt((seen + unseen) / total / units)


def shrunk(trials: float, df: float, level: float) -> float:
    """Fewer trials, for a standard error that is itself estimated with `df` degrees of freedom."""
    return trials * (critical_value(level) / critical_value(level, df)) ** 2


def envelope(share: float, trials: float, level: float) -> Ends:
    """The wider of the mid-P and Wilson intervals at each end, for `share` of fractional `trials`."""
    successes = min(max(share, 0.0), 1.0) * trials
    exact, score = mid_p(successes, trials, level), wilson(successes, trials, level)
    return min(exact[0], score[0]), max(exact[1], score[1])
