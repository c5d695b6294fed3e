"""Raters who do not agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from assay.checks.base import MOST_NAMED, Case, Looked
from assay.core.finding import Finding
from assay.core.messages import say

if TYPE_CHECKING:
    from assay.core.people import Agreement

LEAST, LEAST_WITHIN = 0.667, 0.9


class LowAgreement:
    """People who rated the same outputs do not agree, so a mean of their ratings is no firm ground for a gate.

    Decided for each dimension by Krippendorff's alpha: below 0.667, the least to build on by its author, with 99 %
    confidence. Where the outputs hardly differ in quality, alpha compares noise with noise: there it is decided by the
    share of pairs of ratings at most one step apart, below 90 % with 99 % confidence.

    Ignore it where taste is what you want to measure, and many people rated: their mean is then what it is, and its
    interval says how firm.
    """

    code: ClassVar[str] = "low-agreement"

    def look(self, case: Case) -> Looked:
        """From the agreement on each dimension."""
        people = case.people
        if people is None or not people.dimensions:
            return say("findings.needs-ratings")
        known = {name: one for name, one in people.agreement.items() if one.items > 2}
        if not known:
            return say("findings.needs-several-raters")
        low = {name: one for name, one in known.items() if _is_low(one)}
        if not low:
            return None
        worst = min(low, key=lambda name: _value(low[name]))
        return Finding(
            self.code,
            "warning",
            say("findings.low-agreement-title"),
            say(
                f"findings.low-agreement-message{'-within' if low[worst].uninformative else ''}",
                dimensions=[people.dimensions[name].title for name in low],
                worst=people.dimensions[worst].title,
                value=_shown(low[worst]),
                items=low[worst].items,
            ),
            {
                "dimension": worst,
                "krippendorff_alpha": low[worst].alpha.value,
                "low": low[worst].alpha.low,
                "high": low[worst].alpha.high,
                "within_one": _within(low[worst]),
                "items": low[worst].items,
                "dimensions_low": len(low),
                "dimensions": len(known),
            },
            tuple(case.examples.id_of(row) for row in low[worst].apart[:MOST_NAMED]),
            (say("findings.low-agreement-rubric"), say("findings.low-agreement-raters")),
        )


def _is_low(one: Agreement) -> bool:
    """For sure."""
    if one.uninformative:
        return one.within_high is not None and one.within_high < LEAST_WITHIN
    return one.alpha_high is not None and one.alpha_high < LEAST


def _within(one: Agreement) -> float | None:
    return None if one.within_one is None else one.within_one.value


def _value(one: Agreement) -> float:
    return 1.0 if one.alpha.value is None else one.alpha.value


def _shown(one: Agreement) -> str:
    return f"{100 * (_within(one) or 0.0):.0f}\u00a0%" if one.uninformative else f"{_value(one):.2f}"
