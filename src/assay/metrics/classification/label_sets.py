"""Examples with several labels each: which labels they have and which were predicted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from assay.core.arrays import BoolArray, IntArray
from assay.core.columns import Column
from assay.core.errors import InputError
from assay.core.examples import Examples
from assay.core.task import Task
from assay.frozen import frozen
from assay.text.labels import Names, is_list, label_of, label_written, split_labels
from assay.text.labels.mentions import mentions
from assay.text.normalise import answer_of, folded, joined


@frozen(eq=False)
class SetTable:
    """Which of the L labels each example has, and which were predicted for it: (n, L) both; and how many were predicted
    that are none of them (n,): each is a false alarm.
    """

    labels: tuple[str, ...]
    gold: BoolArray
    said: BoolArray
    outside: IntArray


def set_table(examples: Examples, task: Task) -> SetTable:
    """The label sets of `examples`. Raises InputError where a reference is none of the task's labels."""
    return examples.once(("label sets", task.labels, task.other_names), lambda: _table(examples, task))


def _table(examples: Examples, task: Task) -> SetTable:
    names = Names(task.labels, task.other_names)
    gold = np.zeros((len(examples), len(task.labels)), dtype=bool)
    for column in examples.references:
        gold |= _sets(column, names, lambda text: _listed(text, names))
    return SetTable(task.labels, gold, *_predicted(examples, names))


def _predicted(examples: Examples, names: Names) -> tuple[BoolArray, IntArray]:
    if examples.prediction_sets is not None:
        sets = examples.prediction_sets
        code = {label: label_of(label, names).code for labels in sets for label in labels}
        listed = [[code[label] for label in labels] for labels in sets]
        return _marked(listed, names), np.array([labels.count(None) for labels in listed])
    column = examples.predictions
    assert column is not None  # noqa: S101 - `lacks` was asked first
    outside = np.array([*(_outside(text, names) for text in column.values), 0])
    return _sets(column, names, lambda text: _said(text, names)), outside[column.codes]


def _outside(text: str, names: Names) -> int:
    """How many of the labels in a written list are none of the labels; in prose, words that are none mean nothing."""
    answer = answer_of(text)
    listed = set(split_labels(answer)) if is_list(answer) else set()
    return sum(label_written(label, names) is None for label in listed)


def _sets(column: Column, names: Names, read: Callable[[str], list[int]]) -> BoolArray:
    """(n, L) the labels of each entry, each distinct text read once."""
    distinct = _marked([*map(read, column.values), []], names)
    marked: BoolArray = distinct[column.codes]
    return marked


def _marked(codes: Sequence[Sequence[int | None]], names: Names) -> BoolArray:
    marked = np.zeros((len(codes), len(names.labels)), dtype=bool)
    for row, found in enumerate(codes):
        marked[row, [code for code in found if code is not None]] = True
    return marked


def _listed(text: str, names: Names) -> list[int]:
    """The labels that a reference lists; it may be a label as a whole, commas and all."""
    whole = label_written(text, names)
    codes = {label: label_written(label, names) for label in ([] if whole is not None else split_labels(text))}
    outside = [label for label, code in codes.items() if code is None]
    if outside:
        raise InputError("classification.reference-outside", n=1, outside=outside, labels=names.labels)
    return [code for code in (whole, *codes.values()) if code is not None]


def _said(text: str, names: Names) -> list[int]:
    """The labels that an output lists, or else those that it names in prose and does not deny."""
    answer = answer_of(text)
    whole = label_written(answer, names)
    listed = [whole] if whole is not None else [label_written(label, names) for label in split_labels(answer)]
    if None not in listed:
        return [code for code in listed if code is not None]
    return [mention.code for mention in mentions(joined(folded(answer)), names)]
