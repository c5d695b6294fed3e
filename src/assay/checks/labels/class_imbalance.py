"""Uneven labels behind a metric that counts examples alike."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from assay.checks.base import SURE, Case, Looked
from assay.checks.labels.accuracy_paradox import AccuracyParadox
from assay.checks.labels.class_shares import worth_of_an_example
from assay.core.finding import Finding
from assay.core.messages import say
from assay.stats.proportions import mid_p

if TYPE_CHECKING:
    from assay.core.arrays import IntArray
    from assay.core.report import Confusion

HIDES = ("accuracy", "micro_f1", "weighted_f1")
"""The metrics in which a label counts as much as it is common."""

LEAST = 0.05  # what counting all labels alike takes away, for sure
GRAVE = 0.15


class ClassImbalance:
    """The labels are uneven, and the metric that decides counts every example alike: it is mostly about the common
    labels, and looks better than the model is on the rare ones.

    Decided where the metric is accuracy, micro-F1 or weighted F1, and the policy asks nothing of a label alone or of
    labels counted alike: the accuracy is more than 5 points above the average recall of all labels, with 99 %
    confidence. Uneven labels that the model knows equally well are no finding. A warning from 15 points for sure, a
    note otherwise.

    Ignore it where an error costs the same whatever the label.
    """

    code: ClassVar[str] = "class-imbalance"

    def look(self, case: Case) -> Looked:
        """From the confusion matrix and the metric that decides."""
        confusion = case.confusion
        if confusion is None:
            return say("findings.needs-labels")
        if case.primary not in HIDES or _sees_labels(case):
            return None
        if isinstance(AccuracyParadox().look(case), Finding):
            return say("findings.told-by", code="accuracy-paradox")
        support = confusion.counts.sum(axis=1) + confusion.unparsed
        low, high = _hidden(confusion.counts.diagonal(), support, worth_of_an_example(case))
        return self._finding(_title(case), confusion, support, (low, high)) if low > LEAST else None

    def _finding(self, metric: object, confusion: Confusion, support: IntArray, ends: tuple[float, float]) -> Finding:
        there = np.flatnonzero(support)
        right = confusion.counts.diagonal()
        accuracy = float(right.sum() / support.sum())
        recall = right[there] / support[there]
        common, worst = int(support.argmax()), int(there[int(recall.argmin())])
        balanced = float(recall.mean())
        return Finding(
            self.code,
            "warning" if ends[0] > GRAVE else "note",
            say("findings.class-imbalance-title"),
            say(
                "findings.class-imbalance-message",
                metric=metric,
                common=confusion.labels[common],
                k=int(support[common]),
                n=int(support.sum()),
                accuracy=f"{accuracy:.3f}",
                balanced=f"{balanced:.3f}",
                worst=confusion.labels[worst],
                right=int(right[worst]),
                of=int(support[worst]),
            ),
            {
                "accuracy": accuracy,
                "balanced_accuracy": balanced,
                "hidden": accuracy - balanced,
                "low": ends[0],
                "high": ends[1],
                "commonest": confusion.labels[common],
                "share": float(support[common] / support.sum()),
            },
            actions=(
                say("findings.class-imbalance-judge"),
                say("findings.class-imbalance-rebalance", label=confusion.labels[worst]),
            ),
        )


def _title(case: Case) -> object:
    """What people call the metric that decides."""
    estimate = case.estimates.get(case.primary or "")
    return case.primary if estimate is None or estimate.title is None else estimate.title


def _sees_labels(case: Case) -> bool:
    """Whether the policy asks about a number that rare labels move."""
    gates = () if case.judgement is None else case.judgement.gates
    return any(gate.about == "value" and gate.metric not in HIDES for gate in gates)


def _hidden(right: IntArray, support: IntArray, worth: float) -> tuple[float, float]:
    """The 99 % interval of accuracy less average recall, over the labels that there are: a weighted sum of independent
    shares, each with its own mid-P limits (Zou & Donner 2008, doi:10.1002/sim.3095).
    """
    there = np.flatnonzero(support)
    weight = support[there] / support.sum() - 1.0 / len(there)
    share = right[there] / support[there]
    value = float(weight @ share)
    if value <= LEAST:
        return value, value
    counts = zip(right[there].tolist(), support[there].tolist(), strict=True)
    low, high = np.array([mid_p(k * worth, n * worth, SURE) for k, n in counts]).T
    down = np.where(weight > 0, share - low, high - share) * weight
    up = np.where(weight > 0, high - share, share - low) * weight
    return value - math.hypot(*down), value + math.hypot(*up)
