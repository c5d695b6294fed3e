"""Probabilities in the order of the task's labels, checked once for all metrics that need them."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from assay.core.arrays import Array, BoolArray
from assay.core.examples import Examples
from assay.core.messages import Text, say
from assay.core.task import Task
from assay.frozen import frozen
from assay.text.labels import Names, label_written

_OUTSIDE = 1e-3  # how far a probability may lie outside 0 to 1: what rounding and single precision leave
_NEARLY = 1e-6
_SUM_OFF = 0.02  # how far a row's sum may lie from 1


@frozen(eq=False)
class Scored:
    """`matrix` (n, K) a score for each example and label, NaN where unknown; `normalised` as the file has it."""

    matrix: Array
    normalised: bool

    @cached_property
    def unknown(self) -> BoolArray:
        """(n,) true where an example has no score at all."""
        mask: BoolArray = np.all(np.isnan(self.matrix), axis=1)
        return mask

    @property
    def known(self) -> Array:
        """The rows of the examples that have scores."""
        return self.matrix[~self.unknown]

    @cached_property
    def is_whole(self) -> bool:
        """Whether every example with a score has one for each label."""
        return len(self.known) > 0 and not np.isnan(self.known).any()

    @cached_property
    def lies_inside(self) -> bool:
        """Whether all scores can be probabilities."""
        known = self.matrix[~np.isnan(self.matrix)]
        return bool(((known >= -_OUTSIDE) & (known <= 1 + _OUTSIDE)).all())

    @cached_property
    def off(self) -> float:
        """How far the sum of a row lies from 1, at most."""
        return float(np.abs(self.known.sum(axis=1) - 1).max(initial=0.0))

    @property
    def notes(self) -> tuple[str, ...]:
        """What was done with examples that have no score, for a signature."""
        unknown = int(self.unknown.sum())
        return (f"unknown:{unknown}=worst",) if unknown else ()

    @property
    def probability_notes(self) -> tuple[str, ...]:
        """The same, and how far probabilities are from summing to 1."""
        return (f"sum:1±{self.off:.0e}", *self.notes) if self.off > _NEARLY else self.notes


def scored(examples: Examples, task: Task) -> Scored:
    """The scores of `examples`, in the order of the task's labels."""
    return examples.once(("scored", task.labels, task.other_names), lambda: _scored(examples, task))


def aligned(examples: Examples, task: Task) -> Array:
    """(n, K) the score of each label, NaN where unknown."""
    return scored(examples, task).matrix


def lacks_scores(examples: Examples, task: Task) -> Text | None:
    """What is missing for ranking examples by each label's score."""
    if examples.probabilities is None:
        return say("classification.lacks-probabilities")
    if not scored(examples, task).is_whole:
        return say("classification.lacks-every-probability", labels=list(examples.probabilities.labels[:8]))
    return None


def lacks_probabilities(examples: Examples, task: Task) -> Text | None:
    """What is missing for taking the scores as probabilities."""
    missing = lacks_scores(examples, task)
    if missing is not None:
        return missing
    found = scored(examples, task)
    if not found.normalised or not found.lies_inside:
        return say("classification.lacks-normalised")
    return say("classification.lacks-sum", off=found.off) if found.off > _SUM_OFF else None


def _scored(examples: Examples, task: Task) -> Scored:
    given = examples.probabilities
    if given is None:
        return Scored(np.full((len(examples), len(task.labels)), np.nan), normalised=False)
    matrix = np.full((len(given.matrix), len(task.labels)), np.nan)
    names = Names(task.labels, task.other_names)
    for column, name in enumerate(given.labels):
        code = label_written(name, names)
        if code is not None:
            matrix[:, code] = given.matrix[:, column]
    if len(given.labels) == 1 and len(task.labels) == 2:
        return _with_the_other(matrix, given.normalised)
    return Scored(matrix, given.normalised or len(given.labels) > 1)


def _with_the_other(matrix: Array, normalised: bool) -> Scored:  # noqa: FBT001 - the flag is the file's, not a mode
    """The second of two labels has what the first leaves."""
    one = int(np.isnan(matrix[:, 0]).all())
    matrix[:, 1 - one] = (1.0 if normalised else 0.0) - matrix[:, one]
    return Scored(matrix, normalised)
