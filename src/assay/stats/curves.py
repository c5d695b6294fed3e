"""Curves that fall with noise: their levels by parts, how noisy they are, and whether they still fall."""

from __future__ import annotations

import math

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from assay.frozen import frozen
from assay.stats.arrays import Array
from assay.stats.student import critical_value

_NORMAL = 0.6745  # the median of |z|
_FEWEST_TO_BEND = 6  # values
_FEWEST_TO_RISE = 5  # values
_FEWEST_TO_FIT = 8  # levels
_RISES = (13.7, 9.6, 8.2, 44.1, 24.7, 17.5, 14.6, 13.2, 11.3, 10.6, 10.3, 9.6, 9.2, 8.9, 8.7)  # for 5, 6, ... 19 levels
_BENT = 3  # the first third of a curve falls so fast that its bends would pass for noise
_LEVELS = 10  # at least, of a curve that has as many values: more would leave what neighbours share
_SECOND = math.sqrt(6.0)  # a second difference of independent noise has six times its variance


@frozen
class Level:
    """The mean of `n` values in a row with its standard error, and the step in their middle."""

    value: float
    se: float
    n: int
    step: float


@frozen
class Slope:
    """How much a curve changes a step, with its standard error on `df` degrees of freedom."""

    value: float
    se: float
    df: float

    def below_zero(self, level: float) -> bool:
        """Whether it surely falls."""
        return self.df >= 1 and self.value + critical_value(level, self.df) * self.se < 0


@frozen
class Rise:
    """How much higher a curve ended than where it was `lowest`, value number `place` in its order; `margin` is what
    noise alone brings about in one curve of a hundred, None where too few values tell of it.
    """

    lowest: float
    place: int
    last: float
    margin: float | None

    @property
    def value(self) -> float:
        """The last less the lowest."""
        return self.last - self.lowest


def rise_of(values: Array) -> Rise:
    """The end of the curve against its lowest, of (m,) values in their order, m at least 1: of single values, and of
    means of as many neighbours as give the clearest answer.

    From twenty values on, means of neighbours that leave ten or more are taken first, so that what neighbours share is
    in their noise. The lowest of many lies below the curve by chance, the noise is but an estimate from few levels, and
    the clearest of several answers is taken: the margin is the 99 % quantile of all that together, of 25,000 flat
    curves or more drawn for each number of levels.
    """
    each = max(1, len(values) // _LEVELS)
    first = len(values) % each
    means = values[first:].reshape(-1, each).mean(axis=1)
    width = max(range(1, max(1, len(means) // 3) + 1), key=lambda some: _last_above_lowest(means, some) * some**0.5)
    near = sliding_window_view(means, width).mean(axis=1)
    at = int(np.argmin(near))
    start = first + at * each
    place = start + int(np.argmin(values[start : start + width * each]))
    known = len(means) >= _FEWEST_TO_RISE
    margin = _RISES[len(means) - _FEWEST_TO_RISE] * _scatter(means) / math.sqrt(width) if known else None
    return Rise(float(near[at]), place, float(near[-1]), margin)


def _last_above_lowest(levels: Array, width: int) -> float:
    near = sliding_window_view(levels, width).mean(axis=1)
    return float(near[-1] - near.min())


def _scatter(levels: Array) -> float:
    """The standard deviation of the levels about a curve that falls and then rises, however steeply: about the closest
    one that does (isotonic regression on either side of the lowest). Of few levels nearly all lie on such a curve by
    chance: then by the root mean square of their second differences, behind the first bends.
    """
    if len(levels) < _FEWEST_TO_FIT:
        second = np.diff(levels, n=2)
        return math.sqrt(float((second[len(second) // _BENT :] ** 2).mean())) / _SECOND
    at = int(np.argmin(levels))
    fitted = np.concatenate([-rising(-levels[: at + 1])[:-1], rising(levels[at:])])
    return math.sqrt(float(((levels - fitted) ** 2).mean()))


def rising(values: Array) -> Array:
    """(m,) the closest curve that never falls, by least squares: neighbours that do are pooled.

    Barlow, Bartholomew, Bremner & Brunk, Statistical Inference under Order Restrictions (1972), section 1.2.
    """
    pools: list[tuple[float, int]] = []
    for value in values.tolist():
        pools.append((value, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (last, n), (before, m) = pools.pop(), pools.pop()
            pools.append(((before * m + last * n) / (m + n), m + n))
    return np.repeat([value for value, _ in pools], [n for _, n in pools])


def noise_of(values: Array) -> float:
    """The standard deviation of the noise about a smooth curve, (m,) values in their order: from second differences,
    which a straight line does not have, by their median, which jumps do not move. NaN for fewer than three.
    """
    if len(values) < 3:
        return math.nan
    return float(np.median(np.abs(np.diff(values, n=2)))) / (_NORMAL * _SECOND)


def levels(steps: Array, values: Array, parts: int) -> list[Level]:
    """The curve in at most so many parts of like length, two values each at least."""
    count = max(1, min(parts, len(values) // 2))
    return [level_of(steps[part], values[part]) for part in np.array_split(np.arange(len(values)), count) if len(part)]


def level_of(steps: Array, values: Array) -> Level:
    """One part: its standard error is by the differences between neighbours, which a slow change does not add to."""
    n = len(values)
    spread = math.sqrt(float(np.sum(np.diff(values) ** 2)) / (2 * (n - 1))) if n > 1 else math.nan
    return Level(float(values.mean()), spread / math.sqrt(n), n, float(np.median(steps)))


def slope_of(steps: Array, values: Array) -> Slope:
    """The straight line through the values by least squares. What neighbours share makes values count for fewer: the
    variance is inflated by (1 + r) / (1 - r), r being the correlation of neighbouring residuals where it is above 0.
    Residuals are those of a parabola, from six values on: a curve that bends is not a noisy one.
    """
    m = len(values)
    away = steps - steps.mean()
    square = float(away @ away)
    if m < 3 or square == 0:
        return Slope(0.0, math.inf, 0.0)
    value = float(away @ values) / square
    residuals = values - values.mean() - value * away
    bends = m >= _FEWEST_TO_BEND
    if bends:
        bend = away**2 - square / m
        bend -= float(away @ bend) / square * away
        residuals = residuals - float(bend @ residuals) / float(bend @ bend) * bend
    total = float(residuals @ residuals)
    r = float(residuals[1:] @ residuals[:-1]) / total if total > 0 else 0.0
    inflated = (1 + min(max(r, 0.0), 0.9)) / (1 - min(max(r, 0.0), 0.9))
    lost = 3 if bends else 2
    return Slope(value, math.sqrt(total / (m - lost) / square * inflated), max(1.0, m / inflated - lost))
