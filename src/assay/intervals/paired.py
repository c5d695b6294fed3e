"""The difference between two sides measured on the same examples."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cached_property

import numpy as np

from assay.core.arrays import Array, IntArray
from assay.core.difference import Difference
from assay.core.estimate import Confidence
from assay.core.messages import Text, say
from assay.core.scores import Measured, RowPairs, Units, row_pairs
from assay.frozen import frozen
from assay.intervals.auroc import Curves
from assay.intervals.bootstrap import resampled_values, spread_of
from assay.intervals.leaving_out import LeavingOut
from assay.stats.auroc import area
from assay.stats.jackknife import degrees_of_freedom, jackknife
from assay.stats.paired import area_difference, mcnemar_mid_p, t_test, tango
from assay.stats.student import critical_value

FEWEST_CHANGED = 6
"""With fewer examples that differ, even all of them on one side are chance more than 2.5 % of the time: (1/2)^5."""

ROUNDING = 1e-12
"""Of the values: a spread no greater than this is only how their sums were rounded."""


def difference(candidate: Measured, base: Measured, units: Units, confidence: Confidence) -> Difference:
    """Candidate minus base, of one metric on the same examples in the same order.

    Counts on the same trials: Tango's interval and McNemar's mid-P test. Areas under the curve: DeLong's, paired. What
    needs resampling: the same resamples for both. Everything else: the jackknife of the difference, for perplexities of
    their ratio. `better` needs the interval and the test to agree, and at least 6 examples that differ.
    """
    pair = _Pair(candidate, base, units, confidence)
    if not math.isfinite(candidate.point) or not math.isfinite(base.point):
        return replace(pair.blank("none"), why=say("intervals.no-difference"))
    if units.clusters is None and pair.has_same_trials:
        return pair.of_counts()
    return pair.of_spread()


def few_changed(n: int) -> Text | None:
    """Why nothing can be called better where `n` examples differ; None where they are enough."""
    if n >= FEWEST_CHANGED:
        return None
    return say("intervals.few-changed", n=n) if n else say("intervals.none-changed")


@frozen
class _Spread:
    """A difference on the scale it is tested on."""

    value: float
    se: float
    df: float
    method: str


@frozen(eq=False)
class _Pair:
    candidate: Measured
    base: Measured
    units: Units
    confidence: Confidence

    def blank(self, method: str) -> Difference:
        """The difference without its interval."""
        values = [point if math.isfinite(point) else None for point in (self.candidate.point, self.base.point)]
        value = None if None in values else self.candidate.point - self.base.point
        one = self.candidate
        return Difference(
            *(one.name, values[0], values[1], value, None, None, None, method),
            title=one.title,
            higher_is_better=one.higher_is_better,
            range=(one.low, one.high),
        )

    @property
    def has_same_trials(self) -> bool:
        """Whether both sides count successes, 0 or 1, of the same trials."""
        if not self.candidate.interval == self.base.interval == "proportion":
            return False
        new, old = self._distinct_rows
        single = all(np.isin(side, (0.0, 1.0)).all() for side in (new, old))
        return single and bool((new[:, 1] == old[:, 1]).all())

    def of_counts(self) -> Difference:
        """By how many trials went from failure to success, and how many back."""
        new, old = (rows[:, 0] * rows[:, 1] for rows in self._distinct_rows)
        gained, lost = int(self._pairs.counts @ (new > old)), int(self._pairs.counts @ (new < old))
        trials = float(self.candidate.scores.total[1])
        low, high = tango(gained, lost, trials, self.confidence.level)
        fixed, broken = (lost, gained) if self.candidate.higher_is_better is False else (gained, lost)
        counted = replace(
            self.blank("Tango, McNemar mid-P"),
            low=low,
            high=high,
            p=mcnemar_mid_p(gained, lost),
            fixed=fixed,
            broken=broken,
        )
        return self._judged(counted, gained + lost)

    def of_spread(self) -> Difference:
        """By the standard error of the difference."""
        spread, changed = self._spread(), self._changed()
        blank = self.blank(spread.method)
        if not spread.se > ROUNDING * max(abs(self.candidate.point), abs(self.base.point)):
            return replace(blank, p=1.0, why=few_changed(changed) or say("intervals.same-change", n=changed))
        reach = critical_value(self.confidence.level, spread.df) * spread.se
        low, high = self._shown(spread.value - reach), self._shown(spread.value + reach)
        p = t_test(spread.value, spread.se, spread.df)
        return self._judged(replace(blank, low=low, high=high, p=p), changed)

    def _judged(self, found: Difference, changed: int) -> Difference:
        """The difference with what may be said of it."""
        few = few_changed(changed)
        if few is not None:
            return replace(found, why=few)
        direction = {True: found.low, False: None if found.high is None else -found.high, None: None}
        margin = direction[self.candidate.higher_is_better]
        better = margin is not None and margin > 0 and found.p is not None and found.p <= self.confidence.alpha
        return replace(found, better=better)

    def _spread(self) -> _Spread:
        if self.candidate.interval == "bootstrap":
            return self._resampled()
        if self.candidate.interval == "auroc" and self.units.clusters is None:
            return self._of_areas()
        return self._jackknifed()

    def _jackknifed(self) -> _Spread:
        """The jackknife of the difference over the units."""
        sides = (self.candidate, self._pairs.first), (self.base, self._pairs.second)
        new, old = (self._on_scale(self._without_each(side, rows)) for side, rows in sides)
        value = float(self._on_scale(np.array(self.candidate.point)) - self._on_scale(np.array(self.base.point)))
        counts = self._pairs.counts if self.units.clusters is None else np.ones(len(new))
        jack = jackknife(value, new - old, counts, self._sizes())
        return _Spread(value, jack.se, jack.df, "paired jackknife, ratio" if self._is_ratio else "paired jackknife")

    def _without_each(self, side: Measured, rows: IntArray) -> Array:
        """The value of one side without one unit of each pair of rows (d,), or without each cluster (G,)."""
        if side.interval == "auroc" and self.units.clusters is not None:
            return Curves(side).without_each(self.units.clusters)
        values = LeavingOut(side, self.units.clusters).values
        return values[rows] if self.units.clusters is None else values

    def _sizes(self) -> Array | None:
        """(d,) or (G,) how much each unit weighs."""
        sizes = LeavingOut(self.candidate, self.units.clusters).sizes
        return sizes if sizes is None or self.units.clusters is not None else sizes[self._pairs.first]

    def _of_areas(self) -> _Spread:
        """DeLong's paired test."""
        new, old = Curves(self.candidate), Curves(self.base)
        value = new.value - old.value
        if len(new.sides) == 1:
            side = self._distinct_rows[0][:, 0] == self.candidate.details["positive"]
            areas = [area(side, rows[:, 1], self._pairs.counts) for rows in self._distinct_rows]
            return _Spread(value, *area_difference(areas[0], areas[1], side, self._pairs.counts), "paired DeLong")
        pull, counts = new.influence[self._pairs.first] - old.influence[self._pairs.second], self._pairs.counts
        se, df = math.sqrt(float(counts @ pull**2)), degrees_of_freedom(pull, counts)
        return _Spread(value, se, df, "paired DeLong, averaged")

    def _resampled(self) -> _Spread:
        """Both sides under the same resamples."""
        new, old = (resampled_values(side, self.units, self.confidence) for side in (self.candidate, self.base))
        value = self.candidate.point - self.base.point
        clusters = self.units.clusters
        n = self.units.n if clusters is None else int(clusters.max()) + 1
        return _Spread(value, spread_of(new - old, value), max(1.0, n - 1.0), "paired keyed bootstrap")

    @cached_property
    def _pairs(self) -> RowPairs:
        """The pairs of rows that occur: what is the same for many examples is worked out once."""
        return row_pairs(self.candidate.scores, self.base.scores)

    @cached_property
    def _distinct_rows(self) -> tuple[Array, Array]:
        """(d, k) the rows of both sides of each pair."""
        return self.candidate.scores.rows[self._pairs.first], self.base.scores.rows[self._pairs.second]

    def _changed(self) -> int:
        """How many units differ between the sides."""
        if self.units.clusters is None:
            new, old = self._distinct_rows
            return int(self._pairs.counts @ (new != old).any(axis=1))
        new, old = self.candidate.scores.expanded(), self.base.scores.expanded()
        return int(np.count_nonzero(np.bincount(self.units.clusters[(new != old).any(axis=1)])))

    @property
    def _is_ratio(self) -> bool:
        """Whether the two values are compared by their ratio."""
        return self.candidate.details.get("transform") == "exp"

    def _on_scale(self, values: Array) -> Array:
        return np.log(values) if self._is_ratio else values

    def _shown(self, end: float) -> float:
        """An end on the tested scale as a difference of values."""
        return possible(self.base.point * math.expm1(end) if self._is_ratio else end, self.candidate)


def possible(difference: float, measured: Measured) -> float:
    """The difference, or where it is more than two values can differ by, that."""
    most = measured.high - measured.low
    return min(max(difference, -most), most)
