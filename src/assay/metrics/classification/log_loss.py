"""Log loss: the cross-entropy of the right labels."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np

from assay.core.arrays import Array
from assay.core.examples import Examples
from assay.core.scores import Measured, Scores
from assay.core.task import Task
from assay.metrics.classification.base import share
from assay.metrics.classification.probabilities import scored
from assay.metrics.classification.scored import OfProbabilities, references

_CLIP = float(np.finfo(np.float64).eps)  # as scikit-learn does


class LogLoss(OfProbabilities):
    """The mean of -ln p, p being the probability that the model gave to the right label; lower is better. Always giving
    each of K labels 1/K costs ln K.

    One example that was ruled out and is right costs as much as hundreds: probabilities of 0 are taken as 2.2e-16, and
    with many of them the figure says more about that number than about the model.

    Look at brier, which has bounds, at ece for calibration alone, and at accuracy for the labels themselves.
    """

    name: ClassVar[str] = "log_loss"

    def measure(self, examples: Examples, task: Task) -> Measured:
        """Rows (nll in nats, 1). An example without probabilities counts as one that gave the right label none."""
        found, gold = scored(examples, task), references(examples, task)
        matrix, row = np.nan_to_num(found.matrix, nan=0.0), np.arange(len(gold))
        nll = _loss(matrix[row, gold])
        matrix[row, gold] = 0.0
        mistaken = _loss(matrix.max(axis=1))  # had the label been the most probable other one
        return Measured(
            self.name,
            Scores(("nll", "examples"), np.stack([nll, np.ones_like(nll)], axis=1)),
            share,
            "ratio",
            high=math.inf,
            higher_is_better=False,
            signature="|".join([f"log:e|clip:{_CLIP:.1e}", *found.probability_notes]),
            details={"transform": "identity", "scale": 1.0, "unseen": float(np.sqrt(np.mean(mistaken**2)))},
        )


def _loss(probability: Array) -> Array:
    loss: Array = -np.log(np.clip(probability, _CLIP, 1.0 - _CLIP))
    return loss
