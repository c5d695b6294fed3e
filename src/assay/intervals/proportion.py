"""Intervals for a proportion."""

from __future__ import annotations

from assay.core.estimate import Confidence, Estimate
from assay.core.scores import Measured, Units
from assay.intervals.share import Share, share_interval

_ITSELF = Share(lambda sums: (sums[..., 0], sums[..., 1]), lambda share: share, lambda share: 1.0)


def proportion_interval(measured: Measured, units: Units, confidence: Confidence) -> Estimate:
    """Mid-P of statistics (successes, trials); over clusters where there are any."""
    return share_interval(measured, _ITSELF, units, confidence)
