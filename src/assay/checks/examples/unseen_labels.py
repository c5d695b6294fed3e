"""Labels of the test that training never had."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from assay.checks.base import Case, Looked, share
from assay.core.finding import Finding
from assay.core.messages import say

_SHOWN = 8


class UnseenLabels:
    """Test examples have labels that no training row has. A model can hardly answer with what it was never shown, so
    these examples measure the data and not the training.

    Decided by the labels of all training rows, under the names that the test has for them: critical where more than a
    fifth of the test examples have such a label, with 99 % confidence, a warning where more than 1 % do, else a note.

    Ignore it where the model is meant to know these labels from elsewhere.
    """

    code: ClassVar[str] = "unseen-labels"

    def look(self, case: Case) -> Looked:
        """From the labels on both sides."""
        if case.training is None:
            return say("findings.needs-train")
        seen, confusion = case.training.labels, case.confusion
        if seen is None or confusion is None:
            return say("findings.needs-train-labels")
        supports = confusion.counts.sum(axis=1) + confusion.unparsed
        unseen = np.array([label not in seen for label in confusion.labels], np.bool_) & (supports > 0)
        k, n = int(supports[unseen].sum()), int(supports.sum())
        if not k:
            return None
        right = int(np.diagonal(confusion.counts)[unseen].sum())
        rate = share(k, n)
        return Finding(
            self.code,
            rate.severity,
            say("findings.unseen-labels-title"),
            say(
                "findings.unseen-labels-message",
                labels=[confusion.labels[code] for code in np.flatnonzero(unseen)[:_SHOWN]],
                count=int(unseen.sum()),
                k=k,
                n=n,
                right=right,
            ),
            {**rate.evidence, "labels": int(unseen.sum()), "right": right},
            actions=(say("findings.unseen-labels-add"), say("findings.unseen-labels-drop")),
        )
