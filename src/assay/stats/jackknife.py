"""The delete-one jackknife: a standard error and its degrees of freedom from leave-one-out values."""

from __future__ import annotations

import math

import numpy as np

from assay.frozen import frozen
from assay.stats.arrays import Array
from assay.stats.student import critical_value


@frozen(eq=False)
class Jackknife:
    """What leaving each unit out says of a value. `worth` is how many equal units the `n` units are worth, `influence`
    (d,) each distinct unit's pull on the value.
    """

    value: float
    se: float
    df: float
    n: float
    worth: float
    influence: Array

    def t_interval(self, level: float) -> tuple[float, float]:
        """The value less and plus its standard error times the t quantile."""
        reach = critical_value(level, self.df) * self.se
        return self.value - reach, self.value + reach


def jackknife(value: float, left_out: Array, counts: Array, sizes: Array | None = None) -> Jackknife:
    """The jackknife of `value`, from its values `left_out` (d,) without one unit of each distinct kind.

    `counts` (d,) says how many units are of each kind, so that the cost does not grow with their number; `sizes` (d,)
    is the length-like statistic of each, None where units count alike. A unit without which there is no value is taken
    not to matter. NaN standard error for fewer than two units.

    The standard error errs on the wide side: Efron & Stein (1981), doi:10.1214/aos/1176345462.
    """
    n = float(counts.sum())
    left_out = np.where(np.isfinite(left_out), left_out, value)
    if n < 2:
        return Jackknife(value, math.nan, 1.0, n, n, np.zeros_like(left_out))
    influence = (counts @ left_out) / n - left_out
    se = math.sqrt((n - 1.0) / n * float(counts @ influence**2))
    worth = n if sizes is None else kish_size(sizes, counts)
    return Jackknife(value, se, degrees_of_freedom(influence, counts, sizes), n, worth, influence)


def degrees_of_freedom(influence: Array, counts: Array, sizes: Array | None = None) -> float:
    """min(Kish's number of units - 1, 2n / (kurtosis - 1)) within [1, n - 1].

    Satterthwaite's rule for the variance of `influence`; compare Imbens & Kolesar (2016), doi:10.1162/REST_a_00552.
    """
    n = float(counts.sum())
    squares, fourths = float(counts @ influence**2), float(counts @ influence**4)
    df = n - 1.0
    if fourths > 0:
        kurtosis = n * fourths / squares**2
        df = min(df, 2.0 * n / (kurtosis - 1.0)) if kurtosis > 1.0 else df
    if sizes is not None:
        df = min(df, kish_size(sizes, counts) - 1.0)
    return max(1.0, df)


def kish_size(sizes: Array, counts: Array | None = None) -> float:
    """How many units of equal size are worth units of these `sizes` (d,): (sum w)^2 / sum w^2; 0 for no sizes at all.

    Kish (1965), Survey Sampling.
    """
    weights = np.ones_like(sizes) if counts is None else counts
    squares = float(weights @ sizes**2)
    return float(weights @ sizes) ** 2 / squares if squares > 0 else 0.0
