"""How well the scores rank and how honest they are, as curves: the same for the page and for charts."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from assay.core.arrays import Array
from assay.core.scores import Measured
from assay.frozen import frozen
from assay.renderers.said.view import View
from assay.stats.calibration import reliability
from assay.stats.operating import Operating
from assay.stats.proportions import of_each, wilson

CURVES = ("auroc", "average_precision")
_GRID = 201


@frozen(eq=False)
class Track:
    """One curve. `label` is the class that it tells from the rest; None is the mean over the classes."""

    label: str | None
    x: Array
    y: Array


@frozen
class Point:
    """Where somebody cuts: "said" is what the model's own labels amount to, "cut" is a cut that a finding names."""

    kind: str
    recall: float
    alarms: float
    precision: float
    cut: float | None = None


@frozen(eq=False)
class Bins:
    """(m,) each: examples, their mean confidence, the share that is right, and its interval."""

    n: Array
    confidence: Array
    correct: Array
    low: Array
    high: Array


class Ranking:
    """The curves of a report; each is empty where the report has not measured what it needs."""

    def __init__(self, view: View) -> None:
        self._report = view.report
        self._measured = {one.name: one for one in view.report.measured}

    @cached_property
    def of_classes(self) -> dict[str, Operating]:
        """Each class's cuts against the rest; of two classes with a positive one, that alone."""
        one = next((self._measured[name] for name in CURVES if name in self._measured), None)
        if one is None or one.undefined is not None or one.scores.statistics[:1] != ("class",):
            return {}
        rows, labels = one.scores.expanded(), self._report.task.labels
        codes = [labels.index(one.label)] if one.label in labels else range(rows.shape[1] - 1)
        return {labels[code]: Operating(rows[:, 0] == code, rows[:, 1 + column]) for column, code in enumerate(codes)}

    @property
    def positive(self) -> str | None:
        """The class that the one curve is about; None where there are several."""
        return next(iter(self.of_classes)) if len(self.of_classes) == 1 else None

    @property
    def roc(self) -> list[Track]:
        """False alarms to the right, recall upwards: each class's, then their mean."""
        each = [Track(label, *one.roc()) for label, one in self.of_classes.items()]
        return [*each, *_mean([(track.x, track.y) for track in each])]

    @property
    def precision_recall(self) -> list[Track]:
        """Recall to the right, precision upwards, in steps."""
        each = [Track(label, *one.precision_recall()) for label, one in self.of_classes.items()]
        return [*each, *_mean([(track.x, track.y) for track in each])]

    @property
    def share(self) -> float | None:
        """How common the one class is: what guessing has as precision."""
        one = None if self.positive is None else self.of_classes[self.positive]
        return None if one is None else float(one.positive.mean())

    @property
    def points(self) -> list[Point]:
        """What the model's labels amount to, and the cut that a finding proposes; of one curve alone."""
        if self.positive is None:
            return []
        cuts = [one.evidence.get("cut") for one in self._report.findings if one.code == "threshold-misplaced"]
        named = [self._at(cut) for cut in cuts if isinstance(cut, float)]
        said = self._said
        return ([] if said is None else [said]) + named

    def _at(self, cut: float) -> Point:
        return Point("cut", *self.of_classes[self.positive or ""].at(cut), cut)

    @property
    def _said(self) -> Point | None:
        confusion = self._report.confusion
        if confusion is None or self.positive not in confusion.labels:
            return None
        code = confusion.labels.index(self.positive)
        counts, unparsed = confusion.counts.astype(np.float64), confusion.unparsed.astype(np.float64)
        called, hits = float(counts[:, code].sum()), float(counts[code, code])
        positives = float(counts[code].sum() + unparsed[code])
        negatives = float(counts.sum() + unparsed.sum()) - positives
        precision = hits / called if called else float("nan")
        return Point("said", hits / positives, (called - hits) / negatives, precision)

    def required(self, *metrics: str) -> list[float]:
        """What gates ask of one of `metrics`, or of that of the class."""
        names = {*metrics, *(f"{name}[{self.positive}]" for name in metrics)}
        gates = [one for one in self._report.judgement.gates if one.metric in names and one.about == "value"]
        return [one.threshold for one in gates if one.threshold is not None]

    @property
    def bins(self) -> Bins | None:
        """Confidence against how often it is right, in bins of equally many examples; None where there are too few. The
        intervals are Wilson's, of as many examples as are independent.
        """
        one = self._measured.get("ece")
        if one is None or one.undefined is not None:
            return None
        return _bins(one, self._report.n_units, self._report.confidence.level)


def _mean(each: list[tuple[Array, Array]]) -> list[Track]:
    """The mean height over all curves; none where there is only one."""
    if len(each) < 2:
        return []
    grid = np.linspace(0.0, 1.0, _GRID)
    return [Track(None, grid, np.mean([_heights(grid, x, y) for x, y in each], axis=0))]


def _heights(grid: Array, x: Array, y: Array) -> Array:
    """(g,) the height of a curve whose x rises, at the middle of a wall where it has one there."""
    left, right = np.interp(grid - 1e-9, x, y), np.interp(grid + 1e-9, x, y)
    return (left + right) / 2.0


def _bins(one: Measured, units: int, level: float) -> Bins | None:
    rows, counts = one.scores.rows, one.scores.counts
    n, confidence, correct = reliability(rows[:, 0], rows[:, 1], counts)
    if not len(n):
        return None
    worth = n * min(1.0, units / float(counts.sum()))
    low, high = of_each(wilson, correct * worth, worth, level)
    return Bins(n, confidence, correct, low, high)
