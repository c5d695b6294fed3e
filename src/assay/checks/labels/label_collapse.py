"""One label takes nearly all predictions."""

from __future__ import annotations

from typing import ClassVar

from assay.checks.base import Case, Looked, share
from assay.core.finding import Finding
from assay.core.messages import say

NEARLY_ALL = 0.8  # of the predictions


class LabelCollapse:
    """One label takes nearly all predictions, those of the other labels' examples too.

    Decided where one label has four fifths of the predictions or more, and more than half of the examples of all other
    labels are called by it, with 99 % confidence.

    Ignore it where the references are of that one label by mistake: then the data are the fault.
    """

    code: ClassVar[str] = "label-collapse"

    def look(self, case: Case) -> Looked:
        """From the confusion matrix."""
        confusion = case.confusion
        if confusion is None:
            return say("findings.needs-labels")
        predicted = confusion.counts.sum(axis=0)
        n, top = int(predicted.sum() + confusion.unparsed.sum()), int(predicted.argmax())
        others = n - int(confusion.counts[top].sum() + confusion.unparsed[top])
        if not others or predicted[top] < NEARLY_ALL * n:
            return None
        taken = int(predicted[top] - confusion.counts[top, top])
        rate = share(taken, others)
        if rate.low <= 0.5:
            return None
        return Finding(
            self.code,
            "critical",
            say("findings.label-collapse-title"),
            say(
                "findings.label-collapse-message",
                label=confusion.labels[top],
                predicted=int(predicted[top]),
                n=n,
                taken=taken,
                others=others,
            ),
            {"label": confusion.labels[top], "share_of_others": rate.value, "low": rate.low, "high": rate.high},
            actions=(
                say("findings.label-collapse-template"),
                say("findings.label-collapse-rebalance"),
                say("findings.label-collapse-rate"),
            ),
        )
