"""Numbers of a confusion matrix, their gradients, and what its sampling says of them.

A matrix is (..., K, M): K classes as reference, M = K or K + 1 as prediction, the last column then being outputs that
name no class. Values take counts or proportions alike; gradients take one matrix of proportions (K, M).
"""

from __future__ import annotations

import math

import numpy as np

from assay.stats.arrays import Array, BoolArray

_SMOOTHING = 0.5  # counts added to each row's diagonal, and in all to the rest of the row


def macro_f1(matrix: Array) -> Array:
    """The mean F1 of the classes that occur at all, as reference or as prediction; NaN where none does."""
    return _mean_of(class_f1(matrix))


def weighted_f1(matrix: Array) -> Array:
    """The mean F1 of the classes, each weighing as its references; NaN where there are none."""
    references, f1 = _margins(matrix)[0], class_f1(matrix)
    return _ratio((references * np.where(references > 0, f1, 0.0)).sum(-1), references.sum(-1))


def macro_precision(matrix: Array) -> Array:
    """The mean precision of the classes that occur at all; 0 for one that occurs but is never predicted."""
    return _mean_of(class_precision(matrix))


def balanced_accuracy(matrix: Array) -> Array:
    """The mean recall of the classes that have references; NaN where none has."""
    return _mean_of(class_recall(matrix))


def class_f1(matrix: Array) -> Array:
    """(..., K) F1 = 2 TP / (2 TP + FP + FN) of each class; NaN where it does not occur at all."""
    references, predictions = _margins(matrix)
    return _ratio(2.0 * _hits(matrix), references + predictions)


def class_precision(matrix: Array) -> Array:
    """(..., K) precision of each class; 0 where it is never predicted, NaN where it does not occur at all."""
    references, predictions = _margins(matrix)
    precision = _ratio(_hits(matrix), predictions)
    return np.where((predictions == 0) & (references > 0), 0.0, precision)


def class_recall(matrix: Array) -> Array:
    """(..., K) recall of each class; NaN where it has no reference."""
    return _ratio(_hits(matrix), _margins(matrix)[0])


def matthews_correlation(matrix: Array) -> Array:
    """Matthews' correlation for any number of classes, in [-1, 1]; NaN where there is one reference class or one
    predicted class only. Gorodkin (2004), doi:10.1016/j.compbiolchem.2004.09.006.
    """
    share = _proportions(matrix)
    rows, columns = share.sum(-1), share.sum(-2)
    covariance = _hits(share).sum(-1) - _expected(rows, columns)
    spread = (1.0 - (rows**2).sum(-1)) * (1.0 - (columns**2).sum(-1))
    return _ratio(covariance, np.sqrt(np.where(spread > 1e-15, spread, 0.0)))


def cohen_kappa(matrix: Array) -> Array:
    """Cohen's kappa, in [-1, 1]; NaN where chance alone would agree always.

    Cohen (1960), doi:10.1177/001316446002000104.
    """
    share = _proportions(matrix)
    expected = _expected(share.sum(-1), share.sum(-2))
    return _ratio(_hits(share).sum(-1) - expected, np.where(expected < 1.0 - 1e-15, 1.0 - expected, 0.0))


def macro_f1_gradient(share: Array) -> Array:
    """(K, M) the derivative of macro-F1 by each cell."""
    references, predictions = _margins(share)
    occurs = references + predictions > 0
    f1 = np.where(occurs, class_f1(share), 0.0)
    weight = _ratio(np.ones_like(f1), references + predictions, otherwise=0.0) / max(1, int(occurs.sum()))
    gradient = -np.repeat((f1 * weight)[:, None], share.shape[1], axis=1)
    gradient[:, : len(f1)] -= (f1 * weight)[None, :]
    return _plus_diagonal(gradient, 2.0 * weight)


def weighted_f1_gradient(share: Array) -> Array:
    """(K, M) the derivative of weighted F1 by each cell."""
    references, predictions = _margins(share)
    f1 = np.where(references > 0, class_f1(share), 0.0)
    weight = _ratio(references, references + predictions, otherwise=0.0)
    gradient = np.repeat((f1 * (1.0 - weight))[:, None], share.shape[1], axis=1)
    gradient[:, : len(f1)] -= (f1 * weight)[None, :]
    return _plus_diagonal(gradient, 2.0 * weight)


def macro_precision_gradient(share: Array) -> Array:
    """(K, M) the derivative of macro-precision by each cell."""
    references, predictions = _margins(share)
    occurs = references + predictions > 0
    weight = _ratio(np.ones_like(predictions), predictions, otherwise=0.0) / max(1, int(occurs.sum()))
    gradient = np.zeros_like(share)
    gradient[:, : len(weight)] -= (np.where(occurs, class_precision(share), 0.0) * weight)[None, :]
    return _plus_diagonal(gradient, weight)


def balanced_accuracy_gradient(share: Array) -> Array:
    """(K, M) the derivative of balanced accuracy by each cell."""
    references = share.sum(-1)
    present = references > 0
    weight = _ratio(np.ones_like(references), references, otherwise=0.0) / max(1, int(present.sum()))
    recall = np.where(present, class_recall(share), 0.0)
    return _plus_diagonal(-np.repeat((recall * weight)[:, None], share.shape[1], axis=1), weight)


