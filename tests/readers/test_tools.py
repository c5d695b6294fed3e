"""Each tool's file as that tool writes it, in our own words."""

from __future__ import annotations

import json
import math
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from assay.core.errors import InputError
from assay.readers import read
from assay.readers.base import ReadOptions
from tests.readers.written import document, gold, jsonl, notes, said, text, texts


def test_llamafactory_predictions_with_the_figures_beside_them(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "generated_predictions.jsonl", [{"prompt": "q", "predict": "a", "label": "a\n"}])
    figures = {
        "predict_bleu-4": 81.8,
        "predict_rouge-2": 0.0,
        "predict_runtime": 1.9,
        "predict_samples_per_second": 9.0,
    }
    document(tmp_path / "predict_results.json", figures)
    examples = read(path)
    assert (examples.source.format, said(examples), gold(examples)) == ("llamafactory-predictions", ["a"], ["a\n"])
    assert {figure.name: figure.value for figure in examples.source.reported} == {
        "predict_bleu-4": 81.8,
        "predict_rouge-2": 0.0,
    }
    assert "prompt, predict, label" in str(examples.source.why)


def test_llamafactory_figures_may_be_named_all_results(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "generated_predictions.jsonl", [{"prompt": "q", "predict": "a", "label": "a"}])
    document(tmp_path / "all_results.json", {"predict_rouge-l": 12.5, "epoch": 3.0})
    assert [figure.name for figure in read(path).source.reported] == ["predict_rouge-l"]


def test_llamafactory_perplexities_count_one_token_a_sample(tmp_path: Path) -> None:
    examples = read(document(tmp_path / "ppl.json", [math.e, math.e**2]))
    assert examples.likelihoods is not None
    assert examples.likelihoods.nll == pytest.approx([1.0, 2.0])
    assert list(examples.likelihoods.tokens) == [1.0, 1.0]
    assert "lengths" in notes(examples)


def test_swift_response_is_the_prediction(tmp_path: Path) -> None:
    messages = [{"role": "user", "content": "Where is it?"}, {"role": "assistant", "content": "lost"}]
    row = {"response": "lost", "labels": "found", "logprobs": None, "messages": messages}
    examples = read(jsonl(tmp_path / "infer.jsonl", [row]))
    assert examples.source.format == "swift-predictions"
    assert (said(examples), gold(examples), texts(examples.prompts)) == (["lost"], ["found"], ["Where is it?"])


def test_evalscope_reviews_hold_targets_and_predictions_do_not(tmp_path: Path) -> None:
    messages = [{"role": "user", "content": "2 + 2?"}, {"role": "assistant", "content": "It is 4."}]
    score = {"value": {"acc": 1.0}, "prediction": "It is 4.", "extracted_prediction": "4"}
    review = {"index": 7, "target": ["4"], "messages": messages, "sample_score": {"score": score, "group_id": 7}}
    examples = read(jsonl(tmp_path / "reviews.jsonl", [review]))
    assert (said(examples), gold(examples), texts(examples.ids)) == (["4"], ["4"], ["7"])
    output = {"choices": [{"message": {"role": "assistant", "content": [{"type": "text", "text": "It is 4."}]}}]}
    alone = read(
        jsonl(tmp_path / "predictions.jsonl", [{"index": 7, "model_output": output, "messages": messages[:1]}])
    )
    assert (said(alone), alone.references, texts(alone.prompts)) == (["It is 4."], (), ["2 + 2?"])
    assert "no references" in notes(alone)


def opencompass(folder: Path, reference: str) -> Path:
    rows = {
        "0": {"origin_prompt": [{"role": "HUMAN", "prompt": "甲还是乙？"}], "prediction": "甲", reference: "乙"},
        "1": {"origin_prompt": [{"role": "HUMAN", "prompt": "丙？"}], "prediction": "", reference: "丙"},
    }
    return document(folder / "set.json", rows)


