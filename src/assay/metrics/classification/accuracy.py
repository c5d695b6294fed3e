"""Accuracy."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from assay.core.examples import Examples
from assay.core.scores import Measured
from assay.core.task import Task
from assay.metrics.classification.base import OfOneLabel, share, signature
from assay.metrics.classification.labels import label_table


class Accuracy(OfOneLabel):
    """The share of examples whose output names the right label. An output that names none counts as wrong.

    It hides rare classes: where 95 of 100 messages are harmless, saying "harmless" always is 95 % accurate and finds
    nothing. Compare it with the majority class, which needs no model.

    Look at recall of the class that matters, at balanced_accuracy or macro_f1 where classes are uneven, and at mcc for
    one figure that chance cannot earn.
    """

    name: ClassVar[str] = "accuracy"

    def measure(self, examples: Examples, task: Task) -> Measured:
        """Rows (correct, examples)."""
        table = label_table(examples, task)
        right = table.cells.pairs[:, 0] == table.cells.pairs[:, 1]
        scores = table.scores(("correct", "examples"), np.stack([right, np.ones_like(right)], axis=1))
        return Measured(self.name, scores, share, "proportion", signature=signature(task))
