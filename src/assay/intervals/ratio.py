"""Intervals for a ratio of sums without an upper bound: perplexity, bits per byte, log loss."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from assay.core.arrays import IntArray
from assay.core.estimate import Confidence, Estimate
from assay.core.messages import say
from assay.core.scores import Measured, Units
from assay.intervals.clusters import few_clusters
from assay.intervals.estimates import found, infinite, undefined, unsure
from assay.intervals.spread import Spread, spread_interval
from assay.stats.jackknife import Jackknife, jackknife


def ratio_interval(measured: Measured, units: Units, confidence: Confidence) -> Estimate:
    """The jackknife t interval of statistics (numerator, denominator) on the scale of the ratio, then `details`:
    "scale", a factor, and "transform", "exp" or "identity".

    Where details name "unseen", see `spread_interval` instead. Units without a denominator are left out. Undefined
    where there is none; the widest interval for fewer than two units, and for units that are all equal.
    """
    if math.isnan(measured.point):
        return undefined(measured, confidence)
    if math.isinf(measured.point):
        return infinite(measured, confidence)
    jack, alone = _ratio_jackknife(measured, units.clusters), _ratio_jackknife(measured, None)
    if jack.n < 2:
        return unsure(measured, confidence, alone.n, say("intervals.one-unit"))
    estimate = _estimate(measured, jack, alone.n, confidence)
    if units.clusters is None:
        return estimate
    worth = alone.n / max(1.0, (jack.se / alone.se) ** 2) if alone.se > 0 else alone.n
    return replace(estimate, n_effective=worth, why=estimate.why or few_clusters(int(jack.n)))


def _estimate(measured: Measured, jack: Jackknife, n: float, confidence: Confidence) -> Estimate:
    se = jack.se * _slope(measured)
    if "unseen" in measured.details:
        return replace(spread_interval(measured, Spread(se, jack.df, jack.worth), confidence, "jackknife"), n=n)
    if jack.se == 0:
        return unsure(measured, confidence, n, say("intervals.no-spread"))
    low, high = (_on_scale(measured, end) for end in jack.t_interval(confidence.level))
    return replace(found(measured, confidence, n, "jackknife, t", (low, high)), se=se, df=jack.df)


def _ratio_jackknife(measured: Measured, clusters: IntArray | None) -> Jackknife:
    """The jackknife of numerator / denominator over the units that have a denominator."""
    scores = measured.scores if clusters is None else measured.scores.by_cluster(clusters)
    counting = scores.rows[:, 1] > 0
    rows, counts = scores.rows[counting], scores.counts[counting]
    total = counts @ rows
    with np.errstate(invalid="ignore", divide="ignore"):
        without_each = (total[0] - rows[:, 0]) / (total[1] - rows[:, 1])
    return jackknife(float(total[0] / total[1]), without_each, counts, rows[:, 1])


def _on_scale(measured: Measured, ratio: float) -> float:
    """The ratio as the metric shows it."""
    scaled = ratio * _factor(measured)
    if measured.details["transform"] == "identity":
        return scaled
    return math.exp(scaled) if scaled < 700.0 else math.inf


def _slope(measured: Measured) -> float:
    """How much the metric changes with the ratio, at its value."""
    return _factor(measured) * (1.0 if measured.details["transform"] == "identity" else measured.point)


def _factor(measured: Measured) -> float:
    factor = measured.details.get("scale", 1.0)
    assert isinstance(factor, float)  # noqa: S101 - the contract of this interval's details
    return factor
