"""Recall of one class."""

from __future__ import annotations

from typing import ClassVar

from assay.core.examples import Examples
from assay.core.scores import Measured
from assay.core.task import Task
from assay.metrics.classification.base import OfOneClass


class Recall(OfOneClass):
    """Of the examples of the class, the share that were predicted to be; also called sensitivity.

    Predicting the class always gives a recall of 1. And it rests on the examples of that class alone: with 20 of them
    it cannot be known well, however large the test set is.

    Look at precision or specificity beside it, which say what the hits cost, and at f1 for both in one.
    """

    name: ClassVar[str] = "recall"

    def measure(self, examples: Examples, task: Task) -> Measured:
        """Rows (hits, references). Undefined where no example is of the class."""
        found = self.outcomes(examples, task)
        return self.measured(
            task, found.scores(hits=found.hits, references=found.gold), without="classification.never-reference"
        )
