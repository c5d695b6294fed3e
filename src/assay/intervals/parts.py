"""Each example's own part in a value: what the value is made of, for sums and for everything else that is smooth."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from assay.core.arrays import Array
from assay.core.scores import Measured, Units
from assay.intervals.auroc import Curves
from assay.intervals.leaving_out import LeavingOut

_NO_PARTS = frozenset({"bootstrap", "calibration"})  # of these, one example has no part of its own


def parts_of(runs: Sequence[Measured], units: Units) -> Array | None:
    """(R, n) each example's, or cluster's, part in each run's value: n times the value less n - 1 times what it is
    without it. For a mean, its own score.
    """
    if any(run.interval in _NO_PARTS for run in runs):
        return None
    return np.stack([pseudo_values(run, units) for run in runs])


def pseudo_values(run: Measured, units: Units) -> Array:
    """(n,) or (G,) those of one run."""
    if run.interval == "auroc":
        return _of_curves(Curves(run), units)
    without = LeavingOut(run, units.clusters).values
    if units.clusters is None and run.scores.index is not None:
        without = without[run.scores.index]
    n, whole = len(without), on_scale(run, run.point)
    left = np.array([on_scale(run, value) for value in without.tolist()]) if is_log(run) else without
    left = np.where(np.isfinite(left), left, whole)
    return n * whole - (n - 1.0) * left


def _of_curves(curves: Curves, units: Units) -> Array:
    """Those of an area: from its influences, which DeLong's interval is made of."""
    if units.clusters is not None:
        without = curves.without_each(units.clusters)
        without = np.where(np.isfinite(without), without, curves.value)
        return len(without) * curves.value - (len(without) - 1.0) * without
    index = curves.measured.scores.index
    influence = curves.influence if index is None else curves.influence[index]
    return curves.value + len(influence) * influence


def is_log(run: Measured) -> bool:
    """Whether its values compare by their ratio: perplexity."""
    return run.details.get("transform") == "exp"


def on_scale(run: Measured, value: float) -> float:
    """The value on the scale on which it is compared."""
    return math.log(value) if is_log(run) else value
