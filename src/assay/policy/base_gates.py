"""Requirements against a base: better, better by so much, or not worse than by so much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assay.core.by_people import WIN_RATE
from assay.core.comparison import Comparison
from assay.core.difference import Difference
from assay.core.estimate import Estimate
from assay.core.messages import Text, literal, say
from assay.core.verdict import Gate, Outcome
from assay.policy.decision import decision
from assay.policy.evidence import Evidence
from assay.policy.needed import More, more_for_a_difference
from assay.policy.policy import BaseRequirement, Operator, Place, Policy, Subject
from assay.policy.shown import scale, shown
from assay.stats.multiplicity import holm

_RISING: frozenset[Operator] = frozenset({">", ">="})


def against_base(policy: Policy, comparison: Comparison, evidence: Evidence) -> list[Gate]:
    """The policy's gates against one base. Raises PolicyError where one asks a metric to get worse."""
    found = [_judged(requirement, comparison, evidence) for requirement in policy.base_gates]
    if policy.against_base and comparison.primary != WIN_RATE:  # which has a gate of its own
        one = Subject(comparison.primary, None, comparison.primary, Place("", 0))
        rising = _higher_is_better(comparison.differences.get(comparison.primary))
        found.append(_judged(BaseRequirement((one,), ">" if rising else "<"), comparison, evidence))
    return found


def without_base(policy: Policy) -> list[Gate]:
    """The same gates where no base was given."""
    return [
        _unknown(requirement, _named(requirement), say("policy.the-base"), say("policy.no-base"))
        for requirement in policy.base_gates
    ]


def _judged(requirement: BaseRequirement, comparison: Comparison, evidence: Evidence) -> Gate:
    if len(requirement.subjects) > 1:
        return _any_of(requirement, comparison, evidence)
    subject, base = requirement.subjects[0], _called(comparison)
    found = comparison.differences.get(subject.name)
    if found is None or found.gain is None or found.base is None or found.value is None:
        why = found.why if found is not None else comparison.not_compared.get(subject.name)
        unknown = _unknown(requirement, _title(found, subject), base, why or say("policy.not-measured"))
        return replace(unknown, advice=_check_the_file(base)) if comparison.alike else unknown
    _check_direction(requirement, found, subject)
    _check_margin(requirement, found, subject)
    margin = _margin(requirement, found)
    outcome = decision(">" if requirement.operator in {">", "<"} else ">=", *found.gain, margin)
    if outcome is Outcome.PASS and margin == 0 and not found.better:
        outcome = Outcome.INCONCLUSIVE  # the test does not agree with the interval, or too little changed
    return _answer(requirement, comparison, found, (outcome, margin), evidence)


def _answer(
    requirement: BaseRequirement,
    comparison: Comparison,
    found: Difference,
    decided: tuple[Outcome, float],
    evidence: Evidence,
) -> Gate:
    outcome, margin = decided
    title, base = _title(found, requirement.subjects[0]), _called(comparison)
    words = _in_words(title, base, margin, found)
    values = {"metric": title, "base": base, "margin": _shown(abs(margin), found), **_figures(found, margin)}
    kind = "beats" if margin == 0 else "better" if margin > 0 else "not-worse"
    gate = _gate(requirement, words, found, outcome, comparison)
    if comparison.alike and outcome is not Outcome.PASS:
        return replace(gate, why=say("policy.why-base-alike", base=base), advice=_check_the_file(base))
    if outcome is Outcome.INCONCLUSIVE:
        more = _more(comparison, found, evidence.level, margin)
        why = found.why or say(f"policy.why-base-{kind}-within", settle=more.settle, **values)
        return replace(gate, why=why, examples_needed=more.count, advice=more.advice)
    why = say(f"policy.why-base-{kind}-{outcome.value}", **values)
    advice = None if outcome is Outcome.PASS else say("policy.next-base-fail", requirement=words)
    return replace(gate, why=why, advice=advice)


def _check_the_file(base: Text) -> Text:
    return say("policy.next-base-alike", base=base)


def _more(comparison: Comparison, found: Difference, level: float, margin: float) -> More:
    if max(comparison.runs) > 1:
        return More(None, of_runs=True)
    return more_for_a_difference(found, len(comparison.pairing), level, margin)


