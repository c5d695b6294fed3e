"""Intervals for the calibration error, free of the bias that bins bring."""

from __future__ import annotations

import math
from dataclasses import replace

from assay.core.estimate import Confidence, Estimate
from assay.core.messages import say
from assay.core.scores import Measured, Units
from assay.intervals.estimates import found, undefined
from assay.stats.calibration import BINS, FEWEST_IN_A_BIN, calibration_error


def calibration_interval(measured: Measured, units: Units, confidence: Confidence) -> Estimate:
    """The debiased ECE-2 of rows (confidence, correct), over at most `details["bins"]` bins.

    Undefined below 20 examples. Clusters are not taken into account: the number is for the picture, not for a gate.
    """
    rows, counts = measured.scores.rows, measured.scores.counts
    bins = measured.details.get("bins", BINS)
    assert isinstance(bins, int)  # noqa: S101 - the contract of this interval's details
    error = calibration_error(rows[:, 0], rows[:, 1], counts, bins)
    if measured.undefined is not None or math.isnan(error.value):
        return undefined(measured, confidence, say("intervals.too-few-for-bins", n=FEWEST_IN_A_BIN))
    n = float(counts.sum())
    estimate = found(measured, confidence, n, "debiased bins", error.interval(confidence.level))
    return replace(estimate, value=error.value)