def matthews_gradient(share: Array) -> Array:
    """(K, M) the derivative of Matthews' correlation by each cell; 0 where it is undefined."""
    rows, columns = share.sum(-1), share.sum(-2)
    spread_rows, spread_columns = 1.0 - (rows**2).sum(), 1.0 - (columns**2).sum()
    if spread_rows * spread_columns <= 1e-15:
        return np.zeros_like(share)
    root = np.sqrt(spread_rows * spread_columns)
    covariance = _hits(share).sum() - _expected(rows, columns)
    gradient = covariance / root * (rows[:, None] / spread_rows + columns[None, :] / spread_columns)
    return _plus_diagonal(gradient - _chance_gradient(share) / root, np.full(len(share), 1.0 / root))


def kappa_gradient(share: Array) -> Array:
    """(K, M) the derivative of Cohen's kappa by each cell; 0 where it is undefined."""
    expected = _expected(share.sum(-1), share.sum(-2))
    if expected >= 1.0 - 1e-15:
        return np.zeros_like(share)
    missed = 1.0 - _hits(share).sum()
    gradient = -_chance_gradient(share) * missed / (1.0 - expected) ** 2
    return _plus_diagonal(gradient, np.full(len(share), 1.0 / (1.0 - expected)))


def smoothed(counts: Array) -> Array:
    """Proportions (K, M) with each row drawn a little towards the rest, so that a row without errors still has spread;
    the rows keep their totals. For variances only.
    """
    classes, columns = counts.shape
    added = np.full_like(counts, _SMOOTHING / max(columns - 1, 1))
    added[np.arange(classes), np.arange(classes)] = _SMOOTHING
    raised = counts + added
    rows: Array = counts.sum(axis=1, keepdims=True) / counts.sum()
    share: Array = raised / raised.sum(axis=1, keepdims=True) * rows
    return share


def standard_error(share: Array, gradient: Array, n: float) -> float:
    """The delta-method standard error of a number with this `gradient` at `share`, for n examples."""
    influence = gradient - (share * gradient).sum()
    return float(np.sqrt((share * influence**2).sum() / n))


def f1_correlation(share: Array) -> Array:
    """(K, K) how the classes' F1 go together from sample to sample; 0 where one does not vary."""
    classes = len(share)
    references, predictions = _margins(share)
    occurring = references + predictions
    f1 = np.where(occurring > 0, class_f1(share), 0.0)
    scaled = _ratio(f1, occurring, otherwise=0.0)
    square = share[:, :classes]
    covariance = (square + square.T) * scaled[:, None] * scaled[None, :]
    hits = _hits(share)
    own = (occurring - 2.0 * hits) * scaled**2 + hits * _ratio(2.0 * (1.0 - f1), occurring, otherwise=0.0) ** 2
    covariance[np.arange(classes), np.arange(classes)] = own
    spread = np.sqrt(own)
    return _with_unit_diagonal(_ratio(covariance, np.outer(spread, spread), otherwise=0.0))


def mean_interval(values: Array, low: Array, high: Array, correlation: Array) -> tuple[float, float]:
    """The ends for the mean of `values` (K,) from the ends of each, by MOVER: distances add like standard deviations.

    Zou & Donner (2008), doi:10.1002/sim.3095.
    """
    below, above = values - low, high - values
    mean, k = float(values.mean()), len(values)
    down = math.sqrt(max(float(below @ correlation @ below), 0.0)) / k
    up = math.sqrt(max(float(above @ correlation @ above), 0.0)) / k
    return mean - down, mean + up


def _margins(matrix: Array) -> tuple[Array, Array]:
    """(..., K) how often each class is the reference, and how often the prediction."""
    return matrix.sum(-1), matrix.sum(-2)[..., : matrix.shape[-2]]


def _hits(matrix: Array) -> Array:
    hits: Array = np.einsum("...ii->...i", matrix[..., : matrix.shape[-2]])
    return hits


def _proportions(matrix: Array) -> Array:
    return _ratio(matrix, matrix.sum((-1, -2))[..., None, None])


def _expected(rows: Array, columns: Array) -> Array:
    """The agreement that chance alone would give."""
    expected: Array = (rows * columns[..., : rows.shape[-1]]).sum(-1)
    return expected


def _chance_gradient(share: Array) -> Array:
    """(K, M) the derivative of the agreement by chance by each cell."""
    references, predictions = _margins(share)
    gradient = np.repeat(predictions[:, None], share.shape[1], axis=1)
    gradient[:, : len(share)] += references[None, :]
    return gradient


def _mean_of(values: Array) -> Array:
    """The mean over the last axis of what is defined; NaN where nothing is."""
    defined: BoolArray = ~np.isnan(values)
    return _ratio(np.where(defined, values, 0.0).sum(-1), defined.sum(-1).astype(np.float64))


def _ratio(over: Array, under: Array, otherwise: float = np.nan) -> Array:
    """The quotient, and `otherwise` where `under` is 0."""
    ratio: Array = over / np.where(under != 0, under, np.nan)
    return ratio if np.isnan(otherwise) else np.where(under != 0, ratio, otherwise)


def _plus_diagonal(gradient: Array, values: Array) -> Array:
    classes = np.arange(len(values))
    gradient[classes, classes] += values
    return gradient


def _with_unit_diagonal(matrix: Array) -> Array:
    np.fill_diagonal(matrix, 1.0)
    return matrix
