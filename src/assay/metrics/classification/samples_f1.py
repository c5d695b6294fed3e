"""The mean F1 of the examples' label sets."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from assay.core.examples import Examples
from assay.core.scores import Measured, Scores
from assay.core.task import Task
from assay.metrics.classification.base import OfLabelSets, quotient, share, signature
from assay.metrics.classification.label_sets import set_table


class SamplesF1(OfLabelSets):
    """The mean over the examples of F1 between the labels predicted and the right ones. An example without labels,
    for which none was predicted, is right: 1.

    Examples with one label weigh as much as those with ten, and common labels decide it. Tools differ on examples
    without labels: scikit-learn counts them as 0 unless told otherwise.

    Look at macro_f1 for the rare labels, and at subset_accuracy where a part of the labels is of no use.
    """

    name: ClassVar[str] = "samples_f1"

    def measure(self, examples: Examples, task: Task) -> Measured:
        """Rows (F1, 1)."""
        table = set_table(examples, task)
        both = (table.gold & table.said).sum(axis=1).astype(np.float64)
        sizes = (table.gold.sum(axis=1) + table.said.sum(axis=1) + table.outside).astype(np.float64)
        f1 = np.where(sizes > 0, quotient(2.0 * both, sizes), 1.0)
        scores = Scores(("f1", "examples"), np.stack([f1, np.ones_like(f1)], axis=1))
        return Measured(self.name, scores, share, "bounded", signature=f"{signature(task)}|empty:1")