@pytest.mark.parametrize("reference", ["gold", "refr", "answer"])
def test_opencompass_rows_lie_by_number(tmp_path: Path, reference: str) -> None:
    examples = read(opencompass(tmp_path, reference))
    assert examples.source.format == "opencompass"
    assert (said(examples), gold(examples), texts(examples.ids)) == (["甲", ""], ["乙", "丙"], ["0", "1"])
    assert texts(examples.prompts) == ["甲还是乙？", "丙？"]


def harness(**fields: object) -> dict[str, object]:
    row: dict[str, object] = {
        "doc_id": 0,
        "doc": {"topic": "birds"},
        "target": "yes",
        "filter": "none",
        "metrics": ["acc"],
    }
    return row | {"arguments": {"gen_args_0": {"arg_0": "Q?", "arg_1": {"until": []}}}} | fields


def test_lm_eval_generation(tmp_path: Path) -> None:
    rows = [harness(resps=[["yes."]], filtered_resps=["yes"]), harness(doc_id=1, resps=[[""]], filtered_resps=[""])]
    path = jsonl(tmp_path / "samples_birds_2025-01-02T03-04-05.678.jsonl", rows)
    results = {"results": {"birds": {"alias": "birds", "exact_match,none": 0.5, "exact_match_stderr,none": 0.5}}}
    document(tmp_path / "results_2025-01-02T03-04-05.678.json", results)
    examples = read(path)
    assert (said(examples), gold(examples), texts(examples.ids)) == (["yes", ""], ["yes", "yes"], ["0", "1"])
    assert texts(examples.extra["topic"]) == ["birds", "birds"]
    assert [(figure.name, figure.value) for figure in examples.source.reported] == [("exact_match,none", 0.5)]


def choices(likelihoods: list[float], target: object, texts: tuple[str, ...] = (" no", " yes")) -> dict[str, object]:
    arguments = {f"gen_args_{i}": {"arg_0": "Q?", "arg_1": choice} for i, choice in enumerate(texts)}
    pairs = [[str(likelihood), "False"] for likelihood in likelihoods]
    return harness(arguments=arguments, resps=[[pair] for pair in pairs], filtered_resps=pairs, target=target)


def test_lm_eval_choices_become_labels_with_probabilities(tmp_path: Path) -> None:
    rows = [choices([math.log(3), 0.0], " yes"), choices([0.0, math.log(9)], 1)]
    examples = read(jsonl(tmp_path / "samples.jsonl", rows))
    assert (said(examples), gold(examples)) == (["no", "yes"], ["yes", "yes"])
    assert examples.probabilities is not None
    assert examples.probabilities.labels == ("no", "yes")
    assert examples.probabilities.matrix.tolist() == [pytest.approx([0.75, 0.25]), pytest.approx([0.1, 0.9])]


def test_lm_eval_choices_that_differ_become_their_numbers(tmp_path: Path) -> None:
    rows = [choices([-1, -2], 0, ("a cat", "a dog")), choices([-2, -1], "a tree", ("a bush", "a tree"))]
    examples = read(jsonl(tmp_path / "samples.jsonl", rows))
    assert (said(examples), gold(examples)) == (["0", "1"], ["0", "1"])


def test_lm_eval_rolling_likelihoods_carry_bytes_and_words(tmp_path: Path) -> None:
    row = harness(
        arguments={"gen_args_0": {"arg_0": "né le  3"}},
        target="né le  3",
        resps=[["-12.5"]],
        filtered_resps=["-12.5"],
        metrics=["word_perplexity", "byte_perplexity"],
    )
    examples = read(jsonl(tmp_path / "samples.jsonl", [row]))
    assert examples.likelihoods is not None
    assert examples.predictions is None
    sizes = examples.likelihoods
    assert (sizes.nll[0], sizes.bytes[0], sizes.characters[0], sizes.words[0]) == (12.5, 9.0, 8.0, 3.0)
    assert math.isnan(sizes.tokens[0])


