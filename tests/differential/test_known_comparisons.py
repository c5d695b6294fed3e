"""Comparisons on real files, against counts and tests that other tools make of the same files.

The files lie outside the project (tests/shared_data.py); each test skips, saying so, where its file is absent.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
from rouge_score.rouge_scorer import RougeScorer
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.significance import PairedTest
from scipy import stats
from statsmodels.stats.anova import AnovaRM
from statsmodels.stats.contingency_tables import mcnemar

import assay
from assay.core.comparison import Comparison
from assay.core.report import Report
from tests.shared_data import shared_data

Rows = list[dict[str, Any]]


@cache
def table(name: str) -> Rows:
    with shared_data(name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def lines(name: str) -> list[str]:
    return shared_data(name).read_text(encoding="utf-8-sig").splitlines()


def only(report: Report) -> Comparison:
    (one,) = report.comparisons
    return one


def mid_p(fixed: int, broken: int) -> float:
    """The exact p of statsmodels 0.15, less the chance of just this by scipy 1.17."""
    exact = float(mcnemar([[0, fixed], [broken, 0]], exact=True).pvalue)
    return exact - float(stats.binom.pmf(min(fixed, broken), fixed + broken, 0.5))


def changed(new: list[bool], old: list[bool]) -> tuple[int, int]:
    """How many became right, and how many wrong."""
    counts = Counter(zip(new, old, strict=True))
    return counts[True, False], counts[False, True]


def assert_counts(found: Comparison, new: list[bool], old: list[bool]) -> None:
    fixed, broken = changed(new, old)
    one = found.differences["accuracy"]
    assert (one.fixed, one.broken) == (fixed, broken)
    assert one.value == pytest.approx((fixed - broken) / len(new), abs=1e-12)
    assert one.p == pytest.approx(mid_p(fixed, broken), abs=1e-9)
    assert found.changes is not None
    assert (found.changes.n_fixed, found.changes.n_broken) == (fixed, broken)


# Labels


LABELS = frozenset({"analysis", "hot_take", "reaction"})


def right(name: str) -> list[bool]:
    return [row["predicted_label"] == row["true_label"] for row in table(name)]


@pytest.mark.parametrize(
    ("base", "outcome"), [("bert", "inconclusive"), ("zeroshot", "pass"), ("fewshot", "pass")], ids=str
)
def test_patentlens_roberta_against_its_rivals(base: str, outcome: str) -> None:
    ours, theirs = "predictions/patentlens_roberta.csv", f"predictions/patentlens_{base}.csv"
    report = assay.evaluate(shared_data(ours), base=shared_data(theirs))
    found = only(report)
    assert len(found.pairing) == 270
    assert_counts(found, right(ours), right(theirs))
    assert next(gate.outcome for gate in report.judgement.gates if gate.about == "base") == outcome


@pytest.mark.parametrize(("answered", "outcome"), [(True, "fail"), (False, "inconclusive")])
def test_takemeters_fine_tune_is_a_regression_where_its_baseline_answered(answered: bool, outcome: str) -> None:
    """Its authors compare on the 31 comments that the baseline answered; two that it did not answer count as wrong."""
    rows = [row for row in table("predictions/takemeter_small.csv") if not answered or row["baseline_pred"] in LABELS]
    sides = [
        [{"text": row["text"], "prediction": row[column], "reference": row["true"]} for row in rows]
        for column in ("ft_pred", "baseline_pred")
    ]
    report = assay.evaluate(sides[0], base=sides[1])
    new, old = ([row["prediction"] == row["reference"] for row in side] for side in sides)
    assert_counts(only(report), new, old)
    gate = next(gate for gate in report.judgement.gates if gate.about == "base")
    assert (mid_p(*changed(new, old)) < 0.05, gate.outcome) == (answered, outcome)
    assert ("That is a loss, and more than chance gives" in str(only(report).effect)) == answered


@pytest.mark.parametrize("task", ["emotion", "irony"])
def test_tweeteval_is_worse_than_a_constant_answer_just_where_that_is_right(task: str) -> None:
    rows = [json.loads(line) for line in lines(f"predictions/tweeteval_{task}.jsonl")]
    ours = [
        {"text": row["text"], "prediction": row["pred_name"], "reference": row["gold_name"], "kind": row["gold_name"]}
        for row in rows
    ]
    commonest = Counter(row["gold_name"] for row in rows).most_common(1)[0][0]
    found = only(assay.evaluate(ours, base=[{**row, "prediction": commonest} for row in ours], slices=["kind"]))
    assert_counts(found, [row["gold"] == row["pred"] for row in rows], [row["gold_name"] == commonest for row in rows])
    assert [one.value for one in found.slices if one.worse] == [commonest]
    lost = sum(row["gold_name"] == commonest != row["pred_name"] for row in rows)
    of_commonest = next(one for one in found.slices if one.value == commonest)
    assert of_commonest.difference.broken == lost
    # One-sided, and adjusted among as many groups: the smallest of m p-values times m.
    tested = sum(one.p_worse is not None for one in found.slices)
    assert of_commonest.p_worse == pytest.approx(tested * mid_p(0, lost) / 2, rel=1e-6)


def test_nli_by_how_much_the_hypothesis_is_negated() -> None:
    """The published accuracies by negation, as differences from a base that is always right."""
    published = {
        row["group"]: row
        for row in table("predictions/nli_published/slice_metrics.csv")
        if row["model"] == "BERT" and row["slice"] == "has_negation"
    }
    rows = table("predictions/nli_bert_predictions.csv")
    words = {"no", "not", "never", "none", "nobody", "nothing", "neither", "nowhere", "cannot"}
    ours = [
        {
            "id": row["example_id"],
            "prediction": row["pred_label"],
            "reference": row["true_label"],
            "negated": str(any(w in words or w.endswith("n't") for w in row["hypothesis"].lower().strip(".").split())),
        }
        for row in rows
    ]
    found = only(
        assay.evaluate(
            ours,
            base=[{**row, "prediction": row["reference"]} for row in ours],
            slices=["negated"],
            metrics=["accuracy"],
        )
    )
    assert sum(one.n for one in found.slices) == sum(int(row["n"]) for row in published.values())
    for one in found.slices:
        inside = [row for row in ours if row["negated"] == one.value]
        wrong = sum(row["prediction"] != row["reference"] for row in inside)
        assert (one.n, one.difference.broken, one.difference.fixed) == (len(inside), wrong, 0)
        # The authors' list of negations is not in the file; theirs and ours are near each other.
        assert 1 - wrong / one.n == pytest.approx(float(published[one.value]["accuracy"]), abs=0.03)


# Texts

WMT17 = "mt/wmt17_ende"
LIUM, UEDIN, ONLINE_B = "LIUM-NMT.4900.de.txt", "uedin-nmt.4722.de.txt", "online-B.0.de.txt"


def sacrebleus(
    outputs: Mapping[str, Sequence[str]], metric: BLEU | CHRF, test: str, tries: int
) -> tuple[float, float, float]:
    """The values of the first system and of the second, and p, of sacreBLEU 2.6: "bs" resamples, "ar" swaps."""
    found: Any = PairedTest(list(outputs.items()), {"it": metric}, None, test_type=test, n_samples=tries)()[1]
    (name,) = [name for name in found if name != "System"]
    first, second = found[name]
    return first.score, second.score, second.p_value


@pytest.mark.parametrize(
    ("system", "significant"),
    [(UEDIN, True), (ONLINE_B, False)],  # published: p = 0 and .0001; p = .381 and .941
    ids=["uedin", "online-B"],
)
def test_wmt17_systems_differ_as_sacrebleus_paired_bootstrap_says(system: str, significant: bool) -> None:
    report = assay.evaluate(
        shared_data(f"{WMT17}/{system}"),
        references=shared_data(f"{WMT17}/ref.de.txt"),
        base=shared_data(f"{WMT17}/{LIUM}"),
        metrics=["bleu"],
    )
    found = only(report).differences["bleu"]
    outputs = {name: lines(f"{WMT17}/{name}") for name in (LIUM, system)}
    base, theirs, p = sacrebleus(outputs, BLEU(references=[lines(f"{WMT17}/ref.de.txt")]), "bs", 500)
    assert found.value == pytest.approx(theirs - base, abs=1e-6)
    assert found.p is not None
    assert (found.p < 0.05) == (p < 0.05) == significant
    assert found.better == significant
    if not significant:
        assert found.low is not None
        assert found.high is not None
        assert found.low < 0 < found.high


def test_crosstalk_before_and_after_fine_tuning() -> None:
    rows = [json.loads(line) for line in lines("ratings/crosstalk_zh_completions.jsonl")]
    said = {
        model: {row["prompt_id"]: row["content"] for row in rows if row["model"] == model}
        for model in ("real data", "GPT3", "GPT3-finetune")
    }
    sides = [
        [{"id": at, "prediction": text, "reference": said["real data"][at]} for at, text in said[model].items()]
        for model in ("GPT3-finetune", "GPT3")
    ]
    found = only(assay.evaluate(sides[0], base=sides[1][::-1], task="generation", metrics=["chrf"]))
    assert len(found.pairing) == 50
    one, order = found.differences["chrf"], sorted(said["real data"])
    outputs = {model: [said[model][at] for at in order] for model in ("GPT3", "GPT3-finetune")}
    base, theirs, p = sacrebleus(outputs, CHRF(references=[[said["real data"][at] for at in order]]), "ar", 4000)
    assert (one.candidate, one.base) == pytest.approx((theirs, base), abs=1e-6)
    assert one.p == pytest.approx(p, abs=0.02)  # of a test by swapping; ours is by a jackknife


# Runs

SEEDS = (1337, 1338, 1339)


def mucsum(kind: str) -> list[str]:
    return [str(shared_data(f"summarisation/mucsum/bart-large.{kind}.{seed}.jsonl")) for seed in SEEDS]


@cache
def rouge1(kind: str) -> Any:
    """(R, n) by rouge-score 0.1.2, without stemming."""
    scorer = RougeScorer(["rouge1"])
    names = [f"summarisation/mucsum/bart-large.{kind}.{seed}.jsonl" for seed in SEEDS]
    runs = [[json.loads(line) for line in lines(name)] for name in names]
    ids = [row["instance_id"] for row in runs[0]]
    by_id = [{row["instance_id"]: row for row in run} for run in runs]
    scores = [[scorer.score(run[at]["reference"], run[at]["prediction"])["rouge1"] for at in ids] for run in by_id]
    return np.array([[one.fmeasure for one in run] for run in scores])


def test_mucsums_seeds_fluctuate_by_more_than_its_209_examples_give() -> None:
    first, *repeats = mucsum("doc_only")
    report = assay.evaluate(first, repeats=repeats, metrics=["rouge1"])
    found, expected = report.stability, rouge1("doc_only")
    assert found is not None
    means = expected.mean(axis=1)
    assert found.runs == pytest.approx(means, abs=1e-9)
    assert found.fluctuation == pytest.approx((means.max() - means.min()) / (means.max() + means.min()), abs=1e-9)
    runs, examples = np.indices(expected.shape)
    long = pd.DataFrame({"score": expected.ravel(), "run": runs.ravel(), "example": examples.ravel()})
    anova = AnovaRM(long, "score", "example", within=["run"]).fit().anova_table
    assert found.p == pytest.approx(float(anova["Pr > F"].iloc[0]), rel=1e-6)
    assert report.to_dict()["stability"]["outcome"] != "pass"  # type: ignore[index,call-overload]  # JSON


def test_mucsums_input_formats_differ_by_the_mean_over_their_seeds() -> None:
    first, *repeats = mucsum("temp_and_doc")
    found = only(assay.evaluate(first, repeats=repeats, base=[mucsum("doc_only")], metrics=["rouge1"]))
    assert found.runs == (3, 3)
    one = found.differences["rouge1"]
    ours, theirs = rouge1("temp_and_doc"), rouge1("doc_only")
    assert (one.candidate, one.base) == pytest.approx((ours.mean(), theirs.mean()), abs=1e-9)
    # Seeds differ, so the interval is wider than one that takes the three runs of each for all there are.
    alone = stats.ttest_rel(ours.mean(axis=0), theirs.mean(axis=0)).confidence_interval()
    assert one.low is not None
    assert one.high is not None
    assert one.high - one.low > alone.high - alone.low
