"""`assay.plan`: what is answered, and what is refused."""

from __future__ import annotations

import json
import math
from importlib.resources import files
from typing import Any

import jsonschema
import numpy as np
import pytest

import assay
from assay.core.messages import LANGUAGES
from assay.core.plan import Detectable, GainPlan, GatePlan, Need, RunsPlan
from assay.core.verdict import Outcome
from assay.stats.power import more_units, reach

SCHEMA = json.loads((files("assay.core") / "plan.schema.json").read_text(encoding="utf-8"))


def texts(count: int = 60) -> list[dict[str, str]]:
    """Answers to as many prompts; about half of the words of each are right."""
    draw = np.random.default_rng(3)
    words = [f"word{i}" for i in range(40)]
    rows = []
    for i in range(count):
        gold = draw.choice(words, 12).tolist()
        said = [word if draw.random() < 0.7 else "other" for word in gold]
        rows.append({"prompt": f"question {i}", "prediction": " ".join(said), "reference": " ".join(gold)})
    return rows


def labels(count: int = 200, *, copies: int = 1) -> list[dict[str, str]]:
    """Two classes, one in four of class 'yes'; one in ten of the answers wrong. Each row stands `copies` times."""
    rows = []
    for i in range(count):
        gold = "yes" if i % 4 == 0 else "no"
        said = gold if i % 10 else ("no" if gold == "yes" else "yes")
        row = {"prompt": f"question {i}", "prediction": said, "reference": gold, "patient": str(i)}
        rows += [row] * copies
    return rows


def gate_of(*pilot: object, **asked: Any) -> GatePlan:
    gate = assay.plan(*pilot, **asked).gate
    assert gate is not None
    return gate


def gain_of(*pilot: object, **asked: Any) -> GainPlan:
    gain = assay.plan(*pilot, **asked).gain
    assert gain is not None
    return gain


def detectable_of(*pilot: object, **asked: Any) -> Detectable:
    detectable = assay.plan(*pilot, **asked).detectable
    assert detectable is not None
    return detectable


def need_of(gate: GatePlan) -> Need:
    assert gate.need is not None
    return gate.need


@pytest.mark.parametrize(
    ("threshold", "expect", "units"),
    [(0.8, 0.85, 491), (0.9, 0.93, 750), (0.9, 0.95, 259), (0.95, 0.97, 865), (0.95, 0.98, 364), (0.99, 0.995, 2789)],
)
def test_a_gate_on_a_rate_needs_what_the_table_says(threshold: float, expect: float, units: int) -> None:
    gate = gate_of(gate=f"accuracy >= {threshold}", expect=expect)
    assert need_of(gate).units == units
    assert gate.outcome is Outcome.PASS
    assert 0.8 < (need_of(gate).chance or 0) < 0.9


def test_a_gate_on_an_upper_limit_is_the_same_mirrored() -> None:
    gate = gate_of(gate="unparsed_rate <= 0.05", expect=0.02)
    assert need_of(gate).units == 364
    assert [few.units for few in gate.fewest] == [59, 97, 130, 219]


def test_recall_counts_its_class_and_the_share_gives_the_whole() -> None:
    gate = gate_of(gate="recall[disease] >= 0.95", expect=0.98, share=0.1)
    assert str(gate.units) == "examples of class 'disease'"
    assert need_of(gate) == Need(364, 370, 3700, need_of(gate).chance)
    assert [few.in_all for few in gate.fewest] == [590, 970, 1300, 2200]


def test_without_the_share_the_plan_says_how_to_give_it() -> None:
    gate = gate_of(gate="recall[disease] >= 0.95", expect=0.98)
    assert need_of(gate).in_all is None
    assert "--share" in str(gate.why[-1])


def test_specificity_counts_the_rest() -> None:
    gate = gate_of(gate="specificity[disease] >= 0.9", expect=0.95, share=0.1)
    assert str(gate.units) == "examples of other classes than 'disease'"
    assert need_of(gate).in_all == 290  # 259 of nine in ten


def test_a_slice_multiplies_what_is_needed_in_all() -> None:
    assert need_of(gate_of(gate="accuracy >= 0.9", expect=0.95, slice=0.1)).in_all == 2600


def test_f1_is_planned_on_the_scale_of_the_jaccard_index() -> None:
    gate = gate_of(gate="f1[yes] >= 0.9", expect=0.95, share=0.25)
    same = gate_of(gate=f"accuracy >= {0.9 / 1.1!r}", expect=0.95 / 1.05)
    assert need_of(gate).units == need_of(same).units
    assert need_of(gate).in_all == pytest.approx(need_of(gate).units / (0.25 * 1.05), rel=0.1)


