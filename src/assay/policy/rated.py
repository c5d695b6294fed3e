"""What is asked of people's judgement where no policy says it: that they rate the model well; and where they gave only
preferences, that they prefer it to the base.
"""

from __future__ import annotations

from collections.abc import Mapping

from assay.core.by_people import PEOPLE, WIN_RATE
from assay.core.estimate import Estimate
from assay.core.verdict import Gate
from assay.policy.evidence import Evidence
from assay.policy.gates import judged
from assay.policy.policy import Place, Requirement, Subject

OVERALL = f"{PEOPLE}overall"
WELL = 0.75  # of the way from the worst to the best rating: 4 from 1 to 5
EVEN = 0.5  # the win rate of two models that people like equally well


def judged_well(evidence: Evidence) -> list[Gate]:
    """The gate on the overall rating, or where nobody gave one, on every dimension; without ratings, that on the win
    rate against the base. None where people said nothing.
    """
    by_people = {name: one for name, one in evidence.estimates.items() if name.startswith(PEOPLE)}
    rated = {name: one for name, one in by_people.items() if not name.startswith(WIN_RATE)}
    if not rated and WIN_RATE in by_people:
        return [judged(Requirement(_subject(WIN_RATE), ">", EVEN), evidence)]
    asked: Mapping[str, Estimate] = {OVERALL: rated[OVERALL]} if OVERALL in rated else rated
    return [judged(_well(name, one), evidence) for name, one in asked.items()]


def _well(name: str, estimate: Estimate) -> Requirement:
    low, high = estimate.range
    return Requirement(_subject(name), ">=", low + WELL * (high - low))


def _subject(name: str) -> Subject:
    return Subject(name, None, name, Place("default", 1))
