"""How far stated confidence is from being right that often: the debiased calibration error over bins."""

from __future__ import annotations

import math

import numpy as np

from assay.frozen import frozen
from assay.stats.arrays import Array, IntArray
from assay.stats.student import critical_value

BINS = 10
FEWEST_IN_A_BIN = 20


@frozen
class CalibrationError:
    """The debiased square of ECE-2, which may fall below 0 by chance, the `bins` it rests on, and its variance: `noise`
    where there is no error at all, growing by `slope` with the square.
    """

    square: float
    noise: float
    slope: float
    bins: int

    @property
    def value(self) -> float:
        """ECE-2 itself, in [0, 1]; NaN where there are too few examples for one bin."""
        return _root(self.square) if self.bins else math.nan

    def interval(self, level: float) -> tuple[float, float]:
        """Both ends in [0, 1]; all of it where there are too few examples for one bin.

        The squares from which the one found is z standard errors away, each with the variance that it would have itself
        (a score interval): with the variance at the square that was found, 87 % were covered in place of 95 %.
        """
        if not self.bins:
            return 0.0, 1.0
        z = critical_value(level)
        middle = self.square + z * z * self.slope / 2.0
        reach = z * math.sqrt((z * self.slope / 2.0) ** 2 + self.noise + self.slope * max(self.square, 0.0))
        return _root(middle - reach), _root(middle + reach)


def calibration_error(confidence: Array, correct: Array, counts: Array, bins: int = BINS) -> CalibrationError:
    """The debiased ECE-2 of `confidence` (d,) in [0, 1] and `correct` (d,) 0 or 1, rows standing for `counts` examples.

    Bins hold equally many examples, at least 20; equal confidences stay together. The plain error is biased upwards: a
    perfectly calibrated model shows 0.06 at 200 examples. Kumar et al. (2019), arXiv:1909.10155; Sun et al. (2024),
    arXiv:2408.08998.
    """
    n = float(counts.sum())
    bins = min(bins, int(n // FEWEST_IN_A_BIN))
    if bins < 1:
        return CalibrationError(math.nan, math.nan, math.nan, 0)
    place = _equal_mass(confidence, counts, bins)
    gap = correct - confidence
    size = np.bincount(place, counts)
    size, sums, squares = (np.bincount(place, counts * part)[size > 1] for part in (np.ones_like(gap), gap, gap**2))
    mean = sums / size
    noise = np.maximum(squares - size * mean**2, 0.0) / (size - 1.0) / size
    weight = size / n
    square = float(weight @ (mean**2 - noise))
    by_gap = 4.0 * float(weight**2 @ (np.maximum(mean**2 - noise, 0.0) * noise))
    slope = max(4.0 * float(weight**2 @ noise), by_gap / square if square > 0 else 0.0)
    return CalibrationError(square, 2.0 * float(weight**2 @ noise**2), slope, len(size))


def reliability(confidence: Array, correct: Array, counts: Array, bins: int = BINS) -> tuple[Array, Array, Array]:
    """The same bins, (m,) each: how many examples, their mean confidence, and the share of them that is right. Empty
    where there are too few examples for one bin.
    """
    bins = min(bins, int(float(counts.sum()) // FEWEST_IN_A_BIN))
    if bins < 1:
        return np.zeros(0), np.zeros(0), np.zeros(0)
    place = _equal_mass(confidence, counts, bins)
    parts = (np.ones_like(counts), confidence, correct)
    sizes, sums, right = (np.bincount(place, counts * part).astype(np.float64) for part in parts)
    held = sizes > 0
    return sizes[held], sums[held] / sizes[held], right[held] / sizes[held]


def _root(square: float) -> float:
    return math.sqrt(min(max(square, 0.0), 1.0))


def _equal_mass(confidence: Array, counts: Array, bins: int) -> IntArray:
    """(d,) the bin of each row."""
    values, index = np.unique(confidence, return_inverse=True)
    mass = np.bincount(index.reshape(-1), counts, len(values))
    middle = (np.cumsum(mass) - mass / 2.0) / mass.sum()
    places = np.minimum((middle * bins).astype(np.intp), bins - 1)
    placed: IntArray = places[index.reshape(-1)]
    return placed
