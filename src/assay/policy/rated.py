"""What is asked of ratings where no policy says it: that people rate the model well."""

from __future__ import annotations

from collections.abc import Mapping

from assay.core.estimate import Estimate
from assay.core.verdict import Gate
from assay.policy.evidence import Evidence
from assay.policy.gates import judged
from assay.policy.policy import PEOPLE, Place, Requirement, Subject

OVERALL = f"{PEOPLE}overall"
WELL = 0.75  # of the way from the worst to the best rating: 4 from 1 to 5


def judged_well(evidence: Evidence) -> list[Gate]:
    """The gate on the overall rating, or where nobody gave one, on every dimension; none without ratings."""
    rated = {name: one for name, one in evidence.estimates.items() if name.startswith(PEOPLE)}
    asked: Mapping[str, Estimate] = {OVERALL: rated[OVERALL]} if OVERALL in rated else rated
    return [judged(_well(name, one), evidence) for name, one in asked.items()]


def _well(name: str, estimate: Estimate) -> Requirement:
    low, high = estimate.range
    return Requirement(Subject(name, None, name, Place("default", 1)), ">=", low + WELL * (high - low))
