"""Specificity: recall of everything but one class."""

from __future__ import annotations

from typing import ClassVar

from assay.core.examples import Examples
from assay.core.scores import Measured
from assay.core.task import Task
from assay.metrics.classification.base import OfOneClass


class Specificity(OfOneClass):
    """Of the examples that are not of the class, the share that were not predicted to be of it.

    Where the class is rare it is high for nearly every model: 99 % specificity on a million harmless messages is ten
    thousand false alarms. An output that names no label raises no alarm, so it counts as left alone.

    Look at precision, which says how many alarms are false, at recall for what is missed, and at unparsed_rate.
    """

    name: ClassVar[str] = "specificity"

    def measure(self, examples: Examples, task: Task) -> Measured:
        """Rows (left alone, others). Undefined where every example is of the class."""
        found = self.outcomes(examples, task)
        scores = found.scores(left_alone=~found.gold & ~found.said, others=~found.gold)
        return self.measured(task, scores, without="classification.always-reference")
