"""What a number of examples can detect: exact chances, and the smallest differences that are found with one of 80 %."""

from __future__ import annotations

import math

from assay.stats.beta import beta_quantile, binomial_probability, incomplete_beta
from assay.stats.normal import normal_quantile
from assay.stats.paired import mcnemar_mid_p
from assay.stats.power import POWER, mid_p_tail, pairs_for
from assay.stats.proportions import mid_p
from assay.stats.roots import crossing

_WIDE = 6.0  # standard deviations beyond which a number of changed examples is as good as impossible
_CHEAP = 4000.0  # changed examples, up to which every outcome is looked at


def most_errors(trials: int, threshold: float, level: float) -> int | None:
    """The most errors with which so many trials pass `threshold`, in (0, 1); None where they cannot pass at all."""
    tail = (1.0 - level) / 2.0
    if mid_p_tail(0, trials, threshold) > tail:
        return None
    low, high = 0, trials
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if mid_p_tail(middle, trials, threshold) > tail else (middle, high)
    return low


def chance_to_pass(trials: int, share: float, threshold: float, level: float) -> float:
    """The exact chance that the mid-P interval of a proportion that is truly `share` lies above `threshold`."""
    errors = most_errors(trials, threshold, level)
    return 0.0 if errors is None else _at_most(errors, trials, share)


def least_share(trials: int, threshold: float, level: float) -> float | None:
    """The smallest true proportion that passes `threshold` with a chance of 80 %; None where none can."""
    errors = most_errors(trials, threshold, level)
    return None if errors is None else beta_quantile(trials - errors, errors + 1.0, POWER)


def highest_threshold(trials: int, share: float, level: float) -> float:
    """The highest threshold that a proportion that is truly `share` passes with a chance of 80 %."""
    low, high = -1, trials  # so many errors are not enough of the chance, and enough
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _at_most(middle, trials, share) >= POWER else (middle, high)
    return mid_p(trials - high, trials, level)[0]


def chance_of_better(pairs: int, gain: float, changed: float, level: float) -> float | None:
    """The exact chance that a true gain is found to be one, where the share `changed` of the pairs changes rightness:
    Tango's interval lies above 0, and McNemar's mid-P test agrees. None where there are too many outcomes to look at.
    """
    mean, for_better = pairs * changed, (1.0 + gain / changed) / 2.0
    if mean > _CHEAP:
        return None
    if changed == 1:
        return _at_least(_fewest_gained(pairs, level), pairs, for_better)
    reach = _WIDE * math.sqrt(mean * (1.0 - changed)) + 1.0
    counts = range(max(0, math.floor(mean - reach)), min(pairs, math.ceil(mean + reach)) + 1)
    return math.fsum(
        binomial_probability(count, pairs, changed) * _at_least(_fewest_gained(count, level), count, for_better)
        for count in counts
    )


def least_gain(pairs: float, changed: float, level: float) -> float | None:
    """The smallest gain that so many pairs show with a chance of 80 %; None where even a change that is all gain is
    not shown.
    """
    if pairs_for(changed, changed, level) > pairs:
        return None
    return crossing(lambda gain: pairs - pairs_for(gain, changed, level), 0.0, changed)


def _at_most(errors: int, trials: int, share: float) -> float:
    """P(at most so many errors) where each trial is right with probability `share`."""
    return 1.0 if errors >= trials else incomplete_beta(trials - errors, errors + 1.0, share)


def _at_least(successes: int, trials: int, share: float) -> float:
    if successes <= 0:
        return 1.0
    return 0.0 if successes > trials else incomplete_beta(successes, trials - successes + 1.0, share)


def _fewest_gained(changed: int, level: float) -> int:
    """How many of the changed examples must have changed for the better; more than there are where none suffice."""
    # Tango's score at no difference is (gained - lost) / sqrt(gained + lost), whatever the number of pairs.
    gained = math.floor((changed + normal_quantile(0.5 + level / 2) * math.sqrt(changed)) / 2.0) + 1
    while gained <= changed and mcnemar_mid_p(gained, changed - gained) > 1.0 - level:
        gained += 1
    return gained
