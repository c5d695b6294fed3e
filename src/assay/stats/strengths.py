"""How strong each of several systems is, from judgements of pairs: Davidson's model, of which Bradley-Terry's is the
case without ties.
"""

from __future__ import annotations

import math

import numpy as np

from assay.frozen import frozen
from assay.stats.arrays import Array, BoolArray, IntArray
from assay.stats.davidson import Fit, Judged
from assay.stats.jackknife import jackknife
from assay.stats.standing import standing

_FEWEST = 3  # prompts, below which there is no interval


@frozen(eq=False)
class Strengths:
    """`value` (K,) are the logarithms of the strengths, their mean 0 over the systems that are `fitted` (K,); `low` and
    `high` (K,) their intervals. A system that beat all of these and never lost to one has an infinite strength, one
    that only lost a negative one; NaN where nothing connects it with them. `alone` says that an interval is not there
    because a single prompt connects some of the systems.

    `wins` (K, K) is how often the row would win against the column, half the ties included, with `wins_low` and
    `wins_high`; NaN where either is not fitted. `tie` is Davidson's nu, 0 for Bradley-Terry.
    """

    value: Array
    low: Array
    high: Array
    fitted: BoolArray
    tie: float
    wins: Array
    wins_low: Array
    wins_high: Array
    prompts: int
    alone: bool = False


def strengths(judged: Judged, level: float) -> Strengths:
    """P(i beats j) = pi_i / (pi_i + pi_j + nu sqrt(pi_i pi_j)), fitted by maximum likelihood to the largest group of
    systems of which no part always wins or loses; what is beyond it is said, not guessed (`Strengths`).

    Intervals are the jackknife's over prompts, each left out by one step of Newton's method, on the logarithm of the
    strength and of the odds of winning. Davidson (1970), doi:10.1080/01621459.1970.10481082; when the maximum exists:
    Ford (1957), doi:10.2307/2308513, and with ties Albert & Anderson (1984), doi:10.1093/biomet/71.1.1.
    """
    value, k = standing(*judged.tally()), judged.systems
    fitted = value == 0
    nothing, square = np.full(k, np.nan), np.full((k, k), np.nan)
    if not fitted.any():
        return Strengths(value, nothing, nothing, fitted, math.nan, square, square, square, 0)
    mine = judged.among(fitted)
    fit = Fit.of(mine)
    left_out, alone = fit.without_each(mine)
    counts, n = np.bincount(mine.prompt).astype(np.float64), mine.systems
    upper = np.triu_indices(n, 1)
    each = _ends(fit.parameters[:n], left_out[:, :n], counts, level)
    odds = _ends(_odds(fit.parameters[None], upper)[0], _odds(left_out, upper), counts, level)
    if alone or len(counts) < _FEWEST:
        each[1:], odds[1:] = np.nan, np.nan
    low, high = nothing.copy(), nothing.copy()
    value[fitted], low[fitted], high[fitted] = each
    chances = [square.copy() for _ in range(3)]
    rows = np.ix_(fitted, fitted)
    for place, other in enumerate((0, 2, 1)):
        chances[place][rows] = _square(_chance(odds[place]), _chance(odds[other]), n)
    tie = math.exp(fit.parameters[n]) if fit.ties else 0.0
    return Strengths(value, low, high, fitted, tie, chances[0], chances[1], chances[2], len(counts), alone)


def _square(above: Array, below: Array, n: int) -> Array:
    """(n, n) from the chances of the pairs above the diagonal; below it those of losing, their ends swapped."""
    found = np.full((n, n), 0.5)
    rows, columns = np.triu_indices(n, 1)
    found[rows, columns], found[columns, rows] = above, 1.0 - below
    return found


def _ends(value: Array, left_out: Array, counts: Array, level: float) -> Array:
    """(3, c) the values and both ends, a jackknife each."""
    found = [
        jackknife(float(one), column, np.ones(len(counts)), counts).t_interval(level)
        for one, column in zip(value, left_out.T, strict=True)
    ]
    return np.stack([value, *np.array(found).reshape(-1, 2).T])


def _odds(parameters: Array, pairs: tuple[IntArray, IntArray]) -> Array:
    """(b, c) the logarithm of the odds that the first of each pair wins, half the ties included."""
    half = (parameters[:, pairs[0]] - parameters[:, pairs[1]]) / 2.0
    tie = parameters[:, -1:] - math.log(2.0)
    return np.asarray(np.logaddexp(half, tie) - np.logaddexp(-half, tie))


def _chance(odds: Array) -> Array:
    with np.errstate(over="ignore"):
        return np.asarray(1.0 / (1.0 + np.exp(-odds)))
