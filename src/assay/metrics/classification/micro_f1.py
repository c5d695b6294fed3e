"""Micro-F1: F1 of all decisions together."""

from __future__ import annotations

from typing import ClassVar

from assay.core.examples import Examples
from assay.core.scores import Measured
from assay.core.task import Task
from assay.metrics.classification.base import OfClasses, signature
from assay.metrics.classification.class_sums import pooled_f1, pooled_sums


class MicroF1(OfClasses):
    """F1 of all decisions of all classes together.

    Where each example has one label and every output names one, it is accuracy under another name. Where outputs
    name no label it is a little higher than accuracy, because they raise no false alarm. Common classes decide it.

    Look at accuracy where examples have one label each; at macro_f1 for the rare classes; at samples_f1 for the
    usual example with several labels.
    """

    name: ClassVar[str] = "micro_f1"
    default: ClassVar[bool] = False

    def measure(self, examples: Examples, task: Task) -> Measured:
        """The sums of all classes."""
        return Measured(self.name, pooled_sums(examples, task), pooled_f1, "bounded", signature=signature(task))
