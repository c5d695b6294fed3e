"""What is found in the outputs of real models, and that docs/real-predictions.md says the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

import assay
from tests.docs.pages import ROOT
from tests.shared_data import shared_data


@dataclass(frozen=True)
class Real:
    """How the page calls it, the file, how it is read, and what is found."""

    called: str
    file: str
    found: dict[str, str]
    options: dict[str, Any] = field(default_factory=dict)


DIGITS = {"reference": "gold", "prediction": "pred"}
NLI = {"reference": "true_label", "prediction": "pred_label"}
NOTED = {"duplicate-examples": "note"}
CLEAR = {"low-precision-class": "warning", "confused-labels": "warning", "low-recall-class": "note"}
SHOTS = {"low-precision-class": "warning", "unparsed-outputs": "warning", "confused-labels": "note"}
SMALL = {"confused-labels": "warning", "low-recall-class": "note", "small-test-set": "note"}
REAL = (
    Real(
        "sentence pairs, BERT",
        "predictions/nli_bert_predictions.csv",
        {"confused-labels": "note", "miscalibrated": "note"},
        NLI,
    ),
    Real("patents, BERT", "predictions/patentlens_bert.csv", {}),
    Real("patents, RoBERTa", "predictions/patentlens_roberta.csv", {}),
    Real("patents, prompted with examples", "predictions/patentlens_fewshot.csv", SHOTS),
    Real("patents, prompted without", "predictions/patentlens_zeroshot.csv", CLEAR),
    Real(
        "33 labels",
        "predictions/takemeter_small.csv",
        {"small-test-set": "note"},
        {"reference": "true", "prediction": "ft_pred"},
    ),
    Real(
        "33 labels beside the prompted model",
        "predictions/takemeter_small.csv",
        {"no-gain": "warning", "small-test-set": "note"},
        {"reference": "true", "prediction": "ft_pred", "base_prediction": "baseline_pred"},
    ),
    Real("emotions in tweets", "predictions/tweeteval_emotion.jsonl", {"low-recall-class": "note"}, DIGITS),
    Real("irony in tweets", "predictions/tweeteval_irony.jsonl", {"low-recall-class": "warning"}, DIGITS),
    Real("film reviews", "predictions/cleanlab_imdb_test_set.csv", {"miscalibrated": "note", "label-noise": "note"}),
    Real("legal questions, GPT-4", "logs/lawbench/2-4.GPT4.json", {}),
    Real(
        "legal questions, Qwen 7B",
        "logs/lawbench/2-4.qwen-7b-hf.json",
        {"unparsed-outputs": "critical", "empty-outputs": "warning"},
    ),
    Real(
        "legal questions, Qwen 7B Chat",
        "logs/lawbench/2-4.qwen-7b-chat-hf.json",
        {"unparsed-outputs": "warning", "confused-labels": "note"},
    ),
    Real("legal summaries", "logs/lawbench/2-7.qwen-7b-chat-hf.json", {"too-short": "warning", **NOTED}),
    Real("tickets, labels by LLaMA-Factory", "genuine/llamafactory/cls_predict/generated_predictions.jsonl", NOTED),
    Real("tickets, replies by LLaMA-Factory", "genuine/llamafactory/gen_predict/generated_predictions.jsonl", NOTED),
    Real("tickets, by ms-swift", "genuine/ms-swift/infer_result.jsonl", SMALL),
    Real(
        "tickets, by EvalScope",
        "genuine/evalscope/reviews/general_qa_tickets.jsonl",
        {"too-short": "warning", "small-test-set": "note"},
    ),
    Real(
        "tickets, by inspect_ai",
        "genuine/inspect/2026-11-23T04-48-57-00-00_tickets_k5623TWVvRLdjD6k226rJm.json",
        {"unparsed-outputs": "warning", "small-test-set": "note"},
    ),
    Real("tickets, by lm-evaluation-harness", "genuine/lmeval/samples_ticket_gen_2026-11-23T04-34-21.899274.jsonl", {}),
    Real(
        "a persona, by LLaMA-Factory",
        "artefacts/sunxiaochuan_predict/generated_predictions.jsonl",
        {"fluent-but-irrelevant": "critical", "repetition": "warning", **NOTED},
    ),
    Real(
        "news in one sentence",
        "summarisation/simcls_xsum.out.txt",
        {"too-short": "note"},
        {"references": "summarisation/simcls_xsum.ref.txt"},
    ),
    Real("Chinese headlines", "summarisation/lcsts_mocobart.json", NOTED),
    Real(
        "mathematics",
        "logs/lm_eval/samples_math_perturbed_full_2026-01-21T03-44-18.458309.jsonl",
        {"repetition": "critical", "small-test-set": "note"},
    ),
)


def told(real: Real) -> dict[str, str]:
    options = dict(real.options)
    if "references" in options:
        options["references"] = shared_data(options["references"])
    report = assay.evaluate(shared_data(real.file), **options)
    return {one.code: one.severity for one in report.findings}


@pytest.mark.parametrize("real", REAL, ids=lambda real: real.called)
def test_what_is_said_of_real_outputs_is_so(real: Real) -> None:
    assert told(real) == real.found


@pytest.mark.parametrize("real", REAL, ids=lambda real: real.called)
def test_the_page_says_what_is_found(real: Real) -> None:
    lines = (ROOT / "docs/real-predictions.md").read_text(encoding="utf-8").splitlines()
    (line,) = (line for line in lines if line.startswith(f"| {real.called} |"))
    named = {
        part.split("`")[1]: part.split("(")[1].split(")")[0] for part in line.split("|")[3].split(";") if "`" in part
    }
    assert named == real.found
    assert bool(named) != line.split("|")[3].strip().startswith("nothing")
