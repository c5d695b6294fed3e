"""Without a policy, labels are judged against always saying the commonest one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assay.core.difference import Baseline
from assay.core.estimate import Estimate
from assay.core.messages import LANGUAGES, literal
from assay.core.verdict import Judgement, Outcome
from assay.policy import Evidence, judge, load_policy
from tests.policy.samples import SICK, find, majority, rate, task


def judged(n: int, right: int, baseline: Baseline | None, **rest: object) -> Judgement:
    evidence = Evidence(SICK, n, {"accuracy": rate("accuracy", right, n)}, baseline=baseline, **rest)  # type: ignore[arg-type]
    return judge(load_policy(None, SICK, find), evidence)


def test_fifteen_examples_cannot_settle_the_tutorial() -> None:
    # y = 1 0 1 1 0 1 0 0 1 0 1 1 0 1 0, always saying 1 is right 8 times; the model gains 6 of the zeros, loses 2 ones.
    found = judged(15, 12, majority(fixed=6, broken=2, right=8, n=15))
    assert found.verdict.outcome is Outcome.INCONCLUSIVE
    assert str(found.verdict.why) == (
        "15 examples cannot settle whether an accuracy of 0.800 is better than the 0.533 of always saying '1' "
        "(the difference lies between −0.110 and 0.570); about 42 more examples would settle it."
    )
    assert found.gates[0].examples_needed == 42
    assert [str(step) for step in found.verdict.next] == [
        "Add about 42 more examples of the same kind, then judge again."
    ]


def test_a_clear_gain_passes_and_asks_for_a_real_policy() -> None:
    found = judged(200, 180, majority(fixed=80, broken=10, right=110, n=200))
    assert found.verdict.outcome is Outcome.PASS
    assert "better than the 0.550 of always saying '1'" in str(found.verdict.why)
    assert "assay init" in str(found.verdict.next[0])


def test_what_is_worse_than_one_constant_answer_fails() -> None:
    found = judged(200, 40, majority(fixed=10, broken=80, right=110, n=200))
    assert found.verdict.outcome is Outcome.FAIL
    assert "worse than the 0.550 of always saying '1'" in str(found.verdict.why)


def test_the_interval_alone_is_not_enough_to_be_better() -> None:
    baseline = majority(fixed=80, broken=10, right=110, n=200)
    assert baseline.difference is not None
    doubtful = Baseline("majority", "1", {}, replace(baseline.difference, better=False))
    assert judged(200, 180, doubtful).verdict.outcome is Outcome.INCONCLUSIVE


def test_without_a_baseline_there_is_nothing_to_beat() -> None:
    found = judged(10, 10, None)
    assert found.verdict.outcome is Outcome.INCONCLUSIVE
    assert "There is no commonest label to compare with" in str(found.verdict.why)


def test_a_difference_that_does_not_exist_says_why() -> None:
    baseline = majority(fixed=6, broken=2, right=8, n=15)
    assert baseline.difference is not None
    empty = replace(baseline.difference, value=None, low=None, high=None, why=literal("Nothing."))
    assert "always saying '1': Nothing." in str(judged(15, 12, Baseline("majority", "1", {}, empty)).verdict.why)


def test_a_model_that_is_always_like_the_commonest_label_is_too_close_to_tell() -> None:
    assert "too close to tell" in str(judged(50, 30, majority(fixed=0, broken=0, right=30, n=50)).verdict.why)


def test_outputs_without_a_label_leave_it_open_where_they_decide() -> None:
    right = Evidence(
        SICK, 200, {"accuracy": rate("accuracy", 180, 200)}, baseline=majority(fixed=80, broken=10, right=110, n=200)
    )
    found = judged(200, 60, majority(fixed=10, broken=60, right=110, n=200), unparsed=120, if_parsed=right)
    assert found.verdict.outcome is Outcome.INCONCLUSIVE
    assert "120 outputs name no label" in str(found.verdict.why)


def test_texts_without_a_policy_are_not_judged_and_it_is_said_what_to_give() -> None:
    found = judge(load_policy(None, task("generation"), find), Evidence(task("generation"), 10, {}))
    assert found.gates == ()
    assert found.verdict.outcome is Outcome.INCONCLUSIVE
    assert "--policy" in str(found.verdict.next[0])
    assert all(found.verdict.why.in_language(language) for language in LANGUAGES)


def test_the_gate_shows_the_difference_that_it_decides_by() -> None:
    gate = judged(15, 12, majority(fixed=6, broken=2, right=8, n=15)).gates[0]
    assert isinstance(gate.estimate, Estimate)
    assert (gate.metric, gate.operator, gate.threshold) == ("accuracy", ">", 0.0)
    assert gate.estimate.value == pytest.approx(12 / 15 - 8 / 15)
    assert gate.estimate.low is not None
    assert gate.estimate.low < 0
