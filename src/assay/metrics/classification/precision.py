"""Precision of one class."""

from __future__ import annotations

from typing import ClassVar

from assay.core.examples import Examples
from assay.core.scores import Measured
from assay.core.task import Task
from assay.metrics.classification.base import OfOneClass


class Precision(OfOneClass):
    """Of the examples that were predicted to be of the class, the share that are.

    A model that names the class once, rightly, has a precision of 1 and misses all the rest. It also falls when the
    class becomes rarer, though the model is the same: figures from sets with different shares do not compare.

    Look at recall beside it, at f1 for both in one, and at average_precision for every threshold at once.
    """

    name: ClassVar[str] = "precision"

    def measure(self, examples: Examples, task: Task) -> Measured:
        """Rows (hits, predicted). Undefined where the class is never predicted."""
        found = self.outcomes(examples, task)
        return self.measured(
            task, found.scores(hits=found.hits, predicted=found.said), without="classification.never-predicted"
        )
