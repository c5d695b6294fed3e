"""What changed since the base: no gain, worse, worse for a group, not the same examples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

import assay
from assay.checks.against_base.no_gain import NoGain
from assay.checks.against_base.regression import Regression
from assay.checks.against_base.unpaired_comparison import UnpairedComparison
from assay.checks.base import Case
from assay.core.columns import Column
from assay.core.comparison import Comparison
from assay.core.difference import Difference
from assay.core.examples import Examples, Source
from assay.core.finding import Finding
from assay.core.messages import LANGUAGES, literal
from assay.core.pairing import Pairing
from assay.core.scores import Units
from assay.core.task import Task
from assay.stats.paired import mcnemar_mid_p, tango
from tests.checks.test_checks import Row, found, labels, why_not

SOURCE = Source("base.jsonl", "values", literal(""), 0)


def guesses(draw: np.random.Generator, gold: Sequence[str], right: float) -> list[str]:
    hit = draw.random(len(gold)) < right
    return [label if one else "no" if label == "yes" else "yes" for label, one in zip(gold, hit, strict=True)]


def asked(n: int) -> list[str]:
    return ["yes", "no"] * (n // 2)


def compared(fixed: int, broken: int, n: int) -> Case:
    """A case of nothing but the difference in accuracy, by what changed."""
    low, high = tango(fixed, broken, n, 0.95)
    difference = Difference(
        *("accuracy", 0.8, 0.8 - (fixed - broken) / n, (fixed - broken) / n, low, high),
        mcnemar_mid_p(fixed, broken),
        "Tango, McNemar mid-P",
        better=low > 0 and mcnemar_mid_p(fixed, broken) <= 0.05,
        fixed=fixed,
        broken=broken,
    )
    rows = np.arange(n)
    comparison = Comparison(SOURCE, Pairing(rows, rows, literal("")), "accuracy", {"accuracy": difference}, literal(""))
    examples = Examples(SOURCE, Column(["a"] * n))
    return Case(examples, Task("classification", literal("")), Units(n), {}, comparisons=(comparison,))


def test_what_the_data_cannot_show_to_be_better_is_no_gain() -> None:
    draw = np.random.default_rng(3)
    gold = asked(200)
    base = guesses(draw, gold, 0.8)
    ours = [*guesses(draw, gold[:40], 0.85), *base[40:]]
    report = assay.evaluate(labels(ours, gold), base=labels(base, gold))
    finding = found(report, "no-gain")
    assert finding is not None
    assert (finding.severity, finding.evidence["kind"]) == ("warning", "open")
    assert 0 < float(str(finding.evidence["outputs_changed"])) < 0.2
    assert finding.evidence["fixed"] is not None
    assert "not enough to call it better" in str(finding.message)


def test_a_gain_that_would_take_more_examples_says_how_many() -> None:
    finding = NoGain().look(compared(fixed=12, broken=6, n=200))
    assert isinstance(finding, Finding)
    # Connor's formula: ((1.96 sqrt(.09) + .8416 sqrt(.09 - .0009)) / .03)^2 = 781, rounded up to two digits.
    assert finding.evidence["examples_needed"] == 790
    assert "790" in str(finding.actions[0])


def test_a_gain_below_a_point_that_is_sure_to_be_one_is_negligible() -> None:
    finding = NoGain().look(compared(fixed=50, broken=50, n=20_000))
    assert isinstance(finding, Finding)
    assert finding.evidence["kind"] == "negligible"
    assert finding.evidence["examples_needed"] is None
    assert "smaller than 0.01" in str(finding.message)


def test_few_changed_outputs_point_to_too_little_training_and_many_to_the_data() -> None:
    gold = asked(400)
    few = ["no" if i == 0 else label for i, label in enumerate(gold)]
    base = ["no" if i < 80 else label for i, label in enumerate(gold)]
    many = ["no" if i >= 320 else label for i, label in enumerate(gold)]
    first = {}
    for name, ours, theirs in (("few", few, gold), ("many", many, base)):
        finding = found(assay.evaluate(labels(ours, gold), base=labels(theirs, gold)), "no-gain")
        assert finding is not None
        first[name] = next(text for text in map(str, finding.actions) if "Where" in text)
    assert "adapter is loaded" in first["few"]
    assert "training data" in first["many"]


@pytest.mark.parametrize("ours", [0.95, 0.6])
def test_better_or_worse_is_not_called_no_gain(ours: float) -> None:
    draw = np.random.default_rng(5)
    gold = asked(400)
    rows = labels(guesses(draw, gold, ours), gold), labels(guesses(draw, gold, 0.8), gold)
    assert found(assay.evaluate(rows[0], base=rows[1]), "no-gain") is None


def test_the_same_outputs_are_said_to_be_so_and_not_to_be_no_gain() -> None:
    gold = asked(60)
    report = assay.evaluate(labels(gold, gold), base=labels(gold, gold))
    assert found(report, "no-gain") is None
    assert found(report, "identical-to-base") is not None


def test_without_a_base_there_is_nothing_to_compare() -> None:
    report = assay.evaluate(labels(asked(40), asked(40)))
    for code in ("no-gain", "regression", "unpaired-comparison", "identical-to-base"):
        assert "--base" in why_not(report, code)


def test_a_true_gain_of_ten_points_is_seldom_called_none_and_no_gain_nearly_always() -> None:
    draw = np.random.default_rng(0)
    rounds, n = 400, 300
    rates = {}
    for name, fixed, broken in (("gain", 0.15, 0.05), ("none", 0.1, 0.1)):
        counts = draw.multinomial(n, [fixed, broken, 1 - fixed - broken], size=rounds)
        rates[name] = np.mean([NoGain().look(compared(int(f), int(b), n)) is not None for f, b, _ in counts])
    assert rates["gain"] <= 0.05
    assert rates["none"] >= 0.93  # the rest is called worse, or better, as often as the level allows


def test_a_model_that_is_no_worse_is_called_a_critical_regression_in_less_than_one_of_a_hundred() -> None:
    draw = np.random.default_rng(1)
    counts = draw.multinomial(300, [0.1, 0.1, 0.8], size=2000)
    looked = [Regression().look(compared(int(f), int(b), 300)) for f, b, _ in counts]
    critical = np.mean([isinstance(one, Finding) and one.severity == "critical" for one in looked])
    assert critical <= 0.01
    worse = draw.multinomial(300, [0.05, 0.15, 0.8], size=300)
    assert np.mean([Regression().look(compared(int(f), int(b), 300)) is not None for f, b, _ in worse]) >= 0.95


def test_what_a_regression_costs_is_its_stake() -> None:
    finding = Regression().look(compared(fixed=10, broken=50, n=400))
    assert isinstance(finding, Finding)
    assert finding.stake is not None
    assert finding.stake.value == pytest.approx(0.1)
    assert 0 < finding.stake.low < 0.1 < finding.stake.high


def test_better_on_the_whole_and_worse_for_a_group_says_both() -> None:
    draw = np.random.default_rng(2)
    gold = asked(600)
    kind = ["new" if i < 120 else "old" for i in range(600)]
    base = guesses(draw, gold, 0.75)
    ours = [*guesses(draw, gold[:120], 0.4), *guesses(draw, gold[120:], 0.97)]
    report = assay.evaluate(labels(ours, gold, kind=kind), base=labels(base, gold, kind=kind), slices=("kind",))
    finding = found(report, "slice-regression")
    assert finding is not None
    assert (finding.severity, finding.evidence["group"]) == ("warning", "kind=new")
    assert "hides it" in str(finding.message)
    assert finding.stake is not None
    assert finding.stake.value > 0


def test_a_difference_that_turns_round_in_the_bases_own_mix_is_found() -> None:
    draw = np.random.default_rng(4)
    easy, hard = asked(400), asked(400)
    # The candidate has all the easy questions, where it is better, and a few of the hard ones, where it is worse.
    base = rows_of("e", easy, guesses(draw, easy, 0.6), "easy") + rows_of("h", hard, guesses(draw, hard, 0.9), "hard")
    ours = rows_of("e", easy, guesses(draw, easy, 0.85), "easy")
    ours += rows_of("h", hard, guesses(draw, hard, 0.2), "hard")[:60]
    finding = found(assay.evaluate(ours, base=base, slices=("kind",)), "slice-regression")
    assert finding is not None
    assert finding.evidence["column"] == "kind"
    assert float(str(finding.evidence["mixed_as_base"])) < 0 < float(str(finding.evidence["mixed_as_paired"]))
    assert "mixed as in the base's own file" in str(finding.message)


def rows_of(name: str, gold: Sequence[str], said: Sequence[str], kind: str) -> list[Row]:
    both = enumerate(zip(gold, said, strict=True))
    return [{"id": f"{name}{i}", "prediction": s, "reference": g, "kind": kind} for i, (g, s) in both]


def test_slices_that_differ_by_chance_seldom_weigh_as_a_warning() -> None:
    draw = np.random.default_rng(6)
    gold = asked(200)
    kind = [str(i % 5) for i in range(200)]
    alarms = 0
    for _ in range(60):
        ours, base = (labels(guesses(draw, gold, 0.8), gold, kind=kind) for _ in range(2))
        finding = found(assay.evaluate(ours, base=base, slices=("kind",)), "slice-regression")
        alarms += finding is not None and finding.severity != "note"
    assert alarms <= 3


def test_files_with_other_examples_are_counted() -> None:
    gold = asked(200)
    rows = labels(gold, gold)
    report = assay.evaluate(rows[:199], base=[{**row, "prediction": "yes"} for row in rows])
    finding = found(report, "unpaired-comparison")
    assert finding is not None
    assert (finding.severity, finding.evidence["base_left_out"], finding.evidence["left_out"]) == ("note", 1, 0)
    assert found(assay.evaluate(rows, base=labels(["yes"] * 200, gold)), "unpaired-comparison") is None


def test_hard_examples_that_the_candidate_lacks_are_told() -> None:
    draw = np.random.default_rng(7)
    gold = asked(400)
    base = [*guesses(draw, gold[:360], 0.9), *guesses(draw, gold[360:], 0.3)]
    ours = guesses(draw, gold[:360], 0.92)
    report = assay.evaluate(labels(ours, gold[:360]), base=labels(base, gold))
    finding = found(report, "unpaired-comparison")
    assert finding is not None
    assert finding.severity == "warning"
    assert finding.examples[0] == "e360"
    assert "The base scores 0.3" in str(finding.message)
    assert "failed requests" in str(finding.actions[0])
    # A tenth of the base's rows, which score about 0.6 lower.
    assert finding.stake is not None
    assert finding.stake.low < finding.stake.value < finding.stake.high < 0
    assert finding.stake.value == pytest.approx(-0.06, abs=0.02)


def test_totals_of_two_files_that_turn_the_difference_round_are_told() -> None:
    draw = np.random.default_rng(8)
    gold = asked(600)
    base = [*guesses(draw, gold[:300], 0.9), *guesses(draw, gold[300:], 0.2)]
    ours = guesses(draw, gold[:300], 0.75)
    finding = found(assay.evaluate(labels(ours, gold[:300]), base=labels(base, gold)), "unpaired-comparison")
    assert finding is not None
    assert "the other way round" in str(finding.message)


def test_rows_that_are_left_out_by_chance_seldom_seem_to_differ() -> None:
    draw = np.random.default_rng(9)
    gold = asked(300)
    alarms = 0
    for _ in range(100):
        ours, base = labels(guesses(draw, gold, 0.85), gold), labels(guesses(draw, gold, 0.8), gold)
        ours = [ours[row] for row in sorted(draw.permutation(300)[:288].tolist())]
        finding = found(assay.evaluate(ours, base=base, metrics=("accuracy",)), "unpaired-comparison")
        assert finding is not None
        alarms += finding.severity == "warning"
    assert alarms <= 4


def test_what_is_compared_by_a_metric_without_sums_is_only_counted() -> None:
    n = 40
    case = compared(10, 10, n)
    comparison = case.comparisons[0]
    rows = np.arange(n - 10)
    pairing = Pairing(rows, rows, literal(""), (10, 0))
    lacking = Comparison(SOURCE, pairing, "accuracy", comparison.differences, literal(""))
    finding = UnpairedComparison().look(Case(case.examples, case.task, case.units, {}, comparisons=(lacking,)))
    assert isinstance(finding, Finding)
    assert finding.evidence == {"paired": 30, "left_out": 10, "base_left_out": 0}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_said_in_every_language(language: str) -> None:
    gold = asked(200)
    cases: list[Any] = [NoGain().look(compared(12, 6, 200)), NoGain().look(compared(50, 50, 20_000))]
    cases.append(Regression().look(compared(10, 50, 400)))
    report = assay.evaluate(labels(gold[:150], gold[:150]), base=labels(["yes"] * 200, gold))
    cases.append(found(report, "unpaired-comparison"))
    for finding in cases:
        for text in (finding.title, finding.message, *finding.actions):
            assert "{" not in text.in_language(language)