def _any_of(requirement: BaseRequirement, comparison: Comparison, evidence: Evidence) -> Gate:
    """Better in at least one: the tests corrected for being several, by Holm."""
    base = _called(comparison)
    pairs = [(one, comparison.differences.get(one.name)) for one in requirement.subjects]
    known = [
        (one, found) for one, found in pairs if found is not None and found.p is not None and found.gain is not None
    ]
    if len(known) < len(pairs):
        return _unknown(requirement, _named(requirement), base, say("policy.not-all-compared"))
    for one, found in known:
        _check_direction(requirement, found, one)
    adjusted = holm(np.array([_one_sided(found) for _, found in known]))
    winners = [
        _title(found, one)
        for (one, found), p in zip(known, adjusted.tolist(), strict=True)
        if found.better and p <= (1.0 - evidence.level) / 2.0
    ]
    lost = all(found.gain is not None and found.gain[1] < 0 for _, found in known)
    outcome = Outcome.PASS if winners else Outcome.FAIL if lost else Outcome.INCONCLUSIVE
    words = say("policy.base-any", metrics=_named(requirement), base=base)
    why = say(f"policy.why-base-any-{outcome.value}", metrics=winners or _named(requirement), base=base)
    gate = Gate(words, requirement.subjects[0].name, outcome, why, None, 0.0, requirement.operator, about="base")
    advice = {
        Outcome.FAIL: say("policy.next-base-fail", requirement=words),
        Outcome.INCONCLUSIVE: say("policy.next-base-any"),
    }
    return replace(gate, advice=advice.get(outcome))


def _one_sided(found: Difference) -> float:
    """The p of being better."""
    p = 1.0 if found.p is None else found.p
    up = (found.value or 0.0) > 0
    return p / 2.0 if up == _higher_is_better(found) else 1.0 - p / 2.0


def _margin(requirement: BaseRequirement, found: Difference) -> float:
    """How much better it must be, in the metric's own units; below 0, how much worse it may be."""
    base = found.base or 0.0
    margin = base * (requirement.margin - 1.0) if requirement.factor else requirement.margin
    return margin if _higher_is_better(found) else -margin


def _check_direction(requirement: BaseRequirement, found: Difference, subject: Subject) -> None:
    if (requirement.operator in _RISING) != _higher_is_better(found):
        kind = "higher" if _higher_is_better(found) else "lower"
        raise subject.place.error(f"wrong-way-{kind}", metric=subject.metric)


def _check_margin(requirement: BaseRequirement, found: Difference, subject: Subject) -> None:
    """Raises PolicyError for a margin that no two values of the metric can differ by."""
    low, high = found.range
    margin = abs(requirement.margin)
    if requirement.factor or margin < high - low:
        return
    values = {"metric": subject.metric, "low": scale(low), "high": scale(high)}
    if margin / 100 < high - low:
        raise subject.place.error("out-of-range-near", near=f"{margin / 100:g}", **values)
    raise subject.place.error("out-of-range", threshold=f"{margin:g}", **values)


def _higher_is_better(found: Difference | None) -> bool:
    return found is None or found.higher_is_better is not False


def _unknown(requirement: BaseRequirement, title: Text | Sequence[Text], base: Text, reason: Text) -> Gate:
    words = say("policy.base-compared", metric=title, base=base)
    values = {"requirement": words, "why": reason}
    why = say("policy.why-unknown", **values)
    gate = Gate(
        words, requirement.subjects[0].name, Outcome.INCONCLUSIVE, why, None, None, requirement.operator, about="base"
    )
    return replace(gate, advice=say("policy.next-unknown", **values))


def _gate(
    requirement: BaseRequirement, words: Text, found: Difference, outcome: Outcome, comparison: Comparison
) -> Gate:
    reach = found.range[1] - found.range[0]
    judged = Estimate(
        *(found.metric, found.value, found.low, found.high, len(comparison.pairing), found.method),
        higher_is_better=found.higher_is_better,
        range=(-reach, reach),
        why=found.why,
        title=found.title,
    )
    margin = _margin(requirement, found)
    threshold = margin if _higher_is_better(found) else -margin
    return Gate(words, found.metric, outcome, words, judged, threshold, requirement.operator, about="base")


def _in_words(title: Text, base: Text, margin: float, found: Difference) -> Text:
    kind = "better" if margin == 0 else "better-by" if margin > 0 else "not-worse"
    return say(f"policy.base-{kind}", metric=title, base=base, margin=_shown(abs(margin), found))


def _figures(found: Difference, margin: float) -> dict[str, str]:
    low, high = found.gain or (0.0, 0.0)
    return {"low": shown(low, found.range, margin), "high": shown(high, found.range, margin)}


def _shown(value: float, found: Difference) -> str:
    return f"{value:g}" if value == round(value, 6) else shown(value, found.range)


def _title(found: Difference | None, subject: Subject) -> Text:
    title = found.title if found is not None and found.title is not None else literal(subject.metric)
    return title if subject.label is None else say("policy.of-class", metric=title, label=subject.label)


def _named(requirement: BaseRequirement) -> list[Text]:
    return [literal(subject.name) for subject in requirement.subjects]


def _called(comparison: Comparison) -> Text:
    """The base by its file's own name."""
    return literal(comparison.name) if comparison.name else say("policy.the-base")
