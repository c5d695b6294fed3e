"""Macro-F1: the mean F1 of the classes."""

from __future__ import annotations

from typing import ClassVar

from assay.core.examples import Examples
from assay.core.scores import Measured
from assay.core.task import Task
from assay.metrics.classification.base import OfClasses, signature
from assay.metrics.classification.class_sums import class_sums, mean_f1
from assay.metrics.classification.label_sets import set_table
from assay.metrics.classification.labels import label_table
from assay.metrics.classification.matrix import MatrixNumber
from assay.stats import confusion

_NUMBER = MatrixNumber(confusion.macro_f1, confusion.macro_f1_gradient, "f1")


class MacroF1(OfClasses):
    """The mean over the classes of their F1, a rare class counting as much as a common one.

    A class with few examples moves it as much as one with thousands, and makes it uncertain: look how many examples the
    rarest class has. There is a second macro-F1, the harmonic mean of macro precision and macro recall; the two differ.

    Look at f1 of each class, at weighted_f1 where classes matter as they occur, and at balanced_accuracy.
    """

    name: ClassVar[str] = "macro_f1"

    def measure(self, examples: Examples, task: Task) -> Measured:
        """The pairs of labels; of label sets, the sums of each class."""
        if task.multilabel:
            sums = class_sums(set_table(examples, task))
            return Measured(self.name, sums, mean_f1, "bounded", signature=signature(task))
        return _NUMBER.measured(self.name, label_table(examples, task), signature(task))
