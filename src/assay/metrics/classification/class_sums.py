"""How often each class is right, predicted and the reference, as sums: what averages of F1 are made of."""

from __future__ import annotations

import numpy as np

from assay.core.arrays import Array
from assay.core.examples import Examples
from assay.core.scores import Scores
from assay.core.task import Task
from assay.metrics.classification.base import quotient
from assay.metrics.classification.label_sets import SetTable, set_table
from assay.metrics.classification.labels import label_table


def class_sums(sets: SetTable) -> Scores:
    """Rows (hits, predicted, references) of each of K classes, 3 K statistics, an example with several labels each."""
    classes = range(sets.gold.shape[1])
    parts = tuple(f"{part}_{code}" for part in ("hits", "predicted", "references") for code in classes)
    rows = np.concatenate([sets.gold & sets.said, sets.said, sets.gold], axis=1)
    return Scores(parts, rows.astype(np.float64))


def pooled_sums(examples: Examples, task: Task) -> Scores:
    """Rows (hits, predicted, references) of all classes together."""
    parts = ("hits", "predicted", "references")
    if task.multilabel:
        sets = set_table(examples, task)
        counts = [side.sum(axis=1) for side in (sets.gold & sets.said, sets.said, sets.gold)]
        counts[1] += sets.outside
        return Scores(parts, np.stack(counts, axis=1).astype(np.float64))
    table = label_table(examples, task)
    gold, said = table.cells.pairs.T
    return table.scores(parts, np.stack([gold == said, said < len(task.labels), gold >= 0], axis=1))


def weighted_f1(sums: Array) -> Array:
    """From sums (..., 3 K) to the mean F1 of the classes, each weighing as its references; NaN where there are none."""
    hits, predicted, references = np.split(sums, 3, axis=-1)
    f1 = np.nan_to_num(quotient(2.0 * hits, predicted + references))
    return quotient((references * f1).sum(-1), references.sum(-1))


def mean_f1(sums: Array) -> Array:
    """From sums (..., 3 K) to the mean F1 of the classes that occur or are predicted; NaN where none is."""
    hits, predicted, references = np.split(sums, 3, axis=-1)
    occurs = predicted + references > 0
    f1 = np.nan_to_num(quotient(2.0 * hits, predicted + references))
    return quotient((f1 * occurs).sum(-1), occurs.sum(-1).astype(np.float64))


def pooled_f1(sums: Array) -> Array:
    """From sums (..., 3) to F1 of all decisions together; NaN where there are none."""
    return quotient(2.0 * sums[..., 0], sums[..., 1] + sums[..., 2])
