"""How much of the metric that decides hangs on some outputs."""

from __future__ import annotations

import math

import numpy as np

from assay.checks.base import Case
from assay.core.arrays import BoolArray
from assay.core.finding import Stake
from assay.core.scores import Scores
from assay.stats.jackknife import jackknife

LEVEL = 0.95
FEWEST, LEAST = 10, 0.5  # other outputs, and their share: what few others score says little of what these would
MOST = 20_000  # outputs, beyond which the intervals of every fault are as narrow as anybody needs


def hanging(case: Case, which: BoolArray) -> Stake | None:
    """What the outputs that `which` (n,) marks take from the deciding metric: its value over all others, less that over
    all. The interval is from leaving each output out, or each group of them that belongs together. None where too few
    are left, or where the metric is no function of sums.
    """
    measured = case.measured.get(case.primary or "")
    if measured is None or measured.value is None or measured.undefined is not None or not which.any():
        return None
    others = int((~which).sum())
    if (
        others < max(FEWEST, LEAST * len(which))
        or measured.higher_is_better is None
        or len(measured.scores) != len(which)
    ):
        return None
    rows = measured.scores.expanded()
    without = Scores(measured.scores.statistics, rows * ~which[:, None])
    whole = Scores(measured.scores.statistics, rows)
    if case.units.clusters is not None:
        whole, without = whole.by_cluster(case.units.clusters), without.by_cluster(case.units.clusters)
    totals = np.stack([without.total, whole.total])
    value, every = (float(one) for one in measured.value(totals))
    if not (math.isfinite(value) and math.isfinite(every)) or len(whole.rows) > MOST:
        return None
    left_out = measured.value(totals[0] - without.rows) - measured.value(totals[1] - whole.rows)
    found = jackknife(value - every, left_out, np.ones(len(left_out)))
    low, high = found.t_interval(LEVEL)
    if not math.isfinite(low):
        return None
    if measured.higher_is_better:
        return Stake(measured.name, found.value, low, high)
    return Stake(measured.name, -found.value, -high, -low)
