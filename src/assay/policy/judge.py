"""A policy and the evidence in, a judgement out."""

from __future__ import annotations

from dataclasses import replace

from assay.core.finding import Diagnosis
from assay.core.verdict import Composite, Gate, Judgement, Outcome
from assay.policy.evidence import Evidence
from assay.policy.found import judged_findings
from assay.policy.gates import judged
from assay.policy.majority import judged_against_majority
from assay.policy.policy import Policy
from assay.policy.rated import judged_well
from assay.policy.score import composite
from assay.policy.verdict import first_steps, verdict


def judge(policy: Policy, evidence: Evidence) -> Judgement:
    """What the policy makes of the evidence. Raises PolicyError for a threshold outside its metric's range."""
    composites, whole = _with_scores(policy, evidence)
    gates = [judged(requirement, whole) for requirement in policy.gates]
    if policy.against_majority:
        gates.append(judged_against_majority(whole))
    if policy.rated_well:
        gates += judged_well(whole)
    gates += _beside(policy, evidence)
    return Judgement(policy.name, tuple(gates), verdict(gates), composites)


def with_findings(judgement: Judgement, policy: Policy, diagnosis: Diagnosis) -> Judgement:
    """The same with a gate on what the checks found, and what they recommend among the steps: no critical finding but
    those that the policy accepts. Where nothing else was asked, that nothing critical was found decides nothing.
    """
    found = judged_findings(diagnosis.findings, policy.accepted)
    gates = (*judgement.gates, found)
    steps = [one.what for one in diagnosis.recommendations]
    if judgement.gates or found.outcome is Outcome.FAIL:
        return replace(judgement, gates=gates, verdict=verdict(gates, steps))
    still_open = replace(judgement.verdict, next=first_steps((*steps, *judgement.verdict.next)))
    return replace(judgement, gates=gates, verdict=still_open)


def _beside(policy: Policy, evidence: Evidence) -> list[Gate]:
    """The gates against each base, and that of repeated runs. Few evaluations have any: what judges them waits."""
    gates: list[Gate] = []
    if evidence.comparisons or policy.base_gates:
        from assay.policy.base_gates import against_base, without_base

        gates += [one for comparison in evidence.comparisons for one in against_base(policy, comparison, evidence)]
        gates += [] if evidence.comparisons else without_base(policy)
    if evidence.stability is not None:
        from assay.policy.stable import judged_stability

        gates.append(judged_stability(evidence.stability, policy.stable))
    return gates


def _with_scores(policy: Policy, evidence: Evidence) -> tuple[tuple[Composite, ...], Evidence]:
    """The policy's weighted scores, and the evidence with them among its metrics."""
    composites = tuple(composite(score, evidence.estimates) for score in policy.scores)
    estimates = {**evidence.estimates, **{one.name: one.estimate for one in composites}}
    other = evidence.if_parsed
    if other is not None:
        # What parsing does not change is the same on both sides.
        _, other = _with_scores(policy, replace(other, estimates={**evidence.estimates, **other.estimates}))
    return composites, replace(evidence, estimates=estimates, if_parsed=other)
