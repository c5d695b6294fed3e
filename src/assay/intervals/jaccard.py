"""Intervals for F1 of one class, which is a proportion in disguise."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assay.core.estimate import Confidence, Estimate
from assay.core.scores import Measured, Units
from assay.intervals.share import Scale, share_interval

_F1 = Scale(lambda jaccard: 2.0 * jaccard / (1.0 + jaccard), lambda jaccard: 2.0 / (1.0 + jaccard) ** 2)


def jaccard_interval(measured: Measured, units: Units, confidence: Confidence) -> Estimate:
    """Mid-P of J = TP / (TP + FP + FN) from statistics (tp, fp, fn), carried over by F1 = 2J / (1 + J).

    Given TP + FP + FN, TP is binomial. After Lam, Gopal & Qian (2023), arXiv:2309.14621. `n` is TP + FP + FN.
    """
    scores = measured.scores
    rows = np.stack([scores.rows[:, 0], scores.rows.sum(axis=1)], axis=1)
    shares = replace(scores, statistics=("successes", "trials"), rows=rows)
    return share_interval(measured, shares, _F1, units, confidence)
