"""Stability has three outcomes, since few runs show little."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assay.core.messages import LANGUAGES
from assay.core.stability import Stability
from assay.core.verdict import Gate, Outcome
from assay.policy import Evidence, judge
from assay.policy.policy import Stable
from assay.policy.stable import judged_stability, word_for
from assay.stats.stability import sd_per_half_range
from tests.policy.samples import SICK, policy
from tests.stats.oracle import oracle

PASS, FAIL, OPEN = Outcome.PASS, Outcome.FAIL, Outcome.INCONCLUSIVE


def over(
    runs: int, fluctuation: float, noise: float | None = 0.001, p: float | None = 0.5, **rest: object
) -> Stability:
    """Runs around 0.8 that fluctuate so."""
    values = np.linspace(0.8 * (1 - fluctuation), 0.8 * (1 + fluctuation), runs)
    high = sd_per_half_range(runs, 0.95) * fluctuation
    found = Stability("f1", tuple(values.tolist()), fluctuation, 0.0, high, noise=noise, p=p, examples=3100)
    return replace(found, **rest)  # type: ignore[arg-type]


def judged(found: Stability, good: float = 0.02, bad: float = 0.05) -> Gate:
    return judged_stability(found, Stable(None, good, bad))


@pytest.mark.parametrize(
    ("runs", "fluctuation", "outcome"),
    [
        (3, 0.0107, PASS),  # 4.636 x 1.07 % = 4.96 %
        (3, 0.0109, OPEN),  # 4.636 x 1.09 % = 5.05 %
        (4, 0.0189, PASS),  # 2.633 x 1.89 % = 4.98 %
        (4, 0.0191, OPEN),
        (5, 0.02, PASS),  # 1.942 x 2 % = 3.9 %
        (5, 0.0201, OPEN),
        (3, 0.0, PASS),
    ],
)
def test_good_must_be_confirmed_by_enough_runs(runs: int, fluctuation: float, outcome: Outcome) -> None:
    assert judged(over(runs, fluctuation)).outcome is outcome


@pytest.mark.parametrize(
    ("fluctuation", "p", "outcome"), [(0.06, 0.02, FAIL), (0.06, 0.03, OPEN), (0.05, 0.001, OPEN), (0.06, None, OPEN)]
)
def test_bad_must_be_more_than_the_examples_give(fluctuation: float, p: float | None, outcome: Outcome) -> None:
    assert judged(over(5, fluctuation, p=p)).outcome is outcome


@pytest.mark.parametrize("seed", range(40))
def test_the_outcome_is_the_references(seed: int) -> None:
    draw = np.random.default_rng(seed)
    runs, n = int(draw.integers(2, 7)), int(draw.choice([60, 400, 3000]))
    rights = draw.normal(0.83, draw.choice([0.0, 0.01, 0.06]), runs).clip(0, 1)
    theirs = oracle().stability(draw.random((runs, n)) < rights[:, None])
    found = over(runs, theirs["fluctuation"], theirs["noise_floor"], theirs["p_runs_differ"])
    assert judged(found).outcome.name == theirs["verdict"]
    assert word_for(found, Stable()) == theirs["word"]


def test_what_the_source_calls_stable_is_not_yet_confirmed_by_three_runs() -> None:
    found = judged(over(3, 0.01796))
    assert found.outcome is OPEN
    assert str(found.why) == (
        "Over 3 runs f1 fluctuates by 1.8\u00a0% (good), but 3 runs do not rule out a variation of up to 8.3\u00a0%; "
        "5 % is the limit."
    )
    assert str(found.advice) == "Train with other seeds until there are 4 runs, then judge again."


def test_so_few_examples_that_they_explain_it_ask_for_more_examples() -> None:
    found = judged(over(3, 0.06, noise=0.03, p=0.2))
    assert "so few examples alone give 3.0\u00a0%" in str(found.why)
    assert str(found.advice).startswith("Use about 3,100 examples")


def test_between_the_limits_a_noisy_test_set_is_to_blame_before_the_training() -> None:
    assert "so few examples" in str(judged(over(5, 0.03, noise=0.011)).why)
    assert "between what is good (2 %) and what is bad (5 %)" in str(judged(over(5, 0.03, noise=0.009)).why)
    assert "between" in str(judged(over(5, 0.03, noise=None)).why)


def test_a_restless_training_fails_and_is_told_not_to_ship_the_best_run() -> None:
    found = judged(over(5, 0.08, noise=0.004, p=0.001))
    assert found.outcome is FAIL
    assert "more than 5 %, and more than the noise of so few examples (0.4\u00a0%) explains" in str(found.why)
    assert "do not ship the best of these runs" in str(found.advice)


def test_two_runs_are_too_few() -> None:
    found = judged(over(2, 0.001))
    assert found.outcome is OPEN
    assert "2 runs show nothing about stability; at least 3 are needed" in str(found.why)
    assert "until there are" in str(found.advice)


def test_the_same_run_twice_is_no_repeat() -> None:
    found = judged(over(3, 0.0, identical=((0, 2),)))
    assert found.outcome is OPEN
    assert "Some runs have the same outputs (1 = 3)" in str(found.why)


def test_runs_without_a_value_are_not_judged() -> None:
    found = judged(Stability("f1", (), None))
    assert found.outcome is OPEN
    assert "Not every run has a value" in str(found.why)


def test_the_policy_sets_the_limits() -> None:
    runs = over(5, 0.03)
    assert judged(runs, good=0.03, bad=0.1).outcome is PASS
    assert judged(over(5, 0.03, p=0.001), good=0.005, bad=0.01).outcome is FAIL
    assert "1 % was the limit" not in str(judged(runs, good=0.005, bad=0.01).why)


def test_the_gate_shows_the_fluctuation_with_its_interval_and_the_limit() -> None:
    gate = judged(over(5, 0.01))
    assert (gate.about, gate.operator, gate.threshold) == ("stability", "<=", 0.05)
    assert gate.estimate is not None
    assert gate.estimate.value == 0.01
    assert gate.estimate.high == pytest.approx(0.0194, abs=1e-4)


@pytest.mark.parametrize(
    "found",
    [
        over(5, 0.01),
        over(3, 0.0179),
        over(5, 0.03),
        over(5, 0.08, p=0.001),
        over(5, 0.08, p=0.4),
        over(5, 0.08, p=0.4, examples=None),
        over(2, 0.01),
        over(3, 0.01, identical=((0, 1),)),
        Stability("f1", (), None),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_outcome_has_its_sentence_in_every_language(found: Stability, language: str) -> None:
    one = judged(found)
    assert all(text.in_language(language) for text in (one.requirement, one.why))
    assert one.advice is None or one.advice.in_language(language)


def test_repeats_are_judged_with_every_policy_and_single_runs_never() -> None:
    asked = policy("gates: [f1 > base]")
    assert [one.about for one in judge(asked, Evidence(SICK, 9, {}, stability=over(5, 0.01))).gates][-1] == "stability"
    assert all(one.about != "stability" for one in judge(asked, Evidence(SICK, 9, {})).gates)
