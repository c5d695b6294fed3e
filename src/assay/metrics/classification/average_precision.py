"""Average precision: the area under the precision-recall curve, by steps."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from assay.core.arrays import Array, IntArray
from assay.core.examples import Examples
from assay.core.scores import Measured
from assay.core.task import Task
from assay.metrics.classification.scored import Averaged
from assay.stats.average_precision import Steps


class AveragePrecision(Averaged):
    """The mean of the precision at every threshold, each weighing as the recall that it adds. Guessing gives the
    share of the class. Of more than two classes, the mean over each against the rest.

    It depends on how common the class is, so figures from sets with different shares do not compare. Other tools
    join the points by straight lines, which is too kind; this sums steps, as scikit-learn does.

    Look at auroc, which does not depend on the share, and at precision and recall at the threshold in use.
    """

    name: ClassVar[str] = "average_precision"

    def measure(self, examples: Examples, task: Task) -> Measured:
        """Rows (code of the class, scores)."""
        scores = self.rows(examples, task)
        positive = task.labels.index(task.positive) if task.positive in task.labels else 0

        def steps(rows: Array) -> list[Steps]:
            classes = [positive] if rows.shape[1] == 2 else range(rows.shape[1] - 1)
            return [Steps(rows[:, 0] == code, rows[:, 1 + column]) for column, code in enumerate(classes)]

        def value(rows: Array, weights: Array) -> Array:
            mean: Array = np.mean([one.under(weights) for one in steps(rows)], axis=0)
            return mean

        def without_each(rows: Array, clusters: IntArray | None) -> Array:
            mean: Array = np.mean([_without_each(one, clusters) for one in steps(rows)], axis=0)
            return mean

        return Measured(
            self.name,
            scores,
            None,
            "bounded",
            signature=self.signature(examples, task),
            weighted=value,
            label=task.positive if scores.rows.shape[1] == 2 else None,
            undefined=self.undefined(scores, task),
            details={"without_each": without_each},
        )


def _without_each(steps: Steps, clusters: IntArray | None) -> Array:
    """(n,) the value without each example; (G,) without each cluster, by the pull of its examples."""
    if clusters is None:
        return steps.without_each()
    whole = float(steps.under(np.ones((1, len(steps.scores))))[0])
    pull = np.bincount(clusters, steps.influence()).astype(np.float64)
    without: Array = whole - pull
    return without
