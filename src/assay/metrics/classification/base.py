"""What the metrics of labels have in common."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from assay.core.arrays import Array
from assay.core.errors import UsageError
from assay.core.examples import Examples
from assay.core.messages import Text, say
from assay.core.scores import Measured, Scores
from assay.core.task import Family, Task
from assay.metrics.classification.labels import names_of
from assay.metrics.classification.outcomes import Outcomes, outcomes_of
from assay.text.labels import label_written


class OfClasses:
    """A metric of labels."""

    name: ClassVar[str]
    families: ClassVar[tuple[Family, ...]] = ("classification",)
    default: ClassVar[bool] = True
    per_class: ClassVar[bool] = False
    catalogue: ClassVar[str] = "classification"

    def lacks(self, examples: Examples, task: Task) -> Text | None:
        """Whether there are no references, or nothing to compare with them."""
        if not examples.references:
            return say("classification.lacks-references")
        if examples.predictions is None and examples.probabilities is None and examples.prediction_sets is None:
            return say("classification.lacks-predictions")
        return None


class OfOneLabel(OfClasses):
    """A metric of examples that have one label each."""

    multilabel: ClassVar[bool] = False

    def lacks(self, examples: Examples, task: Task) -> Text | None:
        """Whether anything is missing, or examples have several labels."""
        return say("classification.lacks-single") if task.multilabel else super().lacks(examples, task)


class OfLabelSets(OfClasses):
    """A metric of examples that have several labels each."""

    multilabel: ClassVar[bool] = True

    def lacks(self, examples: Examples, task: Task) -> Text | None:
        """Whether anything is missing, or examples have one label each."""
        return super().lacks(examples, task) if task.multilabel else say("classification.lacks-sets")


class OfOneClass(OfClasses):
    """A metric about one class: `label`, or the positive class of two."""

    per_class: ClassVar[bool] = True

    def __init__(self, label: str | None = None) -> None:
        self.label = label

    def lacks(self, examples: Examples, task: Task) -> Text | None:
        """Whether anything is missing, or no class is named and none is positive."""
        if self.label is None and task.positive is None:
            return say("classification.lacks-positive", name=self.name)
        return super().lacks(examples, task)

    def outcomes(self, examples: Examples, task: Task) -> Outcomes:
        """The outcomes of the class; raises UsageError where it is none of the labels."""
        return outcomes_of(examples, task, self._code(task))

    def measured(self, task: Task, scores: Scores, interval: str = "proportion", without: str = "") -> Measured:
        """The number that `scores` make: successes of trials, or the jaccard statistics of F1. `without` is the
        sentence that says why it is undefined where nothing is counted.
        """
        label = task.labels[self._code(task)]
        counted = scores.total[1] if interval == "proportion" else scores.total.sum()
        return Measured(
            self.name,
            scores,
            share if interval == "proportion" else f1_of_counts,
            interval,
            label=label,
            signature=signature(task),
            undefined=None if counted > 0 else say(without, label=label),
        )

    def _code(self, task: Task) -> int:
        label = self.label if self.label is not None else str(task.positive)
        code = label_written(label, names_of(task))
        if code is None:
            raise UsageError("classification.unknown-label", name=label, labels=task.labels)
        return code


def share(sums: Array) -> Array:
    """From sums (..., 2) of successes and trials to their quotient; NaN where there are no trials."""
    return quotient(sums[..., 0], sums[..., 1])


def f1_of_counts(sums: Array) -> Array:
    """From sums (..., 3) of hits, false alarms and misses to F1 = 2 TP / (2 TP + FP + FN); NaN where all are 0."""
    return quotient(2.0 * sums[..., 0], 2.0 * sums[..., 0] + sums[..., 1] + sums[..., 2])


def quotient(over: Array, under: Array) -> Array:
    """`over` by `under`, of one shape; NaN where `under` is 0."""
    result: Array = over / np.where(under != 0, under, np.nan)
    return result


def signature(task: Task) -> str:
    """What a number of labels depends on."""
    return f"labels:{len(task.labels)}|unparsed:wrong"
