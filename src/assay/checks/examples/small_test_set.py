"""Too few examples to decide what was asked."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

from assay.core.finding import Finding
from assay.core.messages import say
from assay.core.verdict import Gate, Outcome
from assay.stats.power import two_digits

if TYPE_CHECKING:
    from assay.checks.base import Case, Looked
    from assay.core.estimate import Estimate

WIDE, NARROW = 0.2, 0.1  # of the metric's range, from end to end
_FEW = 50  # examples, which prove little even where all are right
_SHOWN = 5


class SmallTestSet:
    """The test set is too small: the interval is too wide to decide what was asked of it, and the model may be good
    enough or not.

    Decided by the policy's requirements: one is still open, and a number of further examples is known that would settle
    it. A warning where all requirements that more examples can settle are open, a note where others are decided. Where
    the policy asks for no number, or none is known, by the metric that decides: its interval is wider than a fifth of
    its range, or of fewer than 50 examples than a tenth, and examples are counted that would bring it to a tenth, or to
    half where that is less.

    Ignore it where the decision does not hang on the open requirement.
    """

    code: ClassVar[str] = "small-test-set"

    def look(self, case: Case) -> Looked:
        """From the policy's gates, or the interval of the metric that decides."""
        gates = () if case.judgement is None else case.judgement.gates
        asked = [one for one in gates if one.about in {"value", "majority", "base"}]
        still_open = [one for one in asked if one.outcome is Outcome.INCONCLUSIVE and one.examples_needed]
        if still_open:
            return self._of_gates(case, asked, still_open)
        estimate = case.estimates.get(case.primary or "")
        if any(one.about == "value" for one in asked) and all(one.outcome is not Outcome.INCONCLUSIVE for one in asked):
            return None
        if estimate is None or estimate.low is None or estimate.high is None:
            return say("findings.needs-interval")
        return self._of_width(case, estimate)

    def _of_gates(self, case: Case, asked: list[Gate], still_open: list[Gate]) -> Finding:
        most = max(still_open, key=lambda one: one.examples_needed or 0)
        decided = [one for one in asked if one.outcome is not Outcome.INCONCLUSIVE]
        return Finding(
            self.code,
            "note" if decided else "warning",
            say("findings.small-test-set-title"),
            say(
                "findings.small-test-set-message",
                n=len(case.examples),
                k=len(still_open),
                of=len(asked),
                requirements=[one.requirement for one in still_open[:_SHOWN]],
                why=most.why,
            ),
            {
                "examples": len(case.examples),
                "open": len(still_open),
                "decided": len(decided),
                "examples_needed": most.examples_needed,
            },
            actions=(most.advice or say("findings.small-test-set-add", count=most.examples_needed),),
        )

    def _of_width(self, case: Case, estimate: Estimate) -> Finding | None:
        low, high = estimate.range
        if estimate.low is None or estimate.high is None or not math.isfinite(high - low):
            return None
        width, n = (estimate.high - estimate.low) / (high - low), len(case.examples)
        if width <= (WIDE if n >= _FEW else WIDE / 2):
            return None
        more = two_digits(n * (width / min(NARROW, width / 2)) ** 2 - n)
        return Finding(
            self.code,
            "note",
            say("findings.small-test-set-title"),
            say(
                "findings.small-test-set-wide",
                n=n,
                metric=estimate.title or estimate.metric,
                low=f"{estimate.low:.3g}",
                high=f"{estimate.high:.3g}",
            ),
            {"examples": n, "low": estimate.low, "high": estimate.high, "examples_needed": more},
            actions=(say("findings.small-test-set-add", count=more),),
        )
