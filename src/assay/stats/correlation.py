"""How far two numbers of each example rise and fall together: Pearson, Spearman and Kendall, with intervals."""

from __future__ import annotations

import math

import numpy as np

from assay.frozen import frozen
from assay.stats.arrays import Array
from assay.stats.jackknife import jackknife
from assay.stats.student import critical_value

_FEWEST = 5  # pairs, below which there is no interval
_BLOCK = 1 << 10
_MOST = 1 << 12  # examples that Kendall compares each with each


@frozen
class Correlated:
    """A correlation in [-1, 1] with its interval over `n` pairs; NaN where one side does not vary, or n is small."""

    value: float
    low: float
    high: float
    n: int


def pearson(x: Array, y: Array, level: float = 0.95) -> Correlated:
    """Of the values (n,) themselves. The interval is the jackknife's on Fisher's z: it needs no normal values."""
    n = len(x)
    x, y = x - x.mean() if n else x, y - y.mean() if n else y
    sums = np.column_stack([x, y, x * x, y * y, x * y])
    total = sums.sum(axis=0)
    value = float(_pearson(total[None], float(n))[0])
    return _by_jackknife(value, _pearson(total - sums, n - 1.0), n, level)


def _pearson(sums: Array, n: float) -> Array:
    x, y, xx, yy, xy = sums.T
    n = max(n, 1.0)
    spread = np.maximum(xx - x * x / n, 0.0) * np.maximum(yy - y * y / n, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(spread > 1e-24, (xy - x * y / n) / np.sqrt(spread), np.nan))


def spearman(x: Array, y: Array, level: float = 0.95) -> Correlated:
    """Of the ranks, ties in the middle. The interval is Fisher's z with variance (1 + r^2 / 2) / (n - 3): Bonett &
    Wright (2000), doi:10.1007/BF02294183.
    """
    value, n = pearson(middle_ranks(x), middle_ranks(y)).value, len(x)
    if not math.isfinite(value) or n < _FEWEST:
        return Correlated(value, math.nan, math.nan, n)
    reach = critical_value(level) * math.sqrt((1.0 + value**2 / 2.0) / (n - 3.0))
    z = _z(value)
    return Correlated(value, math.tanh(z - reach), math.tanh(z + reach), n)


def kendall(x: Array, y: Array, level: float = 0.95) -> Correlated:
    """Kendall's tau-b: pairs in the same order less pairs in the other, ties allowed for. Undefined beyond 4,096
    examples. The interval is the jackknife's on Fisher's z; the usual formula covers too little where there are ties.
    """
    n = len(x)
    if n > _MOST or n < 2:
        return Correlated(math.nan, math.nan, math.nan, n)
    agree, tied_x, tied_y = np.zeros(n), np.zeros(n), np.zeros(n)
    for start in range(0, n, _BLOCK):
        part = slice(start, start + _BLOCK)
        signs = [np.sign(side[part, None] - side[None, :]).astype(np.int8) for side in (x, y)]
        agree[part] = (signs[0] * signs[1]).sum(axis=1, dtype=np.int64)
        tied_x[part] = (signs[0] == 0).sum(axis=1) - 1
        tied_y[part] = (signs[1] == 0).sum(axis=1) - 1
    totals = [float(part.sum()) / 2.0 for part in (agree, tied_x, tied_y)]
    whole = np.array(totals)
    value = float(_tau(whole[:1], whole[1:2], whole[2:], n)[0])
    left = _tau(totals[0] - agree, totals[1] - tied_x, totals[2] - tied_y, n - 1)
    return _by_jackknife(value, left, n, level)


def _tau(agree: Array, tied_x: Array, tied_y: Array, n: int) -> Array:
    pairs = n * (n - 1) / 2.0
    spread = (pairs - tied_x) * (pairs - tied_y)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(spread > 0, agree / np.sqrt(spread), np.nan))


def middle_ranks(values: Array) -> Array:
    """(n,) ranks from 1, equal values sharing the middle of theirs."""
    _, codes, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray((ends - (counts - 1) / 2.0)[codes.reshape(-1)])


def _by_jackknife(value: float, left_out: Array, n: int, level: float) -> Correlated:
    if not math.isfinite(value) or n < _FEWEST:
        return Correlated(value, math.nan, math.nan, n)
    left = np.arctanh(np.clip(left_out, -1.0 + 1e-12, 1.0 - 1e-12))
    low, high = jackknife(_z(value), left, np.ones(n)).t_interval(level)
    return Correlated(value, math.tanh(low), math.tanh(high), n)


def _z(value: float) -> float:
    return math.atanh(min(max(value, -1.0 + 1e-12), 1.0 - 1e-12))