def test_a_model_that_is_worse_is_planned_to_fail() -> None:
    gate = gate_of(gate="accuracy >= 0.9", expect=0.85)
    assert gate.outcome is Outcome.FAIL
    assert gate.fewest == ()
    assert need_of(gate).units == need_of(gate_of(gate="accuracy <= 0.9", expect=0.85)).units


def test_a_model_at_its_limit_is_too_close_to_tell() -> None:
    gate = gate_of(gate="accuracy >= 0.9", expect=0.9)
    assert gate.need is None
    assert "too close" in str(gate.why[0])


def test_a_model_that_never_errs_needs_the_fewest_that_can_pass() -> None:
    assert need_of(gate_of(gate="accuracy >= 0.95", expect=1)) == Need(59, 59, None, 1.0)


def test_what_is_planned_passes_in_about_four_of_five_evaluations() -> None:
    need = need_of(gate_of(gate="accuracy >= 0.8", expect=0.9))
    draw, passed, tests = np.random.default_rng(7), 0, 200
    for _ in range(tests):
        said = np.where(draw.random(need.about) < 0.9, "1", "0").tolist()
        low = assay.evaluate(said, references=["1"] * need.about, labels=["0", "1"], metrics=["accuracy"]).metrics
        passed += (low["accuracy"].low or 0) >= 0.8
    assert passed / tests == pytest.approx(need.chance, abs=0.08)


@pytest.mark.parametrize(
    ("gain", "changed", "units"),
    [(0.01, 0.1, 7847), (0.02, 0.1, 1960), (0.02, 0.2, 3923), (0.03, 0.2, 1742), (0.05, 0.1, 312), (0.1, 0.2, 155)],
)
def test_a_gain_needs_what_the_table_says(gain: float, changed: float, units: int) -> None:
    (need,) = gain_of(gain=gain, changed=changed).needs
    assert need.need.units == units


def test_where_nobody_knows_how_many_change_a_range_is_shown() -> None:
    assert [(one.changed, one.need.units) for one in gain_of(gain=0.02).needs] == [
        (0.05, 979),
        (0.1, 1960),
        (0.2, 3923),
    ]
    assert [one.changed for one in gain_of(gain=0.4).needs] == [0.5, 0.75, 1.0]


def test_another_metric_needs_a_pilot_and_follows_its_standard_error() -> None:
    report = assay.evaluate(texts(), metrics=["bleu"])
    estimate = report.metrics["bleu"]
    assert estimate.se is not None
    assert estimate.value is not None
    (low, middle, high) = gain_of(report, gain=2, metrics=["bleu"]).needs
    assert middle.need.units == math.ceil((reach(0.95) * estimate.se / 2) ** 2 * 60)
    assert (low.correlation, high.correlation) == (0.2, 0.8)
    assert low.need.units == pytest.approx(1.6 * middle.need.units, rel=0.01)
    limit = round(estimate.value) - 3
    needed = need_of(gate_of(report, gate=f"bleu >= {limit}"))
    more = more_units(estimate.value, estimate.se, 60, limit, 0.95)
    assert max(0, needed.units - 60) <= more <= 1.1 * max(0, needed.units - 60) + 1


def test_the_smallest_difference_shrinks_with_the_root_of_n() -> None:
    report = assay.evaluate(texts(), metrics=["chrf"])
    here, four = (detectable_of(report, n=n).margins[0].margin for n in (60, 240))
    se = report.metrics["chrf"].se
    assert se is not None
    assert here == pytest.approx(reach(0.95) * se)
    assert four == pytest.approx(reach(0.95) * se / 2)


def test_a_pilot_alone_says_what_it_can_show() -> None:
    found = detectable_of(labels(), metrics=["accuracy", "recall[yes]"])
    accuracy, recall = found.margins
    assert (found.n, accuracy.units, recall.units) == (200, 200, 50)
    assert accuracy.value == 0.9
    assert accuracy.margin is not None
    assert need_of(gate_of(labels(), gate=f"accuracy >= {0.9 - accuracy.margin}")).units == pytest.approx(200, rel=0.1)


def test_a_pilot_gives_the_share_of_the_class() -> None:
    need = need_of(gate_of(labels(), gate="recall[yes] >= 0.7", expect=0.9))
    assert need.in_all == pytest.approx(4 * need.units, rel=0.1)


def test_copies_count_once() -> None:
    alone = need_of(gate_of(labels(), gate="accuracy >= 0.8"))
    copied = need_of(gate_of(labels(copies=3), gate="accuracy >= 0.8", cluster="patient"))
    assert copied.units == pytest.approx(3 * alone.units, rel=0.05)


def test_n_examples_show_what_would_need_as_many() -> None:
    found = detectable_of(n=260)
    ninety = next(margin for margin in found.margins if margin.threshold == 0.9)
    assert ninety.value == pytest.approx(0.95, abs=0.004)
    gains = {gain.changed: gain.gain for gain in detectable_of(n=312).gains}
    assert gains[0.1] == pytest.approx(0.05, abs=0.0002)


