"""How much of the metric that decides hangs on some outputs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from assay.core.finding import Stake
from assay.core.scores import Measured, Scores

if TYPE_CHECKING:
    from assay.checks.base import Case
    from assay.core.arrays import Array, BoolArray

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
    return _stake(case, measured, rows, rows * ~which[:, None])


def of_brevity(case: Case) -> Stake | None:
    """What the brevity penalty takes from BLEU, where that is measured."""
    measured = next((one for name, one in case.measured.items() if name == "bleu"), None)
    if measured is None or measured.value is None or measured.undefined is not None:
        return None
    names, rows = measured.scores.statistics, measured.scores.expanded()
    if not {"hyp_len", "ref_len"} <= set(names):
        return None
    long_enough = rows.copy()
    long_enough[:, names.index("ref_len")] = rows[:, names.index("hyp_len")]
    return _stake(case, measured, rows, long_enough)


def _stake(case: Case, measured: Measured, rows: Array, instead: Array) -> Stake | None:
    """How much better the metric were with the statistics `instead` than it is with `rows`, both (n, k)."""
    from assay.stats.jackknife import jackknife

    assert measured.value is not None  # noqa: S101 - who calls has looked
    whole, better = (Scores(measured.scores.statistics, one) for one in (rows, instead))
    if case.units.clusters is not None:
        whole, better = (one.by_cluster(case.units.clusters) for one in (whole, better))
    if len(whole.rows) > MOST:
        return None
    totals = np.stack([better.total, whole.total])
    value, every = (float(one) for one in measured.value(totals))
    if not (math.isfinite(value) and math.isfinite(every)):
        return None
    left_out = measured.value(totals[0] - better.rows) - measured.value(totals[1] - whole.rows)
    found = jackknife(value - every, left_out, np.ones(len(left_out)))
    low, high = found.t_interval(LEVEL)
    if not math.isfinite(low):
        return None
    if measured.higher_is_better:
        return Stake(measured.name, found.value, low, high)
    return Stake(measured.name, -found.value, -high, -low)
