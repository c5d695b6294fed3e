"""How an interval becomes an estimate: whose number it is, what its range allows, why it says nothing."""

from __future__ import annotations

import math
from dataclasses import replace

from assay.core.estimate import Confidence, Estimate
from assay.core.messages import Text, say
from assay.core.scores import Measured


def undefined(measured: Measured, confidence: Confidence, why: Text | None = None) -> Estimate:
    """The estimate of what has no value; the reason is the metric's own, else `why`, else that nothing is counted."""
    reason = measured.undefined or why or say("intervals.nothing-counted")
    return _estimate(measured, confidence, 0.0, None, why=reason)


def unsure(measured: Measured, confidence: Confidence, n: float, why: Text) -> Estimate:
    """The estimate of what has a value, but whose examples do not say how far it may be off: the widest interval."""
    return _estimate(measured, confidence, n, measured.point, why=why)


def found(measured: Measured, confidence: Confidence, n: float, method: str, ends: tuple[float, float]) -> Estimate:
    """The estimate with its interval, kept within the range of the metric."""
    kept = max(ends[0], measured.low), min(ends[1], measured.high)
    return _estimate(measured, confidence, n, measured.point, ends=kept, method=method)


def infinite(measured: Measured, confidence: Confidence) -> Estimate:
    """The estimate of an infinite value, with the reason in `details["infinite"]`: both ends are infinite too, so that
    an upper limit fails.
    """
    why = measured.details.get("infinite")
    reason = why if isinstance(why, Text) else say("intervals.infinite")
    blank = _estimate(measured, confidence, float(len(measured.scores)), math.inf, why=reason)
    return replace(blank, low=math.inf, high=math.inf)


def _estimate(  # noqa: PLR0913 - every number passes here, and each of these is its own
    measured: Measured,
    confidence: Confidence,
    n: float,
    value: float | None,
    *,
    ends: tuple[float, float] | None = None,
    method: str = "none",
    why: Text | None = None,
) -> Estimate:
    """The estimate; without `ends`, the whole range of the metric."""
    low, high = (measured.low, measured.high) if ends is None else ends
    return Estimate(
        metric=measured.name,
        value=value,
        low=_bound(low),
        high=_bound(high),
        n=n,
        method=method,
        signature=measured.signature,
        level=confidence.level,
        label=measured.label,
        higher_is_better=measured.higher_is_better,
        range=(measured.low, measured.high),
        why=why,
        title=measured.title,
    )


def _bound(end: float) -> float | None:
    """None for an end that is not a finite number."""
    return end if math.isfinite(end) else None
