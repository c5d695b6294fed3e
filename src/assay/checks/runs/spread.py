"""How far several runs lie apart, on the scale on which their spread is told."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from assay.frozen import frozen

if TYPE_CHECKING:
    from assay.core.arrays import Array
    from assay.core.stability import Stability

SURE_APART = 0.025  # the p below which runs differ by more than the examples give


@frozen
class RunSpread:
    """The standard deviation between runs, and what of it is the runs' own, beyond the few examples; None where that is
    not known. Both are shares of the middle value, or points of the range, as `Stability.scale` says.
    """

    sd: float
    own: float | None


def spread(found: Stability) -> RunSpread:
    """That of two runs or more."""
    sd = float(np.std(on_scale(found), ddof=1))
    noise = found.noise
    return RunSpread(sd, None if noise is None else math.sqrt(max(0.0, sd**2 - noise**2)))


def on_scale(found: Stability) -> Array:
    """(R,) the runs' values in the unit of `Stability.fluctuation`."""
    values = np.array(found.runs, np.float64)
    if found.scale == "log":
        return np.log(values)
    width = float(values.max() - values.min())
    # The fluctuation is half of the width in that unit, which says what the unit is.
    return values / (width / 2.0 / found.fluctuation) if width > 0 and found.fluctuation else values * 0.0


def is_stable(found: Stability) -> bool:
    """Whether it is shown that runs vary by no more than what is bad."""
    from assay.stats.runs import BAD, GOOD

    return found.fluctuation is not None and found.fluctuation <= GOOD and (found.high or 0.0) <= BAD


def is_unstable(found: Stability) -> bool:
    """Whether it is shown that they vary by more, and that this is not for the few examples."""
    from assay.stats.runs import BAD

    if found.fluctuation is None or found.fluctuation <= BAD:
        return False
    return found.p < SURE_APART if found.p is not None else (found.low or 0.0) > BAD
