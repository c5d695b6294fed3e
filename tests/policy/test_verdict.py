"""All gates must hold; the verdict says which decides, and what to do."""

from __future__ import annotations

from assay.core.verdict import Judgement, Outcome
from assay.policy import Evidence, judge
from tests.policy.samples import TEXTS, number, policy

GOOD = number("chrf", 70, 68, 72, range=(0.0, 100.0), se=1.0)


def judged(*gates: str) -> Judgement:
    estimates = {"chrf": GOOD, "bleu": number("bleu", 30, 27, 33, range=(0.0, 100.0), se=1.5)}
    return judge(policy(f"gates: {[*gates]}"), Evidence(TEXTS, 100, estimates))


def test_all_gates_met_is_a_pass() -> None:
    found = judged("chrf >= 60", "bleu >= 20")
    assert found.verdict.outcome is Outcome.PASS
    assert str(found.verdict.why) == "All 2 requirements are met."
    assert "Keep these examples" in str(found.verdict.next[0])


def test_one_gate_missed_is_a_fail_whatever_the_others_say() -> None:
    found = judged("chrf >= 60", "bleu >= 31", "chrf >= 80")
    assert found.verdict.outcome is Outcome.FAIL
    assert str(found.verdict.why) == (
        "1 of 3 requirements is not met: At least 80 was asked for, and chrf is 72.00 or less."
    )
    assert "chrf at least 80" in str(found.verdict.next[0])
    assert "more examples" in str(found.verdict.next[1])


def test_one_gate_open_leaves_the_verdict_open() -> None:
    found = judged("chrf >= 60", "bleu >= 31")
    assert found.verdict.outcome is Outcome.INCONCLUSIVE
    assert str(found.verdict.why).startswith(
        "1 of 2 requirements is not settled: The limit of 31 lies within the interval of bleu, 27.00 to 33.00"
    )


def test_the_same_advice_is_given_once() -> None:
    found = judged("bleu >= 31", "bleu > 31")
    assert len(found.verdict.next) == 1


def test_more_than_five_gates_are_said_to_cost_power() -> None:
    six = [f"chrf >= {limit}" for limit in (50, 51, 52, 53, 54)] + ["bleu >= 31"]
    assert str(judged(*six).verdict.next[-1]).startswith("6 requirements at once are seldom met together")
    assert "seldom met" not in str(judged(*six[1:]).verdict.next[-1])
