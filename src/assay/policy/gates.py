"""One requirement of a policy, judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import inf, isinf

from assay.core.by_people import WIN_RATE
from assay.core.estimate import Estimate
from assay.core.messages import Text, say
from assay.core.verdict import Gate, Outcome
from assay.policy.decision import decision
from assay.policy.evidence import Evidence
from assay.policy.needed import more_needed
from assay.policy.policy import Operator, Requirement
from assay.policy.score import name_of
from assay.policy.shown import scale, shown

Ends = tuple[float, float]

UNPARSED_RATE = "unparsed_rate"  # counts the outputs that name no label, whatever they may have meant
WORDS: Mapping[Operator, str] = {">=": "at-least", "<=": "at-most", ">": "more-than", "<": "less-than"}


def judged(requirement: Requirement, evidence: Evidence) -> Gate:
    """The gate on this evidence; not decided where the outputs that name no label would decide it.

    Raises PolicyError where the threshold lies outside the metric's range.
    """
    found = _judged(requirement, evidence)
    other = evidence.if_parsed
    if other is None or requirement.subject.metric == UNPARSED_RATE:
        return found
    return unless_parsing_decides(found, _judged(requirement, other), evidence.unparsed)


def unless_parsing_decides(found: Gate, if_right: Gate, unparsed: int) -> Gate:
    """The same; but not decided where the outputs that name no label, counted as right, give another outcome."""
    outcomes = found.outcome, if_right.outcome
    if outcomes[0] == outcomes[1]:
        return found
    as_wrong, as_right = (say(f"core.outcome-{outcome.value}") for outcome in outcomes)
    why = say("policy.why-parsing", count=unparsed, as_wrong=as_wrong, as_right=as_right)
    advice = say("policy.next-parsing", count=unparsed)
    return replace(found, outcome=Outcome.INCONCLUSIVE, why=why, examples_needed=None, advice=advice)


def _judged(requirement: Requirement, evidence: Evidence) -> Gate:
    estimate = evidence.estimates.get(requirement.subject.name)
    if estimate is None:
        return _unmeasured(requirement, evidence)
    _check_threshold(requirement, estimate)
    if estimate.value is None:
        return _unknown(requirement, estimate, estimate.why or say("policy.not-measured"))
    ends = _ends(estimate.value, estimate)
    outcome = decision(requirement.operator, *ends, requirement.threshold)
    if outcome is Outcome.INCONCLUSIVE:
        # What more of decides is outputs that people rate, not examples.
        n = int(estimate.n) if requirement.subject.by_people else evidence.n
        return _undecided(requirement, estimate, ends, n)
    why = say(f"policy.why-{outcome.value}-{WORDS[requirement.operator]}", **_values(requirement, estimate, ends))
    gate = _gate(requirement, estimate, outcome, why)
    if outcome is Outcome.PASS:
        return gate
    return replace(gate, advice=say("policy.next-fail", requirement=gate.requirement))


def _unmeasured(requirement: Requirement, evidence: Evidence) -> Gate:
    subject = requirement.subject
    if subject.by_people:
        preferred = subject.metric == WIN_RATE
        return _unknown(requirement, None, say("policy.not-preferred") if preferred else say("policy.not-rated"))
    why = evidence.not_measured.get(subject.name) or say("policy.not-measured")
    return _unknown(requirement, None, why)


def _unknown(requirement: Requirement, estimate: Estimate | None, reason: Text) -> Gate:
    """The gate without a number to judge by."""
    values = {"requirement": _in_words(requirement, estimate), "why": reason}
    gate = _gate(requirement, estimate, Outcome.INCONCLUSIVE, say("policy.why-unknown", **values))
    return replace(gate, advice=say("policy.next-unknown", **values))


def _undecided(requirement: Requirement, estimate: Estimate, ends: Ends, n: int) -> Gate:
    """The gate whose threshold lies within the interval, with what would settle it."""
    if estimate.why is not None and ends == estimate.range:
        return _unknown(requirement, estimate, estimate.why)
    more = more_needed(estimate, requirement.subject.metric, requirement.threshold, n)
    more = replace(more, of_people=requirement.subject.by_people)
    why = say("policy.why-within", settle=more.settle, **_values(requirement, estimate, ends))
    gate = _gate(requirement, estimate, Outcome.INCONCLUSIVE, why)
    return replace(gate, examples_needed=more.count, advice=more.advice)


def _gate(requirement: Requirement, estimate: Estimate | None, outcome: Outcome, why: Text) -> Gate:
    return Gate(
        requirement=_in_words(requirement, estimate),
        metric=requirement.subject.name,
        outcome=outcome,
        why=why,
        estimate=estimate,
        threshold=requirement.threshold,
        operator=requirement.operator,
    )


def _values(requirement: Requirement, estimate: Estimate, ends: Ends) -> dict[str, object]:
    line = requirement.threshold
    low, high = (shown(end, estimate.range, line) for end in ends)
    return {"subject": _subject(requirement, estimate), "low": low, "high": high, "threshold": f"{line:g}"}


def _in_words(requirement: Requirement, estimate: Estimate | None) -> Text:
    """The requirement as people say it: recall of 'disease' at least 0.95."""
    subject = _subject(requirement, estimate)
    return say(f"policy.{WORDS[requirement.operator]}", subject=subject, threshold=f"{requirement.threshold:g}")


def _subject(requirement: Requirement, estimate: Estimate | None) -> Text:
    """What the requirement is about: recall of 'disease'."""
    if requirement.subject.by_people:
        return name_of(requirement.subject) if estimate is None else estimate.title or name_of(requirement.subject)
    name = name_of(replace(requirement.subject, label=None))
    label = requirement.subject.label
    if estimate is not None:
        name, label = estimate.title or name, label or estimate.label
    return name if label is None else say("policy.of-class", metric=name, label=label)


def _ends(value: float, estimate: Estimate) -> Ends:
    """Both ends of the interval; those of the range where there are none. An infinite value is its own interval."""
    if isinf(value):
        return value, value
    low, high = estimate.range
    return (low if estimate.low is None else estimate.low), (high if estimate.high is None else estimate.high)


def _check_threshold(requirement: Requirement, estimate: Estimate) -> None:
    """Raises PolicyError for a threshold that the metric cannot reach, or that is meant on another scale."""
    low, high = estimate.range
    threshold = requirement.threshold
    in_points = (low, high) == (0.0, 100.0) and 0 < threshold < 1
    if low <= threshold <= high and not in_points:
        return
    values = {"metric": requirement.subject.metric, "low": scale(low), "high": scale(high)}
    near = threshold * 100 if in_points else threshold / 100
    if low < near < high < inf:
        raise requirement.subject.place.error("out-of-range-near", near=f"{near:g}", **values)
    raise requirement.subject.place.error("out-of-range", threshold=f"{threshold:g}", **values)
