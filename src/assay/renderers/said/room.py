"""The room that few examples alone give to runs that are alike."""

from __future__ import annotations

from math import exp

from assay.core.stability import Stability
from assay.stats.student import critical_value

LEVEL = 0.95  # of runs that are alike and lie in it


def room(found: Stability, middle: float, ends: tuple[float, float]) -> tuple[float, float] | None:
    """Where LEVEL of the runs about `middle` would lie; `ends` are the metric's own. None where it is not known."""
    if found.noise is None:
        return None
    reach = critical_value(LEVEL) * found.noise
    if found.scale == "log":
        return middle * exp(-reach), middle * exp(reach)
    wide = reach * (middle if found.scale == "relative" else ends[1] - ends[0])
    return middle - wide, middle + wide
