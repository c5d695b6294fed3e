"""Labels with few training rows."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from assay.checks.base import SURE, Case, Looked
from assay.core.finding import Finding
from assay.core.messages import Text, literal, say
from assay.stats.groups import newcombe
from assay.stats.proportions import Ends

RARE = 0.1  # of the rows of the commonest label
FEWEST = 8  # test examples on either side
_SHOWN = 5


class TrainImbalance:
    """Some labels have few training rows beside the commonest one. A model learns what it sees often, and says it when
    in doubt.

    Decided by the counts: a label is rare with less than a tenth of the rows of the commonest. A warning where the test
    shows that it costs something: the recall of all rare labels together is below that of the others, with 99 %
    confidence; else a note.

    Ignore the note where the rare labels are found as well as you need.
    """

    code: ClassVar[str] = "train-imbalance"

    def look(self, case: Case) -> Looked:
        """From the training labels and the confusion matrix."""
        if case.training is None:
            return say("findings.needs-train")
        counts = case.training.labels
        if counts is None:
            return say("findings.needs-train-labels")
        most = max(counts.values())
        rare = {label: times for label, times in counts.items() if times < RARE * most}
        if not rare:
            return None
        common = max(counts, key=lambda label: counts[label])
        worse = _recalls(case, set(rare))
        costs = worse is not None and worse[2][1] < 0
        names = sorted(rare, key=lambda label: rare[label])[:_SHOWN]
        return Finding(
            self.code,
            "warning" if costs else "note",
            say("findings.train-imbalance-title"),
            say(
                "findings.train-imbalance-message",
                k=len(rare),
                labels=[f"{name} ({rare[name]})" for name in names],
                common=common,
                most=most,
                cost=_of_cost(worse) if costs else literal(""),
            ),
            {"rare_labels": len(rare), "fewest": min(rare.values()), "most": most, **_evidence(worse)},
            actions=(say("findings.train-imbalance-add"), say("findings.train-imbalance-weigh")),
        )


_Recalls = tuple[float, float, Ends]


def _recalls(case: Case, rare: set[str]) -> _Recalls | None:
    """The recall of the rare labels, of the others, and the interval of the difference; None for few test examples."""
    if case.confusion is None:
        return None
    counts = case.confusion.counts
    supports, right = counts.sum(axis=1) + case.confusion.unparsed, np.diagonal(counts)
    is_rare = np.array([label in rare for label in case.confusion.labels], np.bool_)
    (k, n), (others, m) = ((int(right[part].sum()), int(supports[part].sum())) for part in (is_rare, ~is_rare))
    if min(n, m) < FEWEST:
        return None
    return k / n, others / m, newcombe((k, n), (others, m), SURE)


def _of_cost(worse: _Recalls | None) -> Text:
    if worse is None:
        return literal("")
    return say("findings.train-imbalance-cost", rare=f"{worse[0]:.2f}", others=f"{worse[1]:.2f}")


def _evidence(worse: _Recalls | None) -> dict[str, float | int | str | None]:
    if worse is None:
        return {}
    return {"recall_of_rare": worse[0], "recall_of_others": worse[1], "low": worse[2][0], "high": worse[2][1]}
