"""Average precision: its value under weights, and without each unit, from one sort."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from assay.frozen import frozen
from assay.stats.arrays import Array, BoolArray, IntArray


@frozen(eq=False)
class Steps:
    """The curve of `positive` (n,) by `scores` (n,), the highest first; equal scores are one threshold of T."""

    positive: BoolArray
    scores: Array

    @cached_property
    def order(self) -> IntArray:
        """(n,) the examples from the highest score down."""
        return np.argsort(-self.scores, kind="stable")

    @cached_property
    def ends(self) -> IntArray:
        """(T,) the last place in the order of each threshold."""
        return np.append(np.flatnonzero(np.diff(self.scores[self.order])), len(self.order) - 1)

    @cached_property
    def threshold(self) -> IntArray:
        """(n,) which threshold each example has."""
        found = np.empty(len(self.order), np.int64)
        found[self.order] = np.searchsorted(self.ends, np.arange(len(self.order)))
        return found

    @cached_property
    def hits(self) -> Array:
        """(T,) how many positives there are down to each threshold."""
        found: Array = np.cumsum(self.positive[self.order], dtype=np.float64)[self.ends]
        return found

    @cached_property
    def taken(self) -> Array:
        """(T,) how many examples there are down to each threshold."""
        return (self.ends + 1).astype(np.float64)

    @cached_property
    def gained(self) -> Array:
        """(T,) how many positives each threshold adds."""
        return np.diff(self.hits, prepend=0.0)

    def under(self, weights: Array) -> Array:
        """(b,) the value under each of the weights (b, n); NaN without positives."""
        ordered = weights[:, self.order]
        hits = np.cumsum(ordered * self.positive[self.order], axis=1)[:, self.ends]
        taken = np.cumsum(ordered, axis=1)[:, self.ends]
        gained = np.diff(hits, axis=1, prepend=0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            precision = np.nan_to_num(hits / taken)
            value: Array = (gained * precision).sum(axis=1) / hits[:, -1]
        return value

    def without_each(self) -> Array:
        """(n,) the value without each example; NaN without the only positive. What stands above it keeps its precision,
        what stands below loses one example of both kinds or of one.
        """
        at, own = self.threshold, self.positive.astype(np.float64)
        above = np.cumsum(self.gained * self.hits / self.taken)
        fewer = np.maximum(self.taken - 1.0, 1.0)
        hits_below, gained_below = _below(self.gained * self.hits / fewer), _below(self.gained / fewer)
        here = (self.gained[at] - own) * (self.hits[at] - own) / fewer[at]
        below = hits_below[at] - own * gained_below[at]
        before = above[at] - (self.gained * self.hits / self.taken)[at]
        with np.errstate(divide="ignore", invalid="ignore"):
            found: Array = (before + here + below) / (self.hits[-1] - own)
        return np.where(self.hits[-1] > own, found, np.nan)

    def influence(self) -> Array:
        """(n,) the derivative of the value by each example's weight; they sum to 0."""
        total, precision = self.hits[-1], self.hits / self.taken
        value = float(self.gained @ precision) / total
        all_below = _from(self.gained * self.hits / self.taken**2)
        of_hits = precision + _from(self.gained / self.taken)
        found: Array = (self.positive * (of_hits[self.threshold] - value) - all_below[self.threshold]) / total
        return found


def _from(parts: Array) -> Array:
    """(T,) the sum of the parts from each threshold down."""
    found: Array = np.cumsum(parts[::-1])[::-1]
    return found


def _below(parts: Array) -> Array:
    """(T,) the sum of the parts below each threshold."""
    return _from(parts) - parts
