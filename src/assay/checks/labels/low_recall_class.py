"""A label that is missed far more than the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from assay.checks.labels.class_shares import Behind, behind, collapsed, named_behind, named_cells, worth_of_an_example
from assay.core.finding import Finding
from assay.core.messages import Text, literal, say

if TYPE_CHECKING:
    from assay.checks.base import Case, Looked
    from assay.core.report import Confusion


class LowRecallClass:
    """A label is missed far more than the rest: of the examples that have it, a smaller share is found than of all
    other examples. The average hides it, the more so the rarer the label is.

    Decided for every label by the interval of the difference between its recall and that of all other labels together.
    It has to be more than 5 points behind, and is so by chance in at most 1 of 100 evaluations, however many labels
    there are (Bonferroni's bound). A warning where it is more than 15 points behind for sure, a note otherwise. An
    output that names no label is a miss.

    Ignore it where missing that label costs little.
    """

    code: ClassVar[str] = "low-recall-class"

    def look(self, case: Case) -> Looked:
        """From the confusion matrix."""
        confusion = case.confusion
        if confusion is None:
            return say("findings.needs-labels")
        if collapsed(case):
            return say("findings.told-by", code="label-collapse")
        support = confusion.counts.sum(axis=1) + confusion.unparsed
        found = behind(confusion.counts.diagonal(), support, worth_of_an_example(case))
        return self._finding(case, confusion, found) if found else None

    def _finding(self, case: Case, confusion: Confusion, found: list[Behind]) -> Finding:
        worst = found[0]
        label = confusion.labels[worst.code]
        instead, times = _instead(confusion, worst.code)
        return Finding(
            self.code,
            worst.severity,
            say("findings.low-recall-class-title"),
            say(
                "findings.low-recall-class-message",
                label=label,
                right=worst.right,
                of=worst.of,
                recall=f"{worst.share:.3f}",
                others=f"{worst.others:.3f}",
                instead=_of_instead(instead, times, worst.of - worst.right),
                more=_of_more(confusion, found[1:]),
            ),
            {
                "label": label,
                "recall": worst.share,
                "recall_of_others": worst.others,
                "low": worst.low,
                "high": worst.high,
                "support": worst.of,
                "labels_behind": len(found),
                "taken_for": instead,
            },
            named_cells(case, [(worst.code, None)]),
            (
                say("findings.low-recall-class-add", label=label),
                *((say("findings.low-recall-class-cut", label=label),) if case.probabilities is not None else ()),
            ),
        )


def _instead(confusion: Confusion, code: int) -> tuple[str | None, int]:
    """The label that is mostly said in place of it, and how often; None where no label is."""
    row = confusion.counts[code].copy()
    row[code] = 0
    top = int(np.argmax(row))
    return (confusion.labels[top], int(row[top])) if row[top] > 0 else (None, 0)


def _of_instead(label: str | None, times: int, missed: int) -> Text:
    if label is None or times == missed:
        return literal("") if label is None else say("findings.low-recall-class-all", label=label)
    return say("findings.low-recall-class-instead", label=label, times=times, missed=missed)


def _of_more(confusion: Confusion, more: list[Behind]) -> Text:
    if not more:
        return literal("")
    return say("findings.low-recall-class-more", k=len(more), labels=named_behind(confusion, more))