def test_lm_eval_old_arguments_are_lists(tmp_path: Path) -> None:
    row = harness(arguments=[["Q?", {"until": []}]], resps=[["yes"]], filtered_resps=["yes"])
    assert texts(read(jsonl(tmp_path / "samples.jsonl", [row])).prompts) == ["Q?"]


def test_of_several_filters_the_first_is_read_and_the_rest_is_said(tmp_path: Path) -> None:
    rows = [
        harness(doc_id=i, filter=name, resps=[["x"]], filtered_resps=[f"{name}{i}"])
        for i in range(2)
        for name in ("strict", "flexible")
    ]
    examples = read(jsonl(tmp_path / "samples.jsonl", rows))
    assert said(examples) == ["strict0", "strict1"]
    assert "'strict' was read, and 2 rows of flexible left out" in notes(examples)


@pytest.mark.parametrize("under", ["__", ""])
def test_lighteval_details(tmp_path: Path, under: str) -> None:
    doc = [
        {"query": "Largest?", "choices": [" ant", " elephant"], "gold_index": [1], "id": "a"},
        {"query": "Smallest?", "choices": [" ant", " elephant"], "gold_index": [0], "id": "b"},
    ]
    response = [{"text": ["elephant"], "logprobs": None}, {"text": [], "logprobs": [-1.0, -2.0]}]
    columns = {f"{under}doc{under}": doc, f"{under}model_response{under}": response, f"{under}metric{under}": [{}, {}]}
    columns[f"{under}metric{under}"] = [{"acc": 1.0}, {"acc": 1.0}]
    pq.write_table(pa.table(columns), tmp_path / "details.parquet")
    examples = read(tmp_path / "details.parquet")
    assert examples.source.format == "lighteval-details"
    assert (said(examples), gold(examples), texts(examples.ids)) == (
        ["elephant", "ant"],
        ["elephant", "ant"],
        ["a", "b"],
    )


def inspect_sample(number: int, epoch: int, content: object, target: object = "yes") -> dict[str, object]:
    choices = [] if content is None else [{"message": {"role": "assistant", "content": content}}]
    metadata = {"source": "web", "nested": {}}
    output = {"choices": choices, "completion": ""}
    return {"id": number, "epoch": epoch, "input": "Q?", "target": target, "output": output, "metadata": metadata}


def inspect_log(*samples: dict[str, object]) -> dict[str, object]:
    scores = [{"name": "match", "metrics": {"accuracy": {"value": 0.5}, "stderr": {"value": 0.1}}}]
    return {"version": 2, "eval": {}, "plan": {}, "results": {"scores": scores}, "samples": list(samples)}


def test_how_outputs_ended_is_kept_of_inspect_logs(tmp_path: Path) -> None:
    samples = [inspect_sample(number, 1, "yes") for number in (1, 2)]
    samples[0]["output"]["choices"][0]["stop_reason"] = "max_tokens"  # type: ignore[index]
    path = tmp_path / "log.json"
    path.write_text(json.dumps(inspect_log(*samples)), encoding="utf-8")
    assert texts(read(path).extra["finish"]) == ["max_tokens", None]


def test_inspect_json_keeps_every_epoch_and_an_empty_answer(tmp_path: Path) -> None:
    parts = [{"type": "reasoning", "reasoning": "hm"}, {"type": "text", "text": "yes"}]
    log = inspect_log(inspect_sample(1, 1, parts), inspect_sample(1, 2, None, ["yes", "aye"]))
    examples = read(document(tmp_path / "log.json", log))
    assert (said(examples), texts(examples.ids)) == (["yes", ""], ["1", "1"])
    assert [texts(column) for column in examples.references] == [["yes", "yes"], [None, "aye"]]
    assert texts(examples.extra["epoch"]) == ["1", "2"]
    assert texts(examples.extra["source"]) == ["web", "web"]
    assert [(figure.name, figure.value) for figure in examples.source.reported] == [("match/accuracy", 0.5)]
    assert "1 sample has no output" in notes(examples)
    assert "2 rows have 1 different ids" in notes(examples)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_inspect_archives(tmp_path: Path, method: int) -> None:
    log = inspect_log()
    with zipfile.ZipFile(tmp_path / "log.eval", "w", method) as archive:
        archive.writestr("samples/1_epoch_1.json", json.dumps(inspect_sample(1, 1, "yes")))
        archive.writestr("samples/2_epoch_1.json", json.dumps(inspect_sample(2, 1, "no")))
        archive.writestr("header.json", json.dumps(log))
    examples = read(tmp_path / "log.eval")
    assert examples.source.format == "inspect-log"
    assert (said(examples), texts(examples.ids)) == (["yes", "no"], ["1", "2"])


