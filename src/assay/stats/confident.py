"""Labels that a model's probabilities speak against: confident learning, and whether doubt alone explains them.

Northcutt, Jiang & Chuang (2021), "Confident Learning", arXiv:1911.00068.
"""

from __future__ import annotations

import math

import numpy as np

from assay.frozen import frozen
from assay.stats.arrays import Array
from assay.stats.normal import normal_tail

_LEAST = 1e-12  # a probability below this is one that was rounded
_COOLEST, _HOTTEST, _HEATS = 0.2, 8.0, 17  # temperatures that are tried
_STEPS = 8  # of Newton's method
_MOST_WRONG = 0.5


@frozen(eq=False)
class Suspects:
    """`rows` whose label is probably wrong, the surest first, and the label each probably has."""

    rows: np.ndarray[tuple[int], np.dtype[np.intp]]
    labels: np.ndarray[tuple[int], np.dtype[np.intp]]


def suspects(given: np.ndarray[tuple[int], np.dtype[np.integer]], probabilities: Array) -> Suspects:
    """The off-diagonal of the confident joint. A label is confident where its probability (n, K) is at least what it is
    on average where it is given (n,); of several confident ones the likeliest counts. A row is suspect where that is
    another label than the one given, ranked by how little probability the given one has.

    With no wrong label at all this still names some (20 % of the rows at an area under the curve of 0.8): they are
    suspects, and their number is no rate.
    """
    n, k = probabilities.shape
    counts = np.bincount(given, minlength=k)
    own = probabilities[np.arange(n), given]
    with np.errstate(invalid="ignore", divide="ignore"):
        limits = np.bincount(given, own, minlength=k) / counts
    limits[counts == 0] = np.inf  # what is never given is never confident
    confident = np.where(probabilities >= limits - 1e-9, probabilities, -1.0)
    likeliest = confident.argmax(axis=1)
    wrong = (confident.max(axis=1) >= 0) & (likeliest != given) & (probabilities.argmax(axis=1) != given)
    rows = np.flatnonzero(wrong)
    rows = rows[np.argsort(own[rows], kind="stable")]
    return Suspects(rows, likeliest[rows])


def p_of_no_noise(given: np.ndarray[tuple[int], np.dtype[np.integer]], probabilities: Array) -> float:
    """How easily labels that are all right would stand so ill with the probabilities, once these are as sure as they
    should be: the likelihood-ratio test of a share of labels drawn at random, beside one temperature for all rows.

    Half of chi-squared with one degree of freedom under no noise: Self & Liang (1987), JASA 82(398).
    """
    logs = np.log(np.maximum(probabilities, _LEAST))
    k = probabilities.shape[1]
    best, clean = -math.inf, -math.inf
    for heat in np.geomspace(_COOLEST, _HOTTEST, _HEATS):
        scaled = logs / heat
        scaled -= scaled.max(axis=1, keepdims=True)
        raised = np.exp(scaled)
        own = np.maximum(raised[np.arange(len(given)), given] / raised.sum(axis=1), _LEAST)
        clean = max(clean, float(np.log(own).sum()))
        best = max(best, _with_noise(own, 1.0 / k))
    excess = 2 * (best - clean)
    return float(normal_tail(math.sqrt(excess))) if excess > 0 else 1.0


def _with_noise(own: Array, chance: float) -> float:
    """The highest log-likelihood of (1 - e) own + e chance over e in [0, 1/2]: it is concave in e."""
    pull, share = chance - own, 0.0
    for _ in range(_STEPS):
        ratio = pull / (own + share * pull)
        slope, bend = float(ratio.sum()), float((ratio * ratio).sum())
        if bend <= 0 or (share == 0.0 and slope <= 0):
            break
        share = min(max(share + slope / bend, 0.0), _MOST_WRONG)
    return float(np.log(own + share * pull).sum())
