"""A gate is read off the interval that is shown, and says what would settle it."""

from __future__ import annotations

from math import inf

import pytest

from assay.core.errors import PolicyError
from assay.core.estimate import Estimate
from assay.core.messages import LANGUAGES, literal
from assay.core.verdict import Gate, Judgement, Outcome
from assay.policy.decision import decision
from assay.policy.evidence import Evidence
from assay.policy.judge import judge
from assay.policy.policy import OPERATORS, Operator
from tests.policy.samples import SICK, number, policy, rate

PASS, FAIL, OPEN = Outcome.PASS, Outcome.FAIL, Outcome.INCONCLUSIVE


def judged(text: str, *estimates: Estimate, n: int = 100, **rest: object) -> Judgement:
    names = {one.metric if one.label is None else f"{one.metric}[{one.label}]": one for one in estimates}
    return judge(policy(text), Evidence(SICK, n, names, **rest))  # type: ignore[arg-type]


def gate(requirement: str, *estimates: Estimate, n: int = 100, **rest: object) -> Gate:
    return judged(f"gates: ['{requirement}']", *estimates, n=n, **rest).gates[0]


@pytest.mark.parametrize(
    ("sign", "low", "high", "outcome"),
    [
        (">=", 0.9, 0.95, PASS),
        (">=", 0.8, 0.9, OPEN),
        (">=", 0.8, 0.89, FAIL),
        (">", 0.9, 0.95, OPEN),
        (">", 0.91, 0.95, PASS),
        (">", 0.8, 0.9, FAIL),
        ("<=", 0.8, 0.9, PASS),
        ("<=", 0.9, 0.95, OPEN),
        ("<=", 0.91, 0.95, FAIL),
        ("<", 0.8, 0.9, OPEN),
        ("<", 0.8, 0.89, PASS),
        ("<", 0.9, 0.95, FAIL),
        ("<=", inf, inf, FAIL),
        (">=", 1.0, inf, PASS),
    ],
)
def test_a_gate_passes_where_all_of_the_interval_does(
    sign: Operator, low: float, high: float, outcome: Outcome
) -> None:
    assert decision(sign, low, high, 0.9) is outcome


