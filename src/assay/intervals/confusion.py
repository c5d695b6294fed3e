"""Intervals for numbers of the whole confusion matrix: macro-F1, balanced accuracy, Matthews' correlation, kappa."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import cast

import numpy as np

from assay.core.arrays import Array
from assay.core.estimate import Confidence, Estimate
from assay.core.messages import Text, say
from assay.core.scores import Measured, Units
from assay.frozen import frozen
from assay.intervals.bounded import bounded_interval
from assay.intervals.estimates import found, undefined, unsure
from assay.stats import confusion as matrices
from assay.stats.effective import effective_trials, shrunk
from assay.stats.proportions import Ends, mid_p, of_each

OfMatrix = Callable[[Array], Array]


def confusion_interval(measured: Measured, units: Units, confidence: Confidence) -> Estimate:
    """The standard error from the smoothed matrix, read as that of so many trials; for a mean over classes also what
    the classes' own intervals make of the mean, and the wider of the two.

    `details`: "counts" (K, M), "of_matrix", "gradient" and "macro_of" ("f1", "recall", "precision" or None). With
    clusters: the jackknife over clusters. The whole range where a class that is averaged over has no reference.
    """
    if math.isnan(measured.point):
        return undefined(measured, confidence, say("intervals.one-class"))
    matrix = _Matrix(measured, confidence)
    why = matrix.says_nothing()
    if why is not None:
        return unsure(measured, confidence, matrix.n, why)
    return matrix.estimate() if units.clusters is None else bounded_interval(measured, units, confidence)


@frozen(eq=False)
class _Matrix:
    measured: Measured
    confidence: Confidence

    @property
    def counts(self) -> Array:
        return cast("Array", self.measured.details["counts"])

    @cached_property
    def n(self) -> float:
        return float(self.counts.sum())

    def says_nothing(self) -> Text | None:
        """Why the matrix does not say how far the value may be off; None where it does."""
        absent = int((self.counts.sum(axis=1) == 0).sum())
        if absent and self.measured.details["macro_of"] is not None:
            return say("intervals.class-absent", n=absent, classes=len(self.counts))
        return say("intervals.one-unit") if self.n < 2 else None

    def estimate(self) -> Estimate:
        """The estimate for independent examples."""
        share = matrices.smoothed(self.counts)
        gradient = cast("OfMatrix", self.measured.details["gradient"])(share)
        se = matrices.standard_error(share, gradient, self.n)
        ends = [self._as_trials(float(cast("OfMatrix", self.measured.details["of_matrix"])(share)), se)]
        if self.measured.details["macro_of"] is not None:
            ends.append(self._of_classes(str(self.measured.details["macro_of"])))
        wider = min(low for low, _ in ends), max(high for _, high in ends)
        method = "smoothed effective n" if len(ends) == 1 else "smoothed effective n, MOVER over classes"
        return replace(found(self.measured, self.confidence, self.n, method, wider), se=se, df=self.n - 1.0)

    def _as_trials(self, smooth_value: float, se: float) -> Ends:
        """The ends of the proportion of trials that would have this standard error at the smoothed value."""
        low, width = self.measured.low, self.measured.high - self.measured.low
        worth = effective_trials((smooth_value - low) / width, se / width, self.n)
        trials = shrunk(worth, self.n - 1.0, self.confidence.level)
        ends = mid_p((self.measured.point - low) / width * trials, trials, self.confidence.level)
        return low + width * ends[0], low + width * ends[1]

    def _of_classes(self, kind: str) -> Ends:
        """The ends for the mean over classes, from the mid-P interval of each."""
        counts, level = self.counts, self.confidence.level
        classes = len(counts)
        hits, references = np.diagonal(counts).copy(), counts.sum(axis=1)
        predictions = counts.sum(axis=0)[:classes]
        if kind == "f1":
            low, high = of_each(mid_p, hits, references + predictions - hits, level)
            correlation = matrices.f1_correlation(counts / self.n)
            return matrices.mean_interval(
                matrices.class_f1(counts), 2.0 * low / (1.0 + low), 2.0 * high / (1.0 + high), correlation
            )
        trials, values = (
            (references, matrices.class_recall(counts))
            if kind == "recall"
            else (predictions, matrices.class_precision(counts))
        )
        # Rows are drawn apart from each other, and so, given how often each class is predicted, are columns.
        low, high = of_each(mid_p, hits, trials, level)
        return matrices.mean_interval(values, low, high, np.eye(classes))
