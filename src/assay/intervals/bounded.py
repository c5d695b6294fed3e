"""Intervals for what is smooth and has bounds: BLEU, mean ROUGE, weighted F1 and their like."""

from __future__ import annotations

import math
from dataclasses import replace

from assay.core.estimate import Confidence, Estimate
from assay.core.messages import say
from assay.core.scores import Measured, Units
from assay.intervals.clusters import few_clusters
from assay.intervals.estimates import infinite, undefined, unsure
from assay.intervals.leaving_out import LeavingOut
from assay.intervals.spread import Spread, spread_interval


def bounded_interval(measured: Measured, units: Units, confidence: Confidence) -> Estimate:
    """The jackknife of a metric over its units, examples or clusters.

    Undefined where the value is; the widest interval where there are fewer than two units.
    """
    if not math.isfinite(measured.point):
        return undefined(measured, confidence) if math.isnan(measured.point) else infinite(measured, confidence)
    leaving_out, n = LeavingOut(measured, units.clusters), float(len(measured.scores))
    if leaving_out.counts.sum() < 2:
        return unsure(measured, confidence, n, say("intervals.one-unit"))
    jack = leaving_out.jackknife
    estimate = spread_interval(measured, Spread(jack.se, jack.df, jack.worth), confidence, "jackknife")
    if units.clusters is None:
        return estimate
    caution = estimate.why or few_clusters(len(leaving_out.counts))
    return replace(estimate, n_effective=n / leaving_out.design_effect, why=caution)
