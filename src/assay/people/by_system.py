"""Several models' ratings side by side: one panel for all, a mean for each, and metrics in the order of people."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from assay.core.arrays import Array, IntArray
from assay.core.by_people import PEOPLE
from assay.core.estimate import Confidence, Estimate
from assay.core.messages import say
from assay.core.people_by_system import OrderOfSystems, RatedSystems
from assay.core.ratings import Rated
from assay.people.titles import named, title_of
from assay.stats.correlation import Correlated, kendall, spearman
from assay.stats.jackknife import jackknife
from assay.stats.panel import Panel, panel, panel_ends
from assay.stats.permutation import permutation_p

_METHOD = "item and rater fit over all models, jackknife, effective n"
_FEWEST, _WITH_INTERVAL = 3, 10  # models


def rated_systems(models: Sequence[Rated], clusters: IntArray | None, level: float) -> Iterator[RatedSystems]:
    """One for each dimension, of the `models`' ratings in their order. `clusters` (n,) say which examples belong
    together.
    """
    names = dict.fromkeys(name for one in models for name in one.ratings.dimensions)
    for name in names:
        yield _rated(name, models, clusters, level)


def _rated(name: str, models: Sequence[Rated], clusters: IntArray | None, level: float) -> RatedSystems:
    of, rows, stacked = _stacked(name, models)
    fit = panel(stacked)  # whoever rates one model's outputs more strictly rates the other's so too
    scale = next(one.ratings.scales[name] for one in models if name in one.ratings.scales)
    means: list[Estimate | None] = []
    for place in range(len(models)):
        mine = of == place
        together = rows[mine] if clusters is None else clusters[rows[mine]]
        means.append(_mean(name, fit, mine, together, scale.ends, level) if mine.any() else None)
    return RatedSystems(name, named(name), scale, tuple(means))


def _stacked(name: str, models: Sequence[Rated]) -> tuple[IntArray, IntArray, Array]:
    """(r,) the model and the example of each rated output, and (r, R) its ratings, a column a rater of any model."""
    raters = list(dict.fromkeys(rater for one in models for rater in one.ratings.raters))
    of, rows, parts = [], [], []
    for place, one in enumerate(models):
        if name not in one.ratings.dimensions:
            continue
        matrix = np.full((len(one.row), len(raters)), np.nan)
        matrix[:, [raters.index(rater) for rater in one.ratings.raters]] = one.ratings.matrix(name)
        kept = np.isfinite(matrix).any(axis=1)
        of.append(np.full(int(kept.sum()), place))
        rows.append(one.row[kept])
        parts.append(matrix[kept])
    return np.concatenate(of), np.concatenate(rows), np.concatenate(parts)


def _mean(name: str, fit: Panel, mine: Array, together: IntArray, ends: tuple[float, float], level: float) -> Estimate:
    items, codes = fit.items[mine], np.unique(together, return_inverse=True)[1].reshape(-1)
    count, value, n = np.bincount(codes).astype(np.float64), float(items.mean()), len(items)
    left_out = (items.sum() - np.bincount(codes, items)) / np.maximum(n - count, 1.0)
    jack = jackknife(value, left_out, np.ones(len(count)), count)
    low, high = panel_ends(replace(fit, jack=jack), ends, level)
    value = min(max(value, ends[0]), ends[1])
    return Estimate(PEOPLE + name, value, low, high, float(n), _METHOD, level=level, range=ends, title=title_of(name))


def orders_of(
    dimensions: Sequence[RatedSystems], metrics: Sequence[Mapping[str, Estimate]], confidence: Confidence
) -> Iterator[OrderOfSystems]:
    """Each metric that all of three models or more have with each dimension; `metrics` are the models' own. Turned
    where less of the metric is better.
    """
    for name in [name for name in metrics[0] if all(name in one for one in metrics)]:
        for one in dimensions:
            pairs = [
                (_turned(own[name]), mean.value)
                for own, mean in zip(metrics, one.means, strict=True)
                if mean is not None and mean.value is not None
            ]
            known = [(x, y) for x, y in pairs if x is not None and math.isfinite(x)]
            if len(known) >= _FEWEST:
                yield _order(name, one.name, np.array(known, np.float64), confidence)


def _turned(one: Estimate) -> float | None:
    return one.value if one.value is None or one.higher_is_better is not False else -one.value


def _order(metric: str, dimension: str, known: Array, confidence: Confidence) -> OrderOfSystems:
    x, y = known.T
    p = permutation_p(x, y, confidence.seed)
    found = [
        _estimate(f"{measure.__name__}[{metric}, {dimension}]", measure(x, y, confidence.level), confidence.level)
        for measure in (spearman, kendall)
    ]
    return OrderOfSystems(metric, dimension, len(known), found[0], found[1], p)


def _estimate(name: str, found: Correlated, level: float) -> Estimate:
    """Without an interval for fewer than ten models: it would say more than they can."""
    value = None if math.isnan(found.value) else found.value
    low, high = (None if found.n < _WITH_INTERVAL or math.isnan(one) else one for one in (found.low, found.high))
    why = say("people.no-order") if value is None else say("people.few-systems") if low is None else None
    return Estimate(name, value, low, high, found.n, "model by model", level=level, range=(-1.0, 1.0), why=why)
