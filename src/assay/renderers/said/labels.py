"""What became of each class, and which are taken for which, as words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

import numpy as np

from assay.core.arrays import IntArray
from assay.core.report import ClassEstimates, Confusion
from assay.frozen import frozen
from assay.renderers.said.block import Table
from assay.renderers.said.figures import count, figure, share, short_interval
from assay.renderers.said.safety import Quoted
from assay.renderers.said.scale import Mark, Scale, mark
from assay.renderers.said.view import View

SHARES = Scale(0.0, 1.0, (0.0, 0.5, 1.0))
_Asked = Mapping[tuple[str, str | None], float | None]  # by metric and label


@frozen
class ClassLine:
    """One class; `numbers` are precision, recall and F1, each as value and interval, and `marks` where they lie between
    0 and 1, with what a gate asks of them.
    """

    label: Quoted
    support: str
    predicted: str
    numbers: tuple[tuple[str, str], ...]
    marks: tuple[Mark, ...]


def class_lines(view: View, limit: int | None = None) -> list[ClassLine]:
    """The classes in the order of the matrix; where there are more than `limit`, those of lowest F1 first."""
    classes = list((view.report.classes or {}).items())
    if limit is not None and len(classes) > limit:
        classes = sorted(classes, key=lambda item: _f1(item[1]))[:limit]
    judged = ((gate.estimate, gate) for gate in view.report.judgement.gates if gate.about == "value")
    asked = {(one.metric, one.label): gate.threshold for one, gate in judged if one is not None}
    return [_class_line(label, one, asked) for label, one in classes]


def confusion_table(view: View, confusion: Confusion) -> Table:
    """References down, predictions across, and what names no label last."""
    cells = cells_of(confusion)
    names = tuple(Quoted(label) for label in confusion.labels)
    rows = tuple((name, *map(count, row)) for name, row in zip(names, cells.tolist(), strict=True))
    head = ("", *prediction_names(view, confusion))
    return Table(head, rows, frozenset(range(1, len(head))))


def confused_table(view: View, confusion: Confusion, limit: int) -> Table:
    """The most frequent errors, with their share of the reference's examples."""
    words = view.words
    rows = tuple(
        (reference, predicted, count(times), share(times, whole))
        for reference, predicted, times, whole in islice(_confused(view, confusion), limit)
    )
    head = ("renderers.reference", "renderers.predicted-as", "renderers.times", "renderers.share-of-reference")
    return Table(tuple(words(key) for key in head), rows, frozenset({2, 3}))


def cells_of(confusion: Confusion) -> IntArray:
    """(K, K) counts, or (K, K + 1) with a last column for what names no label, where there is such an output."""
    if not confusion.unparsed.any():
        return confusion.counts
    return np.column_stack([confusion.counts, confusion.unparsed])


def prediction_names(view: View, confusion: Confusion) -> tuple[str, ...]:
    """The names of those columns."""
    labels = tuple(Quoted(label) for label in confusion.labels)
    return (*labels, view.words("renderers.no-label")) if confusion.unparsed.any() else labels


def _class_line(label: str, one: ClassEstimates, asked: _Asked) -> ClassLine:
    estimates = {"precision": one.precision, "recall": one.recall, "f1": one.f1}
    return ClassLine(
        *(Quoted(label), count(one.support), count(one.predicted)),
        numbers=tuple((figure(number.value, 4), short_interval(number)) for number in estimates.values()),
        marks=tuple(mark(number, SHARES, asked.get((name, label))) for name, number in estimates.items()),
    )


def _f1(one: ClassEstimates) -> float:
    return -1.0 if one.f1.value is None else one.f1.value


def _confused(view: View, confusion: Confusion) -> Iterator[tuple[str, str, int, int]]:
    cells = np.array(cells_of(confusion))
    support = cells.sum(axis=1)
    np.fill_diagonal(cells, 0)
    names = prediction_names(view, confusion)
    for position in np.argsort(-cells, axis=None, kind="stable").tolist():
        i, j = divmod(position, cells.shape[1])
        if not cells[i, j]:
            return
        yield Quoted(confusion.labels[i]), names[j], int(cells[i, j]), int(support[i])
