"""Example by example: what each side says, whether it is right, and what each metric makes of it alone."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from assay.core.arrays import Array, BoolArray, IntArray
from assay.core.columns import MISSING, Column
from assay.core.examples import Examples
from assay.core.report import Report
from assay.core.scores import Measured
from assay.frozen import frozen

if TYPE_CHECKING:
    from assay.core.comparison import Comparison


@frozen
class Alone:
    """A metric's value for each example by itself: (n,), NaN where one example has none."""

    measured: Measured
    values: Array

    @property
    def badness(self) -> Array:
        """(n,) the greater the worse; a value that does not exist is not bad."""
        worse = self.values if self.measured.higher_is_better is False else -self.values
        return np.where(np.isnan(worse), -np.inf, worse)


class Rows:
    """The examples of a report. Where its numbers come without examples there are no rows."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self.examples = report.examples

    def __len__(self) -> int:
        return 0 if self.examples is None else len(self.examples)

    @cached_property
    def codes(self) -> tuple[IntArray, IntArray] | None:
        """Reference and predicted label of each example, as places in the confusion matrix; the predicted code after
        the last label is "none". None where that was not measured.
        """
        for measured in self._report.measured:
            if measured.scores.statistics == ("reference", "predicted") and self._report.confusion is not None:
                both = measured.scores.expanded().astype(np.intp)
                return both[:, 0], both[:, 1]
        return None

    @cached_property
    def correct(self) -> BoolArray | None:
        """(n,) whether the output's label is the reference's; None where outputs are not labels."""
        if self.codes is not None:
            reference, predicted = self.codes
            right: BoolArray = reference == predicted
            return right
        exact = next((one for one in self.alone if one.measured.name == "subset_accuracy"), None)
        return None if exact is None else exact.values == 1.0

    @cached_property
    def labels(self) -> Column | None:
        """The label that each output was read as, none where it names none; None where outputs are not labels."""
        if self.codes is None or self._report.confusion is None:
            return None
        labels, predicted = self._report.confusion.labels, self.codes[1]
        return Column.coded(labels, np.where(predicted < len(labels), predicted, MISSING))

    def label(self, row: int) -> str | None:
        """The label that one output was read as; None where it names none."""
        return None if self.labels is None else self.labels[row]

    @property
    def changes(self) -> list[tuple[str, list[str]]]:
        """For each base its name and how every example changed: "better", "worse", "same", nothing where the base does
        not have it.
        """
        return [
            (one.name or "base", _changes(one, len(self)))
            for one in self._report.comparisons
            if one.changes is not None and one.changes.gain is not None
        ]

    @cached_property
    def alone(self) -> list[Alone]:
        """Every additive metric that is about all classes, example by example."""
        found = []
        for measured in self._report.measured:
            if measured.value is None or measured.label is not None or measured.undefined is not None:
                continue
            with np.errstate(all="ignore"):
                values = np.asarray(measured.value(measured.scores.rows), dtype=np.float64)
            index = measured.scores.index
            found.append(Alone(measured, values if index is None else values[index]))
        return [one for one in found if len(one.values) == len(self)]

    def worst(self, limit: int) -> list[int]:
        """The first `limit` examples to look at, none that is right or has the best value that there is."""
        judge = self.judge
        if self.codes is None and judge is None:
            return []
        first = self.reading_order[:limit]
        if self.codes is not None:
            reference, predicted = self.codes
            bad = reference[first] != predicted[first]
        else:
            assert judge is not None  # noqa: S101 - asked above
            perfect = -judge.measured.high if judge.measured.higher_is_better else judge.measured.low
            bad = judge.badness[first] > perfect
        rows: list[int] = first[bad].tolist()
        return rows

    @cached_property
    def reading_order(self) -> IntArray:
        """(n,) all examples as they are worth looking at: the wrong ones, one of each kind of error in turn and the
        frequent kinds first, and then the right ones; or, where there are no labels, from the worst value to the best.
        """
        if self.codes is not None:
            reference, predicted = self.codes
            return np.concatenate([_by_kind(reference, predicted), np.flatnonzero(reference == predicted)])
        if self.judge is None:
            return np.arange(len(self))
        return np.argsort(-self.judge.badness, kind="stable")

    @cached_property
    def judge(self) -> Alone | None:
        """The metric that says which examples are worst: the first that a gate is about, else the first."""
        asked = [gate.metric for gate in self._report.judgement.gates]
        ranked = [one for one in self.alone if one.measured.higher_is_better is not None]
        by_name = {one.measured.name: one for one in ranked}
        return next((by_name[name] for name in asked if name in by_name), ranked[0] if ranked else None)


def _changes(comparison: Comparison, n: int) -> list[str]:
    assert comparison.changes is not None  # noqa: S101 - asked by the caller
    assert comparison.changes.gain is not None  # noqa: S101 - as above
    words = np.full(n, "", dtype=object)
    words[comparison.pairing.candidate] = np.array(["worse", "same", "better"], dtype=object)[
        np.sign(comparison.changes.gain).astype(np.intp) + 1
    ]
    shown: list[str] = words.tolist()
    return shown


def references_of(examples: Examples, row: int) -> list[str]:
    """Every reference that one example has."""
    return [text for column in examples.references if (text := column[row]) is not None]


def prediction_of(examples: Examples, row: int) -> str | None:
    """One example's output; its labels with commas where it has several."""
    if examples.predictions is not None:
        return examples.predictions[row]
    return None if examples.prediction_sets is None else ", ".join(examples.prediction_sets[row])


def _by_kind(reference: IntArray, predicted: IntArray) -> IntArray:
    wrong = np.flatnonzero(reference != predicted)
    if not len(wrong):
        return wrong
    width = int(predicted.max()) + 1
    kinds, kind, times = np.unique(reference[wrong] * width + predicted[wrong], return_inverse=True, return_counts=True)
    order = np.argsort(kind, kind="stable")
    first = np.searchsorted(kind[order], np.arange(len(kinds)))
    turn = np.empty(len(wrong), dtype=np.intp)
    turn[order] = np.arange(len(wrong)) - first[kind[order]]
    return wrong[np.lexsort((wrong, -times[kind], turn))]
