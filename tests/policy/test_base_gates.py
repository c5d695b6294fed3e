"""Gates against a base: better, better by so much, not worse than by so much, and better in at least one metric."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import pytest

from assay.core.comparison import Comparison
from assay.core.difference import Difference
from assay.core.errors import PolicyError
from assay.core.messages import LANGUAGES, literal
from assay.core.verdict import Gate, Judgement, Outcome
from assay.policy import Evidence, judge, load_policy
from tests.policy.samples import SICK, TEXTS, answers, beside, find, gained, policy

PASS, FAIL, OPEN = Outcome.PASS, Outcome.FAIL, Outcome.INCONCLUSIVE


def judged(text: str, *comparisons: Comparison) -> Judgement:
    return judge(policy(text), Evidence(SICK, 200, {}, comparisons=comparisons))


def gate(requirement: str, *differences: Difference) -> Gate:
    return judged(f"gates: ['{requirement}']", beside(*differences)).gates[0]


def of_perplexity(low: float, high: float, p: float = 0.001, base: float = 10.0) -> Difference:
    return gained("perplexity", base, low, high, p, higher_is_better=False, range=(1.0, inf), better=high < 0)


def of_bleu(low: float, high: float, p: float, metric: str = "bleu") -> Difference:
    return gained(metric, 30.0, low, high, p, range=(0.0, 100.0))


@pytest.mark.parametrize(
    ("requirement", "found", "outcome"),
    [
        ("f1 > base", gained("f1", 0.8, 0.01, 0.05, 0.003), PASS),
        ("f1 > base", gained("f1", 0.8, -0.01, 0.05, 0.2), OPEN),
        ("f1 > base", gained("f1", 0.8, -0.05, -0.01, 0.003), FAIL),
        ("f1 > base + 0.02", gained("f1", 0.8, 0.03, 0.05, 0.001), PASS),
        ("f1 > base + 0.02", gained("f1", 0.8, 0.01, 0.05, 0.003), OPEN),
        ("f1 > base + 0.02", gained("f1", 0.8, -0.01, 0.02, 0.5), FAIL),
        ("f1 >= base + 0.02", gained("f1", 0.8, 0.02, 0.05, 0.001), PASS),
        ("f1 >= base + 0.02", gained("f1", 0.8, -0.01, 0.02, 0.5), OPEN),
        ("f1 >= base - 0.01", gained("f1", 0.8, -0.01, 0.03, 0.4), PASS),
        ("f1 >= base - 0.01", gained("f1", 0.8, -0.02, 0.03, 0.4), OPEN),
        ("f1 >= base - 0.01", gained("f1", 0.8, -0.05, -0.02, 0.001), FAIL),
        ("f1 >= base * 0.9", gained("f1", 0.8, -0.07, 0.03, 0.4), PASS),  # by at most 0.08
        ("f1 >= base * 0.9", gained("f1", 0.8, -0.09, 0.03, 0.4), OPEN),
        ("perplexity < base", of_perplexity(-2.0, -1.0), PASS),
        ("perplexity < base", of_perplexity(-2.0, 1.0), OPEN),
        ("perplexity < base", of_perplexity(1.0, 2.0), FAIL),
        ("perplexity <= base * 1.01", of_perplexity(-0.2, 0.09), PASS),  # by at most 0.1
        ("perplexity <= base * 1.01", of_perplexity(-0.2, 0.11), OPEN),
        ("perplexity <= base * 1.01", of_perplexity(0.11, 0.2), FAIL),
        ("perplexity <= base - 1", of_perplexity(-2.0, -1.1), PASS),
        ("perplexity <= base - 1", of_perplexity(-2.0, -0.9), OPEN),
    ],
)
def test_a_gate_has_three_outcomes(requirement: str, found: Difference, outcome: Outcome) -> None:
    one = gate(requirement, found)
    assert (one.outcome, one.about) == (outcome, "base")
    assert all(text.in_language(language) for text in (one.requirement, one.why) for language in LANGUAGES)


def test_the_interval_alone_is_not_enough_to_be_better() -> None:
    doubtful = replace(gained("f1", 0.8, 0.01, 0.05, 0.003), better=False)
    assert gate("f1 > base", doubtful).outcome is OPEN
    assert gate("f1 >= base - 0.01", doubtful).outcome is PASS


def test_a_better_model_is_told_by_how_much() -> None:
    # 50 fixed and 10 broken of 200: the reference's `tango(50, 10, 200)` is 0.12968 to 0.27241.
    found = gate("accuracy > base", answers(fixed=50, broken=10, right=120, n=200))
    assert found.outcome is PASS
    assert str(found.requirement) == "Better accuracy than old.jsonl"
    assert str(found.why) == "In accuracy it is better than old.jsonl: the gain lies between 0.130 and 0.272."
    assert found.estimate is not None
    assert (found.estimate.value, found.threshold, found.operator) == (0.2, 0.0, ">")


def test_a_gain_that_is_not_settled_says_how_many_examples_would_settle_it() -> None:
    found = gate("accuracy > base", answers(fixed=20, broken=12, right=120, n=200))
    # STATISTICS part 6 and Connor: ((1.96 sqrt(.16) + .8416 sqrt(.16 - .04^2)) / .04)^2 = 782; less 200, two digits.
    assert found.examples_needed == 590
    assert "; about 590 more examples would settle it." in str(found.why)


def test_where_runs_differ_no_number_of_examples_is_promised() -> None:
    open_gain = gained("accuracy", 0.8, -0.01, 0.05, 0.2)
    runs = replace(beside(open_gain), runs=(3, 1))
    found = judged("gates: ['accuracy > base']", runs)
    assert found.gates[0].outcome is OPEN
    assert found.gates[0].examples_needed is None
    assert "more runs or more examples would settle it" in str(found.gates[0].why)
    assert any("Train with more seeds" in str(step) for step in found.verdict.next)


def test_what_is_not_settled_by_a_margin_goes_by_the_width_of_the_interval() -> None:
    found = gate("bleu > base + 1", of_bleu(0.0, 4.0, 0.05))
    # The gain of 2 is 1 beyond the margin; its standard error is 4 / (2 * 1.96) = 1.0204 on 200 examples:
    # (2.8016 * 1.0204)^2 * 200 = 1634; less the 200, two digits.
    assert found.examples_needed == 1500
    assert "by more than 1 is not settled: the gain lies between 0.00 and 4.00" in str(found.why)


def test_a_lower_perplexity_is_a_gain() -> None:
    found = gate("perplexity < base", of_perplexity(-2.0, -1.0))
    assert "the gain lies between 1.00 and 2.00" in str(found.why)
    assert found.estimate is not None
    assert (found.estimate.low, found.estimate.high) == (-2.0, -1.0)


def test_the_limit_that_is_drawn_is_on_the_side_of_the_difference() -> None:
    assert gate("perplexity <= base * 1.01", of_perplexity(-0.2, 0.09)).threshold == pytest.approx(0.1)
    assert gate("f1 >= base - 0.01", gained("f1", 0.8, -0.01, 0.03, 0.4)).threshold == -0.01


@pytest.mark.parametrize(
    ("requirement", "found", "said"),
    [
        ("f1 < base", gained("f1", 0.8, 0.01, 0.05, 0.01), "f1 is better when it is higher: write `f1 > base`"),
        (
            "perplexity > base",
            of_perplexity(-2, -1),
            "perplexity is better when it is lower: write `perplexity < base`",
        ),
        ("any of bleu, chrf < base", of_bleu(1, 2, 0.01), "bleu is better when it is higher"),
        ("f1 > base + 2", gained("f1", 0.8, 0.01, 0.05, 0.01), "f1 runs from 0 to 1; did you mean 0.02?"),
        ("f1 >= base - 5", gained("f1", 0.8, 0.01, 0.05, 0.01), "f1 runs from 0 to 1; did you mean 0.05?"),
        ("f1 > base + 500", gained("f1", 0.8, 0.01, 0.05, 0.01), "f1 runs from 0 to 1; a limit of 500 would never"),
    ],
)
def test_the_wrong_way_and_an_impossible_margin_are_refused_with_the_line(
    requirement: str, found: Difference, said: str
) -> None:
    with pytest.raises(PolicyError) as error:
        gate(requirement, found, of_bleu(1, 2, 0.01, "chrf"))
    assert str(error.value).startswith(f"ship.yaml:1: {said}")


def test_every_base_must_be_beaten() -> None:
    good, bad = gained("f1", 0.8, 0.01, 0.05, 0.003), gained("f1", 0.9, -0.05, -0.01, 0.003)
    found = judged("gates: [f1 > base]", beside(good, path="one.jsonl"), beside(bad, path="two.jsonl"))
    assert [one.outcome for one in found.gates] == [PASS, FAIL]
    assert found.verdict.outcome is FAIL
    assert "two.jsonl" in str(found.verdict.why)


def test_a_base_that_was_no_file_is_called_the_base() -> None:
    found = judged("gates: [f1 > base]", beside(gained("f1", 0.8, 0.01, 0.05, 0.003), path=""))
    assert str(found.gates[0].requirement) == "Better f1 than the base"


def test_without_a_base_nothing_is_judged_and_it_is_said_what_to_give() -> None:
    found = judged("gates: [f1 > base, 'any of bleu, chrf > base']")
    assert [one.outcome for one in found.gates] == [OPEN, OPEN]
    assert all("give its predictions with --base FILE" in str(one.why) for one in found.gates)
    assert "--base FILE" in str(found.verdict.next[0])


def test_a_metric_that_does_not_compare_is_not_judged_and_says_why() -> None:
    why = {"perplexity": literal("The tokens differ.")}
    one = judged("gates: [perplexity < base]", beside(not_compared=why)).gates[0]
    assert one.outcome is OPEN
    assert "The tokens differ." in str(one.why)


def test_a_difference_without_an_interval_is_not_judged_and_says_why() -> None:
    same = replace(gained("chrf", 60, 0, 0, 1.0), low=None, high=None, why=literal("Nothing changed."))
    one = gate("chrf >= base - 1", same)
    assert one.outcome is OPEN
    assert "Nothing changed." in str(one.why)


def test_a_metric_that_is_neither_better_high_nor_low_is_not_judged() -> None:
    neither = gained("length_ratio", 1.0, 0.1, 0.2, 0.001, higher_is_better=None)
    assert gate("length_ratio > base", neither).outcome is OPEN


def test_the_class_is_named_in_the_requirement() -> None:
    found = gate("recall[disease] > base", gained("recall[disease]", 0.8, 0.01, 0.05, 0.003))
    assert str(found.requirement) == "Better recall of 'disease' than old.jsonl"


# At least one of several


def test_one_of_several_must_stand_out_more_than_a_single_one() -> None:
    # One-sided p of 0.0225 passes alone (at most 0.025), and by Holm among two, doubled to 0.045, does not.
    nearly, nothing = of_bleu(0.02, 4.0, 0.045), of_bleu(-2.0, 2.0, 0.9, "chrf")
    assert gate("bleu > base", nearly).outcome is PASS
    assert gate("any of bleu, chrf > base", nearly, nothing).outcome is OPEN
    clearly = of_bleu(0.4, 4.0, 0.02)
    found = gate("any of bleu, chrf > base", clearly, nothing)
    assert found.outcome is PASS
    assert str(found.why) == "Better than old.jsonl in bleu, also when allowing for several tests."


def test_the_second_of_two_is_tested_as_if_it_stood_alone_once_the_first_stands_out() -> None:
    found = gate("any of bleu, chrf > base", of_bleu(1.0, 4.0, 0.001), of_bleu(0.02, 4.0, 0.045, "chrf"))
    assert "Better than old.jsonl in bleu, chrf" in str(found.why)


def test_a_loss_is_no_evidence_of_being_better() -> None:
    assert gate("any of bleu, chrf > base", of_bleu(-4, -1, 0.001), of_bleu(-2, 2, 0.9, "chrf")).outcome is OPEN


def test_it_fails_where_all_of_them_are_worse() -> None:
    found = gate("any of bleu, chrf > base", of_bleu(-4, -1, 0.001), of_bleu(-4, -1, 0.001, "chrf"))
    assert found.outcome is FAIL
    assert str(found.why) == "Worse than old.jsonl in all of bleu, chrf."


def test_at_least_one_of_several_needs_the_test_of_each() -> None:
    one = gate("any of bleu, chrf > base", of_bleu(0.4, 4.0, 0.001))
    assert one.outcome is OPEN
    assert "Not all of these metrics have a difference" in str(one.why)


# Without a policy


@pytest.mark.parametrize(("low", "high", "outcome"), [(1, 3, PASS), (-1, 3, OPEN), (-3, -1, FAIL)])
def test_without_a_policy_the_metric_that_decides_must_be_better(low: float, high: float, outcome: Outcome) -> None:
    comparison = beside(of_bleu(low, high, 0.001), gained("chrf", 60, -5, -4, 0.001), primary="bleu")
    found = judge(load_policy(None, TEXTS, find), Evidence(TEXTS, 200, {}, comparisons=(comparison,)))
    assert [(one.metric, one.outcome) for one in found.gates] == [("bleu", outcome)]


def test_without_a_policy_a_metric_that_is_better_when_lower_must_be_lower() -> None:
    comparison = beside(of_perplexity(-2, -1), primary="perplexity")
    found = judge(load_policy(None, TEXTS, find), Evidence(TEXTS, 200, {}, comparisons=(comparison,)))
    assert found.verdict.outcome is PASS


@pytest.mark.parametrize("requirement", ["accuracy > base", "accuracy > base + 0.02"])
def test_a_file_given_as_its_own_base_is_asked_about(requirement: str) -> None:
    same = replace(beside(answers(fixed=0, broken=0, right=120, n=200)), alike=True)
    found = judged(f"gates: ['{requirement}']", same)
    assert found.gates[0].outcome is not PASS
    assert "the same output on every example" in str(found.gates[0].why)
    assert str(found.verdict.next[0]).startswith("Check that old.jsonl is the other model's file")
