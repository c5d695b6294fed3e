"""Intervals for F1 of one class, which is a proportion in disguise."""

from __future__ import annotations

from assay.core.estimate import Confidence, Estimate
from assay.core.scores import Measured, Units
from assay.intervals.share import Share, share_interval

_F1 = Share(
    lambda sums: (sums[..., 0], sums.sum(axis=-1)),
    lambda jaccard: 2.0 * jaccard / (1.0 + jaccard),
    lambda jaccard: 2.0 / (1.0 + jaccard) ** 2,
)


def jaccard_interval(measured: Measured, units: Units, confidence: Confidence) -> Estimate:
    """Mid-P of J = TP / (TP + FP + FN) from statistics (tp, fp, fn), carried over by F1 = 2J / (1 + J).

    Given TP + FP + FN, TP is binomial. After Lam, Gopal & Qian (2023), arXiv:2309.14621. `n` is TP + FP + FN.
    """
    return share_interval(measured, _F1, units, confidence)
