"""Classification metrics beside scikit-learn: a million string labels to every number of the confusion matrix."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np
from numpy.typing import NDArray
from sklearn import metrics as sklearn

from assay.core.columns import Column
from assay.core.estimate import Confidence
from assay.core.examples import Examples, Source
from assay.core.messages import literal
from assay.core.scores import Measured, Units
from assay.core.task import Task
from assay.intervals import INTERVALS
from assay.metrics.base import Metric
from assay.metrics.classification.labels import label_table
from assay.metrics.find import find
from assay.stats.proportions import mid_p
from benchmarks.measure import Row, compare

ROWS = 1_000_000
METRICS = (
    *("accuracy", "balanced_accuracy", "macro_precision", "macro_f1", "micro_f1", "weighted_f1", "mcc", "kappa"),
    "unparsed_rate",
)
OF_A_CLASS = ("precision", "recall", "f1")

Labels = NDArray[np.object_]


def run() -> list[Row]:
    """Every number of labels on 2 and on 50 classes; the same from dictionary codes; what the intervals add."""
    rows = []
    for classes, target in ((2, "238x"), (50, "238x")):
        job = Job.drawn(classes)
        job.assert_equal()
        rows += [
            _row(f"all label metrics, {ROWS:,} strings, {classes} classes", job, target),
            _coded_row(f"all label metrics, {ROWS:,} codes, {classes} classes", job),
            _interval_row(f"their intervals, {classes} classes", job),
        ]
    return rows


@dataclass(frozen=True)
class Job:
    """A million references and predictions, as tables hold them: arrays of Python strings."""

    task: Task
    gold: Labels
    said: Labels

    @classmethod
    def drawn(cls, classes: int) -> Job:
        """Uneven classes, of which 85 % are predicted right."""
        draw = np.random.default_rng(classes)
        labels = tuple(f"label_{code:02}" for code in range(classes))
        share = draw.dirichlet(np.full(classes, 3.0))
        gold = draw.choice(classes, ROWS, p=share)
        said = np.where(draw.random(ROWS) < 0.85, gold, draw.choice(classes, ROWS, p=share))
        names = np.array(labels, dtype=object)
        return cls(Task("classification", literal("drawn"), labels=labels), names[gold], names[said])

    def examples(self) -> Examples:
        """The examples, nothing counted yet."""
        said, gold = (Column(cast("list[str | None]", side)) for side in (self.said, self.gold))
        return _examples(said, gold)

    def coded(self) -> Examples:
        """The same from dictionary codes, as a Parquet file holds them."""
        given = self.examples()
        table = label_table(given, self.task)
        sides = (table.predictions.astype(np.int32), table.references.astype(np.int32))
        said, gold = (Column.coded(self.task.labels, side) for side in sides)
        return _examples(said, gold)

    def ours(self, given: Examples | None = None) -> list[float]:
        """Every number: of all labels together, and of each class."""
        return [measured.point for measured in self.measured(given or self.examples())]

    def measured(self, given: Examples) -> list[Measured]:
        """Every metric, applied."""
        return [metric.measure(given, self.task) for metric in self.metrics]

    @cached_property
    def metrics(self) -> list[Metric]:
        """Those of all labels together, and of each class."""
        each = (f"{metric}[{label}]" for label in self.task.labels for metric in OF_A_CLASS)
        return [find(spec) for spec in (*METRICS, *each)]

    def peers(self) -> tuple[float, NDArray[np.float64], NDArray[np.int64], float]:
        """The four calls of scikit-learn for part of them."""
        return (
            sklearn.accuracy_score(self.gold, self.said),
            np.array(sklearn.precision_recall_fscore_support(self.gold, self.said)[:3]),
            sklearn.confusion_matrix(self.gold, self.said),
            sklearn.matthews_corrcoef(self.gold, self.said),
        )

    def assert_equal(self) -> None:
        """Ours are theirs, to 1e-9."""
        given = self.examples()
        accuracy, of_classes, matrix, correlation = self.peers()
        figures = dict(zip(METRICS, self.ours(given), strict=False))
        np.testing.assert_allclose(self.ours(given)[len(METRICS) :], of_classes.T.reshape(-1), atol=1e-9)
        np.testing.assert_array_equal(label_table(given, self.task).counts, matrix)
        assert math.isclose(figures["accuracy"], accuracy, abs_tol=1e-9)
        assert math.isclose(figures["mcc"], correlation, abs_tol=1e-9)


def _examples(said: Column, gold: Column) -> Examples:
    return Examples(Source("", "values", literal("drawn"), ROWS), said, (gold,))


def _row(name: str, job: Job, target: str) -> Row:
    ours, peer, ratio = compare(job.ours, job.peers)
    return Row(job=name, peer="scikit-learn, 4 calls", ours_s=ours, peer_s=peer, ratio=ratio, target=target)


def _coded_row(name: str, job: Job) -> Row:
    """Nothing is kept from one round to the next: the columns are made of the codes each time."""
    given = job.coded()
    said, gold = given.predictions, given.references[0]
    assert said is not None
    ours, peer, ratio = compare(lambda: job.ours(_examples(said, gold)), job.ours, rounds=7)
    return Row(job=name, peer="the same from strings", ours_s=ours, peer_s=peer, ratio=ratio, target="")


def _interval_row(name: str, job: Job) -> Row:
    """What intervals cost: the ratio is metrics alone over intervals alone, so 20x is 5 % on top. Nothing that an
    earlier round worked out is there for the next.
    """
    rounds = iter([job.measured(job.examples()) for _ in range(7)])

    def intervals() -> None:
        mid_p.cache_clear()
        for one in next(rounds):
            INTERVALS[one.interval](one, Units(ROWS), Confidence())

    ours, peer, ratio = compare(intervals, job.ours, rounds=7)
    return Row(job=name, peer="the metrics without them", ours_s=ours, peer_s=peer, ratio=ratio, target=">=20x")
