"""From judged gates to the verdict: the outcome, one sentence why, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assay.core.messages import Text, say
from assay.core.verdict import Gate, Outcome, Verdict

MANY_GATES = 5
"""With more than these even a good model seldom meets them all: five gates, each 4 points above its limit on 400
examples, are met together in 39 % of cases.
"""
MOST_STEPS = 5


@dataclass(frozen=True)
class Judged:
    """A gate, and what to do about it where it does not pass."""

    gate: Gate
    advice: Text | None = None


def verdict(judged: Sequence[Judged]) -> Verdict:
    """PASS where all gates pass, FAIL where any fails, else INCONCLUSIVE; without gates, what to give.

    No correction for the number of gates: a false PASS needs every one of them to err (Berger 1982,
    doi:10.1080/00401706.1982.10487790).
    """
    if not judged:
        return Verdict(Outcome.INCONCLUSIVE, say("policy.nothing-to-judge"), (say("policy.next-give-policy"),))
    failed = [one for one in judged if one.gate.outcome is Outcome.FAIL]
    undecided = [one for one in judged if one.gate.outcome is Outcome.INCONCLUSIVE]
    if not failed and not undecided:
        return Verdict(Outcome.PASS, _why(judged, judged), _steps(judged) or (say("policy.next-keep"),))
    deciding = failed or undecided
    return Verdict(deciding[0].gate.outcome, _why(deciding, judged), _next([*failed, *undecided], len(judged)))


def _why(deciding: Sequence[Judged], judged: Sequence[Judged]) -> Text:
    """The sentence of the gate that decides; of the first and how many there are, where it is not the only one."""
    gate = deciding[0].gate
    if len(judged) == 1:
        return gate.why
    return say(f"policy.verdict-{gate.outcome.value}", count=len(deciding), total=len(judged), why=gate.why)


def _next(unmet: Sequence[Judged], gates: int) -> tuple[Text, ...]:
    steps = _steps(unmet)
    return (*steps, say("policy.next-fewer-gates", count=gates)) if gates > MANY_GATES else steps


def _steps(judged: Sequence[Judged]) -> tuple[Text, ...]:
    """What to do about each, once."""
    steps: list[Text] = []
    for one in judged:
        if one.advice is not None and one.advice not in steps:
            steps.append(one.advice)
    return tuple(steps[:MOST_STEPS])
