"""Cohen's kappa."""

from __future__ import annotations

from typing import ClassVar

from assay.core.examples import Examples
from assay.core.scores import Measured
from assay.core.task import Task
from assay.metrics.classification.base import OfOneLabel, signature
from assay.metrics.classification.labels import label_table
from assay.metrics.classification.matrix import MatrixNumber
from assay.metrics.classification.undefined import one_class_only
from assay.stats import confusion

_NUMBER = MatrixNumber(confusion.cohen_kappa, confusion.kappa_gradient, low=-1.0)


class Kappa(OfOneLabel):
    """Cohen's kappa of reference and prediction: the share of right answers beyond what chance would give, as a part of
    what was left to gain. 1 is all right, 0 is chance.

    Where one class is very common, chance alone agrees nearly always, and kappa is low for a good model. Words such as
    "substantial" for parts of its scale are convention, not statistics.

    Look at mcc, which is close to it, at accuracy beside the majority class, and at the confusion matrix.
    """

    name: ClassVar[str] = "kappa"

    def measure(self, examples: Examples, task: Task) -> Measured:
        """The pairs of labels; outputs without a label are a class of predictions of their own."""
        table = label_table(examples, task)
        return _NUMBER.measured(self.name, table, signature(task), one_class_only(table))
