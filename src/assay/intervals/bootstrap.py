"""Intervals for what is not a sum: the keyed bootstrap's standard error."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from assay.core.arrays import Array
from assay.core.estimate import Confidence, Estimate
from assay.core.messages import say
from assay.core.percent import percent
from assay.core.scores import Measured, Scores, Units
from assay.intervals.clusters import few_clusters
from assay.intervals.estimates import infinite, undefined, unsure
from assay.intervals.spread import Spread, spread_interval
from assay.stats.bootstrap import replicates
from assay.stats.jackknife import kish_size

_MOST_UNDEFINED = 0.01  # of the resamples


def bootstrap_interval(measured: Measured, units: Units, confidence: Confidence) -> Estimate:
    """The standard error over keyed Poisson resamples of the units, examples or clusters.

    Undefined where the value is; the widest interval for fewer than two units, and where more than 1 % of the resamples
    have no value.
    """
    if not math.isfinite(measured.point):
        return undefined(measured, confidence) if math.isnan(measured.point) else infinite(measured, confidence)
    sizes = np.ones(units.n) if units.clusters is None else np.bincount(units.clusters).astype(np.float64)
    n = float(len(measured.scores))
    if len(sizes) < 2:
        return unsure(measured, confidence, n, say("intervals.one-unit"))
    resampled = resampled_values(measured, units, confidence)
    lost = float(np.isnan(resampled).mean())
    if lost > _MOST_UNDEFINED:
        return unsure(measured, confidence, n, say("intervals.unstable", share=percent(lost, 0)))
    spread = Spread(spread_of(resampled, measured.point), max(1.0, kish_size(sizes) - 1.0), kish_size(sizes))
    estimate = spread_interval(measured, spread, confidence, "keyed Poisson bootstrap")
    caution = None if units.clusters is None else few_clusters(len(sizes))
    return replace(estimate, why=estimate.why or caution)


def resampled_values(measured: Measured, units: Units, confidence: Confidence) -> Array:
    """(b,) the value in each resample; NaN where a resample has none."""

    def value(weights: Array) -> Array:
        return measured.at(by_row(measured.scores, weights))

    return replicates(value, units.keys, confidence.resamples, confidence.seed)


def by_row(scores: Scores, weights: Array) -> Array:
    """(b, d) weights of the distinct rows from weights (b, n) of the examples."""
    if scores.index is None:
        return weights
    return np.stack([scores.collect(row) for row in weights])


def spread_of(resampled: Array, value: float) -> float:
    """The standard deviation of the resampled values, one without a value counting as the value itself."""
    return float(np.std(np.where(np.isnan(resampled), value, resampled), ddof=1))
