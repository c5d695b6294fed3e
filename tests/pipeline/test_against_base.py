"""The candidate against a base, in every form in which one may be given."""

from __future__ import annotations

import json
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

import assay
from assay import InputError, UsageError
from assay.core.comparison import Comparison
from assay.core.report import Report
from tests.pipeline.made import drawn, labels, likelihoods, scored, shuffled, texts, valid, without, written

N = 240
BEFORE = labels(drawn(0.7, N, 1))
AFTER = labels(drawn(0.85, N, 2))
FIXED = sum(a["prediction"] == a["reference"] != b["prediction"] for a, b in zip(AFTER, BEFORE, strict=True))
BROKEN = sum(b["prediction"] == b["reference"] != a["prediction"] for a, b in zip(AFTER, BEFORE, strict=True))


def compared(candidate: object, base: object, **options: Any) -> Comparison:
    """The comparison with the only base."""
    report = assay.evaluate(candidate, base=base, **options)
    valid(report)
    (one,) = report.comparisons
    return one


def figures(one: Comparison) -> dict[str, tuple[float | None, ...]]:
    return {name: (found.value, found.low, found.high, found.p) for name, found in one.differences.items()}


def assert_same(one: Comparison, other: Comparison) -> None:
    mine, theirs = figures(one), figures(other)
    assert list(mine) == list(theirs)
    for name, values in mine.items():
        assert values == pytest.approx(theirs[name], abs=1e-12), name


# Which example is which


def test_fixed_and_broken_are_counted_on_the_same_examples() -> None:
    one = compared(AFTER, BEFORE)
    assert (one.primary, len(one.pairing)) == ("accuracy", N)
    assert one.changes is not None
    assert (one.changes.n_fixed, one.changes.n_broken, one.changes.n_same) == (FIXED, BROKEN, N - FIXED - BROKEN)
    assert f"put {FIXED} right that the base had wrong, and got {BROKEN} wrong" in str(one.effect)
    assert {change.id for change in one.changes.broken} == {
        a["id"]
        for a, b in zip(AFTER, BEFORE, strict=True)
        if a["prediction"] != a["reference"] and b["prediction"] == b["reference"]
    }


@pytest.mark.parametrize(
    ("dropped", "said"), [((), "by id"), (("id",), "by prompt")], ids=["with ids", "with prompts alone"]
)
def test_the_order_of_the_rows_does_not_matter(dropped: tuple[str, ...], said: str) -> None:
    one = compared(without(AFTER, *dropped), without(shuffled(BEFORE), *dropped), metrics=["accuracy", "f1", "mcc"])
    assert said in str(one.pairing.how)
    assert_same(one, compared(AFTER, BEFORE, metrics=["accuracy", "f1", "mcc"]))


def test_the_order_of_the_rows_does_not_matter_to_texts_without_ids() -> None:
    after, before = texts(0.2, 60, 1), texts(0.4, 60, 2)
    one = compared(without(after, "id"), without(shuffled(before), "id"), metrics=["chrf", "rougeL"])
    assert "by reference" in str(one.pairing.how)
    assert_same(one, compared(after, before, metrics=["chrf", "rougeL"]))


def test_files_that_do_not_overlap_are_refused_with_their_counts() -> None:
    with pytest.raises(InputError, match=r"None of the 200 examples .* is among the 40 of"):
        assay.evaluate(AFTER[:200], base=BEFORE[200:])


def test_labels_of_another_number_are_refused_with_their_counts() -> None:
    gold = [row["reference"] for row in AFTER]
    said = [{"prediction": row["prediction"], "reference": row["reference"]} for row in BEFORE[:200]]
    with pytest.raises(InputError, match=r"\(240\) is which of .* \(200\)"):
        assay.evaluate([row["prediction"] for row in AFTER], references=gold, base=said)


