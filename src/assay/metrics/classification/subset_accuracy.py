"""Subset accuracy of label sets."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from assay.core.examples import Examples
from assay.core.scores import Measured, Scores
from assay.core.task import Task
from assay.metrics.classification.base import OfLabelSets, share, signature
from assay.metrics.classification.label_sets import set_table


class SubsetAccuracy(OfLabelSets):
    """The share of examples whose predicted labels are exactly the right ones, none missing and none too many.

    One label too many among ten counts as much as none right at all, so it falls quickly as labels become more.

    Look at samples_f1, which gives credit for a part, and at f1 of each label.
    """

    name: ClassVar[str] = "subset_accuracy"

    def measure(self, examples: Examples, task: Task) -> Measured:
        """Rows (all right, examples)."""
        table = set_table(examples, task)
        right = (table.gold == table.said).all(axis=1) & (table.outside == 0)
        rows = np.stack([right, np.ones_like(right)], axis=1).astype(np.float64)
        scores = Scores(("all_right", "examples"), rows)
        return Measured(self.name, scores, share, "proportion", signature=signature(task))
