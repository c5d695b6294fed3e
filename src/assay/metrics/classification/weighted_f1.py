"""Weighted F1: the mean F1 of the classes, each weighing as often as it occurs."""

from __future__ import annotations

from typing import ClassVar

from assay.core.examples import Examples
from assay.core.scores import Measured
from assay.core.task import Task
from assay.metrics.classification.base import OfClasses, signature
from assay.metrics.classification.class_sums import class_sums, weighted_f1


class WeightedF1(OfClasses):
    """The mean of the classes' F1, each weighing as the share of its examples.

    Common classes decide it: a rare class may be lost altogether and it hardly moves. It need not lie between precision
    and recall.

    Look at macro_f1, where each class counts alike, and at f1 of the rare classes.
    """

    name: ClassVar[str] = "weighted_f1"

    def measure(self, examples: Examples, task: Task) -> Measured:
        """The sums of each class."""
        return Measured(self.name, class_sums(examples, task), weighted_f1, "bounded", signature=signature(task))
