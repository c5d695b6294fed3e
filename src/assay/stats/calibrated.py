"""Whether stated confidences are kept, and the temperature that would mend them."""

from __future__ import annotations

import math

import numpy as np

from assay.stats.arrays import Array, IntArray

BINS = 10
_LEAST = 1e-12  # a probability below this is one that was rounded
_AT_ONCE = 100  # draws
_SCREEN = 2.0  # standard errors: what deviates less is not drawn again
_STEPS = 30  # of Newton's method
_COOLEST, _HOTTEST = 0.05, 20.0  # temperatures


def p_of_calibrated(confidence: Array, correct: Array, draws: int, seed: int, enough: float = 1.0) -> float:
    """How often labels drawn with the stated `confidence` (n,) would deviate from it as far as `correct` (n,), 0 or 1,
    does: by the worst of three measures, the total gap, Spiegelhalter's z, and the gaps in bins of equally many.

    Under calibration the draws are what the truth is, so the test holds its error rate at every n. 1 where no measure
    comes near; where more than `enough` is certain, what is certain. Spiegelhalter (1986), Statistics in Medicine 5(5);
    resampling: Vaicenavicius et al. (2019), arXiv:1902.06977.
    """
    order = np.argsort(confidence, kind="stable")
    stated, right = confidence[order], correct[order]
    bins = min(BINS, max(len(stated) // 20, 1))
    starts = (np.arange(bins) * len(stated)) // bins
    found = float(_deviation(stated, right[None, :], starts)[0])
    if found < _SCREEN:
        return 1.0
    generator = np.random.default_rng(seed)
    as_far, at_once = 0, min(_AT_ONCE, max(1, 1_000_000 // len(stated)))
    for first in range(0, draws, at_once):
        if as_far > enough * (draws + 1):
            break  # further draws can only make it more usual
        some = generator.random((min(at_once, draws - first), len(stated))) < stated
        as_far += int((_deviation(stated, some.astype(np.float64), starts) >= found - 1e-12).sum())
    return (1 + as_far) / (draws + 1)


def _deviation(stated: Array, right: Array, starts: IntArray) -> Array:
    """(b,) the largest of the three measures, each in standard errors, for each draw (b, n)."""
    gap, variance = right - stated, stated * (1.0 - stated)
    lean = 1.0 - 2.0 * stated
    bins = np.maximum(np.add.reduceat(variance, starts), _LEAST)
    squares = (np.add.reduceat(gap, starts, axis=1) ** 2 / bins).sum(axis=1)
    k = len(starts)
    # Wilson and Hilferty's cube root makes a sum of squares nearly normal.
    in_bins = ((squares / k) ** (1 / 3) - (1 - 2 / (9 * k))) / math.sqrt(2 / (9 * k))
    total = np.abs(gap.sum(axis=1)) / math.sqrt(max(float(variance.sum()), _LEAST))
    leaning = np.abs(gap @ lean) / math.sqrt(max(float((lean**2 * variance).sum()), _LEAST))
    deviation: Array = np.maximum(np.maximum(total, leaning), in_bins)
    return deviation


def temperature(given: IntArray, probabilities: Array) -> float:
    """The temperature by which the logarithms of `probabilities` (n, K) are divided so that the labels `given` (n,) are
    likeliest. Guo et al. (2017), arXiv:1706.04599.
    """
    logs = np.log(np.maximum(probabilities, _LEAST))
    own = logs[np.arange(len(given)), given]
    inverse = 1.0  # the log-likelihood is concave in 1 / T
    for _ in range(_STEPS):
        weights = _softmax(inverse * logs)
        mean = (weights * logs).sum(axis=1)
        slope = float((own - mean).sum())
        bend = float(((weights * logs**2).sum(axis=1) - mean**2).sum())
        step = slope / bend if bend > 0 else 0.0
        following = min(max(inverse + step, inverse / 2, 1 / _HOTTEST), inverse * 2, 1 / _COOLEST)
        if abs(following - inverse) < 1e-6 * inverse:
            break
        inverse = following
    return 1.0 / inverse


def scaled(probabilities: Array, heat: float) -> Array:
    """The probabilities (n, K) at another temperature."""
    return _softmax(np.log(np.maximum(probabilities, _LEAST)) / heat)


def log_losses(given: IntArray, probabilities: Array) -> Array:
    """(n,) the loss of each example, in nats."""
    losses: Array = -np.log(np.maximum(probabilities[np.arange(len(given)), given], _LEAST))
    return losses


def _softmax(logs: Array) -> Array:
    raised = np.exp(logs - logs.max(axis=1, keepdims=True))
    weights: Array = raised / raised.sum(axis=1, keepdims=True)
    return weights