def promptfoo_result(provider: str, output: str, **test: object) -> dict[str, object]:
    return {
        "success": True,
        "score": 1,
        "vars": {"question": "Q?", **({"expected": "aye"} if not test else {})},
        "prompt": {"raw": "Answer: Q?", "label": "p"},
        "provider": {"id": provider},
        "response": {"output": output},
        "testCase": test,
    }


def test_promptfoo_takes_the_reference_from_assertions_or_variables(tmp_path: Path) -> None:
    stated = {"assert": [{"type": "llm-rubric", "value": "polite"}, {"type": "equals", "value": "yes"}]}
    results = [promptfoo_result("a", "yes", **stated), promptfoo_result("a", "no")]
    log = {"evalId": "x", "results": {"version": 3, "results": results, "stats": {}}}
    examples = read(document(tmp_path / "results.json", log))
    assert (said(examples), gold(examples)) == (["yes", "no"], ["yes", "aye"])
    assert texts(examples.prompts) == ["Answer: Q?", "Answer: Q?"]


def test_promptfoo_with_several_providers_reads_the_first(tmp_path: Path) -> None:
    results = [promptfoo_result("a", "yes"), promptfoo_result("b", "no")]
    examples = read(document(tmp_path / "results.json", {"results": {"results": results}}))
    assert said(examples) == ["yes"]
    assert "'a p' was read, and 1 row of b p left out" in notes(examples)


@pytest.mark.parametrize("wrapped", [True, False])
def test_deepeval_test_cases(tmp_path: Path, wrapped: bool) -> None:
    cases = [
        {"name": "c0", "input": "Q?", "actualOutput": "yes", "expectedOutput": "no", "success": False},
        {"name": "c1", "input": "R?", "actualOutput": None, "expectedOutput": "no", "success": False},
    ]
    run: dict[str, object] = {"testCases": cases, "testPassed": 0}
    examples = read(document(tmp_path / "run.json", {"testRunData": run} if wrapped else run))
    assert examples.source.format == "deepeval"
    assert (said(examples), gold(examples), texts(examples.ids)) == (["yes", ""], ["no", "no"], ["c0", "c1"])
    assert texts(examples.extra["success"]) == ["false", "false"]


def test_mlflow_table_in_columns_and_data(tmp_path: Path) -> None:
    table = {"columns": ["inputs", "outputs", "targets", "toxicity/v1/score"], "data": [["Q?", "yes", "no", 0.1]]}
    examples = read(document(tmp_path / "eval_results_table.json", table))
    assert examples.source.format == "mlflow-table"
    assert (said(examples), gold(examples), texts(examples.prompts)) == (["yes"], ["no"], ["Q?"])
    assert texts(examples.extra["toxicity/v1/score"]) == ["0.1"]


def test_mlflow_cells_may_hold_json(tmp_path: Path) -> None:
    table = 'request,response,expectations\n"{""question"": ""Q?""}",yes,"{""expected_response"": ""no""}"\n'
    examples = read(text(tmp_path / "table.csv", table))
    assert (said(examples), gold(examples), texts(examples.prompts)) == (["yes"], ["no"], ["Q?"])


