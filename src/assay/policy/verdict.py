"""From gates to the verdict: the outcome, one sentence why, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from assay.core.messages import Text, say
from assay.core.verdict import Gate, Outcome, Verdict

MANY_GATES = 5
"""With more than these even a good model seldom meets them all: five gates, each 4 points above its limit on 400
examples, are met together in 39 % of cases.
"""
MOST_STEPS = 5


def verdict(gates: Sequence[Gate], first: Sequence[Text] = ()) -> Verdict:
    """PASS where all gates pass, FAIL where any fails, else INCONCLUSIVE; without gates, what to give. The steps that
    come `first` stand before those of the gates.

    No correction for the number of gates: a false PASS needs every one of them to err (Berger 1982,
    doi:10.1080/00401706.1982.10487790).
    """
    if not gates:
        return Verdict(Outcome.INCONCLUSIVE, say("policy.nothing-to-judge"), (say("policy.next-give-policy"),))
    failed = [one for one in gates if one.outcome is Outcome.FAIL]
    undecided = [one for one in gates if one.outcome is Outcome.INCONCLUSIVE]
    if not failed and not undecided:
        steps = first_steps((*first, *_advice(gates)))
        return Verdict(Outcome.PASS, _why(gates, gates), steps or (say("policy.next-keep"),))
    deciding = failed or undecided
    return Verdict(deciding[0].outcome, _why(deciding, gates), _next([*failed, *undecided], gates, first))


def _why(deciding: Sequence[Gate], gates: Sequence[Gate]) -> Text:
    """The sentence of the gate that decides; of the first and how many there are, where it is not the only one. That
    nothing critical was found goes without saying.
    """
    gate = deciding[0]
    told = [one for one in gates if one.about != "findings" or one.outcome is not Outcome.PASS]
    if len(told) == 1:
        return gate.why
    count = len([one for one in deciding if one in told])
    return say(f"policy.verdict-{gate.outcome.value}", count=count, total=len(told), why=gate.why)


def _next(unmet: Sequence[Gate], gates: Sequence[Gate], first: Sequence[Text]) -> tuple[Text, ...]:
    steps = first_steps((*first, *_advice(unmet)))
    stated = sum(one.about != "findings" for one in gates)
    return (*steps, say("policy.next-fewer-gates", count=stated)) if stated > MANY_GATES else steps


def _advice(gates: Sequence[Gate]) -> list[Text]:
    return [one.advice for one in gates if one.advice is not None]


def first_steps(steps: Sequence[Text]) -> tuple[Text, ...]:
    """Each once, as many as are read."""
    return tuple([step for place, step in enumerate(steps) if step not in steps[:place]][:MOST_STEPS])