def test_files_that_overlap_in_part_are_compared_where_they_do_and_the_rest_is_counted() -> None:
    one = compared(AFTER[:200], BEFORE[50:])
    assert (len(one.pairing), one.pairing.alone) == (150, (50, 40))
    assert_same(one, compared(AFTER[50:200], BEFORE[50:200]))


def test_the_whole_candidate_is_still_measured_where_the_base_holds_a_part() -> None:
    report = assay.evaluate(AFTER, base=BEFORE[:100])
    assert report.estimates["accuracy"].n == N
    assert report.comparisons[0].differences["accuracy"].candidate == pytest.approx(
        assay.evaluate(AFTER[:100]).estimates["accuracy"].value
    )


def test_both_sides_are_judged_by_the_candidates_references() -> None:
    other = [{**row, "reference": "ham"} for row in BEFORE]
    one = compared(AFTER, other)
    assert one.pairing.other_references == N / 2
    assert_same(one, compared(AFTER, BEFORE))


def test_a_base_without_references_is_judged_by_the_candidates() -> None:
    assert_same(compared(AFTER, without(BEFORE, "reference")), compared(AFTER, BEFORE))


def test_examples_of_one_cluster_count_once_in_a_difference_too() -> None:
    who = [i // 4 for i in range(N)]
    after, before = labels(drawn(0.85, N, 2), who=who), labels(drawn(0.7, N, 1), who=who)
    found = compared(after, before, cluster="who").differences["accuracy"]
    assert found.method == "paired jackknife"
    assert found.fixed is None
    part = compared(after[:200], before[40:], cluster="who").differences["accuracy"]
    whole = compared(after[40:200], before[40:200], cluster="who").differences["accuracy"]
    assert (part.low, part.high) == pytest.approx((whole.low, whole.high))


# How a base is given


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    written(tmp_path / "after.jsonl", AFTER)
    written(tmp_path / "before.jsonl", BEFORE)
    written(tmp_path / "before2.jsonl", labels(drawn(0.7, N, 3)))
    written(tmp_path / "release.jsonl", labels(drawn(0.8, N, 4)))
    return tmp_path


def sources(report: Report) -> list[tuple[str, tuple[int, int]]]:
    return [(Path(one.source.path).name, one.runs) for one in report.comparisons]


@pytest.mark.parametrize(
    "base",
    [
        BEFORE,
        tuple(BEFORE),
        {name: [row[name] for row in BEFORE] for name in BEFORE[0]},
        pd.DataFrame(BEFORE),
        pl.DataFrame(BEFORE),
        [BEFORE],
        [[BEFORE]],
        [pd.DataFrame(BEFORE)],
    ],
    ids=["rows", "a tuple of rows", "columns", "pandas", "polars", "a base of rows", "a run of rows", "[pandas]"],
)
def test_a_base_may_be_rows_or_a_table(base: object) -> None:
    assert_same(compared(AFTER, base), compared(AFTER, BEFORE))


def test_a_base_may_be_the_list_of_what_it_said() -> None:
    gold = [row["reference"] for row in AFTER]
    said = [[row["prediction"] for row in rows] for rows in (AFTER, BEFORE)]
    one = compared(said[0], said[1], references=gold)
    assert "row by row" in str(one.pairing.how)
    assert figures(one)["accuracy"] == pytest.approx(figures(compared(AFTER, BEFORE))["accuracy"])


@pytest.mark.parametrize("base", [None, [], ()])
def test_no_base_is_no_comparison(base: object) -> None:
    assert assay.evaluate(AFTER, base=base).comparisons == ()


def test_a_base_may_be_a_path(folder: Path) -> None:
    for base in (folder / "before.jsonl", str(folder / "before.jsonl"), [str(folder / "before.jsonl")]):
        one = compared(folder / "after.jsonl", base)
        assert Path(one.source.path).name == "before.jsonl"
        assert_same(one, compared(AFTER, BEFORE))


def test_a_list_of_paths_is_several_bases_each_with_a_gate(folder: Path) -> None:
    report = assay.evaluate(AFTER, base=[folder / "before.jsonl", str(folder / "release.jsonl")])
    found = valid(report)
    assert sources(report) == [("before.jsonl", (1, 1)), ("release.jsonl", (1, 1))]
    assert found["comparison"]["base"].endswith("before.jsonl")
    assert [one["base"][-13:] for one in found["other_comparisons"]] == ["release.jsonl"]
    assert [Path(source["path"]).name for source in found["inputs"]["base"]] == ["before.jsonl", "release.jsonl"]
    assert [gate.about for gate in report.judgement.gates] == ["majority", "base", "base", "findings"]


def test_a_list_in_the_list_is_several_runs_of_one_base(folder: Path) -> None:
    runs = [[folder / "before.jsonl", folder / "before2.jsonl"], folder / "release.jsonl"]
    report = assay.evaluate(AFTER, base=runs)
    valid(report)
    assert sources(report) == [("before.jsonl", (1, 2)), ("release.jsonl", (1, 1))]
    found = report.comparisons[0].differences["accuracy"]
    single = [
        assay.evaluate(AFTER, base=folder / name).comparisons[0].differences["accuracy"].value
        for name in ("before.jsonl", "before2.jsonl")
    ]
    assert found.value == pytest.approx(np.mean([value or 0 for value in single]))
    assert "over examples and runs" in found.method


@pytest.mark.parametrize("rows", [AFTER, texts(0.2, 40, 1), likelihoods(0.5, 4, 60, 1)], ids=["labels", "texts", "lm"])
def test_a_file_that_is_its_own_base_is_noticed(rows: list[dict[str, Any]]) -> None:
    report = assay.evaluate(rows, base=rows)
    valid(report)
    (one,) = report.comparisons
    assert one.alike
    assert "gave the same output on all" in str(one.effect)
    assert any("Check that" in str(step) for step in report.verdict.next)


def test_runs_of_which_one_has_no_value_have_no_mean_to_compare() -> None:
    runs = [likelihoods(0.5, 4, 60, seed) for seed in (1, 2)]
    runs[1][7]["nll"] = float("inf")
    report = assay.evaluate(runs[0], base=likelihoods(0.6, 4, 60, 3), repeats=runs[1:])
    valid(report)
    (one,) = report.comparisons
    found = one.differences["perplexity"]
    assert (found.gain, found.better) == (None, False)
    assert found.why is not None
    assert report.verdict.outcome.value == "inconclusive"


def test_runs_may_be_tables_of_their_own() -> None:
    runs = [[pd.DataFrame(BEFORE), labels(drawn(0.7, N, 3))]]
    assert compared(AFTER, runs).runs == (1, 2)


def test_sets_of_labels_and_numbers_are_what_one_base_said_and_no_runs() -> None:
    gold = [["a", "b"] if i % 3 else ["c"] for i in range(30)]
    said = [labels if i % 5 else ["a"] for i, labels in enumerate(gold)]
    one = compared(gold, said, references=gold)
    assert (one.runs, one.primary) == ((1, 1), "subset_accuracy")
    stars = [f"{i % 5}.5" for i in range(30)]
    assert compared(stars, stars[::-1], references=stars).runs == (1, 1)


def test_repeats_are_runs_of_the_candidate_in_the_comparison() -> None:
    repeats = [labels(drawn(0.85, N, seed)) for seed in (5, 6)]
    one = compared(AFTER, BEFORE, repeats=repeats)
    accuracies = [assay.evaluate(rows).estimates["accuracy"].value or 0 for rows in (AFTER, *repeats)]
    assert one.runs == (3, 1)
    assert one.differences["accuracy"].candidate == pytest.approx(np.mean(accuracies))
    # Fixed and broken are of single runs; the mean of several is told by itself.
    assert str(one.effect).startswith("The change in accuracy is +0.1")


def test_a_missing_base_is_said_like_a_missing_candidate(folder: Path) -> None:
    with pytest.raises(InputError, match=r"befor\.jsonl"):
        assay.evaluate(AFTER, base=folder / "befor.jsonl")


# Other kinds of tasks


def test_label_sets_are_compared_by_the_sets_that_are_wholly_right() -> None:
    gold = [["a", "b"] if i % 3 else ["c"] for i in range(90)]

    def rows(wrong: int) -> list[dict[str, Any]]:
        return [
            {"id": i, "prediction": labels if i % wrong else ["a", "c"], "reference": labels}
            for i, labels in enumerate(gold)
        ]

    one = compared(rows(9), rows(3))
    assert one.primary == "subset_accuracy"
    assert one.changes is not None
    assert (one.changes.n_fixed, one.changes.n_broken) == (20, 0)


def test_a_base_of_probabilities_alone_is_compared_with_one_of_labels() -> None:
    sure = [{"id": row["id"], "prob_spam": 0.9 if row["prediction"] == "spam" else 0.2} for row in BEFORE]
    full = [
        {**row, "reference": b["reference"], "prob_ham": 1 - row["prob_spam"]}
        for row, b in zip(sure, BEFORE, strict=True)
    ]
    one = compared(AFTER, full)
    assert figures(one)["accuracy"] == pytest.approx(figures(compared(AFTER, BEFORE))["accuracy"])


def test_a_better_writer_is_found_better_and_the_changes_are_told() -> None:
    one = compared(texts(0.1, 80, 1), texts(0.4, 80, 2))
    assert one.primary == "chrf"
    assert one.differences["chrf"].better
    assert one.changes is not None
    assert one.changes.n_fixed + one.changes.n_broken + one.changes.n_same == 80
    gains = [change.candidate - change.base for change in one.changes.fixed]
    assert gains == sorted(gains, reverse=True)
    assert "80 examples" in str(one.effect)


def test_a_model_that_is_less_surprised_is_better() -> None:
    one = compared(likelihoods(0.5, 4, 60, 1), likelihoods(0.6, 4, 60, 2))
    assert one.primary == "perplexity"
    assert one.differences["perplexity"].better
    assert "less surprised by each token" in str(one.effect)


def test_another_tokeniser_leaves_perplexity_out_and_bits_per_byte_decide() -> None:
    report = assay.evaluate(likelihoods(0.5, 4, 60, 1), base=likelihoods(0.6, 3, 60, 2))
    valid(report)
    (one,) = report.comparisons
    assert "perplexity" not in one.differences
    assert "count tokens differently" in str(one.not_compared["perplexity"])
    # 120 bytes at about 0.5 and 0.6 nats a byte.
    bits = one.differences["bits_per_byte"]
    assert bits.value == pytest.approx((0.5 - 0.6) / np.log(2), rel=0.2)
    assert (one.primary, bits.better) == ("bits_per_byte", True)
    assert [gate.metric for gate in report.judgement.gates if gate.about == "base"] == ["bits_per_byte"]


def test_likelihoods_by_other_windows_are_not_compared(tmp_path: Path) -> None:
    ours, same, other = (scored(tmp_path, f"{stride}{n}.jsonl", stride) for n, stride in enumerate((None, None, 256)))
    compared, refused = assay.evaluate(ours, base=[same, other]).comparisons
    assert "perplexity" in compared.differences
    assert refused.differences == {}
    assert "stride" in str(refused.not_compared["bits_per_byte"])


# Groups of examples


def grouped(worse: str | None, seed: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Ten groups of 60; in one of them the candidate is right half as often as the base."""
    draw = np.random.default_rng(seed)
    kind = [f"k{i // 2 % 10}" for i in range(600)]
    before = draw.random(600) < 0.8
    after = np.array([draw.random() < (0.4 if one == worse else 0.8) for one in kind])
    return labels(after.tolist(), kind=kind), labels(before.tolist(), kind=kind)


def test_a_group_that_got_worse_is_found_and_no_other_is() -> None:
    one = compared(*grouped("k3", 1), slices=["kind"])
    assert [found.value for found in one.slices if found.worse] == ["k3"]
    assert len(one.slices) == 10
    assert all(found.n == 60 for found in one.slices)


def test_among_ten_groups_that_are_alike_false_alarms_are_few() -> None:
    """At 10 % false discoveries, where all are false, a group is called worse in at most 10 % of reports; without the
    correction it would be in 65 %. Of 150 reports at most 26 then, for 3 standard errors.
    """
    reports = (
        assay.evaluate(after, base=before, slices=["kind"], metrics=["accuracy"])
        for after, before in (grouped(None, seed) for seed in range(150))
    )
    assert sum(any(found.worse for found in report.comparisons[0].slices) for report in reports) <= 26


def test_a_group_is_compared_as_if_it_stood_alone() -> None:
    after, before = grouped("k3", 1)
    for metric in ("accuracy", "f1", "macro_f1", "mcc", "recall[ham]", "kappa"):
        one = compared(after, before, metrics=[metric], slices=["kind"])
        part = next(found for found in one.slices if found.value == "k3").difference
        alone = compared(*([row for row in rows if row["kind"] == "k3"] for rows in (after, before)), metrics=[metric])
        expected = alone.differences[part.metric]
        assert (part.value, part.low, part.high, part.p) == pytest.approx(
            (expected.value, expected.low, expected.high, expected.p)
        ), metric


def test_too_few_changes_are_not_tested_and_take_no_share_of_the_correction() -> None:
    kind = ["small" if i < 4 else "large" for i in range(N)]
    one = compared(labels(drawn(0.85, N, 2), kind=kind), labels(drawn(0.7, N, 1), kind=kind), slices=["kind"])
    small, large = sorted(one.slices, key=lambda found: found.n)
    assert (small.n, small.p_worse, small.worse) == (4, None, False)
    assert large.p_worse is not None


@pytest.mark.parametrize("runs", [1, 3])
def test_a_group_of_a_single_example_is_listed_and_not_tested(runs: int) -> None:
    kind = ["one", *(["many"] * (N - 1))]
    after = [labels(drawn(0.85, N, seed), kind=kind) for seed in range(2, 2 + runs)]
    one = compared(after[0], labels(drawn(0.7, N, 1), kind=kind), repeats=after[1:], slices=["kind"])
    found = {part.value: part for part in one.slices}
    assert (found["one"].n, found["one"].p_worse) == (1, None)
    assert found["many"].p_worse is not None


def test_groups_by_two_columns_share_one_correction() -> None:
    after, before = grouped("k3", 1)
    for rows in (after, before):
        for i, row in enumerate(rows):
            row["half"] = "first" if i < 300 else "second"
    one = compared(after, before, slices=["kind", "half"])
    assert len(one.slices) == 12
    alone = compared(after, before, slices=["kind"])
    p = {found.value: found.p_worse for found in one.slices}
    assert p["k3"] is not None
    assert p["k3"] > (next(found.p_worse for found in alone.slices if found.value == "k3") or 0)


def test_a_column_that_is_not_there_is_answered_with_those_that_are() -> None:
    after, before = grouped(None, 1)
    with pytest.raises(UsageError, match=r"There is no column 'kinds' to divide the examples by; the others are kind"):
        assay.evaluate(after, base=before, slices=["kinds"])


def test_a_column_of_texts_makes_no_groups() -> None:
    after = labels(drawn(0.85, N, 2), who=[f"w{i}" for i in range(N)])
    with pytest.raises(UsageError, match="Column 'who' has 240 different values; slices are made of at most 100"):
        assay.evaluate(after, base=BEFORE, slices=["who"])


def test_groups_need_a_base() -> None:
    with pytest.raises(UsageError, match="give one with --base FILE"):
        assay.evaluate(grouped(None, 1)[0], slices=["kind"])


# What a policy asks


def asked(folder: Path, text: str) -> str:
    (folder / "ship.yaml").write_text(text, encoding="utf-8")
    return str(folder / "ship.yaml")


def test_the_policys_metric_decides(tmp_path: Path) -> None:
    report = assay.evaluate(AFTER, base=BEFORE, policy=asked(tmp_path, "gates: [mcc > base, recall >= base - 0.1]"))
    found = valid(report)
    assert found["comparison"]["primary"] == "mcc"
    assert [gate["metric"] for gate in found["gates"]] == ["mcc", "recall", "critical_findings"]


def test_where_the_metric_that_decides_is_no_sum_the_changes_are_told_by_right_and_wrong(tmp_path: Path) -> None:
    policy = asked(tmp_path, "gates: [macro_f1 > base]")
    report = assay.evaluate(AFTER, base=BEFORE, policy=policy)
    valid(report)
    changes = report.comparisons[0].changes
    assert changes is not None
    assert (changes.metric, changes.n_fixed, changes.n_broken) == ("accuracy", FIXED, BROKEN)
    assert str(report.comparisons[0].effect).startswith("The change in macro-F1 is +0.1")


def test_a_false_alarm_of_a_class_counts_as_broken_where_its_f1_decides(tmp_path: Path) -> None:
    policy = asked(tmp_path, "gates: ['f1[ham] > base']")
    report = assay.evaluate(AFTER, base=BEFORE, policy=policy)
    valid(report)
    changes = report.comparisons[0].changes
    assert changes is not None
    assert (changes.metric, changes.n_fixed, changes.n_broken) == ("f1[ham]", FIXED, BROKEN)


def test_only_examples_of_the_class_change_where_its_recall_decides(tmp_path: Path) -> None:
    policy = asked(tmp_path, "gates: ['recall[spam] > base']")
    changes = assay.evaluate(AFTER, base=BEFORE, policy=policy).comparisons[0].changes
    assert changes is not None
    pairs = [(a["prediction"], b["prediction"]) for a, b in zip(AFTER, BEFORE, strict=True) if a["reference"] == "spam"]
    assert (changes.n_fixed, changes.n_broken) == (pairs.count(("spam", "ham")), pairs.count(("ham", "spam")))


def test_a_metric_of_ones_own_decides_too(tmp_path: Path) -> None:
    own = tmp_path / "mine.py"
    own.write_text(
        "def shouting(prediction, reference):\n    return float(prediction.isupper() == reference.isupper())\n",
        encoding="utf-8",
    )
    rows = [
        [
            {**row, "prediction": row["prediction"].upper() if i % k else row["prediction"]}
            for i, row in enumerate(AFTER)
        ]
        for k in (2, 3, 4)
    ]
    text = f"gates: ['{own} > base']\nstability: {{metric: '{own}'}}"
    report = assay.evaluate(rows[0], repeats=rows[1:2], base=rows[2], policy=asked(tmp_path, text))
    found = valid(report)
    (name,) = [gate["metric"] for gate in found["gates"] if gate["about"] == "base"]
    assert found["comparison"]["primary"] == found["stability"]["metric"] == name
    assert name in found["metrics"]
    assert name in found["stability"]["values"]


def test_without_a_base_a_gate_against_one_is_not_settled(tmp_path: Path) -> None:
    report = assay.evaluate(AFTER, policy=asked(tmp_path, "gates: [accuracy > base]"))
    assert report.verdict.outcome == "inconclusive"
    assert "--base FILE" in str(report.verdict.why)


def test_both_models_in_one_table_may_come_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = zip(AFTER, BEFORE, strict=True)
    lines = [json.dumps({**after, "before": before["prediction"]}) for after, before in pairs]
    given = TextIOWrapper(BytesIO("\n".join(lines).encode()))
    monkeypatch.setattr("sys.stdin", given)
    one = compared("-", None, base_prediction="before")
    assert one.column == "before"
    assert one.changes is not None
    assert (one.changes.n_fixed, one.changes.n_broken) == (FIXED, BROKEN)
