"""How many examples it takes: to settle a gate, or before there is a test at all."""

from __future__ import annotations

import math

from assay.stats.beta import binomial_probability, incomplete_beta
from assay.stats.normal import normal_quantile

TOO_CLOSE = math.inf
"""The answer where the value is so near the threshold that no reasonable number of examples would settle it."""

POWER = 0.8
"""The chance that a plan gives to what is true of being shown."""

_MOST = 100_000  # more examples than this, or 20 times as many as there are, is "too close to tell"


def more_trials(successes: float, trials: float, threshold: float, level: float) -> float:
    """About how many more trials would settle whether a proportion is at least `threshold`, with a chance of 80 %.

    0 where what is there should do; TOO_CLOSE where no reasonable number would; NaN where there are no trials.
    The unit is the metric's own denominator: positives for recall, TP + FP + FN for F1 on the Jaccard scale.
    """
    if not trials > 0:
        return math.nan
    extreme = successes in (0, trials)
    share = (successes + 0.5) / (trials + 1.0) if extreme else successes / trials
    return _still_needed(trials_for(share, threshold, level), trials)


def more_units(value: float, se: float, n: float, threshold: float, level: float) -> float:
    """About how many more units would settle whether any other metric, of standard error `se` at `n` units, is beyond
    `threshold`. 0, TOO_CLOSE and NaN (no standard error) as for `more_trials`.
    """
    if not se > 0:
        return math.nan
    return _still_needed(units_for(se, n, abs(value - threshold), level), n)


def more_pairs(gained: float, lost: float, n: float, level: float) -> float:
    """About how many more paired examples would settle whether (gained - lost) / n is beyond 0, with a chance of 80 %,
    if they change as often. 0, TOO_CLOSE and NaN (nothing changed) as for `more_trials`.
    """
    if not gained + lost > 0:
        return math.nan
    return _still_needed(pairs_for(abs(gained - lost) / n, (gained + lost) / n, level), n)


def trials_for(share: float, threshold: float, level: float) -> float:
    """How many trials a proportion that is truly `share` needs to be found beyond `threshold`, with a chance of 80 %;
    infinite where the two are equal. Fleiss's formula with continuity correction.
    """
    gap = abs(share - threshold)
    if gap == 0:
        return math.inf
    at_threshold = normal_quantile(0.5 + level / 2) * math.sqrt(threshold * (1.0 - threshold))
    at_share = normal_quantile(POWER) * math.sqrt(share * (1.0 - share))
    return ((at_threshold + at_share) / gap) ** 2 + 1.0 / gap


def pairs_for(gain: float, changed: float, level: float) -> float:
    """How many pairs a true gain needs to be found, with a chance of 80 %, where the share `changed` of them changes
    rightness; infinite for no gain. Connor (1987), doi:10.2307/2531961.
    """
    if gain == 0:
        return math.inf
    at_none = normal_quantile(0.5 + level / 2) * math.sqrt(changed)
    at_gain = normal_quantile(POWER) * math.sqrt(max(0.0, changed - gain**2))
    return ((at_none + at_gain) / gain) ** 2


def units_for(se: float, n: float, difference: float, level: float) -> float:
    """How many units any other metric, of standard error `se` at `n` units, needs for a true difference to be found,
    with a chance of 80 %; infinite for none.
    """
    return math.inf if difference == 0 else (reach(level) * se / difference) ** 2 * n


def reach(level: float) -> float:
    """How many standard errors a true difference must have to be found with a chance of 80 %; 2.80 for 0.95."""
    return normal_quantile(0.5 + level / 2) + normal_quantile(POWER)


def fewest_trials(threshold: float, errors: int, level: float) -> int:
    """The smallest number of trials that can pass `threshold`, in (0, 1), with this many errors: where the lower end
    of the mid-P interval reaches it.
    """
    tail = (1.0 - level) / 2.0
    low, high = errors, max(1, 2 * errors)
    while mid_p_tail(errors, high, threshold) > tail:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if mid_p_tail(errors, middle, threshold) > tail else (low, middle)
    return high


def two_digits(n: float) -> int:
    """`n` rounded up to two significant digits, which is all that such a number is worth."""
    if n < 100:
        return math.ceil(n)
    unit = int(10 ** (math.floor(math.log10(n)) - 1))
    return math.ceil(n / unit) * unit


def mid_p_tail(errors: int, trials: int, threshold: float) -> float:
    """P(fewer than `errors`) + P(just as many) / 2 where errors have probability 1 - threshold."""
    fewer = incomplete_beta(trials - errors + 1.0, float(errors), threshold) if errors else 0.0
    return fewer + binomial_probability(errors, trials, 1.0 - threshold) / 2.0


def _still_needed(wanted: float, present: float) -> float:
    more = max(0.0, wanted - present)
    return TOO_CLOSE if more > min(20.0 * present, _MOST) else float(two_digits(more))
