"""Too few ratings to say much."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, ClassVar

from assay.core.finding import Finding
from assay.core.messages import say

if TYPE_CHECKING:
    from assay.checks.base import Case, Looked
    from assay.core.people import Dimension

WIDE = 0.25  # of the scale: a point from 1 to 5


class TooFewRatings:
    """There are too few ratings to say how good people find the outputs, or each output has
    one only.

    Decided by the interval of each dimension's mean: wider than a quarter of the scale, which from 1 to 5 is a whole
    point. A single rating an output is noted: nothing then tells one person's taste from what people think.

    Ignore it where the verdict is the same at both ends of the interval.
    """

    code: ClassVar[str] = "too-few-ratings"

    def look(self, case: Case) -> Looked:
        """From the intervals, and the number of raters."""
        people = case.people
        if people is None or not people.dimensions:
            return say("findings.needs-ratings")
        widest = max(people.dimensions.values(), key=_width)
        alone = len(people.raters) == 1
        wide = _width(widest) > WIDE
        if not wide and not alone:
            return None
        low, high = widest.estimate.low or 0.0, widest.estimate.high or 0.0
        n = int(widest.estimate.n)
        needed = max(1, ceil(n * ((_width(widest) / WIDE) ** 2 - 1.0)))
        values = {"dimension": widest.title, "n": n, "low": f"{low:.2f}", "high": f"{high:.2f}"}
        items, raters = say("findings.too-few-ratings-items", needed=needed), say("findings.too-few-ratings-raters")
        return Finding(
            self.code,
            "warning" if wide else "note",
            say("findings.too-few-ratings-title"),
            say(f"findings.too-few-ratings-message{'' if wide else '-alone'}", items=people.items, **values),
            {
                "dimension": widest.name,
                "items": n,
                "raters": len(people.raters),
                "low": widest.estimate.low,
                "high": widest.estimate.high,
                "items_needed": needed if wide else None,
            },
            actions=((items, raters) if alone else (items,)) if wide else (raters,),
        )


def _width(one: Dimension) -> float:
    """Of the interval, as a share of the scale."""
    low, high = one.estimate.low, one.estimate.high
    return 1.0 if low is None or high is None else (high - low) / one.scale.width
