"""What an interval is: a metric applied to examples in, a number with its two ends out."""

from __future__ import annotations

from typing import Protocol

from assay.core.estimate import Confidence, Estimate
from assay.core.scores import Measured, Units


class Interval(Protocol):
    """A procedure of docs/statistics.md. It never knows which metric it has."""

    def __call__(self, measured: Measured, units: Units, confidence: Confidence) -> Estimate:
        """The estimate; `value` None, with `why`, where it is undefined; the widest interval where n says nothing."""
        ...