def batch_line(identity: str, content: str | None) -> dict[str, object]:
    body = {"choices": [{"message": {"role": "assistant", "content": content}}]}
    failed = {"status_code": 429, "body": {"error": {}}}
    return {"custom_id": identity, "response": failed if content is None else {"status_code": 200, "body": body}}


def test_openai_batch_answers_out_of_order_with_the_prompts_beside(tmp_path: Path) -> None:
    jsonl(
        tmp_path / "batch_input.jsonl",
        [{"custom_id": f"r{i}", "body": {"messages": [{"role": "user", "content": f"Q{i}"}]}} for i in range(40)],
    )
    lines = [batch_line(f"r{i}", f"A{i}") for i in reversed(range(39))] + [batch_line("r39", None)]
    examples = read(jsonl(tmp_path / "batch_output.jsonl", lines))
    assert said(examples)[0] == "A38"
    assert texts(examples.prompts)[0] == "Q38"
    assert texts(examples.ids)[-1] == "r0"
    assert [(skip.line, str(skip.why)) for skip in examples.source.skipped] == [(40, "is a request that failed")]


def test_how_outputs_ended_is_kept_of_batches(tmp_path: Path) -> None:
    chat = {"choices": [{"message": {"content": "A"}, "finish_reason": "length"}]}
    cut = {"output": [{"content": "B"}], "status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}}
    done = {"output": [{"content": "C"}], "status": "completed", "incomplete_details": None}
    lines = [{"custom_id": f"r{at}", "response": {"body": body}} for at, body in enumerate((chat, cut, done))]
    examples = read(jsonl(tmp_path / "out.jsonl", lines))
    assert texts(examples.extra["finish"]) == ["length", "length", "completed"]


def test_openai_responses_have_output_parts(tmp_path: Path) -> None:
    parts = [{"type": "reasoning"}, {"type": "message", "content": [{"type": "output_text", "text": "A"}]}]
    line = {"custom_id": "r", "response": {"status_code": 200, "body": {"output": parts}}}
    assert said(read(jsonl(tmp_path / "out.jsonl", [line]))) == ["A"]


def test_openai_evals_record(tmp_path: Path) -> None:
    events = [
        {"spec": {"eval_name": "x"}},
        {"run_id": "1", "sample_id": "x.0", "type": "sampling", "data": {"prompt": "Q?", "sampled": "It is 4."}},
        {"run_id": "1", "sample_id": "x.0", "type": "match", "data": {"correct": True, "expected": "4", "picked": "4"}},
        {
            "run_id": "1",
            "sample_id": "x.1",
            "type": "match",
            "data": {"correct": False, "expected": ["5", "five"], "picked": None, "sampled": "six"},
        },
        {"final_report": {"accuracy": 0.5}},
    ]
    examples = read(jsonl(tmp_path / "record.jsonl", events))
    assert (said(examples), texts(examples.ids)) == (["4", "six"], ["x.0", "x.1"])
    assert [texts(column) for column in examples.references] == [["4", "5"], [None, "five"]]
    assert texts(examples.prompts) == ["Q?", None]
    assert [(figure.name, figure.value) for figure in examples.source.reported] == [("accuracy", 0.5)]
    assert "3 other records" in notes(examples)


def test_mt_bench_answers_have_no_references_and_it_says_so(tmp_path: Path) -> None:
    row = {"question_id": 81, "model_id": "m", "choices": [{"index": 0, "turns": ["One.", "Two."]}]}
    examples = read(jsonl(tmp_path / "answers.jsonl", [row]))
    assert (said(examples), texts(examples.ids), examples.references) == (["One.\n\nTwo."], ["81"], ())
    assert "no references" in notes(examples)


def test_alpaca_eval_outputs_have_no_references_and_it_says_so(tmp_path: Path) -> None:
    rows = [{"instruction": "Write.", "output": "Written.", "generator": "m"}]
    examples = read(document(tmp_path / "model_outputs.json", rows))
    assert (examples.source.format, said(examples), examples.references) == ("alpaca-eval", ["Written."], ())
    assert "no references" in notes(examples)


def test_data_sets_hold_references(tmp_path: Path) -> None:
    alpaca = read(document(tmp_path / "a.json", [{"instruction": "Sum.", "input": "1 2", "output": "3"}]))
    assert (alpaca.source.format, gold(alpaca), texts(alpaca.prompts)) == ("alpaca", ["3"], ["Sum.\n1 2"])
    talk = [{"from": "human", "value": "Q?"}, {"from": "gpt", "value": "A."}]
    sharegpt = read(document(tmp_path / "s.json", [{"conversations": talk}]))
    assert (sharegpt.source.format, gold(sharegpt), texts(sharegpt.prompts)) == ("sharegpt", ["A."], ["Q?"])
    turns = [
        {"role": "system", "content": "S"},
        {"role": "user", "content": "Q?"},
        {"role": "assistant", "content": "A."},
    ]
    messages = read(jsonl(tmp_path / "m.jsonl", [{"messages": turns}]))
    assert (messages.source.format, gold(messages), texts(messages.prompts)) == ("messages", ["A."], ["S\nQ?"])
    assert alpaca.predictions is sharegpt.predictions is messages.predictions is None


def test_token_likelihoods_from_logprobs(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "text": "né", "logprobs": [None, -1.0, -0.5]},
        {"id": "b", "text": "be", "logprobs": [{"token": "b", "logprob": -2.0}, {"token": "e", "logprob": -1.0}]},
        {"id": "c", "tokens": ["c", "d"], "logprobs": [-0.25, -0.25]},
    ]
    examples = read(jsonl(tmp_path / "lm.jsonl", rows))
    assert examples.source.format == "likelihoods"
    assert examples.likelihoods is not None
    assert examples.likelihoods.nll.tolist() == [1.5, 3.0, 0.5]
    assert examples.likelihoods.tokens.tolist() == [2.0, 2.0, 2.0]
    assert examples.likelihoods.bytes.tolist() == [3.0, 2.0, 2.0]
    assert gold(examples) == ["né", "be", "cd"]


