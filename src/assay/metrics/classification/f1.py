"""F1 of one class."""

from __future__ import annotations

from typing import ClassVar

from assay.core.examples import Examples
from assay.core.scores import Measured
from assay.core.task import Task
from assay.metrics.classification.base import OfOneClass


class F1(OfOneClass):
    """The harmonic mean of precision and recall of the class: 2 TP / (2 TP + FP + FN).

    It weighs a miss and a false alarm alike, which is seldom what they cost, and it ignores what is rightly left alone.
    Turn the classes round and it is another number: say which class it is of.

    Look at precision and recall apart, at recall alone where a miss is what must not happen, and at mcc, which counts
    all four cells.
    """

    name: ClassVar[str] = "f1"

    def measure(self, examples: Examples, task: Task) -> Measured:
        """Rows (tp, fp, fn). Undefined where the class neither occurs nor is predicted."""
        found = self.outcomes(examples, task)
        scores = found.scores(tp=found.hits, fp=found.alarms, fn=found.misses)
        return self.measured(task, scores, "jaccard", without="classification.never-at-all")
