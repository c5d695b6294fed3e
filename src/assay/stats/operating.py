"""What every cut of a score gives: recall, false alarms and precision, for the curves that are drawn of them."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from assay.frozen import frozen
from assay.stats.arrays import Array, BoolArray
from assay.stats.average_precision import Steps


@frozen(eq=False)
class Operating:
    """The cuts of `scores` (n,) that tell `positive` (n,) from the rest, from the highest score down: T of them, since
    equal scores are called alike. Both sides have an example at least.
    """

    positive: BoolArray
    scores: Array

    @cached_property
    def _steps(self) -> Steps:
        return Steps(self.positive, self.scores)

    @property
    def cuts(self) -> Array:
        """(T,) from which score on an example counts as positive."""
        found: Array = self.scores[self._steps.order][self._steps.ends]
        return found

    @property
    def recall(self) -> Array:
        """(T,) the share of the positives that is found; the last is 1."""
        return self._steps.hits / float(self.positive.sum())

    @property
    def alarms(self) -> Array:
        """(T,) the share of the negatives that is called positive; the last is 1."""
        return (self._steps.taken - self._steps.hits) / float((~self.positive).sum())

    @property
    def precision(self) -> Array:
        """(T,) the share of what is called positive that is."""
        return self._steps.hits / self._steps.taken

    def roc(self) -> tuple[Array, Array]:
        """False alarms and recall, (T + 1,) each, from where nothing is called positive; the area under the lines
        between these points is the AUROC, ties counting half.
        """
        return np.r_[0.0, self.alarms], np.r_[0.0, self.recall]

    def precision_recall(self) -> tuple[Array, Array]:
        """Recall and precision, (2 T,) each, as steps: lines between the points of a precision-recall curve are too
        kind, and the area under these steps is the average precision.
        """
        recall = self.recall
        return np.repeat(np.r_[0.0, recall], 2)[1:-1], np.repeat(self.precision, 2)

    def at(self, cut: float) -> tuple[float, float, float]:
        """Recall, false alarms and precision where a score of `cut` or more counts as positive; precision is NaN where
        none does.
        """
        called = self.scores >= cut
        hits, wrong = float((called & self.positive).sum()), float((called & ~self.positive).sum())
        precision = hits / (hits + wrong) if called.any() else float("nan")
        return hits / float(self.positive.sum()), wrong / float((~self.positive).sum()), precision


def thinned(x: Array, y: Array, most: int) -> tuple[Array, Array]:
    """At most `most` of the points of a curve, evenly spaced along its way, both ends among them."""
    if len(x) <= most:
        return x, y
    way = np.r_[0.0, np.cumsum(np.abs(np.diff(x)) + np.abs(np.diff(y)))]
    kept = np.unique(np.searchsorted(way, np.linspace(0.0, way[-1], most)).clip(0, len(x) - 1))
    return x[kept], y[kept]
