"""A label that is claimed far too often."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from assay.checks.base import SURE, Case, Looked
from assay.checks.labels.class_shares import Behind, behind, collapsed, named_behind, named_claims, worth_of_an_example
from assay.core.finding import Finding
from assay.core.messages import Text, literal, say
from assay.stats.proportions import mid_p

if TYPE_CHECKING:
    from assay.core.report import Confusion


class LowPrecisionClass:
    """A label is claimed far too often: it is said of more examples than have it, and what is called by it is right
    less often than what is called by other labels.

    Decided for every label by two tests, which both have to speak against it. Its precision is more than 5 points below
    that of all other labels together. And among its errors, the examples wrongly called by it outnumber those of it
    that were missed: a rare label has a lower precision by nature, and is not blamed for that alone. Each is so by
    chance in at most 1 of 100 evaluations, however many labels there are (Bonferroni's bound). A warning where the
    precision is more than 15 points behind for sure, a note otherwise.

    Ignore it where a false claim costs little, as where a person looks at all that is claimed.
    """

    code: ClassVar[str] = "low-precision-class"

    def look(self, case: Case) -> Looked:
        """From the confusion matrix."""
        confusion = case.confusion
        if confusion is None:
            return say("findings.needs-labels")
        if collapsed(case):
            return say("findings.told-by", code="label-collapse")
        worth = worth_of_an_example(case)
        less_right = behind(confusion.counts.diagonal(), confusion.counts.sum(axis=0), worth)
        found = [one for one in less_right if _too_often(confusion, one, worth)]
        return self._finding(case, confusion, found) if found else None

    def _finding(self, case: Case, confusion: Confusion, found: list[Behind]) -> Finding:
        worst = found[0]
        label, support = confusion.labels[worst.code], _support(confusion, worst.code)
        from_label, times = _from(confusion, worst.code)
        return Finding(
            self.code,
            worst.severity,
            say("findings.low-precision-class-title"),
            say(
                "findings.low-precision-class-message",
                label=label,
                claimed=worst.of,
                support=support,
                right=worst.right,
                precision=f"{worst.share:.3f}",
                others=f"{worst.others:.3f}",
                source=say(
                    "findings.low-precision-class-from", label=from_label, times=times, wrong=worst.of - worst.right
                ),
                more=_of_more(confusion, found[1:]),
            ),
            {
                "label": label,
                "precision": worst.share,
                "precision_of_others": worst.others,
                "low": worst.low,
                "high": worst.high,
                "claimed": worst.of,
                "support": support,
                "labels_behind": len(found),
                "taken_from": from_label,
            },
            named_claims(case, worst.code),
            (
                say("findings.low-precision-class-negatives", label=label, source=from_label),
                *((say("findings.low-precision-class-cut", label=label),) if case.probabilities is not None else ()),
            ),
        )


def _support(confusion: Confusion, code: int) -> int:
    return int(confusion.counts[code].sum() + confusion.unparsed[code])


def _too_often(confusion: Confusion, one: Behind, worth: float) -> bool:
    """Whether false claims outnumber misses, for sure."""
    claims, misses = one.of - one.right, _support(confusion, one.code) - one.right
    tests = len(confusion.labels)
    low, _ = mid_p(claims * worth, (claims + misses) * worth, 1.0 - 2.0 * (1.0 - SURE) / tests)
    return low > 0.5


def _from(confusion: Confusion, code: int) -> tuple[str, int]:
    """The label whose examples are mostly called by it, and how many are."""
    column = confusion.counts[:, code].copy()
    column[code] = 0
    top = int(np.argmax(column))
    return confusion.labels[top], int(column[top])


def _of_more(confusion: Confusion, more: list[Behind]) -> Text:
    if not more:
        return literal("")
    return say("findings.low-precision-class-more", k=len(more), labels=named_behind(confusion, more))
