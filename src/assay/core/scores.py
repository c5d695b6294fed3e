"""A metric applied to examples: rows of named sufficient statistics, and the formula from their sums to the number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from functools import cached_property
from typing import TypeAlias

import numpy as np

from assay.core.arrays import Array, IntArray, KeyArray
from assay.core.messages import Text
from assay.frozen import frozen

Formula: TypeAlias = Callable[[Array], Array]
"""From sums of statistics (..., k) to values (...); NaN where the value is undefined."""

WeightedFormula: TypeAlias = Callable[[Array, Array], Array]
"""From rows (d, k) and weights (b, d) to values (b,): for what is not a sum."""


_MOST_PAIRS = 1 << 20  # of rows, up to which each pair has a place of its own to be counted in


@frozen(eq=False)
class Scores:
    """One row of statistics an example, stored once per distinct row.

    `rows` (d, k) are the distinct rows; `which` (n,) says which row an example has, or makes that when it is asked for,
    or is None where every example has its own (d = n). `statistics` names the k columns. `tally` (d,) is how many
    examples have each row, where that is known already.
    """

    statistics: tuple[str, ...]
    rows: Array
    which: IntArray | Callable[[], IntArray] | None = None
    tally: Array | None = None

    def __len__(self) -> int:
        return len(self.rows) if self.which is None else int(self.counts.sum())

    @cached_property
    def index(self) -> IntArray | None:
        """(n,) which row each example has; None where every example has its own."""
        return self.which() if callable(self.which) else self.which

    @cached_property
    def counts(self) -> Array:
        """(d,) how many examples have each row."""
        return self.collect(None) if self.tally is None else self.tally

    def collect(self, weights: Array | None) -> Array:
        """(d,) the examples' weights (n,), summed by row; None is a weight of 1 each."""
        if self.index is None:
            return np.ones(len(self.rows)) if weights is None else weights
        return np.bincount(self.index, weights, minlength=len(self.rows)).astype(np.float64)

    @cached_property
    def total(self) -> Array:
        """(k,) the sums over all examples."""
        total: Array = self.counts @ self.rows
        return total

    def expanded(self) -> Array:
        """(n, k) the row of each example."""
        return self.rows if self.index is None else self.rows[self.index]

    def take(self, rows: IntArray) -> Scores:
        """The same statistics of the examples at `rows` alone."""
        if self.index is None:
            return Scores(self.statistics, self.rows[rows])
        return Scores(self.statistics, self.rows, self.index[rows])

    def by_cluster(self, clusters: IntArray) -> Scores:
        """The rows summed within `clusters`, codes 0..G-1 of shape (n,): G rows, a cluster each."""
        groups = int(clusters.max()) + 1 if len(clusters) else 0
        rows = self.expanded()
        sums = [np.bincount(clusters, rows[:, j], minlength=groups) for j in range(rows.shape[1])]
        return Scores(self.statistics, np.stack(sums, axis=1))


@frozen(eq=False)
class RowPairs:
    """Two sides measured on the same examples: the distinct pairs of their rows, by `first` (d,) and `second` (d,), and
    how many examples are each (d,).
    """

    first: IntArray
    second: IntArray
    counts: Array


def row_pairs(first: Scores, second: Scores) -> RowPairs:
    """The pairs of rows of two sides with as many examples, in the same order."""
    if first.index is None or second.index is None:
        every = np.arange(len(first))
        sides = [every if side.index is None else side.index for side in (first, second)]
        return RowPairs(sides[0], sides[1], np.ones(len(every)))
    width = len(second.rows)
    key = np.multiply(first.index, width, dtype=np.int64)
    key += second.index
    if len(first.rows) * width <= _MOST_PAIRS:
        tally = np.bincount(key, minlength=1)
        distinct = np.flatnonzero(tally)
        counts = tally[distinct]
    else:
        distinct, counts = np.unique(key, return_counts=True)
    return RowPairs(*np.divmod(distinct, width), counts.astype(np.float64))


@frozen(eq=False)
class Units:
    """What is independent of what. `clusters` (n,) are codes 0..G-1, or None where each example stands alone;
    `keys` (n,) are hashes of the unit's id, so that a resample draws the same units whatever the order of the file.
    `why` says where the clusters come from.
    """

    n: int
    clusters: IntArray | None = None
    why: Text | None = None
    make_keys: Callable[[], KeyArray] | None = None

    @cached_property
    def count(self) -> int:
        """How many units there are."""
        return self.n if self.clusters is None else int(self.clusters.max(initial=-1)) + 1

    def take(self, rows: IntArray) -> Units:
        """The units of the examples at `rows`."""
        clusters = None if self.clusters is None else np.unique(self.clusters[rows], return_inverse=True)[1].reshape(-1)
        return Units(len(rows), clusters, self.why, lambda: self.keys[rows])

    @cached_property
    def keys(self) -> KeyArray:
        """(n,) the hash of each example's unit."""
        return np.arange(self.n, dtype=np.uint64) if self.make_keys is None else self.make_keys()


@frozen(eq=False)
class Measured:
    """A metric applied to examples: all that an interval may know of it.

    `interval` names the procedure in the registry of intervals; `low` and `high` bound the value. `size` is the
    statistic that is length-like (hypothesis length for BLEU, tokens for perplexity), or None where examples count
    alike. `details` holds what one procedure needs beyond the rows, by the names that procedure documents.
    """

    name: str
    scores: Scores
    value: Formula | None  # of sums; None where `weighted` is given
    interval: str
    low: float = 0.0
    high: float = 1.0
    size: str | None = None
    higher_is_better: bool | None = True
    signature: str = ""
    weighted: WeightedFormula | None = None
    label: str | None = None  # the class, where the number is about one
    undefined: Text | None = None  # why there is no value, where there is none
    details: Mapping[str, object] = field(default_factory=dict)
    title: Text | None = None  # the metric's name for people; None: `name` is shown

    def at(self, weights: Array) -> Array:
        """(b,) the value under each of the weights (b, d) over the distinct rows."""
        if self.weighted is not None:
            return self.weighted(self.scores.rows, weights)
        assert self.value is not None  # noqa: S101 - one of the two formulas is always given
        return self.value(weights @ self.scores.rows)

    @cached_property
    def point(self) -> float:
        """The value over all examples; NaN where it is undefined."""
        if self.undefined is not None:
            return float("nan")
        if self.value is not None:
            return float(self.value(self.scores.total))
        return float(self.at(self.scores.counts[None, :])[0])
