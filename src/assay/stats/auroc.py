"""The area under the ROC curve: value, DeLong's influences, and intervals that hold near 1 and for few examples."""

from __future__ import annotations

import math

import numpy as np

from assay.frozen import frozen
from assay.stats.arrays import Array, BoolArray, IntArray
from assay.stats.roots import crossing
from assay.stats.student import critical_value


@frozen(eq=False)
class Area:
    """An area under the ROC curve. `influence` (d,) is scaled so that its weighted squares sum to the variance."""

    value: float
    positives: float
    negatives: float
    influence: Array
    se: float


def area(positive: BoolArray, scores: Array, counts: Array) -> Area:
    """The chance that a positive scores above a negative, ties counting half, with DeLong's standard error.

    Rows (d,) stand for `counts` (d,) examples each. NaN where one side is missing; a side of one example adds nothing
    to the standard error. DeLong et al. (1988), doi:10.2307/2531595, by ranks: Sun & Xu (2014),
    doi:10.1109/LSP.2014.2337313.
    """
    positives, negatives = float(counts @ positive), float(counts @ ~positive)
    if positives == 0 or negatives == 0:
        return Area(math.nan, positives, negatives, np.zeros(len(counts)), math.nan)
    beaten, beating = _below(scores, counts * ~positive), _above(scores, counts * positive)
    placement = np.where(positive, beaten / negatives, beating / positives)
    value = float((counts * positive) @ placement) / positives
    own = np.where(positive, positives, negatives)
    influence = (placement - value) / np.sqrt(np.where(own > 1, own * (own - 1.0), np.inf))
    return Area(value, positives, negatives, influence, math.sqrt(float(counts @ influence**2)))


def area_interval(one: Area, level: float) -> tuple[float, float]:
    """The ends of DeLong's interval on the logit scale; widened by Newcombe's fifth method where a side is small or the
    sides are nearly apart.

    Pohar Perme & Manevski (2019), doi:10.1177/0962280218814556; Newcombe (2006), doi:10.1002/sim.2324.
    """
    if math.isnan(one.value):
        return 0.0, 1.0
    ends = []
    if one.se > 0 and 0.0 < one.value < 1.0:
        ends.append(logit_interval(one.value, one.se, level))
    if needs_widening(one):
        ends.append(_newcombe(one, level))
    return min(low for low, _ in ends), max(high for _, high in ends)


def needs_widening(one: Area) -> bool:
    """Whether DeLong's interval alone would promise too much."""
    fewer = min(one.positives, one.negatives)
    return one.se == 0 or not 0.0 < one.value < 1.0 or fewer * (1.0 - one.value) < 2.0 or fewer < 10


def logit_interval(value: float, se: float, level: float) -> tuple[float, float]:
    """The ends `value` -+ z se on the logit scale, brought back; `value` strictly inside (0, 1)."""
    logit = math.log(value / (1.0 - value))
    reach = critical_value(level) * se / (value * (1.0 - value))
    return 1.0 / (1.0 + math.exp(min(reach - logit, 700.0))), 1.0 / (1.0 + math.exp(max(-reach - logit, -700.0)))


def areas(positive: BoolArray, scores: Array, weights: Array) -> Array:
    """(b,) the area under each of the weights (b, d); NaN where one side has no weight."""
    order, tie = _ranked(scores)
    ups = _by_tie(weights[:, order] * positive[order], tie)
    downs = _by_tie(weights[:, order] * ~positive[order], tie)
    below = np.cumsum(downs, axis=1) - downs / 2.0
    pairs = ups.sum(axis=1) * downs.sum(axis=1)
    wins = (ups * below).sum(axis=1)
    return _shares(wins, pairs)


def areas_without_each(positive: BoolArray, scores: Array, clusters: IntArray) -> Array:
    """(G,) the area without each cluster, of codes 0..G-1 (n,); NaN where that leaves one side empty.

    Pairs within a cluster would be taken away twice, so they are added back.
    """
    ups, downs = positive.astype(np.float64), (~positive).astype(np.float64)
    wins = ups * _below(scores, downs) + downs * _above(scores, ups)
    within = ups * _below_within(scores, downs, clusters)
    left = float(ups @ wins) - _per_cluster(wins - within, clusters)
    left_up = float(ups.sum()) - _per_cluster(ups, clusters)
    left_down = float(downs.sum()) - _per_cluster(downs, clusters)
    return _shares(left, left_up * left_down)


def _newcombe(one: Area, level: float) -> tuple[float, float]:
    """Newcombe's fifth method: the areas whose value is z of Hanley and McNeil's standard errors away."""
    value, pairs = one.value, one.positives * one.negatives
    half = (one.positives + one.negatives) / 2.0 - 1.0
    z = critical_value(level)

    def distance(x: float) -> float:
        variance = x * (1.0 - x) * (1.0 + half * ((1.0 - x) / (2.0 - x) + x / (1.0 + x))) / pairs
        return (value - x) ** 2 - z * z * variance

    edge = 1e-12
    low = crossing(distance, edge, value - edge) if value > 1e-9 and distance(edge) > 0 else 0.0
    high = crossing(distance, value + edge, 1.0 - edge) if value < 1.0 - 1e-9 and distance(1.0 - edge) > 0 else 1.0
    return low, high


def _per_cluster(weights: Array, clusters: IntArray) -> Array:
    return np.bincount(clusters, weights).astype(np.float64)


def _shares(wins: Array, pairs: Array) -> Array:
    shares: Array = np.divide(wins, pairs, out=np.full(len(wins), np.nan), where=pairs > 0)
    return shares


def _below(scores: Array, weights: Array) -> Array:
    """(d,) the weight that scores below each row, that of equal scores counting half."""
    order, tie = _ranked(scores)
    sums = np.bincount(tie, weights[order])
    below = np.cumsum(sums) - sums / 2.0
    result = np.empty(len(scores))
    result[order] = below[tie]
    return result


def _above(scores: Array, weights: Array) -> Array:
    return _below(-scores, weights)


def _below_within(scores: Array, weights: Array, clusters: IntArray) -> Array:
    """(n,) as `_below`, counting only the row's own cluster."""
    order = np.lexsort((scores, clusters))
    there, group = scores[order], clusters[order]
    starts = np.r_[True, (there[1:] != there[:-1]) | (group[1:] != group[:-1])]
    tie = np.cumsum(starts) - 1
    sums = np.bincount(tie, weights[order])
    up_to = np.cumsum(sums) - sums / 2.0
    before = np.r_[0.0, np.cumsum(np.bincount(group, weights[order]))]
    result = np.empty(len(scores))
    result[order] = up_to[tie] - before[group]
    return result


def _ranked(scores: Array) -> tuple[IntArray, IntArray]:
    """The order of the scores, and in that order which group of ties each belongs to."""
    order = np.argsort(scores, kind="stable")
    there = scores[order]
    return order, np.cumsum(np.r_[False, there[1:] != there[:-1]])


def _by_tie(weights: Array, tie: IntArray) -> Array:
    """(b, g) weights (b, d), in the order of the scores, summed by group of ties."""
    starts = np.flatnonzero(np.r_[True, tie[1:] != tie[:-1]])
    sums: Array = np.add.reduceat(weights, starts, axis=1)
    return sums
