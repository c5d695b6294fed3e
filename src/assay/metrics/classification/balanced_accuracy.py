"""Balanced accuracy: the mean recall of the classes."""

from __future__ import annotations

from typing import ClassVar

from assay.core.examples import Examples
from assay.core.scores import Measured
from assay.core.task import Task
from assay.metrics.classification.base import OfOneLabel, signature
from assay.metrics.classification.labels import label_table
from assay.metrics.classification.matrix import MatrixNumber
from assay.stats import confusion

_NUMBER = MatrixNumber(confusion.balanced_accuracy, confusion.balanced_accuracy_gradient, "recall")


class BalancedAccuracy(OfOneLabel):
    """The mean over the classes of their recall, so that a rare class counts as much as a common one; also called macro
    recall. Always saying one class gives 1 by the number of classes.

    A class with a handful of examples moves it as much as one with thousands, so it is only as sure as the rarest class
    is. It does not see false alarms of a rare class drowned in a common one.

    Look at recall of each class, at macro_f1, which counts false alarms too, and at accuracy for the share of all
    examples.
    """

    name: ClassVar[str] = "balanced_accuracy"

    def measure(self, examples: Examples, task: Task) -> Measured:
        """The pairs of labels, over the classes that have examples."""
        return _NUMBER.measured(self.name, label_table(examples, task), signature(task))
