"""A straight line through several models' values in their order, on the same examples."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from assay.core.arrays import Array
from assay.core.estimate import Confidence
from assay.core.leaderboard import Trend
from assay.core.scores import Measured, Units
from assay.intervals.bootstrap import by_row
from assay.intervals.parts import is_log, parts_of
from assay.stats.bootstrap import replicates
from assay.stats.jackknife import degrees_of_freedom
from assay.stats.paired import t_test
from assay.stats.student import critical_value

_RESAMPLES = 1000


def trend(rounds: Sequence[Measured], units: Units, confidence: Confidence) -> Trend | None:
    """The slope by least squares over 0, 1, 2, ... and its interval from the examples' parts in it; None for fewer than
    three rounds, and where an example has no part of its own.
    """
    parts = parts_of(rounds, units) if len(rounds) > 2 else None
    if parts is None or parts.shape[1] < 2 or is_log(rounds[0]):
        return None
    steps = np.arange(len(rounds)) - (len(rounds) - 1) / 2.0
    slopes = steps @ parts / float(steps @ steps)
    slope = float(steps @ np.array([one.point for one in rounds]) / float(steps @ steps))
    pull = slopes - slopes.mean()
    n = len(pull)
    se = math.sqrt(float(pull @ pull) / n / (n - 1))
    df = degrees_of_freedom(pull, np.ones(n))
    reach = critical_value(confidence.level, df) * se
    return Trend(slope, slope - reach, slope + reach, t_test(slope, se, df))


def rank_chances(entries: Sequence[Measured], units: Units, confidence: Confidence) -> Array | None:
    """(m, m) how often an entry (row) has a rank (column) among resamples of the examples, the same for all entries;
    ties share their ranks. None where neither way is better.

    Keyed Poisson resamples: 1,000 of them, which is enough for a chance in per cent.
    """
    if entries[0].higher_is_better is None:
        return None
    sign = -1.0 if entries[0].higher_is_better else 1.0

    def values(weights: Array) -> Array:
        return np.stack([one.at(by_row(one.scores, weights)) for one in entries], axis=1)

    drawn = sign * replicates(values, units.keys, _RESAMPLES, confidence.seed)
    chances = np.zeros((len(entries), len(entries)))
    for row in np.where(np.isnan(drawn), np.inf, drawn):
        _add_ranks(row, chances)
    return chances / len(drawn)


def _add_ranks(row: Array, chances: Array) -> None:
    """Each entry's rank in one resample; those that tie share the ranks that they take up."""
    below = (row[None, :] < row[:, None]).sum(axis=1)
    equal = (row[None, :] == row[:, None]).sum(axis=1)
    for entry, (first, several) in enumerate(zip(below.tolist(), equal.tolist(), strict=True)):
        chances[entry, first : first + several] += 1.0 / several