def test_token_likelihoods_from_sums(tmp_path: Path) -> None:
    examples = read(jsonl(tmp_path / "lm.jsonl", [{"nll": 30.0, "tokens": 10, "bytes": 44, "source": "web"}]))
    assert examples.likelihoods is not None
    assert (examples.likelihoods.nll[0], examples.likelihoods.tokens[0], examples.likelihoods.bytes[0]) == (30, 10, 44)
    assert math.isnan(examples.likelihoods.words[0])
    assert texts(examples.extra["source"]) == ["web"]


def test_a_token_of_probability_0_is_kept_as_an_infinite_likelihood(tmp_path: Path) -> None:
    path = tmp_path / "lm.jsonl"
    path.write_text('{"text": "ab", "logprobs": [-1.0, -Infinity]}\n{"text": "c", "logprobs": [null, -2.0]}\n', "utf-8")
    examples = read(path)
    assert examples.likelihoods is not None
    assert examples.likelihoods.nll.tolist() == [math.inf, 2.0]
    assert examples.likelihoods.tokens.tolist() == [2.0, 1.0]


def test_a_token_without_a_likelihood_is_not_left_out_unseen(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [{"text": "ab", "logprobs": [-1.0, -2.0]}] * 30
    examples = read(jsonl(tmp_path / "lm.jsonl", [*rows, {"text": "ab", "logprobs": [-1.0, None, -2.0]}]))
    assert [skip.line for skip in examples.source.skipped] == [31]


def test_an_impossible_likelihood_is_a_bad_row(tmp_path: Path) -> None:
    rows = [{"nll": 30.0, "tokens": 10}] * 30 + [{"nll": -3.0, "tokens": 10}]
    examples = read(jsonl(tmp_path / "lm.jsonl", rows))
    assert [skip.line for skip in examples.source.skipped] == [31]


LOGS = [
    [{"current_steps": 5, "total_steps": 9, "loss": 1.0}],
    [{"loss": 1.0, "grad_norm": 2.0, "learning_rate": 1e-4, "global_step/max_steps": "1/9"}],
]


@pytest.mark.parametrize("rows", LOGS)
def test_a_training_log_is_refused_and_told_where_it_goes(tmp_path: Path, rows: list[object]) -> None:
    with pytest.raises(InputError, match=r"log\.jsonl is a training log.*--log"):
        read(jsonl(tmp_path / "log.jsonl", [*rows, *rows]))


def test_a_trainer_state_is_a_training_log(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="training log"):
        read(
            document(tmp_path / "trainer_state.json", {"log_history": [{"loss": 1.0, "step": 1}], "best_metric": None})
        )


def test_an_openai_fine_tune_result_is_a_training_log(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="training log"):
        read(text(tmp_path / "step_metrics.csv", "step,train_loss,train_accuracy,valid_loss\n1,2.0,0.1,\n"))


RATINGS: list[object] = [
    {"id": 1, "rater": "r1", "fluency": 4},
    {"id": 1, "summary": "s", "annotations": [{"fluency": 4}]},
    {"id": 1, "data": {}, "annotations": [{"result": [{"value": {"rating": 4}}]}]},
    {"text": "t", "quality.responses": [4, 5]},
]


@pytest.mark.parametrize("row", RATINGS)
def test_ratings_are_refused_and_told_where_they_go(tmp_path: Path, row: object) -> None:
    with pytest.raises(InputError, match=r"human ratings.*--ratings"):
        read(jsonl(tmp_path / "ratings.jsonl", [row, row]))


def test_the_outputs_of_a_ratings_file_can_be_read_with_references(tmp_path: Path) -> None:
    rated = jsonl(tmp_path / "rated.jsonl", [{"id": "a", "decoded": "short", "expert_annotations": [{"fluency": 4}]}])
    references = jsonl(tmp_path / "refs.jsonl", [{"id": "a", "references": ["one", "two"]}])
    examples = read(rated, references=references)
    assert (said(examples), len(examples.references)) == (["short"], 2)


FIGURES: list[object] = [
    {"predict_bleu-4": 80.0, "predict_runtime": 2.0},
    {"eval_loss": 0.2, "epoch": 3.0},
    {"results": {"birds": {"acc,none": 0.9}}, "versions": {"birds": 1}},
]


@pytest.mark.parametrize("figures", FIGURES)
def test_figures_are_refused_and_told_what_is_wanted(tmp_path: Path, figures: object) -> None:
    with pytest.raises(InputError, match="figures that were already computed"):
        read(document(tmp_path / "results.json", figures))


def test_an_axolotl_summary_is_figures(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="already computed"):
        read(text(tmp_path / "eval_summary.csv", "metric,training,validation\nloss,0.5,0.6\nperplexity,1.6,1.8\n"))


def test_a_format_can_be_asked_for(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "x.jsonl", [{"prompt": "q", "predict": "a", "label": "b"}])
    examples = read(path, ReadOptions(format="generic"))
    assert (examples.source.format, said(examples), gold(examples)) == ("generic", ["a"], ["b"])
    assert "asked for" in str(examples.source.why)


def test_what_assay_predict_wrote_says_how_it_was_made(tmp_path: Path) -> None:
    row = {"id": "1", "prompt": "q", "reference": "b", "prediction": "a", "finish": "stop", "tokens": 2}
    path = jsonl(tmp_path / "predictions.jsonl", [row])
    settings = {"job": "generation", "temperature": 0.7, "seed": 3, "stop": []}
    document(tmp_path / "predictions.jsonl.run.json", {"schema": "assay.predict/1", "settings": settings})
    examples = read(path)
    assert (examples.source.format, said(examples), gold(examples)) == ("assay-predictions", ["a"], ["b"])
    assert "temperature 0.7, seed 3" in notes(examples)
    assert examples.source.settings["temperature"] == "0.7"
