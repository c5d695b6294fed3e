"""Intervals for the area under the ROC curve, of one class or averaged over classes."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import numpy as np

from assay.core.arrays import Array, BoolArray, IntArray
from assay.core.estimate import Confidence, Estimate
from assay.core.messages import say
from assay.core.scores import Measured, Units
from assay.frozen import frozen
from assay.intervals.clusters import few_clusters
from assay.intervals.estimates import found, undefined, unsure
from assay.intervals.spread import Spread, spread_interval
from assay.stats import auroc
from assay.stats.confusion import mean_interval
from assay.stats.jackknife import jackknife
from assay.stats.proportions import Ends


def auroc_interval(measured: Measured, units: Units, confidence: Confidence) -> Estimate:
    """DeLong's interval on the logit scale, widened where a side is small or the sides are nearly apart.

    Rows are (code of the class, scores): one column of scores for the class with code `details["positive"]`, or one
    column a class, which are averaged one against the rest. With clusters: the area without each cluster. Undefined
    where a class is missing, or is all there is.
    """
    curves = Curves(measured)
    if measured.undefined is not None or np.isnan(curves.value):
        return undefined(measured, confidence, say("intervals.one-side"))
    if units.clusters is not None:
        return _clustered(curves, units.clusters, confidence)
    estimate = found(measured, confidence, curves.n, "DeLong", curves.ends(confidence.level))
    return replace(estimate, se=curves.se)


@frozen(eq=False)
class Curves:
    """The curves of a measured AUROC, one a class that is averaged over."""

    measured: Measured

    @cached_property
    def sides(self) -> list[BoolArray]:
        """For each curve, which rows (d,) are of its class."""
        codes = self.measured.scores.rows[:, 0]
        columns = self.measured.scores.rows.shape[1] - 1
        classes = [self.measured.details["positive"]] if columns == 1 else range(columns)
        return [codes == code for code in classes]

    @cached_property
    def areas(self) -> list[auroc.Area]:
        """The area under each curve."""
        rows, counts = self.measured.scores.rows, self.measured.scores.counts
        return [auroc.area(side, rows[:, 1 + column], counts) for column, side in enumerate(self.sides)]

    @property
    def n(self) -> float:
        """How many examples there are."""
        return float(len(self.measured.scores))

    @cached_property
    def value(self) -> float:
        """The mean area."""
        return float(np.mean([area.value for area in self.areas]))

    @cached_property
    def influence(self) -> Array:
        """(d,) each row's influence on the mean area; weighted squares sum to its variance."""
        influence: Array = np.mean([area.influence for area in self.areas], axis=0)
        return influence

    @cached_property
    def se(self) -> float:
        """The standard error of the mean area, for independent examples."""
        return float(np.sqrt(self.measured.scores.counts @ self.influence**2))

    def ends(self, level: float) -> Ends:
        """Both ends for independent examples."""
        if len(self.areas) == 1:
            return auroc.area_interval(self.areas[0], level)
        ends = [self._averaged(level)] if any(map(auroc.needs_widening, self.areas)) else []
        if self.se > 0 and 0.0 < self.value < 1.0:
            ends.append(auroc.logit_interval(self.value, self.se, level))
        return min(low for low, _ in ends), max(high for _, high in ends)

    def without_each(self, clusters: IntArray) -> Array:
        """(G,) the mean area without each cluster."""
        rows = self.measured.scores.expanded()
        index = self.measured.scores.index
        sides = self.sides if index is None else [side[index] for side in self.sides]
        areas = [auroc.areas_without_each(side, rows[:, 1 + j], clusters) for j, side in enumerate(sides)]
        mean: Array = np.mean(areas, axis=0)
        return mean

    def _averaged(self, level: float) -> Ends:
        """Both ends of the mean from those of each area, by how the areas go together."""
        each = np.array([auroc.area_interval(area, level) for area in self.areas])
        influence = np.stack([area.influence for area in self.areas])
        covariance = (influence * self.measured.scores.counts) @ influence.T
        spread = np.sqrt(np.diagonal(covariance))
        scale = np.outer(spread, spread)
        correlation = np.divide(covariance, scale, out=np.zeros_like(scale), where=scale > 0)
        np.fill_diagonal(correlation, 1.0)
        values = np.array([area.value for area in self.areas])
        return mean_interval(values, each[:, 0], each[:, 1], correlation)


def _clustered(curves: Curves, clusters: IntArray, confidence: Confidence) -> Estimate:
    """The jackknife over clusters."""
    measured, without_each = curves.measured, curves.without_each(clusters)
    if len(without_each) < 2 or np.isnan(without_each).any():
        return unsure(measured, confidence, curves.n, say("intervals.one-cluster"))
    sizes = np.bincount(clusters).astype(np.float64)
    jack = jackknife(curves.value, without_each, np.ones(len(sizes)), sizes)
    estimate = spread_interval(measured, Spread(jack.se, jack.df, jack.worth), confidence, "cluster jackknife")
    dependence = max(1.0, (jack.se / curves.se) ** 2) if curves.se > 0 else 1.0
    return replace(estimate, n_effective=curves.n / dependence, why=few_clusters(len(sizes)))
