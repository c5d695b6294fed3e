"""Probabilities of labels scaled by a slope and a bias for each label, fitted to the labels that were right."""

from __future__ import annotations

import numpy as np

from assay.stats.arrays import Array, BoolArray, IntArray

LEVEL = 1e-3  # the least slope: the probabilities are even, and their order stays
_LEAST = 1e-300  # a probability that was rounded to 0
_STEPS = 100  # of Newton's method; ten are usual
_LOOSE = 0.25  # how firmly biases are held at 0, and the slope at 1: as by a quarter of a row


def logs_of(probabilities: Array) -> Array:
    """The logarithms of probabilities, finite for what was rounded to 0."""
    logs: Array = np.log(np.maximum(probabilities, _LEAST))
    return logs


def free_parts(logs: Array, *, biases: bool) -> BoolArray:
    """Which of the slope and the biases (1 + K,) are fitted."""
    return np.array([True] + [biases] * logs.shape[1])


def losses_outside(logs: Array, right: IntArray, folds: IntArray, free: BoolArray) -> Array:
    """(n,) -ln p of the right label, each by what was fitted on the other folds."""
    losses = np.empty(len(right))
    for fold in np.unique(folds):
        out = folds == fold
        theta = fitted(logs[~out], right[~out], free)
        losses[out] = -log_shares(theta, logs[out])[np.arange(int(out.sum())), right[out]]
    return losses


def log_shares(theta: Array, logs: Array) -> Array:
    """(n, K) the logarithms of the probabilities that the slope and the biases in `theta` make."""
    scores = theta[0] * logs + theta[1:]
    scores -= scores.max(axis=1, keepdims=True)
    shares: Array = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    return shares


def fitted(logs: Array, right: IntArray, free: BoolArray) -> Array:
    """(1 + K,) the slope and the biases with the greatest likelihood, the others as they were: Newton's method on a
    convex loss, halving a step that does not lower it.
    """
    theta = np.zeros(1 + logs.shape[1])
    theta[0] = 1.0
    if not free.any():
        return theta
    loss, gradient, curvature = _slopes(theta, logs, right)
    for _ in range(_STEPS):
        step = np.zeros_like(theta)
        step[free] = np.linalg.solve(curvature[np.ix_(free, free)], gradient[free])
        if float(np.abs(step).max()) < 1e-10:
            break
        while True:
            tried = _slopes(theta - step, logs, right)
            if tried[0] <= loss or float(np.abs(step).max()) < 1e-12:
                break
            step /= 2
        theta, (loss, gradient, curvature) = theta - step, tried
    theta[0] = max(theta[0], LEVEL)  # a model that is less often right the surer it is says nothing
    return theta


def _slopes(theta: Array, logs: Array, right: IntArray) -> tuple[float, Array, Array]:
    """The penalised loss at `theta`, its gradient and its curvature."""
    n, k = logs.shape
    shares = log_shares(theta, logs)
    p = np.exp(shares)
    away = theta - np.eye(1, 1 + k)[0]
    error = p.copy()
    error[np.arange(n), right] -= 1
    gradient = np.concatenate(([float((error * logs).sum())], error.sum(axis=0))) + _LOOSE * away
    mean = (p * logs).sum(axis=1)
    across = (p * logs - p * mean[:, None]).sum(axis=0)
    curvature = np.empty((1 + k, 1 + k))
    curvature[0, 0] = float((p * logs**2).sum() - (mean**2).sum())
    curvature[0, 1:] = curvature[1:, 0] = across
    curvature[1:, 1:] = np.diag(p.sum(axis=0)) - p.T @ p
    loss = -float(shares[np.arange(n), right].sum()) + _LOOSE / 2 * float(away @ away)
    return loss, gradient, curvature + _LOOSE * np.eye(1 + k)
