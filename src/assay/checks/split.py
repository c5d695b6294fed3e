"""A metric over some of the examples, beside the same metric over the rest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from assay.checks.base import SURE
from assay.frozen import frozen
from assay.stats.groups import newcombe, welch
from assay.stats.jackknife import Jackknife, jackknife

if TYPE_CHECKING:
    from assay.core.arrays import BoolArray, IntArray
    from assay.core.scores import Measured

FEWEST = 8  # units of either part, below which their values say little of how they differ


@frozen
class Split:
    """The value over `some` and over the `rest`, and the 99 % interval of their difference."""

    some: float
    rest: float
    low: float
    high: float

    @property
    def differs(self) -> bool:
        """Whether the two differ for sure."""
        return self.low > 0 or self.high < 0


def split(measured: Measured, which: BoolArray, clusters: IntArray | None = None) -> Split | None:
    """The value over the examples that `which` (n,) marks and over all others; None where either part is too small, has
    no value, or the metric is none that examples add up to.
    """
    if measured.value is None or min(int(which.sum()), int((~which).sum())) < FEWEST:
        return None
    parts = [_part(measured, rows, clusters) for rows in (which.nonzero()[0], (~which).nonzero()[0])]
    some, rest = (one.point for one in parts)
    if not np.isfinite([some, rest]).all() or min(len(one.scores) for one in parts) < FEWEST:
        return None
    if clusters is None and all(map(_counts_successes, parts)):
        (k, n), (others, m) = (one.scores.total.tolist() for one in parts)
        return Split(some, rest, *newcombe((k, n), (others, m), SURE))
    first, second = map(_jackknife, parts)
    return Split(some, rest, *welch(first, second, SURE))


def _part(measured: Measured, rows: IntArray, clusters: IntArray | None) -> Measured:
    scores = measured.scores.take(rows)
    if clusters is not None:
        scores = scores.by_cluster(np.unique(clusters[rows], return_inverse=True)[1].reshape(-1))
    return replace(measured, scores=scores)


def _counts_successes(measured: Measured) -> bool:
    rows = measured.scores.rows
    single = measured.interval == "proportion" and bool(np.isin(rows, (0.0, 1.0)).all())
    return single and bool((rows[:, 0] <= rows[:, 1]).all())


def _jackknife(measured: Measured) -> Jackknife:
    assert measured.value is not None  # noqa: S101 - asked by the caller
    scores = measured.scores
    kinds = np.flatnonzero(scores.counts)
    with np.errstate(all="ignore"):
        without = measured.value(scores.total - scores.rows[kinds])
    return jackknife(measured.point, without, scores.counts[kinds])
