"""What is recommended: causes before symptoms, what makes the numbers worthless before all, each with its reasons."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import assay
from assay.advice import MOST, recommendations
from assay.advice.actions import ACTIONS
from assay.advice.base import Known
from assay.checks import CHECKS
from assay.core.errors import PolicyError
from assay.core.examples import Source
from assay.core.finding import Finding, Recommendation, Severity, Stake
from assay.core.messages import LANGUAGES, literal, say
from assay.core.training_run import Curve, Recipe, TrainingRun
from assay.core.verdict import Outcome


def finding(code: str, severity: Severity = "warning", stake: Stake | None = None) -> Finding:
    return Finding(code, severity, literal(code), literal(""), stake=stake)


def advice(*found: Finding) -> tuple[Recommendation, ...]:
    return recommendations(Known(found))


def codes(found: Sequence[Recommendation]) -> list[str]:
    return [one.action for one in found]


@pytest.mark.parametrize("code", CHECKS.built_in)
def test_every_finding_has_something_to_do_about_it(code: str) -> None:
    found = advice(finding(code))
    assert found
    assert found[0].findings == (code,)
    assert str(found[0].because[0]) == code


@pytest.mark.parametrize("code", [action.code for action in ACTIONS])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_says_what_to_do_and_what_would_prove_it_wrong(code: str, language: str) -> None:
    for key in (f"advice.{code}", f"advice.{code}-test"):
        assert len(say(key).in_language(language)) > 8


def test_no_two_actions_have_one_code_and_none_answers_what_nothing_finds() -> None:
    assert len({action.code for action in ACTIONS}) == len(ACTIONS)
    assert not {code for action in ACTIONS for code in action.answers} - set(CHECKS.built_in)


def test_what_makes_the_numbers_worthless_comes_before_what_is_read_from_them() -> None:
    symptoms = [finding("accuracy-paradox", "critical"), finding("label-collapse", "critical")]
    assert codes(advice(*symptoms, finding("identical-to-base")))[0] == "check-adapter"


def test_a_cause_is_named_before_the_remedies_of_its_symptoms() -> None:
    found = advice(finding("label-collapse", "critical"), finding("regression"), finding("diverged", "critical"))
    assert codes(found)[0] == "lower-learning-rate"
    assert found[0].findings == ("label-collapse", "regression", "diverged")


def test_what_is_answered_already_counts_less() -> None:
    alone = codes(advice(finding("repetition")))
    assert alone[0] == "penalise-repetition"
    cut = codes(advice(finding("repetition"), finding("truncated-outputs", "critical")))
    assert cut[0] == "teach-the-end"
    assert "penalise-repetition" not in cut[:1]


def test_a_symptom_with_several_causes_gets_several_actions() -> None:
    assert codes(advice(finding("label-collapse", "critical")))[:3] == [
        "fix-template",
        "lower-learning-rate",
        "rebalance-labels",
    ]


def test_at_most_five_are_named_each_once_and_none_without_a_finding() -> None:
    found = codes(advice(*map(finding, CHECKS.built_in)))
    assert len(found) == len(set(found)) == MOST
    assert advice() == ()


def test_the_greatest_stake_is_told() -> None:
    small, great = Stake("accuracy", 0.02, 0.01, 0.03), Stake("accuracy", -0.2, -0.3, -0.1)
    found = advice(finding("truncated-outputs", stake=small), finding("repetition", stake=great))
    assert found[0].stake == great


HAM = [{"id": f"e{i}", "prediction": "ham", "reference": "spam" if i % 10 == 0 else "ham"} for i in range(100)]


def test_a_critical_finding_fails_and_the_recommendations_are_the_next_steps() -> None:
    report = assay.evaluate(HAM)
    assert report.verdict.outcome is Outcome.FAIL
    assert report.judgement.gates[-1].about == "findings"
    assert report.verdict.next[0] == report.diagnosis.recommendations[0].what
    assert codes(report.diagnosis.recommendations)[0] == "rebalance-labels"


def test_a_policy_may_accept_a_finding(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("gates: [accuracy >= 0.5]\naccept: [accuracy-paradox, label-collapse]\n", encoding="utf-8")
    assert assay.evaluate(HAM, policy=str(own)).verdict.outcome is Outcome.PASS
    own.write_text("gates: [accuracy >= 0.5]\naccept: [label-collapse]\n", encoding="utf-8")
    assert assay.evaluate(HAM, policy=str(own)).verdict.outcome is Outcome.FAIL


@pytest.mark.parametrize(("said", "why"), [("no-such", "no finding called 'no-such'"), ("{}", "is a list")])
def test_what_a_policy_accepts_must_be_a_finding(said: str, why: str, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    accept = said if said == "{}" else f"[{said}]"
    own.write_text(f"gates: [accuracy >= 0.5]\naccept: {accept}\n", encoding="utf-8")
    with pytest.raises(PolicyError, match=why):
        assay.evaluate(HAM, policy=str(own))


def test_without_anything_critical_nothing_is_decided_by_it() -> None:
    report = assay.evaluate([{"prediction": f"text {i} of many words", "reference": f"text {i}"} for i in range(30)])
    assert report.judgement.gates[-1].outcome is Outcome.PASS
    assert report.verdict.outcome is Outcome.INCONCLUSIVE


def test_every_sentence_of_a_recommendation_is_in_the_report() -> None:
    found = assay.evaluate(HAM).to_dict("zh-Hans")["recommendations"]
    assert isinstance(found, list)
    first = found[0]
    assert isinstance(first, dict)
    assert first["what"] == say("advice.rebalance-labels").in_language("zh-Hans")


def test_opposites_are_never_advised_together() -> None:
    found = codes(advice(finding("no-gain"), finding("unstable-runs"), finding("learning-rate-too-low")))
    assert "raise-learning-rate" in found
    assert "lower-learning-rate" not in found


def no_gain(changed: float) -> Finding:
    return Finding("no-gain", "warning", literal("no gain"), literal(""), {"outputs_changed": changed})


def run(losses: Sequence[float], validation: Sequence[float] = (), **recipe: Any) -> TrainingRun:
    curves = [Curve(np.arange(1.0, len(one) + 1), np.array(one, np.float64)) for one in (losses, validation)]
    source = Source("log", "training-log", literal(""), 0)
    return TrainingRun(source, curves[0], curves[1], recipe=Recipe(**recipe), epochs=3.0)


def first_for(one: Finding, course: TrainingRun | None = None) -> Recommendation:
    return recommendations(Known((one,), course))[0]


def test_no_gain_points_to_what_is_seen_beside_it() -> None:
    plateau = [3.0, 2.6, 2.2, 2.0, *[1.9] * 28]
    assert first_for(no_gain(0.5)).action == "clean-training-data"
    assert first_for(no_gain(0.02)).action == "raise-learning-rate"
    assert first_for(no_gain(0.5), run([3.0] * 32)).action == "raise-learning-rate"
    learnt = recommendations(Known((no_gain(0.02),), run([3.0 * 0.9**at for at in range(32)])))
    assert learnt[0].action == "clean-training-data"
    assert "what was given was learnt" in str(learnt[0].because[1])
    noisy = recommendations(Known((no_gain(0.02),), run([1.8, 1.5, *[1.4] * 30], [0.7, 0.8, 0.85])))
    assert noisy[0].action == "clean-training-data"
    assert "harder to believe" in str(noisy[0].because[1])
    assert first_for(no_gain(0.5), run(plateau, [2.0, 1.95, 1.95])).action == "bigger-model"
    assert "Only 2.0\u00a0%" in str(first_for(no_gain(0.02)).because[1])


def test_a_rater_apart_is_talked_to_before_the_rubric() -> None:
    assert codes(advice(finding("low-agreement"), finding("outlier-rater")))[0] == "recalibrate-rater"
    assert codes(advice(finding("low-agreement")))[0] == "refine-rubric"


def test_few_rows_of_data_speak_for_more_of_them() -> None:
    few, many = (recommendations(Known((finding("overfitting"),), None, rows)) for rows in (100, 5000))
    assert few[0].action == "more-training-data"
    assert "It was trained on 100 examples only." in map(str, few[0].because)
    assert "more-training-data" not in codes(many)


@pytest.mark.parametrize(
    ("tool", "name"),
    [("LLaMA-Factory", "num_train_epochs"), ("axolotl", "num_epochs"), ("TRL", "num_train_epochs")],
)
def test_settings_are_named_as_the_trainer_names_them(tool: str, name: str) -> None:
    course = run([3.0 * 0.9**at for at in range(8)], tool=tool, arguments={"epochs": 6.0})
    assert f"In {tool}: {name} 12 (it was 6)" in str(first_for(finding("undertrained"), course).how)
    assert first_for(finding("undertrained")).how is None


def overfitted(step: float, kept: str | None = None) -> Finding:
    return Finding("overfitting", "warning", literal("overfitting"), literal(""), {"step": step, "kept": kept})


def test_fewer_epochs_are_as_many_as_were_best() -> None:
    course = run([3.0] * 8, tool="TRL", arguments={"epochs": 3.0})
    told = [str(first_for(overfitted(step), course).how) for step in (1.0, 4.0, 8.0)]
    assert "num_train_epochs 1 (it was 3)" in told[0]
    assert "num_train_epochs 2 (it was 3)" in told[1]
    assert "num_train_epochs" not in told[2]


def test_where_the_score_was_best_at_the_end_data_are_asked_for_and_not_fewer_epochs() -> None:
    assert first_for(overfitted(4.0, "eval_f1")).action == "more-training-data"
    assert first_for(overfitted(4.0)).action == "fewer-epochs"


def test_what_is_but_noted_does_not_come_first() -> None:
    assert codes(advice(finding("train-test-leak", "note"), finding("too-short")))[0] == "match-length"
    assert codes(advice(finding("train-test-leak"), finding("too-short", "critical")))[0] == "remove-leak"
