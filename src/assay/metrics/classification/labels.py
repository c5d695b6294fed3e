"""The labels of both sides, side by side: made once for all metrics of the same examples."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, lru_cache

import numpy as np

from assay.core.arrays import Array, BoolArray, IntArray
from assay.core.columns import Column
from assay.core.errors import InputError
from assay.core.estimate import Estimate
from assay.core.examples import Examples
from assay.core.report import Confusion, Parsing, UnparsedForm
from assay.core.scores import Scores
from assay.core.task import Task
from assay.frozen import frozen
from assay.metrics.classification.cells import Cells, Side, cells_of
from assay.metrics.classification.outputs import Outputs, most_probable, read_outputs
from assay.metrics.classification.probabilities import aligned
from assay.text.labels import Names, label_written

_NAMED = 5  # of the references that are no label, how many a message names


@frozen(eq=False)
class LabelTable:
    """K labels, and the distinct pairs of reference and prediction; predicted code K is an output without a label."""

    labels: tuple[str, ...]
    cells: Cells
    outputs: Outputs

    @cached_property
    def matrix(self) -> Array:
        """(K, K) counts; (K, K + 1) where there are outputs without a label, which the last column counts."""
        k = len(self.labels)
        matrix = np.zeros((k, k + 1))
        matrix[self.cells.pairs[:, 0], self.cells.pairs[:, 1]] = self.cells.counts
        return matrix if matrix[:, k].any() else matrix[:, :k]

    @property
    def counts(self) -> IntArray:
        """(K, K) examples of each reference label that were predicted as each label."""
        counts: IntArray = self.matrix[:, : len(self.labels)].astype(np.int64)
        return counts

    @property
    def unparsed(self) -> IntArray:
        """(K,) examples of each reference label whose output names no label."""
        missed: IntArray = self.matrix[:, len(self.labels) :].sum(axis=1).astype(np.int64)
        return missed

    @property
    def references(self) -> IntArray:
        """(n,) the code of each example's reference."""
        return self.cells.pairs[:, 0].take(self.cells.index)

    @property
    def predictions(self) -> IntArray:
        """(n,) the code of each example's prediction; K where the output names no label."""
        return self.cells.pairs[:, 1].take(self.cells.index)

    @property
    def majority(self) -> str:
        """The commonest reference; of several, the first."""
        return self.labels[int(np.argmax(self.matrix.sum(axis=1)))]

    def scores(self, statistics: tuple[str, ...], rows: Array | IntArray | BoolArray) -> Scores:
        """A row of statistics for each distinct pair, (d, k), as the rows of all examples."""
        return Scores(statistics, rows.astype(np.float64), self.cells.which, self.cells.counts)


def label_table(examples: Examples, task: Task) -> LabelTable:
    """The labels of `examples`. Raises InputError where a reference is missing or none of the task's labels."""
    return examples.once(("labels", task.labels, task.other_names), lambda: _table(examples, task))


def confusion_of(examples: Examples, task: Task) -> Confusion:
    """The confusion matrix."""
    table = label_table(examples, task)
    return Confusion(table.labels, table.counts, table.unparsed, lambda: (table.references, table.predictions))


def parsing(examples: Examples, task: Task, unparsed: Estimate) -> Parsing:
    """How the outputs were read, with `unparsed` the estimated rate of those that were not."""
    table = label_table(examples, task)
    counts = table.cells.of_predictions
    return Parsing(table.outputs.by_rule(counts), unparsed, table.outputs.forms(counts, examples))


def majority_baseline(examples: Examples, task: Task) -> Examples:
    """The same examples, each predicted to be of the commonest class."""
    label = label_table(examples, task).majority
    said = Column.coded((label,), np.zeros(len(examples), dtype=np.int8))
    return replace(examples, predictions=said, probabilities=None, _derived={})


def had_they_been_right(examples: Examples, task: Task) -> Examples:
    """The same examples, the right label standing for every output that names none: the best that they could be."""
    table = label_table(examples, task)
    right = np.where(table.predictions == len(table.labels), table.references, table.predictions)
    return replace(examples, predictions=Column.coded(table.labels, right), _derived={})


def unparsed_forms(examples: Examples, task: Task) -> tuple[UnparsedForm, ...]:
    """The commonest forms of outputs that name no label."""
    table = label_table(examples, task)
    return table.outputs.forms(table.cells.of_predictions, examples)


def names_of(task: Task) -> Names:
    """The labels and what else they are called."""
    return _names(task.labels, task.other_names)


@lru_cache(maxsize=4)
def _names(labels: tuple[str, ...], others: tuple[tuple[str, ...], ...]) -> Names:
    """Their look-ups are worth keeping: each metric of a class asks for them."""
    return Names(labels, others)


def _table(examples: Examples, task: Task) -> LabelTable:
    names = names_of(task)
    outputs = _outputs(examples, task, names)
    return LabelTable(task.labels, cells_of(_references(examples, names), outputs.side), outputs)


def _references(examples: Examples, names: Names) -> Side:
    column = examples.references[0]
    codes = [label_written(value, names) for value in column.values]
    _refuse_missing(column)
    _refuse_outside(column, codes, names)
    return Side(column.codes, np.array([*(0 if code is None else code for code in codes), 0]))


def _refuse_missing(column: Column) -> None:
    missing = int(column.missing.sum())
    if missing:
        raise InputError("classification.reference-missing", n=missing)


def _refuse_outside(column: Column, codes: list[int | None], names: Names) -> None:
    """Values that no example has may be anything: a file's dictionary holds what other rows had."""
    outside = [code for code, label in enumerate(codes) if label is None]
    counts = np.bincount(column.codes, minlength=len(codes)) if outside else np.zeros(0, dtype=np.int64)
    used = sorted((code for code in outside if counts[code]), key=lambda code: -counts[code])
    if used:
        raise InputError(
            "classification.reference-outside",
            n=int(counts[used].sum()),
            outside=[column.values[code].strip() for code in used[:_NAMED]],
            labels=names.labels,
        )


def _outputs(examples: Examples, task: Task, names: Names) -> Outputs:
    if examples.predictions is not None:
        return read_outputs(examples.predictions, names)
    matrix = aligned(examples, task)
    known = ~np.isnan(matrix).all(axis=1)
    best = np.where(known, np.where(np.isnan(matrix), -np.inf, matrix).argmax(axis=1), -1)
    return most_probable(best.tolist(), task.labels)
