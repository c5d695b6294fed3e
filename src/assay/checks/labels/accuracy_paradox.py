"""A high accuracy that comes from one common label."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from assay.checks.base import Case, Looked, share
from assay.core.finding import Finding
from assay.core.messages import say

COMMON = 0.7  # the share of one label from which on saying it always looks good


class AccuracyParadox:
    """Accuracy looks good because one label is common: the model is not shown to be better than always saying that
    label, and it misses most examples of all others.

    Decided where the commonest label has 70 % of the references or more, the difference in accuracy from always saying
    it is not shown to be above 0, and the recall of all other labels together is, with 99 % confidence, below one half.

    Ignore it where the other labels do not matter to you; then say so in a policy.
    """

    code: ClassVar[str] = "accuracy-paradox"

    def look(self, case: Case) -> Looked:
        """From the confusion matrix and the baseline."""
        confusion, baseline = case.confusion, case.baseline
        if confusion is None or baseline is None or baseline.difference is None:
            return say("findings.needs-labels")
        counts = confusion.counts
        supports = counts.sum(axis=1) + confusion.unparsed
        n, top = int(supports.sum()), int(supports.argmax())
        others = n - int(supports[top])
        better = baseline.difference.low is not None and baseline.difference.low > 0
        if not others or supports[top] < COMMON * n or better:
            return None
        right = int(np.trace(counts) - counts[top, top])
        recall = share(right, others)
        if recall.high >= 0.5:
            return None
        accuracy = float(np.trace(counts)) / n
        return Finding(
            self.code,
            "critical",
            say("findings.accuracy-paradox-title"),
            say(
                "findings.accuracy-paradox-message",
                accuracy=f"{accuracy:.3f}",
                label=confusion.labels[top],
                majority=f"{supports[top] / n:.3f}",
                right=right,
                others=others,
            ),
            {
                "accuracy": accuracy,
                "majority": float(supports[top]) / n,
                "recall_of_others": recall.value,
                "low": recall.low,
                "high": recall.high,
            },
            actions=(say("findings.accuracy-paradox-judge"), say("findings.accuracy-paradox-rebalance")),
        )
