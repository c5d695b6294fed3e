"""One class against the rest: hits, false alarms, misses, and what is rightly left alone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from assay.core.arrays import Array, BoolArray, IntArray
from assay.core.examples import Examples
from assay.core.scores import Scores
from assay.core.task import Task
from assay.frozen import frozen
from assay.metrics.classification.label_sets import set_table
from assay.metrics.classification.labels import label_table


@frozen(eq=False)
class Outcomes:
    """For each distinct kind of example (d,): whether it is of the class, whether it was predicted to be, and how many
    examples are of the kind; `which` (n,) kind each is, or what makes that.
    """

    gold: BoolArray
    said: BoolArray
    which: IntArray | Callable[[], IntArray]
    tally: Array

    @property
    def hits(self) -> BoolArray:
        """Of the class, and predicted to be."""
        return self.gold & self.said

    @property
    def alarms(self) -> BoolArray:
        """Predicted to be of the class, and not of it."""
        return ~self.gold & self.said

    @property
    def misses(self) -> BoolArray:
        """Of the class, and not predicted to be."""
        return self.gold & ~self.said

    def scores(self, **statistics: BoolArray) -> Scores:
        """Scores of these statistics, (d,) each."""
        rows = np.stack(list(statistics.values()), axis=1).astype(np.float64)
        return Scores(tuple(statistics), rows, self.which, self.tally)


def outcomes_of(examples: Examples, task: Task, code: int) -> Outcomes:
    """The outcomes of the label with this code."""
    key = ("outcomes", task.labels, task.other_names, code)
    return examples.once(key, lambda: _outcomes(examples, task, code))


def _outcomes(examples: Examples, task: Task, code: int) -> Outcomes:
    if task.multilabel:
        table = set_table(examples, task)
        index = 2 * table.gold[:, code] + table.said[:, code]
        gold, said = np.array([False, False, True, True]), np.array([False, True, False, True])
        return Outcomes(gold, said, index, np.bincount(index, minlength=4).astype(np.float64))
    pairs = label_table(examples, task)
    gold, said = (pairs.cells.pairs[:, side] == code for side in (0, 1))
    return Outcomes(gold, said, pairs.cells.which, pairs.cells.counts)
