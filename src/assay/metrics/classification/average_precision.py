"""Average precision: the area under the precision-recall curve, by steps."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from assay.core.arrays import Array, BoolArray
from assay.core.examples import Examples
from assay.core.scores import Measured
from assay.core.task import Task
from assay.metrics.classification.base import quotient
from assay.metrics.classification.scored import Averaged


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

        def value(rows: Array, weights: Array) -> Array:
            classes = [positive] if rows.shape[1] == 2 else range(rows.shape[1] - 1)
            each = [precision_by_steps(rows[:, 0] == c, rows[:, 1 + i], weights) for i, c in enumerate(classes)]
            mean: Array = np.mean(each, axis=0)
            return mean

        return Measured(
            self.name,
            scores,
            None,
            "bootstrap",
            signature=self.signature(examples, task),
            weighted=value,
            label=task.positive if scores.rows.shape[1] == 2 else None,
            undefined=self.undefined(scores, task),
        )


def precision_by_steps(positive: BoolArray, scores: Array, weights: Array) -> Array:
    """(b,) average precision under each of the weights (b, d); equal scores are one threshold. NaN without
    positives.
    """
    order = np.argsort(-scores, kind="stable")
    last_of_ties = np.append(np.flatnonzero(np.diff(scores[order])), len(order) - 1)
    ordered = weights[:, order]
    hits = np.cumsum(ordered * positive[order], axis=1)[:, last_of_ties]
    taken = np.cumsum(ordered, axis=1)[:, last_of_ties]
    precision = np.nan_to_num(quotient(hits, taken))
    gained = np.diff(hits, axis=1, prepend=0.0)
    return quotient((gained * precision).sum(axis=1), hits[:, -1])
