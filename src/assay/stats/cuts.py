"""Where to cut a score in two: the best cut, judged by examples that did not choose it, and cuts with a promise."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from assay.frozen import frozen
from assay.stats.arrays import Array, BoolArray, IntArray
from assay.stats.beta import incomplete_beta
from assay.stats.student import critical_value

Measure: TypeAlias = Callable[[Array, Array, Array, Array], Array]
"""From true positives, false positives, false negatives and true negatives to the value; NaN where undefined."""

FOLDS = 5
_STEP = 1e-6


def accuracy(tp: Array, fp: Array, fn: Array, tn: Array) -> Array:
    """The share that is right."""
    return (tp + tn) / (tp + fp + fn + tn)


def f1(tp: Array, fp: Array, fn: Array, tn: Array) -> Array:
    """F1 of the positives; 0 where none is found."""
    return 2.0 * tp / np.maximum(2.0 * tp + fp + fn, 1e-300)


def macro_f1(tp: Array, fp: Array, fn: Array, tn: Array) -> Array:
    """The mean of F1 of both sides."""
    return (f1(tp, fp, fn, tn) + f1(tn, fn, fp, tp)) / 2.0


def balanced_accuracy(tp: Array, fp: Array, fn: Array, tn: Array) -> Array:
    """The mean recall of both sides."""
    return (tp / np.maximum(tp + fn, 1e-300) + tn / np.maximum(tn + fp, 1e-300)) / 2.0


def mcc(tp: Array, fp: Array, fn: Array, tn: Array) -> Array:
    """Matthews' correlation; 0 where one side is never said."""
    whole = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)
    correlation: Array = (tp * tn - fp * fn) / np.sqrt(np.maximum(whole, 1e-300))
    return correlation


MEASURES: dict[str, Measure] = {
    "accuracy": accuracy,
    "f1": f1,
    "macro_f1": macro_f1,
    "balanced_accuracy": balanced_accuracy,
    "mcc": mcc,
}


def best_cut(positive: BoolArray, scores: Array, measure: Measure) -> float:
    """The cut from which on a score (n,) counts as positive that makes the measure highest, midway between two scores;
    of several, the one in the middle.
    """
    order = np.argsort(-scores, kind="stable")
    return _best_of_sorted(positive[order], scores[order], measure)


def _best_of_sorted(ups: BoolArray, there: Array, measure: Measure) -> float:
    """The best cut of scores that fall."""
    ends = np.flatnonzero(np.r_[there[1:] != there[:-1], True])
    tp = np.r_[0.0, np.cumsum(ups)[ends]]
    fp = np.r_[0.0, np.cumsum(~ups)[ends]]
    values = measure(tp, fp, float(ups.sum()) - tp, float((~ups).sum()) - fp)
    best = np.flatnonzero(values >= np.nanmax(values) - 1e-12)
    place = int(best[len(best) // 2])
    if place == 0:
        return float(np.nextafter(there[0], np.inf))
    last = int(ends[place - 1])
    following = there[last + 1] if last + 1 < len(there) else there[last]
    return float((there[last] + following) / 2.0)


def cross_fitted(positive: BoolArray, scores: Array, folds: IntArray, measure: Measure) -> BoolArray:
    """(n,) what is called positive where each fold is cut as the others would choose."""
    order = np.argsort(-scores, kind="stable")
    ups, ranked, fold_of = positive[order], scores[order], folds[order]
    said = np.zeros(len(scores), np.bool_)
    for fold in range(FOLDS):
        others = fold_of != fold
        there = folds == fold
        said[there] = scores[there] >= _best_of_sorted(ups[others], ranked[others], measure)
    return said


@frozen
class Gain:
    """What calling examples otherwise does to a measure: `before`, `after`, and the interval of the difference."""

    before: float
    after: float
    low: float
    high: float


def gain(positive: BoolArray, before: BoolArray, after: BoolArray, measure: Measure, level: float) -> Gain:
    """The measure of both on the same examples, with the interval of the difference by the delta method over the eight
    cells that an example may lie in; each cell holds half an example more, so that none is sure.
    """
    place = 4 * positive.astype(np.intp) + 2 * before + after
    counts = np.bincount(place, minlength=8).astype(np.float64)
    smoothed = counts + 0.5 * (counts.sum() > 0)
    n = counts.sum()
    shares = smoothed / smoothed.sum()
    bumped = shares + _STEP * np.eye(8)
    slopes = (_both(bumped, measure) - _both(shares - _STEP * np.eye(8), measure)) @ np.array([-1.0, 1.0]) / (2 * _STEP)
    variance = float(shares @ slopes**2 - (shares @ slopes) ** 2) / n
    old, new = _both(counts[None, :], measure)[0].tolist()
    reach = critical_value(level) * math.sqrt(max(variance, 0.0))
    return Gain(old, new, new - old - reach, new - old + reach)


def _both(cells: Array, measure: Measure) -> Array:
    """(b, 2) the measure before and after, from shares of the cells (b, 8), which are 4 positive + 2 before + after."""
    table = cells.reshape(-1, 2, 2, 2)
    sides = (table.sum(axis=3), table.sum(axis=2))
    return np.stack([measure(one[:, 1, 1], one[:, 0, 1], one[:, 1, 0], one[:, 0, 0]) for one in sides], axis=1)


def cut_for_recall(scores: Array, recall: float, sure: float) -> float | None:
    """The highest cut that keeps the recall of new positives at `recall` or more with confidence `sure`, from the
    `scores` (m,) of positives; None where there are too few of them for any such promise.

    It holds on the very examples that chose it: the order statistics bound the quantile. Wilks (1941),
    doi:10.1214/aoms/1177731788; STATISTICS, part 11.
    """
    m, low, high = len(scores), 0, len(scores)
    while low < high:  # the largest k whose chance is small enough
        k = (low + high + 1) // 2
        low, high = (k, high) if _at_most(k - 1, m, 1.0 - recall) <= 1.0 - sure else (low, k - 1)
    return float(np.sort(scores)[low - 1]) if low else None


def _at_most(k: int, n: int, p: float) -> float:
    """P(X <= k) for X binomial."""
    return 1.0 if k >= n else 1.0 - incomplete_beta(k + 1.0, float(n - k), p)
