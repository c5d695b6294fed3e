"""A metric's value without each of its units: examples, or clusters of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TypeAlias, cast

import numpy as np

from assay.core.arrays import Array, IntArray
from assay.core.scores import Measured, Scores
from assay.frozen import frozen
from assay.stats.jackknife import Jackknife, jackknife

WithoutEach: TypeAlias = Callable[[Array, "IntArray | None"], Array]
"""From rows (d, k), and clusters where units are such, to the values without one unit (d,) or (G,)."""

_CHUNK = 4_000_000  # weights held at a time


@frozen(eq=False)
class LeavingOut:
    """`measured` without each unit; a unit is an example, or one of `clusters`, codes 0..G-1 of shape (n,). A metric
    that knows a quicker way than to work its value out without each, has it as `details["without_each"]`.
    """

    measured: Measured
    clusters: IntArray | None = None

    @cached_property
    def values(self) -> Array:
        """(d,) the value without one unit of each distinct kind; NaN where it is then undefined."""
        known = self.measured.details.get("without_each")
        if known is not None:
            return cast("WithoutEach", known)(self.measured.scores.rows, self.clusters)
        # What is left may have no value; a formula of one's own need not know that.
        with np.errstate(divide="ignore", invalid="ignore"):
            if self.measured.value is None:
                return self._under_weights()
            return self.measured.value(self._units.total - self._units.rows)

    @cached_property
    def counts(self) -> Array:
        """(d,) how many units are of each kind."""
        if self.clusters is None:
            return self.measured.scores.counts
        return np.ones(int(self.clusters.max()) + 1)

    @cached_property
    def sizes(self) -> Array | None:
        """(d,) how much each unit weighs: its length-like statistic, else its examples; None where all weigh 1."""
        if self.measured.size is not None:
            return self._units.rows[:, self.measured.scores.statistics.index(self.measured.size)]
        return None if self.clusters is None else np.bincount(self.clusters).astype(np.float64)

    @cached_property
    def jackknife(self) -> Jackknife:
        """The standard error of the value and its degrees of freedom."""
        return jackknife(self.measured.point, self.values, self.counts, self.sizes)

    @cached_property
    def design_effect(self) -> float:
        """How many times the variance of the value is what it would be, were the examples independent; at least 1."""
        alone = LeavingOut(self.measured).jackknife.se
        return max(1.0, (self.jackknife.se / alone) ** 2) if alone > 0 else 1.0

    @cached_property
    def _units(self) -> Scores:
        scores = self.measured.scores
        return scores if self.clusters is None else scores.by_cluster(self.clusters)

    def _under_weights(self) -> Array:
        """The values where the formula takes weights: all of them, less each unit's own."""
        scores, kinds = self.measured.scores, len(self.counts)
        chunk = max(1, _CHUNK // len(scores.rows))
        parts = [
            self.measured.at(scores.counts - self._own_weights(np.arange(at, min(at + chunk, kinds))))
            for at in range(0, kinds, chunk)
        ]
        return np.concatenate(parts)

    def _own_weights(self, units: IntArray) -> Array:
        """(c, d) the weight that each of these units has in each distinct row."""
        scores = self.measured.scores
        own = np.zeros((len(units), len(scores.rows)))
        if self.clusters is None:
            own[np.arange(len(units)), units] = 1.0
            return own
        row = np.arange(len(scores)) if scores.index is None else scores.index
        inside = (self.clusters >= units[0]) & (self.clusters <= units[-1])
        np.add.at(own, (self.clusters[inside] - units[0], row[inside]), 1.0)
        return own
