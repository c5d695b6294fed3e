"""From a standard error to an interval: it is read as that of so many trials."""

from __future__ import annotations

import math
from dataclasses import replace

from assay.core.estimate import Confidence, Estimate
from assay.core.messages import say
from assay.core.scores import Measured
from assay.frozen import frozen
from assay.intervals.estimates import found, unsure
from assay.stats.effective import effective_trials, envelope, shrunk, with_unseen
from assay.stats.proportions import Ends
from assay.stats.student import critical_value

_FAR = 1e6  # times the value: as good as no upper bound, the trials then being a count of rare events


@frozen
class Spread:
    """A standard error, its degrees of freedom, and how many equal units it rests on."""

    se: float
    df: float
    worth: float


def spread_interval(measured: Measured, spread: Spread, confidence: Confidence, method: str) -> Estimate:
    """The estimate of a metric whose value has this spread.

    The ends are those of a proportion of so many trials between the bounds, or of a count where there is no upper
    bound; without a lower bound, the standard error times the t quantile. `details["unseen"]` is what a unit that went
    wrong would be worth, where that is not the upper bound; where neither is known, units that are all equal do not say
    how far the value may be off: the widest interval.
    """
    n, worst = float(len(measured.scores)), _worst(measured)
    if not spread.worth > 0 or (spread.se == 0 and not math.isfinite(worst)):
        return unsure(measured, confidence, n, say("intervals.no-spread"))
    if math.isfinite(measured.low):
        ends, how = _as_trials(measured, spread, worst, confidence.level), "effective n"
    else:
        reach = critical_value(confidence.level, spread.df) * spread.se
        ends, how = (measured.point - reach, measured.point + reach), "t"
    return replace(found(measured, confidence, n, f"{method}, {how}", ends), se=spread.se, df=spread.df)


def _worst(measured: Measured) -> float:
    """What a unit that went wrong would be worth: infinite where that is not known."""
    worst = measured.details.get("unseen", measured.high)
    assert isinstance(worst, float)  # noqa: S101 - the contract of this interval's details
    return worst if math.isfinite(measured.low) else math.inf


def _as_trials(measured: Measured, spread: Spread, worst: float, level: float) -> Ends:
    """The ends of the proportion of so many trials: of what was seen, or with units unseen, whichever are fewer.

    Few degrees of freedom are what tells of a tail in what was seen; where the tail is added, they are those of n.
    """
    low, value = measured.low, measured.point
    cases = [(value, spread.se, spread.df)] if spread.se > 0 else []
    if math.isfinite(worst):
        cases.append((*with_unseen(value, spread.se, spread.worth, low, worst), max(1.0, spread.worth - 1.0)))
    width = measured.high - low if math.isfinite(measured.high) else _FAR * max(mean - low for mean, _, _ in cases)
    trials = min(
        shrunk(effective_trials((mean - low) / width, se / width, spread.worth), df, level) for mean, se, df in cases
    )
    ends = envelope((value - low) / width, trials, level)
    return low + width * ends[0], low + width * ends[1]
