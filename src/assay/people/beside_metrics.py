"""Metrics beside people, example by example."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from assay.core.arrays import Array
from assay.core.by_people import OVERALL
from assay.core.estimate import Estimate
from assay.core.messages import say
from assay.core.people import Correlations, Dimension
from assay.core.ratings import Ratings
from assay.core.scores import Measured
from assay.stats.correlation import Correlated, kendall, middle_ranks, pearson, spearman
from assay.stats.panel import panel

_SURE = 0.99
_MOST_NAMED = 10
_FEWEST = 10  # rated examples


def correlations_of(
    dimensions: Mapping[str, Dimension],
    ratings: Ratings,
    measured: Sequence[Measured],
    primary: str | None,
    level: float,
) -> Iterator[Correlations]:
    """Each metric with the main dimension, and the metric that decides with every other; of those that have a value for
    one example, on ten rated examples or more.
    """
    main = OVERALL if OVERALL in dimensions else next(iter(dimensions))
    for metric in measured:
        values = values_by_example(metric)
        if values is None:
            continue
        for name, one in dimensions.items():
            if (name == main or metric.name == primary) and len(one.rows) >= _FEWEST:
                yield _correlations(metric, values[one.rows], one, ratings, level)


def values_by_example(metric: Measured) -> Array | None:
    """(n,) the metric's value for each example alone, NaN where it has none; None where it is none that examples have,
    such as the share of a class.
    """
    if metric.value is None or metric.undefined is not None or metric.label is not None:
        return None
    scores = metric.scores
    with np.errstate(all="ignore"):
        values = np.asarray(metric.value(scores.rows), np.float64)
    if values.shape != (len(scores.rows),):
        return None
    return values if scores.index is None else values[scores.index]


def _correlations(metric: Measured, values: Array, one: Dimension, ratings: Ratings, level: float) -> Correlations:
    turned = metric.higher_is_better is False
    known = np.isfinite(values)
    x, y = (-values if turned else values)[known], one.means[known]
    coefficients: tuple[Callable[[Array, Array, float], Correlated], ...] = (spearman, pearson, kendall)
    found = [
        _estimate(f"{coefficient.__name__}[{metric.name}, {one.name}]", coefficient(x, y, level), level)
        for coefficient in coefficients
    ]
    high = spearman(x, y, _SURE).high
    return Correlations(
        metric=metric.name,
        dimension=one.name,
        spearman=found[0],
        pearson=found[1],
        kendall=found[2],
        turned=turned,
        spearman_high=None if math.isnan(high) else high,
        ceiling=_ceiling(ratings, one.name),
        apart=tuple(
            one.rows[known][np.argsort(middle_ranks(y) - middle_ranks(x), kind="stable")[:_MOST_NAMED]].tolist()
        ),
    )


def _ceiling(ratings: Ratings, dimension: str) -> float | None:
    """The square root of the reliability of the items' means: of what they vary, how much is no noise."""
    matrix = ratings.matrix(dimension)
    rated = np.isfinite(matrix)
    matrix, rated = matrix[rated.any(axis=1)], rated[rated.any(axis=1)]
    fit = panel(matrix)
    spread = float(fit.items.var(ddof=1)) if len(fit.items) > 1 else 0.0
    if not math.isfinite(fit.noise) or not spread:
        return None
    noise = fit.noise * float((1.0 / rated.sum(axis=1)).mean())
    return math.sqrt(max(0.0, 1.0 - noise / spread))


def _estimate(name: str, found: Correlated, level: float) -> Estimate:
    value, low, high = (None if math.isnan(one) else one for one in (found.value, found.low, found.high))
    why = say("people.no-correlation") if value is None else None
    return Estimate(name, value, low, high, found.n, "example by example", level=level, range=(-1.0, 1.0), why=why)
