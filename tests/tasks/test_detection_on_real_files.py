"""The task of every prediction file of the shared data, as a person would say it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.core.task import Task
from assay.readers import read
from assay.tasks import detect
from assay.tasks.base import TaskOptions
from tests.shared_data import shared_data

TICKETS = ("billing", "delivery", "technical", "account", "praise")
PATENTS = ("AGRITECH", "CLEAN_ENERGY", "DIGITAL_INFRA", "ENVIROTECH", "MANUFACTURING", "MEDTECH")

LABELS = {
    "genuine/inspect/2026-11-23T04-48-53-00-00_tickets_nEuY73xf3ReGP62FuiNTdh.eval": TICKETS,
    "genuine/inspect/2026-11-23T04-48-57-00-00_tickets_k5623TWVvRLdjD6k226rJm.json": TICKETS,
    "genuine/llamafactory/cls_predict/generated_predictions.jsonl": TICKETS,
    "genuine/lmeval/samples_ticket_gen_2026-11-23T04-34-21.899274.jsonl": TICKETS,
    "genuine/lmeval/samples_ticket_gen_2026-11-23T04-35-39.254732.jsonl": TICKETS,
    "genuine/lmeval/samples_ticket_gen_2026-11-23T04-47-34.904771.jsonl": TICKETS,
    "genuine/lmeval/samples_ticket_mc_2026-11-23T04-34-21.899274.jsonl": TICKETS,
    "genuine/lmeval/samples_ticket_mc_2026-11-23T04-35-39.254732.jsonl": TICKETS,
    "genuine/lmeval/samples_ticket_mc_2026-11-23T04-47-34.904771.jsonl": TICKETS,
    "genuine/ms-swift/infer_result.jsonl": TICKETS,
    "logs/inspect/2025-05-12T20-28-13-04-00_popularity.json": ("No", "Yes"),
    "logs/inspect/log_formats.eval": ("No", "Yes"),
    "logs/inspect/log_formats.json": ("No", "Yes"),
    "logs/inspect/data_arc_qwen.json": ("A", "B", "C", "D"),
    "predictions/cleanlab_imdb_test_set.csv": ("0", "1"),
    "predictions/nli_bert_predictions.csv": ("contradiction", "entailment", "neutral"),
    "predictions/patentlens_bert.csv": PATENTS,
    "predictions/patentlens_roberta.csv": PATENTS,
    "predictions/patentlens_fewshot.csv": PATENTS,
    "predictions/patentlens_zeroshot.csv": PATENTS,
    "predictions/takemeter_small.csv": ("analysis", "hot_take", "reaction"),
    "predictions/tweeteval_emotion.jsonl": ("anger", "joy", "optimism", "sadness"),
    "predictions/tweeteval_irony.jsonl": ("non_irony", "irony"),
}
POSITIVE = {
    "logs/inspect/2025-05-12T20-28-13-04-00_popularity.json": "Yes",
    "logs/inspect/log_formats.eval": "Yes",
    "logs/inspect/log_formats.json": "Yes",
    "predictions/cleanlab_imdb_test_set.csv": "1",
    "predictions/tweeteval_irony.jsonl": "irony",
}
LAWBENCH = [f"logs/lawbench/2-4.{model}.json" for model in ("GPT4", "qwen-7b-hf", "qwen-7b-chat-hf")]
TEXTS = {
    "artefacts/sunxiaochuan_predict/generated_predictions.jsonl": "zh",
    "genuine/llamafactory/gen_predict/generated_predictions.jsonl": "zh",
    "genuine/evalscope/reviews/general_qa_tickets.jsonl": "zh",
    "genuine/evalscope/predictions/general_qa_tickets.jsonl": None,
    "logs/alpaca_eval/text_davinci_001.model_outputs.json": "en",
    "logs/lawbench/2-7.qwen-7b-chat-hf.json": "zh",
    "logs/lm_eval/samples_math_perturbed_full_2026-01-21T03-44-18.458309.jsonl": "en",
    "logs/openai_batch/batch_output.jsonl": "en",
    "ratings/sfhot_unieval.jsonl": "en",
    "summarisation/lcsts_mocobart.json": "zh",
    **{
        f"summarisation/mucsum/bart-large.{kind}.{seed}.jsonl": "en"
        for kind in ("doc_only", "temp_only", "temp_and_doc")
        for seed in (1337, 1338, 1339)
    },
}
PARALLEL = {
    "mt/wmt17_ende/LIUM-NMT.4900.de.txt": ("mt/wmt17_ende/ref.de.txt", "de"),
    "mt/wmt22_zhen/GPT-4-1106-preview.en.txt": ("mt/wmt22_zhen/ref.en.txt", "en"),
    "summarisation/simcls_xsum.out.txt": ("summarisation/simcls_xsum.ref.txt", "en"),
}
LIKELIHOODS = [
    f"genuine/lmeval/samples_ticket_ppl_2026-11-23T{time}.jsonl"
    for time in ("04-34-21.899274", "04-35-39.254732", "04-47-34.904771")
]
DATA_SETS = {
    "classification/sms_spam.tsv": (2, "spam"),
    "classification/chnsenticorp_hotel.csv": (2, "1"),
    "classification/banking77_test.csv": (77, None),
    "classification/tnews_test_public.jsonl": (15, None),
}


def task_of(path: Path, references: Path | None = None) -> Task:
    return detect(read(path, None, references), TaskOptions())


@pytest.mark.parametrize("name", LABELS)
def test_files_of_labels(name: str) -> None:
    task = task_of(shared_data(name))
    assert (task.family, task.labels, task.doubt) == ("classification", LABELS[name], None)
    assert task.positive == POSITIVE.get(name)
    assert not task.multilabel


@pytest.mark.parametrize("name", LAWBENCH)
def test_chinese_consultations_of_twenty_kinds_that_the_prompt_lists(name: str) -> None:
    task = task_of(shared_data(name))
    assert (task.family, task.doubt, task.text_language) == ("classification", None, "zh")
    assert len(task.labels) == 20
    assert (task.labels[0], task.labels[-1]) == ("婚姻家庭", "抵押担保")


@pytest.mark.parametrize("name", TEXTS)
def test_files_of_texts(name: str) -> None:
    task = task_of(shared_data(name))
    assert (task.family, task.text_language) == ("generation", TEXTS[name])


def test_ten_answers_to_problems_are_texts_with_a_doubt() -> None:
    task = task_of(shared_data("logs/lm_eval/samples_math_perturbed_full_2026-01-21T03-44-18.458309.jsonl"))
    assert task.family == "generation"
    assert "--task classification" in str(task.doubt)


@pytest.mark.parametrize("name", PARALLEL)
def test_parallel_text(name: str) -> None:
    references, language = PARALLEL[name]
    task = task_of(shared_data(name), shared_data(references))
    assert (task.family, task.text_language, task.doubt) == ("generation", language, None)


@pytest.mark.parametrize("name", LIKELIHOODS)
def test_files_of_likelihoods(name: str) -> None:
    assert task_of(shared_data(name)).family == "lm"


@pytest.mark.parametrize("name", DATA_SETS)
def test_data_sets_of_labelled_texts(name: str) -> None:
    task = task_of(shared_data(name))
    assert (task.family, len(task.labels), task.positive) == ("classification", *DATA_SETS[name])
