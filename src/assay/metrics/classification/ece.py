"""The expected calibration error, as it is usually printed."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from assay.core.arrays import Array
from assay.core.examples import Examples
from assay.core.scores import Measured
from assay.core.task import Task
from assay.metrics.classification.base import quotient
from assay.metrics.classification.confidence import OfConfidence

_BINS = 10


class ECE(OfConfidence):
    """How far the model's confidence is from how often it is right: the gap between the two in ten bins of equal
    width, averaged by how many examples each holds. Lower is better.

    It is never 0, even for a perfectly honest model: chance alone gives 0.06 at 200 examples and 0.03 at 1,000. It
    depends on the bins, and a model that always says the average is perfectly calibrated and useless.

    Look at ece_debiased, which takes that chance away, and at brier or log_loss, which can be gated on.
    """

    name: ClassVar[str] = "ece"

    def measure(self, examples: Examples, task: Task) -> Measured:
        """Rows (confidence, correct)."""
        return Measured(
            self.name,
            self.rows(examples, task),
            None,
            "bootstrap",
            higher_is_better=False,
            signature=self.signature(examples, task, f"bins:{_BINS} of equal width"),
            weighted=binned_gap,
        )


def binned_gap(rows: Array, weights: Array) -> Array:
    """(b,) the calibration error of rows (confidence, correct) under each of the weights (b, d). A bin holds its upper
    end, the first one 0 too. Guo et al. (2017), arXiv:1706.04599.
    """
    place = np.clip(np.ceil(rows[:, 0] * _BINS).astype(np.intp) - 1, 0, _BINS - 1)
    gap = rows[:, 0] - rows[:, 1]
    inside = [place == bin_ for bin_ in range(_BINS)]
    gaps = [np.abs(weights[:, rows_in] @ gap[rows_in]) for rows_in in inside]
    return quotient(np.sum(gaps, axis=0), weights.sum(axis=1))
