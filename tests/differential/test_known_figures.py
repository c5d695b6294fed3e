"""Figures that others published or computed on real files, to every digit they print.

The files lie outside the project (tests/shared_data.py); each test skips, saying so, where its file is absent.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from functools import cache
from typing import Any

import pytest

import assay
from assay.core.report import Report
from assay.readers import read
from assay.readers.base import ReadOptions
from assay.text.labels import named_anywhere
from tests.shared_data import shared_data


@cache
def oracle(name: str) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(shared_data("ORACLES.json").read_text(encoding="utf-8"))[name]
    return values


def report(name: str, **options: Any) -> Report:
    return assay.evaluate(str(shared_data(name)), **options)


def value(result: Report, metric: str) -> float:
    found = result.estimates[metric].value
    assert found is not None
    return found


def digits(expected: float, places: int) -> object:
    """Equal to all printed digits: within half a unit of the last place."""
    return pytest.approx(expected, abs=0.5 * 10**-places + 1e-12, rel=0)


OF_LABELS = {
    "accuracy": "accuracy",
    "macro_f1": "macro_f1",
    "weighted_f1": "weighted_f1",
    "macro_recall": "balanced_accuracy",
    "kappa": "kappa",
    "mcc": "mcc",
}
ALL_OF_LABELS = tuple(OF_LABELS.values())


def assert_label_figures(result: Report, expected: dict[str, Any], places: int = 6) -> None:
    for theirs, ours in OF_LABELS.items():
        assert value(result, ours) == digits(expected[theirs], places), theirs


# Classification: model outputs beside gold labels


def test_nli_bert_figures_published_by_its_authors() -> None:
    name = "predictions/nli_bert_predictions.csv"
    result = report(name, metrics=[*ALL_OF_LABELS, "log_loss", "brier", "ece", "auroc"])
    published = json.loads(shared_data("predictions/nli_published/bert_result.json").read_text(encoding="utf-8"))
    assert value(result, "accuracy") == pytest.approx(published["test_accuracy"], abs=1e-15)
    assert value(result, "macro_f1") == pytest.approx(published["test_macro_f1"], abs=1e-15)
    assert value(result, "weighted_f1") == pytest.approx(published["test_weighted_f1"], abs=1e-15)
    assert value(result, "log_loss") == pytest.approx(published["test_nll"], abs=1e-7)
    assert value(result, "brier") == pytest.approx(published["test_brier"], abs=1e-7)
    assert value(result, "ece") == pytest.approx(published["test_ece"], abs=1e-7)


def test_nli_bert_figures_of_the_oracle() -> None:
    name = "predictions/nli_bert_predictions.csv"
    result = report(name, metrics=[*ALL_OF_LABELS, "log_loss", "brier", "ece", "auroc"])
    expected = oracle(name)
    assert_label_figures(result, expected)
    assert value(result, "log_loss") == digits(expected["nll"], 6)
    assert value(result, "brier") == digits(expected["brier_sum"], 6)
    assert value(result, "ece") == digits(expected["ece"]["10"], 6)
    assert value(result, "auroc") == digits(expected["roc_auc_ovr_macro"], 5)
    assert result.confusion is not None
    order = [result.confusion.labels.index(label) for label in ("entailment", "neutral", "contradiction")]
    assert result.confusion.counts[order][:, order].tolist() == expected["confusion"]


def test_nli_slices_published_by_its_authors() -> None:
    """The slices by negation are recomputed from the words that name one, as far as the file tells them."""
    table = shared_data("predictions/nli_published/slice_metrics.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(table.splitlines()) if row["model"] == "BERT"]
    whole = report("predictions/nli_bert_predictions.csv", metrics=["accuracy"])
    for group in ("overlap_bin", "has_negation", "pair_len_bin"):
        parts = [row for row in rows if row["slice"] == group]
        right = sum(round(int(row["n"]) * float(row["accuracy"])) for row in parts)
        assert sum(int(row["n"]) for row in parts) == whole.source.rows
        assert value(whole, "accuracy") == digits(right / whole.source.rows, 3)


@pytest.mark.parametrize("model", ["bert", "roberta"])
def test_patentlens_fine_tuned(model: str) -> None:
    name = f"predictions/patentlens_{model}.csv"
    result = report(name, metrics=ALL_OF_LABELS)
    assert_label_figures(result, oracle(name)["on_parsed"])


@pytest.mark.parametrize("model", ["fewshot", "zeroshot"])
def test_patentlens_unparsed_answers_count_as_wrong(model: str) -> None:
    name = f"predictions/patentlens_{model}.csv"
    result = report(name, metrics=["accuracy", "unparsed_rate"])
    expected = oracle(name)
    assert value(result, "accuracy") == digits(expected["all_rows_counting_unparsed_wrong"], 6)
    assert value(result, "unparsed_rate") == digits(expected["unparsed"] / expected["rows"], 12)


@pytest.mark.parametrize("model", ["fewshot", "zeroshot"])
def test_patentlens_published_figures_left_unparsed_answers_out(model: str) -> None:
    name = f"predictions/patentlens_{model}.csv"
    with shared_data(name).open(encoding="utf-8", newline="") as lines:
        parsed = [row for row in csv.DictReader(lines) if row["predicted_label"] != "UNKNOWN"]
    result = assay.evaluate(
        {"prediction": [row["predicted_label"] for row in parsed], "reference": [row["true_label"] for row in parsed]},
        metrics=ALL_OF_LABELS,
    )
    assert_label_figures(result, oracle(name)["on_parsed"])


def test_takemeter_fine_tune_is_worse_than_its_baseline() -> None:
    expected = oracle("predictions/takemeter_small.csv")
    tuned = report("predictions/takemeter_small.csv", prediction="ft_pred", metrics=ALL_OF_LABELS)
    assert_label_figures(tuned, expected["ft"])
    with shared_data("predictions/takemeter_small.csv").open(encoding="utf-8", newline="") as lines:
        answered = [row for row in csv.DictReader(lines) if row["baseline_pred"] != "(unparseable)"]
    columns = {"prediction": [r["baseline_pred"] for r in answered], "reference": [r["true"] for r in answered]}
    assert_label_figures(assay.evaluate(columns, metrics=ALL_OF_LABELS), expected["baseline"])


@pytest.mark.parametrize("task", ["emotion", "irony"])
def test_tweeteval(task: str) -> None:
    name = f"predictions/tweeteval_{task}.jsonl"
    result = report(name, metrics=ALL_OF_LABELS)
    expected = oracle(name)
    assert_label_figures(result, expected)
    rows = [json.loads(line) for line in shared_data(name).read_text(encoding="utf-8").splitlines()]
    names = {str(row["gold"]): row["gold_name"] for row in rows}
    assert result.classes is not None
    for code, f1 in enumerate(expected["f1_per_class"]):
        found = result.classes.get(names[str(code)]) or result.classes[str(code)]
        assert found.f1.value == digits(f1, 6)


def test_cleanlab_imdb_from_probabilities_alone() -> None:
    name = "predictions/cleanlab_imdb_test_set.csv"
    result = report(name, positive="1", metrics=[*ALL_OF_LABELS, "auroc", "log_loss"])
    expected = oracle(name)
    assert_label_figures(result, expected)
    assert value(result, "auroc") == digits(expected["roc_auc"], 6)
    assert value(result, "log_loss") == digits(expected["nll"], 4)


@pytest.mark.parametrize(
    ("model", "score", "abstention"),
    [("GPT4", 0.44, 0.016), ("qwen-7b-hf", 0.248, 0.264), ("qwen-7b-chat-hf", 0.35, 0.13)],
)
def test_lawbench_scores_by_its_own_rule(model: str, score: float, abstention: float) -> None:
    """An answer counts when exactly one class is named anywhere in it, and it is the right one."""
    examples = read(shared_data(f"logs/lawbench/2-4.{model}.json"), ReadOptions())
    assert examples.predictions is not None
    gold = examples.references[0].texts
    labels = sorted({str(label) for label in gold})
    named = [named_anywhere(str(text), labels) for text in examples.predictions.texts]
    assert sum(found == [right] for found, right in zip(named, gold, strict=True)) / 500 == score
    assert sum(not found for found in named) / 500 == abstention


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("classification/sms_spam.tsv", "label"),
        ("classification/chnsenticorp_hotel.csv", "label"),
        ("classification/banking77_test.csv", "category"),
        ("classification/tnews_test_public.jsonl", "label_desc"),
    ],
)
def test_gold_label_files_are_counted_right(name: str, column: str) -> None:
    options = ReadOptions() if name.endswith("tsv") else ReadOptions(reference=column)
    examples = read(shared_data(name), options)
    expected = oracle(name)
    counts = Counter(examples.references[0].texts)
    assert len(examples) == expected["rows"]
    assert len(counts) == expected["classes"]
    assert {label: counts[label] for label in expected["counts"]} == expected["counts"]
    assert max(counts.values()) / len(examples) == digits(expected["majority"], 6)


# Generation: translations and summaries beside references


@pytest.mark.parametrize(
    ("system", "reference"),
    [
        ("wmt17_ende/LIUM-NMT.4900.de.txt", "wmt17_ende/ref.de.txt"),
        ("wmt17_ende/online-B.0.de.txt", "wmt17_ende/ref.de.txt"),
        ("wmt17_ende/uedin-nmt.4722.de.txt", "wmt17_ende/ref.de.txt"),
        ("wmt22_zhen/ALMA-13B-LoRA.en.txt", "wmt22_zhen/ref.en.txt"),
        ("wmt22_zhen/ALMA-13B-R.en.txt", "wmt22_zhen/ref.en.txt"),
        ("wmt22_zhen/GPT-4-1106-preview.en.txt", "wmt22_zhen/ref.en.txt"),
        ("wmt22_zhen/gpt3.5-text-davinci-003.en.txt", "wmt22_zhen/ref.en.txt"),
    ],
)
def test_wmt_bleu_and_chrf(system: str, reference: str) -> None:
    result = report(f"mt/{system}", references=str(shared_data(f"mt/{reference}")), metrics=["bleu", "chrf"])
    expected = oracle(f"mt/{system}")
    assert result.source.rows == expected["n"]
    assert value(result, "bleu") == digits(expected["bleu"], 5 if expected["bleu"] != 26.5958 else 4)
    assert value(result, "chrf") == digits(expected["chrf2"], 5)
    bleu = next(measured for measured in result.measured if measured.name == "bleu")
    total = dict(zip(bleu.scores.statistics, bleu.scores.total.tolist(), strict=True))
    assert (total["hyp_len"], total["ref_len"]) == (expected["sys_len"], expected["ref_len"])


KINDS = ("doc_only", "temp_and_doc", "temp_only")
MUCSUM = [f"bart-large.{kind}.{seed}" for kind in KINDS for seed in (1337, 1338, 1339)]
ROUGE = {"rouge1": "rouge1", "rouge2": "rouge2", "rougeL": "rougeL"}


@pytest.mark.parametrize("run", MUCSUM)
def test_mucsum_rouge(run: str) -> None:
    name = f"summarisation/mucsum/{run}.jsonl"
    expected = oracle(name)
    metrics = [*ROUGE.values(), *(f"{metric}_stem" for metric in ROUGE.values()), "rougeLsum"]
    result = report(name, metrics=metrics)
    for theirs, ours in ROUGE.items():
        assert 100 * value(result, ours) == digits(expected["rouge_nostem_x100"][theirs], 5)
        assert 100 * value(result, f"{ours}_stem") == digits(expected["rouge_stem_x100"][theirs], 5)
    assert 100 * value(result, "rougeLsum") == digits(expected["rouge_nostem_x100"]["rougeLsum"], 5)


@pytest.mark.parametrize("kind", KINDS)
def test_mucsum_rouge_example_by_example(kind: str) -> None:
    published = json.loads(
        shared_data(f"summarisation/mucsum/bart-large.{kind}.1337.per_example.json").read_text(encoding="utf-8")
    )
    metrics = ["rouge1_stem", "rouge2_stem", "rougeL_stem"]
    result = report(f"summarisation/mucsum/bart-large.{kind}.1337.jsonl", metrics=metrics)
    assert result.examples is not None
    for measured in result.measured:
        assert measured.value is not None
        values = measured.value(measured.scores.expanded())
        for row, found in enumerate(values.tolist()):
            name = f"test_{measured.name.removesuffix('_stem')}"
            assert found == pytest.approx(published[result.examples.id_of(row)][name], abs=1e-12)


def test_simcls_xsum_rouge() -> None:
    name = "summarisation/simcls_xsum.out.txt"
    metrics = [f"{metric}_stem" for metric in ROUGE.values()]
    result = report(name, references=str(shared_data("summarisation/simcls_xsum.ref.txt")), metrics=metrics)
    expected = oracle(name)
    assert result.source.rows == expected["n"]
    for theirs, ours in ROUGE.items():
        assert 100 * value(result, f"{ours}_stem") == digits(expected["rouge_score_stem"][theirs], 5)


def test_simcls_xsum_rouge_without_stemming_on_the_first_2000() -> None:
    out = shared_data("summarisation/simcls_xsum.out.txt").read_text(encoding="utf-8").split("\n")[:2000]
    ref = shared_data("summarisation/simcls_xsum.ref.txt").read_text(encoding="utf-8").split("\n")[:2000]
    result = assay.evaluate(out, references=ref, task="generation", metrics=list(ROUGE.values()))
    for theirs, ours in ROUGE.items():
        expected = oracle("summarisation/simcls_xsum.out.txt")["rouge_score_nostem_first2000"][theirs]
        assert 100 * value(result, ours) == digits(expected, 5)


def test_lcsts_chinese_rouge_and_bleu() -> None:
    name = "summarisation/lcsts_mocobart.json"
    result = report(name, metrics=["rouge1", "rouge2", "rougeL", "bleu"])
    expected = oracle(name)
    assert result.source.rows == expected["n"]
    assert len(result.source.skipped) == 1, "the odd last element is named, not lost"
    for theirs, ours in ROUGE.items():
        assert 100 * value(result, ours) == digits(expected["char_rouge_x100"][theirs], 4)
    assert value(result, "bleu") == digits(expected["bleu_zh"], 5)


# LLaMA-Factory's own figures, under their own names


@pytest.mark.parametrize(
    ("folder", "results"),
    [
        ("artefacts/sunxiaochuan_predict", "all_results.json"),
        ("genuine/llamafactory/cls_predict", "predict_results.json"),
        ("genuine/llamafactory/gen_predict", "predict_results.json"),
    ],
)
def test_llamafactory_figures_are_reproduced_under_their_own_names(folder: str, results: str) -> None:
    published = json.loads(shared_data(f"{folder}/{results}").read_text(encoding="utf-8"))
    result = report(f"{folder}/generated_predictions.jsonl")
    echoes = {echo.reported.name: echo for echo in result.echoes}
    for name in ("predict_bleu-4", "predict_rouge-1", "predict_rouge-2", "predict_rouge-l"):
        assert echoes[name].reported.value == published[name]
        assert echoes[name].value == pytest.approx(published[name], abs=1e-9), name


def test_lawbench_opinion_summaries() -> None:
    result = report("logs/lawbench/2-7.qwen-7b-chat-hf.json", metrics=["rougeL_llamafactory"], task="generation")
    # LLaMA-Factory rounds each row to 4 places of a hundred; the published mean is of unrounded rows.
    assert value(result, "rougeL_llamafactory") / 100 == pytest.approx(0.3604186551011525, abs=1e-6)


def test_llamafactory_classification_run() -> None:
    result = report("genuine/llamafactory/cls_predict/generated_predictions.jsonl")
    assert result.task.family == "classification"
    assert set(result.task.labels) == {"billing", "delivery", "technical", "account", "praise"}
    assert value(result, "accuracy") == pytest.approx(0.935, abs=1e-15)
    assert result.source.format == "llamafactory-predictions"


# Test vectors with official values


def test_sacrebleu_vectors() -> None:
    vectors = json.loads(shared_data("vectors/sacrebleu.json").read_text(encoding="utf-8"))
    for case in vectors["corpus_bleu"]:
        if case["options"] not in ({}, {"tokenize": "13a"}):
            continue
        rows = [
            {"prediction": hyp, "reference": [stream[i] for stream in case["refs"]]}
            for i, hyp in enumerate(case["hyps"])
        ]
        result = assay.evaluate(rows, task="generation", metrics=["bleu"])
        assert value(result, "bleu") == pytest.approx(case["score"], abs=1e-6)


def test_scikit_learn_documentation_examples() -> None:
    kappa, f1, loss, auc = json.loads(shared_data("vectors/sklearn_doc.json").read_text(encoding="utf-8"))
    of_kappa = assay.evaluate(kappa["y2"], references=kappa["y1"], task="classification", metrics=["kappa"])
    assert value(of_kappa, "kappa") == pytest.approx(kappa["value"], abs=1e-12)
    of_f1 = assay.evaluate(
        f1["y_pred"], references=f1["y_true"], task="classification", metrics=["macro_f1", "micro_f1", "weighted_f1"]
    )
    for average in ("macro", "micro", "weighted"):
        assert value(of_f1, f"{average}_f1") == pytest.approx(f1[average], abs=1e-12)
    of_loss = assay.evaluate(
        {
            "reference": loss["y_true"],
            **{f"prob_{label}": [row[i] for row in loss["proba"]] for i, label in enumerate(loss["classes"])},
        },
        task="classification",
        metrics=["log_loss"],
    )
    assert value(of_loss, "log_loss") == pytest.approx(loss["value"], abs=1e-12)
    of_auc = assay.evaluate(
        {"reference": auc["y_true"], "prob_1": auc["score"], "prediction": [int(s > 0.5) for s in auc["score"]]},
        task="classification",
        positive="1",
        metrics=["auroc"],
    )
    assert value(of_auc, "auroc") == pytest.approx(auc["value"], abs=1e-12)


def test_squad_examples() -> None:
    for case in json.loads(shared_data("vectors/squad_em_f1.json").read_text(encoding="utf-8")):
        rows = [{"prediction": p, "reference": g} for p, g in zip(case["pred"], case["gold"], strict=True)]
        result = assay.evaluate(rows, task="generation", metrics=["exact_match", "token_f1"])
        assert 100 * value(result, "exact_match") == pytest.approx(case["exact_match"], abs=1e-9)
        assert 100 * value(result, "token_f1") == pytest.approx(case["f1"], abs=1e-9)


# The two examples of the tutorial


def test_the_tutorial_labels() -> None:
    gold = [1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0]
    said = [1, 0, 1, 0, 0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 0]
    result = assay.evaluate(said, references=gold)
    figures = {name: round(value(result, name), 4) for name in ("accuracy", "precision", "recall", "f1")}
    assert figures == {"accuracy": 0.8, "precision": 0.8571, "recall": 0.75, "f1": 0.8}
    assert result.confusion is not None
    assert result.confusion.counts.tolist() == [[6, 1], [2, 6]]
    assert result.judgement.verdict.outcome == "inconclusive"
    assert all(result.estimates[name].low is not None for name in figures)


def test_the_tutorial_texts() -> None:
    result = assay.evaluate(
        ["人工智能 正在 深刻 影响 各行业"], references=["人工智能 技术 正在 改变 各行各业"], task="generation"
    )
    assert value(result, "bleu1") == pytest.approx(0.4, abs=1e-12)
    assert value(result, "rougeL") == pytest.approx(0.4, abs=1e-12)
