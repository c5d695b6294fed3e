"""Every real file: what it is taken for, how many rows, and its first row, each looked at by a person once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assay.core.errors import InputError
from assay.core.examples import Examples
from assay.readers import read, read_candidate
from tests.readers.written import gold, notes, said, texts
from tests.shared_data import SHARED, shared_data

LLAMAFACTORY = "llamafactory-predictions"
LMEVAL = "genuine/lmeval/samples_ticket"
TIMES = ("2026-11-23T04-34-21.899274", "2026-11-23T04-35-39.254732", "2026-11-23T04-47-34.904771")

# The file, its format, its rows, how its first prediction and its first reference begin (None: it has none).
READ = [
    ("artefacts/sunxiaochuan_predict/generated_predictions.jsonl", LLAMAFACTORY, 500, "孙哥，我寻思", "那是小米粥"),
    ("genuine/llamafactory/cls_predict/generated_predictions.jsonl", LLAMAFACTORY, 200, "account", "account\n"),
    ("genuine/llamafactory/gen_predict/generated_predictions.jsonl", LLAMAFACTORY, 200, "We have sent", "We have sent"),
    ("genuine/llamafactory/data/cls_test.json", "alpaca", 200, None, "account"),
    ("genuine/llamafactory/data/cls_train.json", "alpaca", 3000, None, "delivery"),
    ("genuine/llamafactory/data/gen_test.json", "alpaca", 200, None, "We have sent"),
    ("genuine/llamafactory/data/gen_train.json", "alpaca", 3000, None, "很抱歉"),
    ("genuine/evalscope/predictions/general_qa_tickets.jsonl", "evalscope-predictions", 20, "account", None),
    ("genuine/evalscope/reviews/general_qa_tickets.jsonl", "evalscope-reviews", 20, "account", "We have sent"),
    ("genuine/ms-swift/infer_result.jsonl", "swift-predictions", 60, "account", "account"),
    (f"{LMEVAL}_gen_{TIMES[0]}.jsonl", "lm-eval-samples", 100, "account", "account"),
    (f"{LMEVAL}_gen_{TIMES[1]}.jsonl", "lm-eval-samples", 100, "unhappy", "account"),
    (f"{LMEVAL}_gen_{TIMES[2]}.jsonl", "lm-eval-samples", 100, "account", "account"),
    (f"{LMEVAL}_mc_{TIMES[0]}.jsonl", "lm-eval-samples", 100, "account", "account"),
    (f"{LMEVAL}_mc_{TIMES[1]}.jsonl", "lm-eval-samples", 100, "praise", "account"),
    (f"{LMEVAL}_mc_{TIMES[2]}.jsonl", "lm-eval-samples", 100, "account", "account"),
    (f"{LMEVAL}_ppl_{TIMES[0]}.jsonl", "lm-eval-samples", 100, None, "We have sent"),
    (f"{LMEVAL}_ppl_{TIMES[1]}.jsonl", "lm-eval-samples", 100, None, "We have sent"),
    (f"{LMEVAL}_ppl_{TIMES[2]}.jsonl", "lm-eval-samples", 100, None, "We have sent"),
    (
        "genuine/inspect/2026-11-23T04-48-53-00-00_tickets_nEuY73xf3ReGP62FuiNTdh.eval",
        "inspect-log",
        40,
        "unsure",
        "acc",
    ),
    (
        "genuine/inspect/2026-11-23T04-48-57-00-00_tickets_k5623TWVvRLdjD6k226rJm.json",
        "inspect-log",
        40,
        "unsure",
        "acc",
    ),
    ("logs/inspect/2025-05-12T20-28-13-04-00_popularity.json", "inspect-log", 3, "Yes", " Yes"),
    ("logs/inspect/data_arc_qwen.json", "inspect-log", 3, "ANSWER: A\n", "A"),
    ("logs/inspect/log_formats.eval", "inspect-log", 1, "No", " Yes"),
    ("logs/inspect/log_formats.json", "inspect-log", 1, "No", " Yes"),
    ("logs/lawbench/2-4.GPT4.json", "opencompass", 500, "[类别]婚姻家庭<eoa>", "婚姻家庭"),
    ("logs/lawbench/2-4.qwen-7b-chat-hf.json", "opencompass", 500, "[类别]婚姻家庭<eoa>\n", "婚姻家庭"),
    ("logs/lawbench/2-4.qwen-7b-hf.json", "opencompass", 500, "\n类别：婚姻家庭", "婚姻家庭"),
    ("logs/lawbench/2-7.qwen-7b-chat-hf.json", "opencompass", 500, "淮南市首例", "淮南破获"),
    (
        "logs/lm_eval/samples_math_perturbed_full_2026-01-21T03-44-18.458309.jsonl",
        "lm-eval-samples",
        10,
        " 1. The graph",
        "3",
    ),
    ("logs/alpaca_eval/text_davinci_001.model_outputs.json", "alpaca-eval", 803, "Some famous actors", None),
    ("logs/openai_batch/batch_output.jsonl", "openai-batch", 3, '"Hola, ¿cómo', None),
    ("logs/sft_data/alpaca_zh_demo.json", "alpaca", 1000, None, "细胞理论是"),
    ("classification/banking77_test.csv", "generic", 3080, None, "card_arrival"),
    ("classification/chnsenticorp_hotel.csv", "generic", 7766, None, "1"),
    ("classification/sms_spam.tsv", "generic", 5574, None, "ham"),
    ("classification/tnews_labels.jsonl", "generic", 15, None, "100"),
    ("classification/tnews_test_public.jsonl", "generic", 2010, None, "100"),
    ("predictions/cleanlab_imdb_test_set.csv", "generic", 8334, "1", "0"),
    ("predictions/nli_bert_predictions.csv", "generic", 9824, "contradiction", "neutral"),
    ("predictions/patentlens_bert.csv", "generic", 270, "MEDTECH", "MEDTECH"),
    ("predictions/patentlens_fewshot.csv", "generic", 270, "MEDTECH", "MEDTECH"),
    ("predictions/patentlens_roberta.csv", "generic", 270, "MEDTECH", "MEDTECH"),
    ("predictions/patentlens_zeroshot.csv", "generic", 270, "MEDTECH", "MEDTECH"),
    ("predictions/takemeter_small.csv", "generic", 33, "analysis", "analysis"),
    ("predictions/tweeteval_emotion.jsonl", "generic", 1421, "sadness", "sadness"),
    ("predictions/tweeteval_irony.jsonl", "generic", 784, "non_irony", "non_irony"),
    ("ratings/pandalm_gpt35_judge.json", "generic", 999, None, "If you have any questions"),
    ("ratings/sfhot_unieval.jsonl", "generic", 875, "You want a hotel", "Confirms the area"),
    ("ratings/summeval_sources.jsonl", "generic", 100, None, "Andros Townsend"),
    ("summarisation/csl_title_test.tsv", "generic", 1000, None, "双官能团"),
    ("summarisation/lcsts_mocobart.json", "generic", 725, "可穿戴产品设计", "可穿戴技术"),
    ("vectors/rouge_google.json", "generic", 8, "rFDJCRtion", "ZfbCUIUuePaiLVUlCaUX"),
    ("vectors/rouge_pltrdy.json", "generic", 4, "the #### transcript", "this page includes"),
    ("vectors/sacrebleu.json", "generic", 13, "abcdefg", "hijklmnop"),
    ("vectors/squad_em_f1.json", "generic", 2, "1976", "1976"),
    *(
        (f"summarisation/mucsum/bart-large.{kind}.{seed}.jsonl", "generic", 209, "", "some jesuit priests")
        for kind in ("doc_only", "temp_and_doc", "temp_only")
        for seed in (1337, 1338, 1339)
    ),
]

LOG, FIGURES, RATINGS = "is a training log", "figures that were already computed", "holds human ratings"
TEXT, NAMES, WORKBOOK = "is plain text", "has no prediction column; it has", "is an Excel workbook"

# The file and what its refusal says.
REFUSED = [
    *((f"artefacts/{name}/trainer_state.json", LOG) for name in (
        "alpaca_7b_staircase", "dpo_zephyr", "finnews_overfit", "indobert_sarcasm_overfit", "llama_factory_cpt",
        "logclassifier", "mt5_az_summarise", "qlora_diverged",
    )),
    *((f"artefacts/{name}/all_results.json", FIGURES) for name in (
        "dpo_zephyr", "qlora_diverged", "qwen25_7b_medical_lora", "sunxiaochuan_predict",
    )),
    ("artefacts/qwen25_7b_medical_lora/trainer_log.jsonl", LOG),
    ("artefacts/sunxiaochuan_predict/trainer_log.jsonl", LOG),
    ("genuine/llamafactory/cls_sft/trainer_log.jsonl", LOG),
    ("genuine/llamafactory/cls_predict/trainer_log.jsonl", LOG),
    ("genuine/llamafactory/cls_predict/predict_results.json", FIGURES),
    ("genuine/llamafactory/cls_sft/train_results.json", FIGURES),
    ("genuine/llamafactory/cls_sft/eval_results.json", FIGURES),
    ("genuine/llamafactory/cls_sft/adapter_config.json", NAMES),
    ("genuine/llamafactory/cls_sft/tokenizer_config.json", NAMES),
    ("genuine/llamafactory/data/dataset_info.json", NAMES),
    ("genuine/llamafactory/data/pretrain.jsonl", NAMES),
    ("genuine/llamafactory/cls_predict.yaml", TEXT),
    ("genuine/ms-swift/logging.jsonl", LOG),
    ("genuine/ms-swift/trainer_state.json", LOG),
    *((f"genuine/trainer/{name}/trainer_state.json", LOG) for name in (
        "healthy", "lr_too_high", "overfit", "underfit_1step",
    )),
    *((f"genuine/lmeval/results_{time}.json", FIGURES) for time in TIMES),
    ("logs/lm_eval/results_2026-01-21T03-44-18.458309.json", FIGURES),
    *((f"logs/lm_eval_pythia/70m_step{step}.json", FIGURES) for step in (1000, 13000, 143000)),
    ("logs/inspect/data_with_llm_scoring.json", "log without samples"),
    ("logs/openai_batch/batch_input.jsonl", NAMES),
    ("predictions/nli_published/bert_result.json", FIGURES),
    ("predictions/nli_published/calibration_summary.csv", NAMES),
    ("predictions/nli_published/slice_metrics.csv", NAMES),
    ("ratings/crosstalk_zh_completions.jsonl", NAMES),
    ("ratings/crosstalk_zh_ratings.jsonl", RATINGS),
    ("ratings/dialsummeval_campus.jsonl", RATINGS),
    ("ratings/dialsummeval_dialogues.jsonl", NAMES),
    ("ratings/fed_ratings.jsonl", RATINGS),
    ("ratings/opinsummeval_annot1_batch1.xlsx", WORKBOOK),
    ("ratings/opinsummeval_annot2_batch1.xlsx", WORKBOOK),
    ("ratings/pandalm_testset.json", RATINGS),
    ("ratings/summeval_ratings.jsonl", RATINGS),
    ("summarisation/mucsum/documents.jsonl", NAMES),
    *((f"summarisation/mucsum/bart-large.{kind}.1337.per_example.json", NAMES) for kind in (
        "doc_only", "temp_and_doc", "temp_only",
    )),
    *((f"perplexity/{name}_500k.txt", TEXT) for name in ("shuihuzhuan", "tinyshakespeare", "wikitext2_valid")),
    ("vectors/krippendorff_wikipedia.json", NAMES),
    ("vectors/sklearn_doc.json", "3 of 4 rows that cannot be read"),
]  # fmt: skip

# Texts and the reference that lies beside them: lines.
PARALLEL = [
    ("mt/wmt17_ende/LIUM-NMT.4900.de.txt", "mt/wmt17_ende/ref.de.txt", 3004),
    ("mt/wmt17_ende/online-B.0.de.txt", "mt/wmt17_ende/ref.de.txt", 3004),
    ("mt/wmt17_ende/uedin-nmt.4722.de.txt", "mt/wmt17_ende/ref.de.txt", 3004),
    *((f"mt/wmt22_zhen/{name}.en.txt", "mt/wmt22_zhen/ref.en.txt", 1875) for name in (
        "ALMA-13B-LoRA", "ALMA-13B-R", "GPT-4-1106-preview", "gpt3.5-text-davinci-003",
    )),
    ("summarisation/simcls_xsum.out.txt", "summarisation/simcls_xsum.ref.txt", 11334),
    ("vectors/bertscore_hyps.txt", "vectors/bertscore_refs.txt", 10),
]  # fmt: skip


@pytest.mark.parametrize(("name", "form", "rows", "prediction", "reference"), READ, ids=[case[0] for case in READ])
def test_a_file_is_recognised_and_read(
    name: str, form: str, rows: int, prediction: str | None, reference: str | None
) -> None:
    examples = read(shared_data(name))
    assert (examples.source.format, len(examples), examples.source.rows) == (form, rows, rows)
    assert_begins(examples, prediction, reference)
    assert all(column.texts.count(None) == 0 for column in examples.references[:1])
    assert len(examples.source.sha256 or "") == 64


def assert_begins(examples: Examples, prediction: str | None, reference: str | None) -> None:
    assert (examples.predictions is None) == (prediction is None)
    assert bool(examples.references) == (reference is not None)
    if prediction is not None:
        assert str(said(examples)[0]).startswith(prediction)
        assert None not in said(examples)
    if reference is not None:
        assert str(gold(examples)[0]).startswith(reference)


@pytest.mark.parametrize(("name", "why"), REFUSED, ids=[case[0] for case in REFUSED])
def test_a_file_without_examples_is_refused_by_what_it_is(name: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        read(shared_data(name))


@pytest.mark.parametrize(("name", "reference", "lines"), PARALLEL, ids=[case[0] for case in PARALLEL])
def test_parallel_texts_are_read_line_by_line(name: str, reference: str, lines: int) -> None:
    examples = read(shared_data(name), references=shared_data(reference))
    assert (examples.source.format, len(examples), examples.source.skipped) == ("text", lines, ())
    content = shared_data(name).read_text(encoding="utf-8").removesuffix("\n").split("\n")
    assert said(examples) == [content[0].removeprefix("\ufeff"), *content[1:]]


def test_every_real_file_is_in_one_of_these_tables() -> None:
    shared_data("CATALOGUE.md")
    named = {case[0] for case in [*READ, *REFUSED, *PARALLEL]} | {case[1] for case in PARALLEL}
    twice = (
        "/checkpoint-",
        "genuine/llamafactory/gen_sft",
        "_predict/",
        "cls_sft",
        "CATALOGUE",
        "ORACLES",
        "src.zh.txt",
    )
    files = {str(path.relative_to(SHARED)) for path in SHARED.rglob("*") if path.is_file()}
    left = {name for name in files - named if not any(part in name for part in twice) and not name.endswith(".yaml")}
    assert left == set()


def test_the_odd_last_element_of_a_result_file_is_named() -> None:
    (skip,) = read(shared_data("summarisation/lcsts_mocobart.json")).source.skipped
    assert (skip.line, str(skip.why)) == (726, "has no reference")


def test_llamafactory_figures_lie_beside_its_predictions() -> None:
    reported = read(shared_data("genuine/llamafactory/cls_predict/generated_predictions.jsonl")).source.reported
    assert {figure.name: round(figure.value, 2) for figure in reported} == {
        "predict_bleu-4": 81.77,
        "predict_rouge-1": 93.5,
        "predict_rouge-2": 0.0,
        "predict_rouge-l": 93.5,
    }


def test_a_whole_llamafactory_folder_gives_its_predictions() -> None:
    examples = read(shared_data("genuine/llamafactory/cls_predict"))
    assert (examples.source.format, len(examples)) == (LLAMAFACTORY, 200)
    assert len(examples.source.reported) == 4


def test_a_whole_evalscope_folder_gives_its_reviews() -> None:
    assert read(shared_data("genuine/evalscope")).source.format == "evalscope-reviews"


@pytest.mark.parametrize("folder", ["genuine/lmeval", "genuine/inspect"])
def test_a_folder_of_many_runs_asks_for_one(folder: str) -> None:
    with pytest.raises(InputError, match=r"The folder holds \d runs"):
        read(shared_data(folder))


@pytest.mark.parametrize("task", ["gen", "mc"])
@pytest.mark.parametrize("time", TIMES)
def test_lm_eval_accuracy_follows_from_what_was_read(task: str, time: str) -> None:
    examples = read(shared_data(f"{LMEVAL}_{task}_{time}.jsonl"))
    figures = {figure.name: figure.value for figure in examples.source.reported}
    right = np.mean([a == b for a, b in zip(said(examples), gold(examples), strict=True)])
    assert right == pytest.approx(figures["exact_match,none" if task == "gen" else "acc,none"])


@pytest.mark.parametrize("time", TIMES)
def test_lm_eval_perplexities_follow_from_what_was_read(time: str) -> None:
    examples = read(shared_data(f"{LMEVAL}_ppl_{time}.jsonl"))
    figures = {figure.name: figure.value for figure in examples.source.reported}
    sizes = examples.likelihoods
    assert sizes is not None
    assert np.exp(sizes.nll.sum() / sizes.bytes.sum()) == pytest.approx(figures["byte_perplexity,none"], rel=1e-12)
    assert np.exp(sizes.nll.sum() / sizes.words.sum()) == pytest.approx(figures["word_perplexity,none"], rel=1e-12)


def test_both_forms_of_an_inspect_log_hold_the_same_samples() -> None:
    as_json = read(shared_data("genuine/inspect/2026-11-23T04-48-57-00-00_tickets_k5623TWVvRLdjD6k226rJm.json"))
    as_zip = read(shared_data("genuine/inspect/2026-11-23T04-48-53-00-00_tickets_nEuY73xf3ReGP62FuiNTdh.eval"))
    targets = [dict(zip(texts(one.ids), gold(one), strict=True)) for one in (as_json, as_zip)]
    assert targets[0] == targets[1]
    for one in (as_json, as_zip):
        right = np.mean([a == b for a, b in zip(said(one), gold(one), strict=True)])
        assert {figure.value for figure in one.source.reported} == {right} == {0.75}


def test_batch_answers_find_their_prompts_and_ids() -> None:
    examples = read(shared_data("logs/openai_batch/batch_output.jsonl"))
    assert sorted(map(str, texts(examples.ids))) == ["request-1", "request-2", "request-3"]
    assert texts(examples.ids)[0] == "request-2"
    assert all("translat" in str(prompt).lower() for prompt in texts(examples.prompts)[:1])


def test_probabilities_of_the_nli_file_are_those_of_its_labels() -> None:
    examples = read(shared_data("predictions/nli_bert_predictions.csv"))
    assert examples.probabilities is not None
    assert examples.probabilities.labels == ("entailment", "neutral", "contradiction")
    best = [examples.probabilities.labels[i] for i in examples.probabilities.matrix.argmax(axis=1)]
    assert best == said(examples)
    assert "pred_label_ts could be meant too" in notes(examples)
    assert texts(examples.prompts)[0] == (
        "This church choir sings to the masses as they sing joyous songs from the book at a church.\n"
        "The church has cracks in the ceiling."
    )


def test_summaries_and_their_eleven_references_join_by_id() -> None:
    rated = shared_data("ratings/summeval_ratings.jsonl")
    examples = read(rated, references=shared_data("ratings/summeval_sources.jsonl"))
    assert (len(examples), len(examples.references)) == (1200, 11)
    assert "1200 rows have 100 different ids".replace("1200", "1,200") in notes(examples)


def test_a_model_answer_joins_its_data_set_row_by_row() -> None:
    path = shared_data("genuine/evalscope/predictions/general_qa_tickets.jsonl")
    with pytest.raises(InputError, match=r"20 rows and .* has 200"):
        read(path, references=shared_data("genuine/llamafactory/data/gen_test.json"))


@pytest.mark.parametrize("name", [case[0] for case in READ if case[3] is None and "_ppl_" not in case[0]])
def test_a_data_set_is_no_candidate(name: str) -> None:
    with pytest.raises(InputError, match="references but no predictions"):
        read_candidate(shared_data(name))


@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_a_compressed_copy_reads_the_same(ending: str, tmp_path: Path) -> None:
    import gzip

    import pyarrow as pa

    path = shared_data("predictions/nli_bert_predictions.csv")
    packed = (
        gzip.compress(path.read_bytes(), 1) if ending == ".gz" else pa.compress(path.read_bytes(), "zstd", asbytes=True)
    )
    copy = tmp_path / f"copy.csv{ending}"
    copy.write_bytes(packed)
    assert said(read(copy)) == said(read(path))
