"""What is asked of labels where no policy is given: to be better than always saying the commonest class."""

from __future__ import annotations

from dataclasses import replace

from assay.core.difference import Difference
from assay.core.estimate import Estimate
from assay.core.messages import Text, say
from assay.core.verdict import Gate, Outcome
from assay.policy.evidence import Evidence
from assay.policy.gates import unless_parsing_decides
from assay.policy.needed import more_for_a_difference
from assay.policy.shown import shown

METRIC = "accuracy"
_SPAN = (-1.0, 1.0)


def judged_against_majority(evidence: Evidence) -> Gate:
    """Better where the paired interval lies above 0 and the paired test agrees; worse where it lies below 0."""
    found = _judged(evidence)
    other = evidence.if_parsed
    if other is None or other.baseline is None:
        return found
    return unless_parsing_decides(found, _judged(other), evidence.unparsed)


def _judged(evidence: Evidence) -> Gate:
    baseline = evidence.baseline
    if baseline is None:
        return _unknown(evidence, say("policy.beats-majority"), say("policy.no-majority"))
    requirement = say("policy.beats-label", label=baseline.label)
    difference = baseline.difference
    figures = None if difference is None else _figures(difference)
    if difference is None or figures is None:
        reason = None if difference is None else difference.why
        return _unknown(evidence, requirement, reason or say("policy.no-majority"))
    outcome = _outcome(difference)
    values = {"label": baseline.label, **figures}
    if outcome is Outcome.INCONCLUSIVE:
        return _undecided(evidence, requirement, difference, values)
    gate = _gate(evidence, requirement, outcome, say(f"policy.why-majority-{outcome.value}", **values))
    return replace(gate, advice=say(f"policy.next-majority-{outcome.value}"))


def _unknown(evidence: Evidence, requirement: Text, reason: Text) -> Gate:
    why = say("policy.why-unknown", requirement=requirement, why=reason)
    return replace(_gate(evidence, requirement, Outcome.INCONCLUSIVE, why), advice=say("policy.next-give-policy"))


def _undecided(evidence: Evidence, requirement: Text, difference: Difference, values: dict[str, str]) -> Gate:
    more = more_for_a_difference(difference, evidence.n, evidence.level)
    why = say("policy.why-majority-within", n=evidence.n, settle=more.settle, **values)
    gate = _gate(evidence, requirement, Outcome.INCONCLUSIVE, why)
    return replace(gate, examples_needed=more.count, advice=more.advice)


def _gate(evidence: Evidence, requirement: Text, outcome: Outcome, why: Text) -> Gate:
    return Gate(requirement, METRIC, outcome, why, _judged_number(evidence), 0.0, ">", about="majority")


def _judged_number(evidence: Evidence) -> Estimate | None:
    """The paired difference of accuracy, which is what the gate decides by; None where there is none."""
    difference = None if evidence.baseline is None else evidence.baseline.difference
    if difference is None:
        return None
    return Estimate(
        METRIC,
        difference.value,
        difference.low,
        difference.high,
        evidence.n,
        difference.method,
        level=evidence.level,
        range=_SPAN,
        why=difference.why,
    )


def _outcome(difference: Difference) -> Outcome:
    if difference.better:
        return Outcome.PASS
    worse = difference.high is not None and difference.high < 0
    return Outcome.FAIL if worse else Outcome.INCONCLUSIVE


def _figures(difference: Difference) -> dict[str, str] | None:
    """What the sentence shows: both accuracies and the interval of their difference; None where one does not exist."""
    numbers = {
        "accuracy": difference.candidate,
        "base": difference.base,
        "low": difference.low,
        "high": difference.high,
    }
    known = {name: shown(number, _SPAN) for name, number in numbers.items() if number is not None}
    return known if len(known) == len(numbers) else None
