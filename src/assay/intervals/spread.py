"""From a standard error to an interval: read as that of so many trials between bounds, or times the t quantile."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from assay.core.estimate import Confidence, Estimate
from assay.core.messages import say
from assay.core.scores import Measured
from assay.intervals.estimates import found, unsure
from assay.stats.effective import effective_trials, envelope, shrunk
from assay.stats.student import critical_value


@dataclass(frozen=True)
class Spread:
    """A standard error, its degrees of freedom, and how many equal units it rests on."""

    se: float
    df: float
    worth: float


def spread_interval(measured: Measured, spread: Spread, confidence: Confidence, method: str) -> Estimate:
    """The estimate of a metric whose value has this spread.

    Between bounds the ends are those of a proportion of so many trials, which stay apart where all units are equal.
    Without an upper bound, units that are all equal do not say how high the value may be: the widest interval.
    """
    n, level = float(len(measured.scores)), confidence.level
    width = measured.high - measured.low
    if math.isfinite(width):
        share = (measured.point - measured.low) / width
        worth = effective_trials(share, spread.se / width, spread.worth)
        low, high = envelope(share, shrunk(worth, spread.df, level), level)
        ends, how = (measured.low + width * low, measured.low + width * high), f"{method}, effective n"
    elif spread.se > 0:
        reach = critical_value(level, spread.df) * spread.se
        ends, how = (measured.point - reach, measured.point + reach), f"{method}, t"
    else:
        return unsure(measured, confidence, n, say("intervals.no-spread"))
    return replace(found(measured, confidence, n, how, ends), se=spread.se, df=spread.df)
