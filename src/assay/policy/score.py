"""A weighted composite of several metrics."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum, inf, isfinite

from assay.core.by_people import PEOPLE, WIN_RATE
from assay.core.estimate import Estimate
from assay.core.messages import Text, has_sentence, literal, say
from assay.core.verdict import Composite
from assay.frozen import frozen
from assay.policy.policy import Part, Score, Subject

METHOD = "weighted ends"
"""The ends of the metrics' own intervals, weighted like their values: MOVER (Zou & Donner 2008, doi:10.1002/sim.3095)
with every correlation at 1. Exact where the metrics rise and fall together, wider than need be where they do not.
"""


def composite(score: Score, estimates: Mapping[str, Estimate]) -> Composite:
    """The score on 0..1, 1 being the best. It has no value while one of its metrics has none: the rest alone is not it.

    Raises PolicyError where a metric has no natural worst and best value and the policy does not say them.
    """
    weights = {part.subject.name: part.weight for part in score.parts}
    missing = [part.subject for part in score.parts if not _measured(estimates.get(part.subject.name))]
    if missing:
        names = tuple(subject.name for subject in missing)
        return Composite(score.name, _undefined(score, missing), weights, names)
    scaled = [_scaled(part, estimates[part.subject.name]) for part in score.parts]
    return Composite(score.name, _estimate(score, scaled), weights)


def name_of(subject: Subject) -> Text:
    """What a score's metric is called in a sentence."""
    if not subject.by_people:
        return literal(subject.name)
    if subject.metric == WIN_RATE:
        return say("policy.win-rate-alone") if subject.label is None else _titled("policy.win-rate", subject.label)
    return _titled("policy.rating", subject.metric.removeprefix(PEOPLE))


def _titled(sentence: str, dimension: str) -> Text:
    key = f"policy.dimension-{dimension}"
    return say(sentence, dimension=say(key) if has_sentence(key) else dimension)


@frozen
class _Scaled:
    """One metric brought to 0..1 and multiplied with its weight."""

    value: float
    low: float
    high: float
    n: float
    level: float


def _measured(estimate: Estimate | None) -> bool:
    return estimate is not None and None not in (estimate.value, estimate.low, estimate.high)


def _undefined(score: Score, missing: list[Subject]) -> Estimate:
    why = say("policy.score-missing", missing=[name_of(subject) for subject in missing])
    return Estimate(score.name, None, None, None, 0, METHOD, why=why)


def _estimate(score: Score, scaled: list[_Scaled]) -> Estimate:
    return Estimate(
        score.name,
        fsum(part.value for part in scaled),
        fsum(part.low for part in scaled),
        fsum(part.high for part in scaled),
        min(part.n for part in scaled),
        METHOD,
        level=scaled[0].level,
    )


def _scaled(part: Part, estimate: Estimate) -> _Scaled:
    worst, best = _ends(part, estimate)

    def share(value: float | None) -> float:
        assert value is not None  # noqa: S101 - only measured metrics are scaled
        return part.weight * min(1.0, max(0.0, (value - worst) / (best - worst)))

    low, high = sorted([share(estimate.low), share(estimate.high)])
    return _Scaled(share(estimate.value), low, high, estimate.n, estimate.level)


def _ends(part: Part, estimate: Estimate) -> tuple[float, float]:
    """The values that count as 0 and as 1."""
    low, high = estimate.range
    natural = {True: (low, high), False: (high, low), None: (inf, inf)}[estimate.higher_is_better]
    worst = natural[0] if part.worst is None else part.worst
    best = natural[1] if part.best is None else part.best
    if not isfinite(worst) or not isfinite(best) or worst == best:
        raise part.subject.place.error("no-ends", name=part.subject.name)
    return worst, best
