"""What clusters mean for an estimate, said in sentences."""

from __future__ import annotations

from assay.core.estimate import Estimate
from assay.core.messages import Text, say

FEW = 15
_WORTH_SAYING = 1.5


def few_clusters(clusters: int) -> Text | None:
    """A caution where there are so few clusters that the interval rests on a guess of how they differ."""
    return say("intervals.few-clusters", n=clusters) if clusters < FEW else None


def worth(estimate: Estimate) -> Text | None:
    """What dependent examples are worth as independent ones; None where it is nearly as many."""
    if estimate.n_effective is None or estimate.n <= _WORTH_SAYING * estimate.n_effective:
        return None
    return say("intervals.worth", n=round(estimate.n), worth=max(1, round(estimate.n_effective)))
