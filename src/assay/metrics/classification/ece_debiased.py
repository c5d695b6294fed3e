"""The calibration error without the bias that bins bring."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from assay.core.arrays import Array
from assay.core.examples import Examples
from assay.core.scores import Measured
from assay.core.task import Task
from assay.metrics.classification.confidence import OfConfidence
from assay.stats.calibration import BINS, calibration_error


class DebiasedECE(OfConfidence):
    """How far the model's confidence is from how often it is right: the root mean square of the gap over bins that
    hold equally many examples, less what chance alone would make of it. Lower is better; 0 is what an honest
    model gives.

    Below 1,000 examples it is too uncertain to decide by. It says nothing of how well the model tells examples
    apart, and is a root mean square, so do not compare it with a plain ECE.

    Look at brier or log_loss for a gate, and at auroc for telling apart.
    """

    name: ClassVar[str] = "ece_debiased"

    def measure(self, examples: Examples, task: Task) -> Measured:
        """Rows (confidence, correct). Undefined below 20 examples."""
        return Measured(
            self.name,
            self.rows(examples, task),
            None,
            "calibration",
            higher_is_better=False,
            signature=self.signature(examples, task, f"bins:{BINS} of equal mass|debiased|root mean square"),
            weighted=_under_weights,
            details={"bins": BINS},
        )


def _under_weights(rows: Array, weights: Array) -> Array:
    return np.array([calibration_error(rows[:, 0], rows[:, 1], weight).value for weight in weights])
