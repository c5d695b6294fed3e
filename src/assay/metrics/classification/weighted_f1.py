"""Weighted F1: the mean F1 of the classes, each weighing as often as it occurs."""

from __future__ import annotations

from typing import ClassVar

from assay.core.examples import Examples
from assay.core.scores import Measured
from assay.core.task import Task
from assay.metrics.classification.base import OfClasses, signature
from assay.metrics.classification.class_sums import class_sums, weighted_f1
from assay.metrics.classification.label_sets import set_table
from assay.metrics.classification.labels import label_table
from assay.metrics.classification.matrix import MatrixNumber
from assay.stats import confusion

_NUMBER = MatrixNumber(confusion.weighted_f1, confusion.weighted_f1_gradient)


class WeightedF1(OfClasses):
    """The mean of the classes' F1, each weighing as the share of its examples.

    Common classes decide it: a rare class may be lost altogether and it hardly moves. It need not lie between precision
    and recall.

    Look at macro_f1, where each class counts alike, and at f1 of the rare classes.
    """

    name: ClassVar[str] = "weighted_f1"

    def measure(self, examples: Examples, task: Task) -> Measured:
        """The pairs of labels; of label sets, the sums of each class."""
        if task.multilabel:
            sums = class_sums(set_table(examples, task))
            return Measured(self.name, sums, weighted_f1, "bounded", signature=signature(task))
        return _NUMBER.measured(self.name, label_table(examples, task), signature(task))
