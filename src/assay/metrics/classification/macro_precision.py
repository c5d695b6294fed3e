"""The mean precision of the classes."""

from __future__ import annotations

from typing import ClassVar

from assay.core.examples import Examples
from assay.core.scores import Measured
from assay.core.task import Task
from assay.metrics.classification.base import OfOneLabel, signature
from assay.metrics.classification.labels import label_table
from assay.metrics.classification.matrix import MatrixNumber
from assay.stats import confusion

_NUMBER = MatrixNumber(confusion.macro_precision, confusion.macro_precision_gradient, "precision")


class MacroPrecision(OfOneLabel):
    """The mean over the classes of their precision; a class that occurs and is never predicted counts as 0.

    A class that the model names once, rightly, adds a full point, so a model that keeps to easy cases looks precise.

    Look at macro_f1 or balanced_accuracy, and at precision of each class.
    """

    name: ClassVar[str] = "macro_precision"
    default: ClassVar[bool] = False

    def measure(self, examples: Examples, task: Task) -> Measured:
        """The pairs of labels."""
        return _NUMBER.measured(self.name, label_table(examples, task), signature(task))
