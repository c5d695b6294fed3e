"""Matthews' correlation."""

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

_NUMBER = MatrixNumber(confusion.matthews_correlation, confusion.matthews_gradient, low=-1.0)


class MCC(OfOneLabel):
    """Matthews' correlation between reference and prediction, from -1 to 1, for any number of classes: 1 is all right,
    0 is what guessing gives.

    It has no unit that people know: 0.4 says little to somebody who must decide. It moves with the shares of the
    classes, and does not exist where only one class occurs or only one is predicted; other tools print 0 there.

    Look at accuracy beside the majority class, at kappa, which is close to it, and at recall of each class.
    """

    name: ClassVar[str] = "mcc"

    def measure(self, examples: Examples, task: Task) -> Measured:
        """The pairs of labels; outputs without a label are a class of predictions of their own."""
        table = label_table(examples, task)
        return _NUMBER.measured(self.name, table, signature(task), one_class_only(table))
