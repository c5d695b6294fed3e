"""Hamming loss of label sets."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from assay.core.examples import Examples
from assay.core.scores import Measured, Scores
from assay.core.task import Task
from assay.metrics.classification.base import OfLabelSets, share, signature
from assay.metrics.classification.label_sets import set_table


class HammingLoss(OfLabelSets):
    """Of all decisions, one for each example and label, the share that are wrong; lower is better.

    Where most labels are absent from most examples, predicting none at all is nearly right: 2 labels of 100 give a loss
    of 0.02 to a model that says nothing.

    Look at samples_f1 or macro_f1, which only count labels that occur or are predicted.
    """

    name: ClassVar[str] = "hamming_loss"

    def measure(self, examples: Examples, task: Task) -> Measured:
        """Rows (share of wrong decisions, 1): an example's decisions are not independent of each other."""
        table = set_table(examples, task)
        labels = len(table.labels)
        wrong = np.minimum((table.gold != table.said).sum(axis=1) + table.outside, labels) / labels
        scores = Scores(("wrong", "examples"), np.stack([wrong, np.ones_like(wrong)], axis=1))
        return Measured(self.name, scores, share, "bounded", higher_is_better=False, signature=signature(task))
