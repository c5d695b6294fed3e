"""How sure the model was of its label, and whether it was right: what calibration is about."""

from __future__ import annotations

import numpy as np

from assay.core.arrays import Array
from assay.core.examples import Examples
from assay.core.messages import Text, say
from assay.core.scores import Scores
from assay.core.task import Task
from assay.metrics.classification.base import OfOneLabel
from assay.metrics.classification.labels import label_table
from assay.metrics.classification.probabilities import lacks_probabilities, scored


class OfConfidence(OfOneLabel):
    """A metric of the confidence in one label of each example: the most probable one; or the predicted one, where only
    the confidence in that is known.
    """

    def lacks(self, examples: Examples, task: Task) -> Text | None:
        """Whether anything is missing."""
        missing = super().lacks(examples, task)
        if missing is not None or examples.probabilities is None:
            return missing or say("classification.lacks-probabilities")
        if scored(examples, task).is_whole:
            return lacks_probabilities(examples, task)
        return _lacks_confidence(examples, task)

    def rows(self, examples: Examples, task: Task) -> Scores:
        """Rows (confidence in [0, 1], 1 where right). An example without either counts as sure and wrong."""
        found, table = scored(examples, task), label_table(examples, task)
        if found.is_whole:
            top = np.where(found.unknown, 0, np.nan_to_num(found.matrix, nan=-1.0).argmax(axis=1))
        else:
            top = np.minimum(table.predictions, len(task.labels) - 1)
        confidence = found.matrix[np.arange(len(top)), top]
        right = (top == table.references) & ~np.isnan(confidence)
        confidence = np.clip(np.nan_to_num(confidence, nan=1.0), 0.0, 1.0)
        return Scores(("confidence", "correct"), np.stack([confidence, right.astype(np.float64)], axis=1))

    def signature(self, examples: Examples, task: Task, bins: str) -> str:
        """What the figure depends on."""
        found = scored(examples, task)
        if found.is_whole:
            return "|".join(["top label", bins, *found.probability_notes])
        return f"predicted label|{bins}"


def _lacks_confidence(examples: Examples, task: Task) -> Text | None:
    """What is missing for taking the score of the predicted label as the confidence in it."""
    found, table = scored(examples, task), label_table(examples, task)
    if not found.lies_inside or not found.normalised:
        return say("classification.lacks-normalised")
    parsed = table.predictions < len(task.labels)
    known: Array = found.matrix[parsed, table.predictions[parsed]]
    share = float(np.mean(~np.isnan(known))) if len(known) else 0.0
    return None if share > 0.5 else say("classification.lacks-confidence")
