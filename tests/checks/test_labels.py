"""What is wrong with labels, their cut and their confidence is found where it was planted, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import assay
from assay.core.arrays import Array, BoolArray, IntArray
from assay.core.finding import Finding
from assay.core.report import Report
from assay.stats.calibrated import p_of_calibrated, scaled, temperature
from assay.stats.cuts import FOLDS, MEASURES, best_cut, cross_fitted, cut_for_recall, gain

Row = dict[str, Any]
OURS = {
    "class-imbalance",
    "low-recall-class",
    "low-precision-class",
    "confused-labels",
    "threshold-misplaced",
    "miscalibrated",
}


def report_on(rows: Sequence[Row], **options: Any) -> Report:
    return assay.evaluate(list(rows), task="classification", **options)


def found(report: Report, code: str) -> Finding | None:
    return next((one for one in report.findings if one.code == code), None)


def why_not(report: Report, code: str) -> str:
    return next(str(one.why) for one in report.diagnosis.not_applicable if one.code == code)


def cells(table: Mapping[tuple[str, str], int]) -> list[Row]:
    """Rows of (reference, prediction) -> how many."""
    pairs = [pair for pair, count in table.items() for _ in range(count)]
    return [{"id": f"e{i}", "prediction": said, "reference": gold} for i, (gold, said) in enumerate(pairs)]


def drawn(n: int, matrix: Sequence[Sequence[float]], draw: np.random.Generator, shares: Any = None) -> list[Row]:
    """Rows by the chance that a label (row) is called by each (column)."""
    chances = np.array(matrix)
    gold = draw.choice(len(chances), n, p=shares)
    said = (draw.random(n)[:, None] > chances[gold].cumsum(axis=1)).sum(axis=1).clip(max=len(chances) - 1)
    return [
        {"id": f"e{i}", "prediction": f"l{b}", "reference": f"l{a}"}
        for i, (a, b) in enumerate(zip(gold, said, strict=True))
    ]


def even(labels: int, accuracy: float) -> Array:
    matrix = np.full((labels, labels), (1 - accuracy) / (labels - 1))
    np.fill_diagonal(matrix, accuracy)
    return matrix


def scores(n: int, draw: np.random.Generator, share: float = 0.5, apart: float = 2.0) -> tuple[BoolArray, Array]:
    """Positives, and calibrated probabilities for them."""
    positive = draw.random(n) < share
    x = draw.normal(size=n) + apart * positive
    return positive, 1 / (1 + np.exp(-(apart * x - apart**2 / 2 + np.log(share / (1 - share)))))


def cut_at(positive: BoolArray, chance: Array, cut: float) -> list[Row]:
    return [
        {
            "id": f"e{i}",
            "prediction": "ill" if p >= cut else "well",
            "reference": "ill" if ill else "well",
            "prob_ill": float(p),
            "prob_well": 1 - float(p),
        }
        for i, (ill, p) in enumerate(zip(positive, chance, strict=True))
    ]


def stated(n: int, heat: float, draw: np.random.Generator, labels: int = 4) -> tuple[IntArray, Array]:
    """Labels, and probabilities that are calibrated at a heat of 1, too sure above."""
    logits = draw.normal(size=(n, labels)) * 2.5
    true = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    gold = (draw.random((n, 1)) > true.cumsum(axis=1)).sum(axis=1).clip(max=labels - 1)
    given = np.exp(heat * logits)
    return gold, given / given.sum(axis=1, keepdims=True)


def with_probabilities(gold: IntArray, chances: Array) -> list[Row]:
    names = [f"l{k}" for k in range(chances.shape[1])]
    return [
        {
            "id": f"e{i}",
            "prediction": names[int(row.argmax())],
            "reference": names[int(label)],
            **{f"prob_{name}": float(p) for name, p in zip(names, row, strict=True)},
        }
        for i, (label, row) in enumerate(zip(gold, chances, strict=True))
    ]


MISSED = {("a", "a"): 95, ("a", "b"): 5, ("b", "b"): 90, ("b", "a"): 10, ("c", "c"): 50, ("c", "a"): 40, ("c", "b"): 10}


def test_a_label_that_is_missed_far_more_is_named_with_what_is_said_instead() -> None:
    finding = found(report_on(cells(MISSED)), "low-recall-class")
    assert finding is not None
    assert finding.severity == "warning"
    assert (finding.evidence["label"], finding.evidence["recall"], finding.evidence["taken_for"]) == ("c", 0.5, "a")
    assert "50 missed, 40 are called 'a'" in str(finding.message)
    assert finding.examples[0] == "e250"


def test_a_rare_label_missed_by_chance_is_not_named() -> None:
    rows = cells({("a", "a"): 95, ("a", "b"): 5, ("b", "b"): 95, ("b", "a"): 5, ("c", "c"): 3, ("c", "a"): 2})
    assert found(report_on(rows), "low-recall-class") is None


CLAIMED = {("a", "a"): 60, ("a", "c"): 40, ("b", "b"): 95, ("b", "a"): 5, ("c", "c"): 97, ("c", "b"): 3}


def test_a_label_that_is_claimed_too_often_is_named_with_where_it_takes_from() -> None:
    finding = found(report_on(cells(CLAIMED)), "low-precision-class")
    assert finding is not None
    assert (finding.evidence["label"], finding.evidence["taken_from"]) == ("c", "a")
    assert "said 137 times and there are 100" in str(finding.message)
    assert finding.examples[0] == "e60"


def test_a_rare_label_is_not_blamed_for_a_precision_that_is_low_by_nature() -> None:
    rows = cells({("a", "a"): 960, ("a", "b"): 12, ("b", "b"): 18, ("b", "a"): 10})
    assert found(report_on(rows), "low-precision-class") is None


MIXED = {("a", "a"): 40, ("a", "b"): 18, ("a", "c"): 2, ("b", "b"): 42, ("b", "a"): 16, ("b", "d"): 2}
MIXED |= {("c", "c"): 57, ("c", "d"): 2, ("c", "a"): 1, ("d", "d"): 58, ("d", "c"): 1, ("d", "b"): 1}


def test_two_labels_that_are_taken_for_each_other_are_named() -> None:
    finding = found(report_on(cells(MIXED)), "confused-labels")
    assert finding is not None
    assert (finding.severity, finding.evidence["first"], finding.evidence["second"]) == ("warning", "a", "b")
    assert (finding.evidence["first_as_second"], finding.evidence["second_as_first"]) == (18, 16)
    assert finding.examples[0] == "e40"


def test_a_label_that_another_swallows_is_named_though_nothing_comes_back() -> None:
    finding = found(report_on(cells({**MIXED, ("b", "a"): 0, ("b", "b"): 58})), "confused-labels")
    assert finding is not None
    assert (finding.evidence["first_as_second"], finding.evidence["second_as_first"]) == (18, 0)


def test_errors_of_one_label_that_go_everywhere_are_no_confusion() -> None:
    rows = cells({**MIXED, ("b", "a"): 0, ("b", "b"): 58, ("a", "b"): 8, ("a", "c"): 7, ("a", "d"): 5})
    assert found(report_on(rows), "confused-labels") is None


def test_two_labels_alone_cannot_be_confused_more_than_others() -> None:
    rows = cells({("a", "a"): 50, ("a", "b"): 20, ("b", "b"): 50, ("b", "a"): 20})
    assert "three labels" in why_not(report_on(rows), "confused-labels")


def test_where_one_label_takes_nearly_all_the_collapse_says_so_and_nothing_else() -> None:
    report = report_on(cells({("a", "a"): 60, ("b", "a"): 55, ("b", "b"): 5}))
    for code in ("low-recall-class", "low-precision-class"):
        assert found(report, code) is None
        assert "label-collapse" in why_not(report, code)


UNEVEN = {("ham", "ham"): 830, ("ham", "spam"): 20, ("spam", "spam"): 75, ("spam", "ham"): 75}


def test_uneven_labels_are_found_behind_an_accuracy_that_hides_them() -> None:
    finding = found(report_on(cells(UNEVEN)), "class-imbalance")
    assert finding is not None
    assert finding.evidence["accuracy"] == 0.905
    assert finding.evidence["balanced_accuracy"] == pytest.approx((830 / 850 + 0.5) / 2)
    assert "75 times of 150" in str(finding.message)


def test_uneven_labels_that_are_known_alike_are_no_finding() -> None:
    rows = cells({("ham", "ham"): 765, ("ham", "spam"): 85, ("spam", "spam"): 135, ("spam", "ham"): 15})
    assert found(report_on(rows), "class-imbalance") is None


def test_a_policy_that_asks_for_the_rare_label_hides_nothing(tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text("gates:\n  - recall[spam] >= 0.4\n", encoding="utf-8")
    assert found(report_on(cells(UNEVEN), policy=str(policy)), "class-imbalance") is None


def test_a_cut_that_misses_half_the_positives_is_moved() -> None:
    positive, chance = scores(600, np.random.default_rng(1))
    finding = found(report_on(cut_at(positive, chance, 0.93), positive="ill"), "threshold-misplaced")
    assert finding is not None
    assert finding.severity == "warning"
    assert finding.evidence["metric"] == "accuracy"
    assert 0.3 < float(finding.evidence["cut"] or 0) < 0.7
    assert finding.stake is not None
    assert finding.stake.low > 0.01


def test_a_cut_in_the_right_place_is_left_there() -> None:
    positive, chance = scores(600, np.random.default_rng(2))
    assert found(report_on(cut_at(positive, chance, 0.5), positive="ill"), "threshold-misplaced") is None


def test_a_recall_that_the_policy_asks_for_is_promised_by_a_lower_cut(tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text("gates:\n  - recall[ill] >= 0.95\n", encoding="utf-8")
    positive, chance = scores(600, np.random.default_rng(3), apart=3.0)
    report = report_on(cut_at(positive, chance, 0.5), positive="ill", policy=str(policy))
    finding = found(report, "threshold-misplaced")
    assert finding is not None
    assert "with 95 % confidence" in str(finding.message)
    assert float(finding.evidence["cut"] or 0) < 0.5
    assert finding.evidence["recall_promised"] == 0.95


def test_a_cut_needs_probabilities_and_a_positive_label() -> None:
    assert "probabilities" in why_not(report_on(cells(MISSED)), "threshold-misplaced")
    few = cut_at(*scores(30, np.random.default_rng(4)), 0.5)
    assert "20 are needed" in why_not(report_on(few, positive="ill"), "threshold-misplaced")
    gold, chances = stated(60, 1.0, np.random.default_rng(4))
    assert "two labels" in why_not(report_on(with_probabilities(gold, chances)), "threshold-misplaced")


@pytest.mark.parametrize(("heat", "title"), [(2.0, "surer than it is right"), (0.5, "right more often")])
def test_confidence_that_is_not_accuracy_is_found_with_the_temperature_that_mends_it(heat: float, title: str) -> None:
    finding = found(report_on(with_probabilities(*stated(500, heat, np.random.default_rng(5)))), "miscalibrated")
    assert finding is not None
    assert title in str(finding.title)
    assert finding.evidence["temperature"] == pytest.approx(heat, rel=0.2)
    assert float(finding.evidence["log_loss_after"] or 0) < float(finding.evidence["log_loss"] or 0)
    assert finding.stake is not None
    assert finding.stake.low > 0


def test_calibrated_confidence_is_no_finding_and_few_examples_cannot_tell() -> None:
    rows = with_probabilities(*stated(500, 1.0, np.random.default_rng(6)))
    assert found(report_on(rows), "miscalibrated") is None
    assert "50 are needed" in why_not(report_on(rows[:40]), "miscalibrated")


def test_the_findings_do_not_depend_on_the_order_of_the_file() -> None:
    rows = cut_at(*scores(400, np.random.default_rng(7)), 0.9)
    one, other = (report_on(order, positive="ill") for order in (rows, rows[::-1]))
    for code in ("threshold-misplaced", "miscalibrated"):
        first, second = found(one, code), found(other, code)
        assert (first is None) == (second is None)
        if first is not None and second is not None:
            assert first.evidence == pytest.approx(second.evidence)


def test_labels_say_nothing_of_texts() -> None:
    rows = [{"id": str(i), "prediction": f"Text {i} is here.", "reference": f"Text {i} was there."} for i in range(30)]
    report = assay.evaluate(rows, task="generation")
    assert all(why_not(report, code) for code in OURS)


# How often each is found: simulated. At most 1 in 100 of what is well, nearly always what is not.


def rate(code: str, draws: int, make: Any, **options: Any) -> float:
    reports = [report_on(make(np.random.default_rng(seed)), metrics=("accuracy",), **options) for seed in range(draws)]
    return sum(found(one, code) is not None for one in reports) / draws


@pytest.mark.parametrize("code", ["low-recall-class", "low-precision-class", "confused-labels", "class-imbalance"])
def test_labels_known_alike_raise_no_alarm(code: str) -> None:
    assert rate(code, 60, lambda draw: drawn(200, even(4, 0.85).tolist(), draw)) <= 0.02


def test_seventy_seven_labels_known_alike_raise_no_alarm_and_a_planted_one_is_found() -> None:
    matrix = even(77, 0.9)
    codes = ("low-recall-class", "low-precision-class", "confused-labels")
    healthy = report_on(drawn(3080, matrix.tolist(), np.random.default_rng(8)), metrics=("accuracy",))
    assert all(found(healthy, code) is None for code in codes)
    matrix[3, 3] -= 0.5
    matrix[3, 4] += 0.5
    ill = report_on(drawn(3080, matrix.tolist(), np.random.default_rng(8)), metrics=("accuracy",))
    finding = found(ill, "low-recall-class")
    assert finding is not None
    assert (finding.evidence["label"], finding.evidence["taken_for"]) == ("l3", "l4")


def test_a_label_missed_half_the_time_is_nearly_always_found_in_200() -> None:
    matrix = even(4, 0.9)
    matrix[2] = [0.2, 0.15, 0.5, 0.15]
    assert rate("low-recall-class", 60, lambda draw: drawn(200, matrix.tolist(), draw)) >= 0.95


def test_two_labels_confused_a_third_of_the_time_are_nearly_always_found_in_300() -> None:
    matrix = even(6, 0.94)
    for first, second in ((1, 2), (2, 1)):
        matrix[first, first] -= 0.3
        matrix[first, second] += 0.3
    assert rate("confused-labels", 60, lambda draw: drawn(300, matrix.tolist(), draw)) >= 0.95


def test_a_cut_moved_by_chance_is_no_finding_and_one_moved_far_is() -> None:
    def healthy(draw: np.random.Generator) -> list[Row]:
        return cut_at(*scores(200, draw), 0.5)

    def moved(draw: np.random.Generator) -> list[Row]:
        return cut_at(*scores(400, draw), 0.93)

    assert rate("threshold-misplaced", 60, healthy, positive="ill") <= 0.02
    assert rate("threshold-misplaced", 40, moved, positive="ill") >= 0.95


def test_the_test_of_calibration_holds_its_error_rate_and_finds_doubled_logits() -> None:
    def p(heat: float, seed: int) -> float:
        gold, chances = stated(200, heat, np.random.default_rng(seed))
        top = chances.argmax(axis=1)
        return p_of_calibrated(chances[np.arange(200), top], (top == gold).astype(np.float64), 499, seed)

    assert np.mean([p(1.0, seed) <= 0.05 for seed in range(200)]) <= 0.09
    assert np.mean([p(2.0, seed) <= 0.01 for seed in range(60)]) >= 0.9


def test_a_temperature_gives_the_calibrated_probabilities_back() -> None:
    gold, chances = stated(20_000, 2.0, np.random.default_rng(9))
    assert temperature(gold, chances) == pytest.approx(2.0, rel=0.04)
    assert scaled(np.array([[0.8, 0.2]]), 2.0) == pytest.approx(np.array([[2 / 3, 1 / 3]]))


def test_the_best_cut_by_hand() -> None:
    positive = np.array([True, True, False, True, False, False])
    values = np.array([0.9, 0.8, 0.7, 0.6, 0.3, 0.1])
    assert best_cut(positive, values, MEASURES["f1"]) == pytest.approx(0.45)
    assert best_cut(~positive, 1 - values, MEASURES["accuracy"]) == pytest.approx(0.3, abs=0.26)


def test_a_gain_without_merit_covers_nought() -> None:
    """Cross-fitted cuts of scores that say nothing: the 99 % interval is above 0 in at most 1 % and some noise."""
    alarms = 0
    for seed in range(200):
        draw = np.random.default_rng(seed)
        positive, values = draw.random(100) < 0.5, draw.random(100)
        said = cross_fitted(positive, values, np.arange(100) % FOLDS, MEASURES["f1"])
        alarms += gain(positive, draw.random(100) < 0.9, said, MEASURES["accuracy"], 0.99).low > 0
    assert alarms <= 5


def test_the_cut_for_a_recall_is_the_order_statistic_that_wilks_gives() -> None:
    values = np.arange(1.0, 101.0)
    assert cut_for_recall(values, 0.95, 0.95) == 2.0  # P(X <= 1) = 0.037, P(X <= 2) = 0.118 for 100 at 5 %
    assert cut_for_recall(values[:59], 0.95, 0.95) == 1.0
    assert cut_for_recall(values[:58], 0.95, 0.95) is None


def test_a_promised_recall_is_broken_in_at_most_five_of_a_hundred() -> None:
    draw = np.random.default_rng(10)
    cuts = np.array([cut_for_recall(draw.random(200), 0.9, 0.95) for _ in range(400)], np.float64)
    assert (1 - cuts < 0.9).mean() <= 0.075


# Whether there are enough of them.


def test_a_test_set_that_settles_no_requirement_is_too_small(tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text("gates:\n  - accuracy >= 0.8\n", encoding="utf-8")
    finding = found(
        report_on(cells({("a", "a"): 17, ("a", "b"): 3, ("b", "b"): 17, ("b", "a"): 3}), policy=str(policy)),
        "small-test-set",
    )
    assert finding is not None
    assert finding.severity == "warning"
    assert int(finding.evidence["examples_needed"] or 0) > 40
    assert "more examples" in str(finding.actions[0])


def test_a_test_set_that_settles_some_requirements_is_noted(tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text("gates:\n  - accuracy >= 0.8\n  - accuracy >= 0.3\n", encoding="utf-8")
    rows = cells({("a", "a"): 17, ("a", "b"): 3, ("b", "b"): 17, ("b", "a"): 3})
    finding = found(report_on(rows, policy=str(policy)), "small-test-set")
    assert finding is not None
    assert (finding.severity, finding.evidence["decided"]) == ("note", 1)


def test_a_test_set_that_settles_all_is_large_enough(tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text("gates:\n  - accuracy >= 0.8\n", encoding="utf-8")
    rows = cells({("a", "a"): 190, ("a", "b"): 10, ("b", "b"): 190, ("b", "a"): 10})
    assert found(report_on(rows, policy=str(policy)), "small-test-set") is None
    assert found(report_on(rows), "small-test-set") is None


def test_without_requirements_the_width_of_the_interval_says_that_examples_lack() -> None:
    finding = found(report_on(cells({("a", "a"): 14, ("a", "b"): 2, ("b", "b"): 14, ("b", "a"): 2})), "small-test-set")
    assert finding is not None
    assert "too wide" in str(finding.message)
    assert int(finding.evidence["examples_needed"] or 0) > 32