@pytest.mark.parametrize("sign", OPERATORS)
@pytest.mark.parametrize(("low", "high"), [(0.1, 0.2), (0.4, 0.6), (0.8, 0.9)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_outcome_has_its_sentence_in_every_language(sign: str, low: float, high: float, language: str) -> None:
    found = judged(f"gates: ['mcc {sign} 0.5']", number("mcc", (low + high) / 2, low, high))
    said = [found.verdict.why, *found.verdict.next, *(one.why for one in found.gates), found.gates[0].requirement]
    assert all(text.in_language(language) for text in said)


def test_a_met_gate_says_where_the_interval_lies() -> None:
    found = gate("recall[disease] >= 0.9", rate("recall", 197, 200, "disease"))
    assert found.outcome is PASS
    assert str(found.requirement) == "recall of 'disease' at least 0.9"
    assert str(found.why) == "At least 0.9 was asked for, and recall of 'disease' is 0.960 or more."


def test_a_missed_gate_says_how_high_it_can_be() -> None:
    found = gate("recall[disease] >= 0.95", rate("recall", 80, 120, "disease"))
    assert found.outcome is FAIL
    assert str(found.why) == "At least 0.95 was asked for, and recall of 'disease' is 0.747 or less."


def test_an_open_recall_gate_asks_for_examples_of_its_class() -> None:
    found = gate("recall[disease] >= 0.9", rate("recall", 48, 50, "disease"), n=1000)
    # STATISTICS part 6 by hand: ((1.96*sqrt(.9*.1) + .8416*sqrt(.96*.04)) / .06)^2 + 1/.06 = 174.1;
    # less the 50, rounded up to two digits.
    assert found.examples_needed == 130
    assert str(found.why) == (
        "The limit of 0.9 lies within the interval of recall of 'disease', 0.874 to 0.993; "
        "about 130 more examples of 'disease' would settle it."
    )


def test_an_open_f1_gate_asks_for_examples_of_all_kinds() -> None:
    f1 = Estimate("f1", 0.8, 0.68, 0.88, 60, "mid-P")
    found = gate("f1 >= 0.7", f1, n=120)
    # J = .8/1.2 = .6667 against .7/1.3 = .5385: ((1.96*.4985 + .8416*.4714) / .1282)^2 + 1/.1282 = 122.6 of
    # TP + FP + FN; less the 60 and rounded is 63, which 126 examples hold; rounded up to two digits.
    assert found.examples_needed == 130
    assert "about 130 more examples would settle it" in str(found.why)


def test_an_open_gate_of_another_metric_goes_by_its_standard_error() -> None:
    found = gate("chrf >= 50", number("chrf", 52.0, 49.0, 55.0, se=1.5, range=(0.0, 100.0)), n=100)
    # ((1.96 + .8416) * 1.5 / 2)^2 * 100 = 441.5; less the 100, rounded up to two digits.
    assert found.examples_needed == 350


def test_what_no_reasonable_number_would_settle_is_too_close_to_tell() -> None:
    found = gate("recall[disease] >= 0.95", rate("recall", 115, 120, "disease"))
    assert (found.outcome, found.examples_needed) == (OPEN, None)
    assert "too close to tell" in str(found.why)


def test_rounding_never_says_that_a_number_is_on_the_other_side() -> None:
    found = gate("mcc >= 0.95", number("mcc", 0.94, 0.93, 0.94996))
    assert "mcc is 0.94996 or less" in str(found.why)


def test_an_undefined_number_is_not_judged_and_says_why() -> None:
    nothing = Estimate("recall", None, 0.0, 1.0, 0, "none", label="disease", why=literal("There is no 'disease'."))
    found = gate("recall[disease] >= 0.95", nothing)
    assert found.outcome is OPEN
    assert str(found.why) == "No judgement on recall of 'disease' at least 0.95: There is no 'disease'."


def test_an_interval_that_says_nothing_gives_its_reason() -> None:
    unsure = Estimate("macro_f1", 0.8, 0.0, 1.0, 10, "none", why=literal("Class 'x' has no example."))
    assert "No judgement on macro_f1 at least 0.5: Class 'x' has no example." in str(
        gate("macro_f1 >= 0.5", unsure).why
    )


def test_a_caution_does_not_take_the_place_of_the_interval() -> None:
    few = number("mcc", 0.5, 0.2, 0.7, se=0.1, why=literal("Only 5 clusters."))
    assert "interval of mcc, 0.200 to 0.700" in str(gate("mcc >= 0.6", few).why)


def test_a_metric_that_these_examples_do_not_have_is_not_judged() -> None:
    absent = {"perplexity": literal("There are no likelihoods.")}
    found = gate("perplexity <= 20", not_measured=absent)
    assert found.outcome is OPEN
    assert "There are no likelihoods." in str(found.why)
    assert found.estimate is None


def test_what_people_have_not_rated_is_not_judged() -> None:
    assert "People have not rated it yet" in str(gate("people.fluency >= 4").why)


def test_an_infinite_perplexity_fails_its_upper_limit() -> None:
    infinite = Estimate("perplexity", inf, inf, inf, 10, "none", range=(1.0, inf), why=literal("A token has none."))
    found = gate("perplexity <= 20", infinite)
    assert found.outcome is FAIL
    assert str(found.why) == "At most 20 was asked for, and perplexity is ∞ or more."


def test_an_end_without_a_bound_is_infinite() -> None:
    unsure = Estimate("perplexity", 12.0, 9.0, None, 10, "jackknife t", range=(1.0, inf), se=1.0)
    assert gate("perplexity <= 20", unsure).outcome is OPEN
    assert gate("perplexity <= 8", unsure).outcome is FAIL


@pytest.mark.parametrize(
    ("requirement", "estimate", "said"),
    [
        ("mcc >= 95", number("mcc", 0.9, 0.8, 0.95), "mcc runs from 0 to 1; did you mean 0.95?"),
        ("mcc >= 950", number("mcc", 0.9, 0.8, 0.95), "mcc runs from 0 to 1; a limit of 950 would never"),
        ("mcc >= -1", number("mcc", 0.9, 0.8, 0.95), "mcc runs from 0 to 1; a limit of -1 would never"),
        ("bleu >= 0.3", number("bleu", 30, 28, 33, range=(0.0, 100.0)), "bleu runs from 0 to 100; did you mean 30?"),
        ("perplexity <= 0.5", number("perplexity", 9, 8, 10, range=(1.0, inf)), "perplexity runs from 1 to ∞; a limit"),
    ],
)
def test_a_limit_on_another_scale_is_corrected(requirement: str, estimate: Estimate, said: str) -> None:
    with pytest.raises(PolicyError) as error:
        gate(requirement, estimate)
    assert str(error.value).startswith(f"ship.yaml:1: {said}")


def test_outputs_without_a_label_leave_a_gate_open_that_hangs_on_them() -> None:
    right = Evidence(SICK, 100, {"recall[disease]": rate("recall", 99, 100, "disease")})
    found = judged(
        "gates: ['recall[disease] >= 0.9']", rate("recall", 80, 100, "disease"), unparsed=19, if_parsed=right
    )
    assert found.gates[0].outcome is OPEN
    assert str(found.gates[0].why) == (
        "19 outputs name no label, and the answer hangs on them: counted as wrong it is FAIL, counted as right PASS."
    )
    assert str(found.verdict.next[0]).startswith("Make every output name a label (19 do not)")


def test_outputs_without_a_label_leave_other_gates_as_they_are() -> None:
    both = {"recall[disease]": rate("recall", 99, 100, "disease"), "unparsed_rate": rate("unparsed_rate", 0, 100)}
    right = Evidence(SICK, 100, both)
    estimates = (rate("recall", 98, 100, "disease"), rate("unparsed_rate", 30, 100))
    found = judged("gates: ['recall[disease] >= 0.9', 'unparsed_rate <= 0.1']", *estimates, unparsed=1, if_parsed=right)
    assert [one.outcome for one in found.gates] == [PASS, FAIL]
