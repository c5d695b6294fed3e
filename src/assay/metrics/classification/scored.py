"""What the metrics of scores and probabilities have in common."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from assay.core.arrays import Array, IntArray
from assay.core.examples import Examples
from assay.core.messages import Text, say
from assay.core.scores import Scores
from assay.core.task import Task
from assay.metrics.classification.base import OfOneLabel
from assay.metrics.classification.labels import label_table
from assay.metrics.classification.probabilities import Scored, lacks_probabilities, lacks_scores, scored


class OfScores(OfOneLabel):
    """A metric of how a score of each label ranks the examples: any score will do."""

    def lacks(self, examples: Examples, task: Task) -> Text | None:
        """Whether anything is missing."""
        return super().lacks(examples, task) or lacks_scores(examples, task)


class OfProbabilities(OfOneLabel):
    """A metric of the probability of each label."""

    def lacks(self, examples: Examples, task: Task) -> Text | None:
        """Whether anything is missing, or the scores are no probabilities."""
        return super().lacks(examples, task) or lacks_probabilities(examples, task)


class Averaged(OfScores):
    """A curve of the positive class of two; of more classes, the mean over each against the rest."""

    average: ClassVar[str] = "macro, one against the rest"

    def rows(self, examples: Examples, task: Task) -> Scores:
        """Rows (code of the class, score of the positive class), or with a score of every class."""
        gold = references(examples, task)
        ranked = ranks(scored(examples, task), gold)
        if task.positive is not None and len(task.labels) == 2:
            ranked = ranked[:, [task.labels.index(task.positive)]]
        names = ("class", *(f"score_{code}" for code in range(ranked.shape[1])))
        return Scores(names, np.column_stack([gold, ranked]))

    def undefined(self, scores: Scores, task: Task) -> Text | None:
        """Why there is no curve: a class without examples, or with all of them; None where there is one."""
        classes = range(len(task.labels))
        present = set(scores.rows[:, 0].astype(int).tolist())
        absent = [task.labels[code] for code in classes if code not in present]
        return say("classification.curve-needs-all", labels=absent[:8]) if absent else None

    def signature(self, examples: Examples, task: Task) -> str:
        """What the figure depends on."""
        of = f"positive:{task.positive}" if task.positive is not None and len(task.labels) == 2 else self.average
        return "|".join([of, *scored(examples, task).notes])


def references(examples: Examples, task: Task) -> IntArray:
    """(n,) the code of each example's label."""
    return label_table(examples, task).references


def ranks(found: Scored, gold: IntArray) -> Array:
    """(n, K) the scores, or their ranks where some are infinite or unknown; an unknown one ranks worst for its example:
    the right label below everything, the others above.
    """
    if np.isfinite(found.matrix).all():
        return found.matrix
    filled = found.matrix.copy()
    rows = np.flatnonzero(found.unknown)
    filled[rows] = np.inf
    filled[rows, gold[rows]] = -np.inf
    ranked = [np.unique(column, return_inverse=True)[1].reshape(-1).astype(np.float64) for column in filled.T]
    return np.stack(ranked, axis=1)
