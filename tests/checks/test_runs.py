"""Runs of one recipe: unstable, too few, or one that was lucky."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

import assay
from assay.checks.base import Case
from assay.checks.runs.lucky_run import LuckyRun, chance_of_standing_out, expected_best
from assay.checks.runs.spread import spread
from assay.checks.runs.too_few_runs import TooFewRuns
from assay.checks.runs.unstable_runs import UnstableRuns
from assay.core.columns import Column
from assay.core.estimate import Estimate
from assay.core.examples import Examples, Source
from assay.core.finding import Finding
from assay.core.looks import Looks
from assay.core.messages import LANGUAGES, literal
from assay.core.scores import Measured, Scores, Units
from assay.core.stability import Stability
from assay.core.task import Task
from assay.intervals.runs import stability
from assay.metrics.classification.base import share as accuracy
from tests.checks.test_checks import Row, found, labels, why_not

SOURCE = Source("run.jsonl", "values", literal(""), 0)
Drawn = Callable[[np.random.Generator], Sequence[float]]


def measured(right: np.ndarray) -> Measured:
    rows = np.stack([right.astype(np.float64), np.ones(len(right))], axis=1)
    return Measured("accuracy", Scores(("correct", "examples"), rows), accuracy, "proportion")


def case_of(found_: Stability | None, picked_from: int = 1) -> Case:
    estimate = Estimate("accuracy", 0.8, 0.76, 0.84, 400, "mid-P")
    examples = Examples(SOURCE, Column(["a"]))
    return Case(
        *(examples, Task("classification", literal("")), Units(1), {"accuracy": estimate}),
        stability=found_,
        primary="accuracy",
        looks=Looks(picked_from=picked_from),
    )


def ran(draw: np.random.Generator, rates: Sequence[float], n: int) -> Case:
    """Runs that get examples right at these rates, on examples that are as hard for all of them."""
    hard = draw.random(n)
    runs = [measured(0.7 * hard + 0.3 * draw.random(n) < np.quantile(hard, rate)) for rate in rates]
    return case_of(stability(runs, Units(n)))


def around(draw: np.random.Generator, runs: int, variation: float) -> list[float]:
    return [float(rate) for rate in np.clip(0.83 * (1 + variation * draw.normal(size=runs)), 0.05, 0.99)]


def how_often(check: UnstableRuns | TooFewRuns | LuckyRun, runs: int, variation: float, n: int, rounds: int) -> float:
    draw = np.random.default_rng(runs + n)
    looked = [check.look(ran(draw, around(draw, runs, variation), n)) for _ in range(rounds)]
    return sum(isinstance(one, Finding) for one in looked) / rounds


def run_of(right: float, seed: int, n: int = 400) -> list[Row]:
    gold = ["yes", "no"] * (n // 2)
    hit = np.random.default_rng(seed).random(n) < right
    return labels([g if h else "yes" if g == "no" else "no" for g, h in zip(gold, hit, strict=True)], gold)


def test_runs_that_differ_by_far_more_than_the_examples_make_them_are_unstable() -> None:
    report = assay.evaluate(run_of(0.9, 1), repeats=[run_of(0.6, 2), run_of(0.75, 3)])
    finding = found(report, "unstable-runs")
    assert finding is not None
    assert finding.severity == "critical"
    assert float(str(finding.evidence["own_sd"])) > 0.1
    assert "either side of the middle" in str(finding.message)
    assert found(report, "too-few-runs") is None


def test_runs_that_lie_close_are_neither_unstable_nor_too_few() -> None:
    base = run_of(0.9, 1, 2000)
    near = [[{**row, "prediction": "no"} if i == k else row for i, row in enumerate(base)] for k in (1, 2, 3)]
    report = assay.evaluate(base, repeats=near)
    assert found(report, "unstable-runs") is None
    assert found(report, "too-few-runs") is None


def test_a_single_run_says_nothing_of_others() -> None:
    report = assay.evaluate(run_of(0.9, 1))
    assert "other runs" in why_not(report, "unstable-runs")
    assert "other runs" in why_not(report, "too-few-runs")
    assert "--picked-from" in why_not(report, "lucky-run")


def test_one_run_far_from_all_others_is_to_be_looked_at_first() -> None:
    report = assay.evaluate(run_of(0.5, 0), repeats=[run_of(0.9, seed) for seed in (1, 2, 3, 4)])
    finding = found(report, "unstable-runs")
    assert finding is not None
    assert finding.evidence["run_apart"] == 1
    assert "Look at run 1 first" in str(finding.actions[0])


def test_two_runs_are_too_few_and_three_may_be() -> None:
    two = found(assay.evaluate(run_of(0.8, 1), repeats=[run_of(0.83, 2)]), "too-few-runs")
    assert two is not None
    assert two.severity == "warning"
    assert int(str(two.evidence["runs_needed"])) >= 3
    three = found(assay.evaluate(run_of(0.8, 1), repeats=[run_of(0.83, 2), run_of(0.82, 3)]), "too-few-runs")
    assert three is not None
    assert three.severity == "note"
    assert any("examples" in str(action) for action in three.actions)


def test_the_same_run_twice_counts_once() -> None:
    one = run_of(0.8, 1)
    finding = found(assay.evaluate(one, repeats=[one, run_of(0.8, 2)]), "too-few-runs")
    assert finding is not None
    assert finding.evidence["different_runs"] == 2
    assert "1 = 2" in str(finding.message)
    assert "seed" in str(finding.actions[0])


def test_a_run_that_was_picked_says_what_that_may_be_worth() -> None:
    finding = LuckyRun().look(case_of(None, picked_from=10))
    assert isinstance(finding, Finding)
    # 1.539 standard errors of (0.84 - 0.76) / 2 / 1.96.
    assert finding.evidence["optimism"] == pytest.approx(1.5388 * 0.02041, rel=1e-3)
    assert finding.severity == "note"


def test_the_best_of_several_is_as_far_up_as_tables_say() -> None:
    # Harter (1961), Biometrika 48: expected values of normal order statistics.
    assert [round(expected_best(n), 5) for n in (2, 3, 5, 10)] == [0.56419, 0.84628, 1.16296, 1.53875]


def test_a_run_far_above_the_others_is_lucky_and_one_among_them_is_not() -> None:
    low = [run_of(0.7, seed) for seed in (1, 2, 3, 4)]
    finding = found(assay.evaluate(run_of(0.97, 9), repeats=low), "lucky-run")
    assert finding is not None
    assert finding.severity == "warning"
    assert finding.stake is not None
    assert finding.stake.value == pytest.approx(-0.27, abs=0.03)
    assert found(assay.evaluate(low[0], repeats=low[1:]), "lucky-run") is None
    assert "three runs" in why_not(assay.evaluate(low[0], repeats=low[1:2]), "lucky-run")


def test_a_run_far_below_the_others_is_no_luck() -> None:
    low = [run_of(0.9, seed) for seed in (1, 2, 3, 4)]
    assert found(assay.evaluate(run_of(0.5, 9), repeats=low), "lucky-run") is None


@pytest.mark.parametrize("runs", [3, 5])
def test_a_run_like_the_others_stands_out_as_seldom_as_is_said(runs: int) -> None:
    draw = np.random.default_rng(runs)
    chances = np.array([chance_of_standing_out(draw.normal(size=runs)) for _ in range(4000)])
    assert 0.004 <= (chances <= 0.01).mean() <= 0.017
    assert 0.085 <= (chances <= 0.1).mean() <= 0.115


@pytest.mark.parametrize("n", [100, 400])
@pytest.mark.parametrize("runs", [3, 5])
def test_good_recipes_are_seldom_called_unstable(runs: int, n: int) -> None:
    assert how_often(UnstableRuns(), runs, 0.005, n, 120) <= 0.05


def test_bad_recipes_are_found_with_five_runs() -> None:
    assert how_often(UnstableRuns(), 5, 0.12, 400, 120) >= 0.9


def test_what_is_the_runs_own_is_what_is_beyond_the_examples() -> None:
    draw = np.random.default_rng(0)
    alike = [spread(one) for _ in range(40) if (one := ran(draw, [0.8] * 4, 200).stability) is not None]
    apart = [spread(one) for _ in range(40) if (one := ran(draw, [0.6, 0.7, 0.8, 0.9], 200).stability) is not None]
    assert np.median([one.own or 0.0 for one in alike]) < 0.01
    # The middle is 0.75 and the standard deviation of the four is 0.129.
    assert np.median([one.own or 0.0 for one in apart]) == pytest.approx(0.129 / 0.75, rel=0.1)


def test_a_metric_without_a_known_noise_is_only_called_unstable_where_it_surely_is() -> None:
    wide = Stability("mine", (0.5, 0.8, 0.65), 0.23, 0.14, 1.07)
    narrow = Stability("mine", (0.78, 0.88, 0.83), 0.06, 0.036, 0.28)
    found_ = UnstableRuns().look(case_of(wide))
    assert isinstance(found_, Finding)
    assert "not known" in str(found_.message)
    assert UnstableRuns().look(case_of(narrow)) is None


def test_two_runs_with_the_same_score_are_too_few_all_the_same() -> None:
    tie = Stability("accuracy", (0.83, 0.83), 0.0, 0.0, 0.0, noise=0.02, p=0.5)
    finding = TooFewRuns().look(case_of(tie))
    assert isinstance(finding, Finding)
    assert finding.severity == "warning"


def test_perplexities_are_compared_by_their_ratio() -> None:
    found_ = Stability("perplexity", (10.0, 20.0, 14.0), 0.35, 0.21, 1.6, scale="log", noise=0.01, p=1e-6)
    assert spread(found_).sd == pytest.approx(np.std(np.log([10, 20, 14]), ddof=1))
    assert isinstance(UnstableRuns().look(case_of(found_)), Finding)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_said_in_every_language(language: str) -> None:
    draw = np.random.default_rng(1)
    looked = [
        UnstableRuns().look(ran(draw, [0.5, 0.9, 0.89, 0.91], 400)),
        TooFewRuns().look(ran(draw, [0.8, 0.83], 100)),
        LuckyRun().look(ran(draw, [0.98, 0.7, 0.71, 0.7, 0.69], 400)),
        LuckyRun().look(case_of(None, 5)),
    ]
    for finding in looked:
        assert isinstance(finding, Finding)
        for text in (finding.title, finding.message, *finding.actions):
            assert "{" not in text.in_language(language)
