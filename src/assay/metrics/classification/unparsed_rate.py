"""The rate of outputs that name no label."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from assay.core.examples import Examples
from assay.core.scores import Measured
from assay.core.task import Task
from assay.metrics.classification.base import OfOneLabel, share, signature
from assay.metrics.classification.labels import label_table


class UnparsedRate(OfOneLabel):
    """The share of outputs that name no label of the set, or several without deciding between them. Every other metric
    counts them as wrong.

    A low rate does not make the labels right, and a high one may be the fault of the prompt, the template or a length
    limit rather than of what the model knows: look at the forms these outputs take before you judge the model.

    Look at accuracy, which they pull down, and at the list of forms; give other names of a label with --labels
    "1=positive".
    """

    name: ClassVar[str] = "unparsed_rate"

    def measure(self, examples: Examples, task: Task) -> Measured:
        """Rows (unparsed, examples)."""
        table = label_table(examples, task)
        lost = table.cells.pairs[:, 1] == len(task.labels)
        scores = table.scores(("unparsed", "examples"), np.stack([lost, np.ones_like(lost)], axis=1))
        return Measured(self.name, scores, share, "proportion", higher_is_better=False, signature=signature(task))
