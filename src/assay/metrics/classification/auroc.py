"""The area under the ROC curve."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from assay.core.arrays import Array
from assay.core.examples import Examples
from assay.core.scores import Measured
from assay.core.task import Task
from assay.metrics.classification.scored import Averaged
from assay.stats.auroc import areas


class AUROC(Averaged):
    """The chance that an example of the class has a higher score than one that is not, ties counting half; 0.5 is
    guessing. Of more than two classes, the mean over each against the rest.

    It judges the order, not the labels: a model may rank perfectly and still call everything negative. Where the
    class is rare it looks better than what a user sees, because the many easy negatives count.

    Look at average_precision where the class is rare, at precision and recall at the threshold in use, and at ece
    for whether the scores can be taken as probabilities.
    """

    name: ClassVar[str] = "auroc"

    def measure(self, examples: Examples, task: Task) -> Measured:
        """Rows (code of the class, scores)."""
        scores = self.rows(examples, task)
        positive = task.labels.index(task.positive) if task.positive in task.labels else 0

        def value(rows: Array, weights: Array) -> Array:
            classes = [positive] if rows.shape[1] == 2 else range(rows.shape[1] - 1)
            each = [areas(rows[:, 0] == code, rows[:, 1 + column], weights) for column, code in enumerate(classes)]
            mean: Array = np.mean(each, axis=0)
            return mean

        return Measured(
            self.name,
            scores,
            None,
            "auroc",
            signature=self.signature(examples, task),
            weighted=value,
            label=task.positive if scores.rows.shape[1] == 2 else None,
            undefined=self.undefined(scores, task),
            details={"positive": positive},
        )