def test_what_no_number_of_errors_passes_is_shown_as_nothing() -> None:
    (margin,) = detectable_of(n=28, gate="accuracy >= 0.9", expect=0.95).margins
    assert (margin.value, margin.margin) == (None, None)


def test_runs_are_those_of_the_document() -> None:
    runs = assay.plan(runs=True).runs
    assert isinstance(runs, RunsPlan)
    assert [line.runs for line in runs.lines] == [3, 4, 5, 6, 8, 10]
    five = runs.lines[2]
    assert [round(100 * chance) for chance in five.bad.values()] == [62, 88, 95]
    assert "Five runs" in " ".join(map(str, runs.why))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "asked",
    [
        {"gate": "recall[disease] >= 0.95", "expect": 0.98, "share": 0.1, "slice": 0.5},
        {"gate": "accuracy >= 0.9", "expect": 0.9},
        {"gain": 0.02},
        {"n": 20},
        {"runs": True, "n": 500, "gate": "f1 >= 0.9", "expect": 0.95, "share": 0.2},
        {"gain": 0.1, "gate": "accuracy >= 0.9", "expect": 0.95, "n": 200, "changed": 0.2},
    ],
)
def test_a_plan_follows_the_published_schema(asked: dict[str, Any], language: str) -> None:
    plan = assay.plan(**asked, lang=language)
    jsonschema.validate(json.loads(json.dumps(plan.to_dict(), allow_nan=False)), SCHEMA)


@pytest.mark.parametrize("rows", [texts(), labels()])
def test_a_plan_from_a_pilot_follows_the_published_schema(rows: object) -> None:
    plan = assay.plan(rows).to_dict()
    jsonschema.validate(json.loads(json.dumps(plan, allow_nan=False)), SCHEMA)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "Say what to plan"),
        ({"gate": "accuracy >= 0.9"}, "Say with --expect"),
        ({"gate": "accuracy", "expect": 0.9}, "in quotes"),
        ({"gate": "acuracy >= 0.9", "expect": 0.95}, "--gate: No metric is called 'acuracy'. Did you mean 'accuracy'?"),
        ({"gate": "bleu >= 30", "expect": 35}, "give a pilot file"),
        ({"gate": "accuracy >= 95", "expect": 0.97}, "did you mean 0.95?"),
        ({"gate": "accuracy >= 0.9", "expect": 97}, "did you mean 0.97?"),
        ({"gate": "accuracy >= 1", "expect": 1}, "no number of examples"),
        ({"gate": "specificity >= 0.9", "expect": 0.95, "share": 1}, "leaves no"),
        ({"gate": "accuracy >= 0.9", "expect": 0.95, "share": 0.1}, "there is --slice"),
        ({"gate": "recall >= 0.9", "expect": 0.95, "n": 100}, "say with --share"),
        ({"gate": "recall >= 0.9", "expect": 0.95, "n": 5, "share": 0.1}, "larger --n"),
        ({"gain": 2}, "did you mean 0.02?"),
        ({"gain": 0}, "above 0"),
        ({"gain": math.nan}, "above 0"),
        ({"gain": 0.05, "changed": 0.01}, "--changed 0.01 is less"),
        ({"gain": 0.05, "share": 0.1}, "there is --slice"),
        ({"gain": 0.05, "metrics": ["accuracy", "recall"]}, "one metric"),
        ({"gain": 1e-7}, "too small"),
        ({"gain": 0.1, "slice": 10}, "did you mean 0.1?"),
        ({"gain": 0.1, "slice": 0}, "above 0 and at most 1"),
        ({"n": 0}, "a whole number from 1"),
        ({"n": 5, "expect": 0.9}, "--expect says nothing without --gate"),
        ({"runs": True, "changed": 0.1}, "--changed says nothing without --gain"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(assay.UsageError, match=r"\w") as refused:
        assay.plan(**asked)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"gain": 0.2, "metrics": ["accuracy"]}, "leaves room for a gain of 0.1"),
        ({"metrics": ["bleu"]}, "cannot be planned from this pilot"),
        ({"gate": "bleu >= 30"}, "cannot be planned from this pilot"),
        ({"gate": "recall[maybe] >= 0.9"}, "none of the labels"),
        ({"gain": 0.02, "metrics": ["macro_f1"], "changed": 0.1}, "for rates"),
    ],
)
def test_a_pilot_that_does_not_fit_is_refused(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(assay.UsageError) as refused:
        assay.plan(labels(), **asked)
    assert said in str(refused.value)


def test_a_gain_in_texts_needs_its_metric_named() -> None:
    with pytest.raises(assay.UsageError, match="--metrics"):
        assay.plan(texts(), gain=1)
