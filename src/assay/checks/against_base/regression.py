"""Worse than the base."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from assay.checks.base import MOST_NAMED, Case, Looked
from assay.core.finding import Finding, Severity, Stake
from assay.core.messages import literal, say

if TYPE_CHECKING:
    from assay.core.comparison import Comparison
    from assay.core.difference import Difference

ERROR = 0.05  # of calling some metric worse that is not
GRAVE_ERROR = 0.01  # of saying so of the metric that decides, with the weight of a critical finding


class Regression:
    """The candidate is worse than the base in the metric that decides, or in others.

    Decided by each paired difference: its interval lies on the worse side of 0, and its p agrees: 5 % or less, of other
    metrics than the one that decides adjusted for all that were compared. Critical where the one that decides is among
    them and its p is 1 % or less; a note where it is not and other metrics are better for sure.

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
            _severity(comparison, shown, decides=decides),
            say("findings.regression-title"),
            say(
                "findings.regression-message",
                base=comparison.name or say("findings.the-base"),
                metrics=[comparison.differences[name].title or literal(name) for name in worse],
                metric=shown.title or literal(shown.metric),
                value=f"{shown.value:+.4g}",
                low=f"{shown.low:+.4g}",
                high=f"{shown.high:+.4g}",
            ),
            {
                "metric": shown.metric,
                "difference": shown.value,
                "low": shown.low,
                "high": shown.high,
                "p": shown.p if decides else shown.p_adjusted,
                "metrics_worse": len(worse),
            },
            tuple(change.id for change in broken[:MOST_NAMED]),
            (say("findings.regression-stop"), say("findings.regression-look")),
            _stake(shown),
        )


def _severity(comparison: Comparison, shown: Difference, *, decides: bool) -> Severity:
    if decides:
        return "critical" if shown.p is not None and shown.p <= GRAVE_ERROR else "warning"
    return "note" if any(map(_is_better, comparison.differences.values())) else "warning"


def _stake(shown: Difference) -> Stake | None:
    """What the change costs: the difference itself, turned so that what is lost is above 0."""
    if shown.gain is None or shown.value is None:
        return None
    low, high = shown.gain
    return Stake(shown.metric, abs(shown.value), max(0.0, -high), -low)


def _worse(comparison: Comparison) -> list[str]:
    return [name for name, one in comparison.differences.items() if _is_worse(one, decides=name == comparison.primary)]


def _is_better(found: Difference) -> bool:
    p = found.p_adjusted
    return found.gain is not None and found.gain[0] > 0 and p is not None and p <= ERROR


def _is_worse(found: Difference, *, decides: bool) -> bool:
    """Whether it is worse for sure. The metric that decides was named before; the others are several to choose from."""
    p = found.p if decides else found.p_adjusted
    return found.gain is not None and found.gain[1] < 0 and p is not None and p <= ERROR
