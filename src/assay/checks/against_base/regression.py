"""Worse than the base."""

from __future__ import annotations

from typing import ClassVar

from assay.checks.base import MOST_NAMED, Case, Looked
from assay.core.comparison import Comparison
from assay.core.finding import Finding
from assay.core.messages import say

ERROR = 0.05  # of calling some metric worse that is not


class Regression:
    """The candidate is worse than the base in the metric that decides, or in others.

    Decided by each paired difference: its interval lies on the worse side of 0, and its p, adjusted for all metrics
    that were compared, agrees. Critical where the metric that decides is one of them.

    Ignore it where you traded that metric for another on purpose: then allow for it in a policy with a margin.
    """

    code: ClassVar[str] = "regression"

    def look(self, case: Case) -> Looked:
        """From the comparison with each base."""
        if not case.comparisons:
            return say("findings.needs-base")
        for comparison in case.comparisons:
            worse = _worse(comparison)
            if worse:
                return self._finding(comparison, worse)
        return None

    def _finding(self, comparison: Comparison, worse: list[str]) -> Finding:
        decides = comparison.primary in worse
        shown = comparison.differences[comparison.primary if decides else worse[0]]
        broken = () if comparison.changes is None else comparison.changes.broken
        return Finding(
            self.code,
            "critical" if decides else "warning",
            say("findings.regression-title"),
            say(
                "findings.regression-message",
                base=comparison.name or say("findings.the-base"),
                metrics=worse,
                metric=shown.metric,
                value=f"{shown.value:+.4g}",
                low=f"{shown.low:+.4g}",
                high=f"{shown.high:+.4g}",
            ),
            {"metric": shown.metric, "difference": shown.value, "low": shown.low, "high": shown.high},
            tuple(change.id for change in broken[:MOST_NAMED]),
            (say("findings.regression-stop"), say("findings.regression-look")),
        )


def _worse(comparison: Comparison) -> list[str]:
    return [
        name
        for name, one in comparison.differences.items()
        if one.gain is not None and one.gain[1] < 0 and one.p_adjusted is not None and one.p_adjusted <= ERROR
    ]
